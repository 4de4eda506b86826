"""What the routes are given: settings, and the adapters behind the ports."""

from dataclasses import dataclass
from typing import Self

import httpx2

from lingobot.adapters.elevenlabs import ElevenLabsVoice
from lingobot.adapters.openai_compatible import ENDPOINTS, OpenAiCompatibleProvider
from lingobot.ports.chat_provider import ChatProvider
from lingobot.ports.voice import Voice
from lingobot.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """None stands for a provider whose key is not set: that part of the app answers 503."""

    settings: Settings
    chat: ChatProvider | None
    voice: Voice | None

    @classmethod
    def over_http(cls, settings: Settings, client: httpx2.AsyncClient) -> Self:
        """The real adapters, for the keys that are set."""
        chat_key, voice_key = settings.llm_api_key, settings.elevenlabs_api_key
        endpoint = ENDPOINTS[settings.llm_provider]
        return cls(
            settings,
            chat=None if chat_key is None else OpenAiCompatibleProvider(client, endpoint, chat_key),
            voice=None if voice_key is None else ElevenLabsVoice(client, voice_key),
        )
