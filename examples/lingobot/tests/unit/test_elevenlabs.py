import asyncio
import json
from collections.abc import Callable

import httpx2
import pytest
from pydantic import SecretStr

from lingobot.adapters.elevenlabs import ElevenLabsVoice
from lingobot.ports.voice import VoiceError


def speak(handler: Callable[[httpx2.Request], httpx2.Response]) -> bytes:
    async def run() -> bytes:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(handler)) as client:
            return await ElevenLabsVoice(client, SecretStr("the-key")).speak("Hola")

    return asyncio.run(run())


def test_it_sends_the_sentence_with_the_key_and_gives_the_sound() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["xi-api-key"] == "the-key"
        assert json.loads(request.content)["text"] == "Hola"
        return httpx2.Response(200, content=b"ID3")

    assert speak(handler) == b"ID3"


def test_a_refusal_names_the_status() -> None:
    with pytest.raises(VoiceError, match="answered 401"):
        speak(lambda _: httpx2.Response(401))


def test_no_connection_is_an_error() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectTimeout("", request=request)

    with pytest.raises(VoiceError, match="cannot be reached: ConnectTimeout"):
        speak(handler)
