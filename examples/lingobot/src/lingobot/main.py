"""Composition root: `uvicorn lingobot.main:app --app-dir src` runs it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

import httpx2
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from lingobot import __version__
from lingobot.adapters.http.routes import router
from lingobot.ports.chat_provider import ChatProviderError, ChatProviderTimeoutError
from lingobot.ports.voice import VoiceError
from lingobot.services import Services
from lingobot.settings import Settings

_PROVIDER_SECONDS: Final = 20.0
_log = logging.getLogger("lingobot")


def create_app(settings: Settings, services: Services | None = None) -> FastAPI:
    """The app; tests pass services with fakes, otherwise the real adapters are made."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx2.AsyncClient(timeout=_PROVIDER_SECONDS) as client:
            app.state.services = services or Services.over_http(settings, client)
            if app.state.services.chat is None:
                _log.warning("no key for %s: /chat answers 503", settings.llm_provider)
            yield

    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s %(message)s")
    app = FastAPI(title="LingoBot", version=__version__, lifespan=lifespan)
    app.include_router(router)
    app.add_exception_handler(ChatProviderError, _provider_failed)
    app.add_exception_handler(VoiceError, _provider_failed)
    return app


async def _provider_failed(_: Request, error: Exception) -> JSONResponse:
    _log.error("provider failed: %s", error)
    late = isinstance(error, ChatProviderTimeoutError)
    status = HTTPStatus.GATEWAY_TIMEOUT if late else HTTPStatus.BAD_GATEWAY
    return JSONResponse({"detail": "LingoBot cannot answer now, try again later"}, status)


app = create_app(Settings())
