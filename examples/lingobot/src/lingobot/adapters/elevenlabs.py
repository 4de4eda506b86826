"""A voice that ElevenLabs synthesises."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httpx2
from pydantic import SecretStr

from lingobot.ports.voice import VoiceError

BASE_URL: Final = "https://api.elevenlabs.io/v1"
_VOICE_ID: Final = "21m00Tcm4TlvDq8ikWAM"
_MODEL: Final = "eleven_multilingual_v2"


@dataclass(frozen=True, slots=True)
class ElevenLabsVoice:
    """Asks `POST /text-to-speech/{voice}`; the answer is MPEG audio."""

    client: httpx2.AsyncClient
    api_key: SecretStr

    async def speak(self, text: str) -> bytes:
        """See `Voice.speak`."""
        try:
            response = await self.client.post(
                f"{BASE_URL}/text-to-speech/{_VOICE_ID}",
                headers={"xi-api-key": self.api_key.get_secret_value()},
                json={"text": text, "model_id": _MODEL},
            )
        except httpx2.HTTPError as error:
            raise VoiceError(f"the voice cannot be reached: {type(error).__name__}") from error
        if response.status_code != HTTPStatus.OK:
            raise VoiceError(f"the voice answered {response.status_code}")
        return response.content
