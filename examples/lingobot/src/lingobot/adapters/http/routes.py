"""The app's routes; what they need is in `app.state.services`."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from lingobot import __version__
from lingobot.adapters.http.schemas import ChatReply, ChatRequest, Health, SpeechRequest
from lingobot.application.tutor import Tutor
from lingobot.domain.conversation import Conversation, Turn
from lingobot.services import Services

router = APIRouter()


def services(request: Request) -> Services:
    """What the composition root put together."""
    found: Services = request.app.state.services
    return found


Injected = Annotated[Services, Depends(services)]


@router.get("/health")
async def health(own: Injected) -> Health:
    """Answers while the app can serve. It asks no provider: their outage must not restart us."""
    return Health(
        environment=own.settings.environment,
        version=__version__,
        provider=own.settings.llm_provider,
        provider_configured=own.chat is not None,
        voice_configured=own.voice is not None,
    )


@router.post("/chat")
async def chat(request: ChatRequest, own: Injected) -> ChatReply:
    """The tutor's answer to one message."""
    if own.chat is None:
        key = f"LQBOT_{own.settings.llm_provider.upper()}_API_KEY"
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, f"no language model: {key} is not set")
    turns = tuple(Turn(turn.role, turn.text) for turn in request.history)
    reply = await Tutor(own.chat).answer(Conversation(request.language, turns), request.message)
    return ChatReply(reply=reply, provider=own.settings.llm_provider)


@router.post("/speech", response_class=Response, responses={200: {"content": {"audio/mpeg": {}}}})
async def speech(request: SpeechRequest, own: Injected) -> Response:
    """The sentence as audio."""
    if own.voice is None:
        raise HTTPException(
            HTTPStatus.SERVICE_UNAVAILABLE, "no voice: LQBOT_ELEVENLABS_API_KEY is not set"
        )
    return Response(await own.voice.speak(request.text), media_type="audio/mpeg")
