"""Stand-ins for what is outside of the app."""

from dataclasses import dataclass, field

from lingobot.domain.conversation import Conversation
from lingobot.ports.chat_provider import ChatProviderError
from lingobot.ports.voice import VoiceError


@dataclass
class FakeChatProvider:
    """Says what it was told to say, or fails as it was told to, and remembers what it heard."""

    answer: str = "¡Hola!"
    failure: ChatProviderError | None = None
    heard: list[Conversation] = field(default_factory=list)

    async def reply(self, conversation: Conversation) -> str:
        self.heard.append(conversation)
        if self.failure is not None:
            raise self.failure
        return self.answer


@dataclass
class FakeVoice:
    """Speaks the same sound for everything, or fails as it was told to."""

    sound: bytes = b"ID3"
    failure: VoiceError | None = None

    async def speak(self, text: str) -> bytes:
        if self.failure is not None:
            raise self.failure
        return self.sound + text.encode()
