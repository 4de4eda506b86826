"""The port behind which a language model answers."""

from typing import Protocol

from lingobot.domain.conversation import Conversation


class ChatProviderError(Exception):
    """The provider gave no usable answer; the message is for our logs, not for the learner."""


class ChatProviderTimeoutError(ChatProviderError):
    """The provider did not answer in time."""


class ChatProvider(Protocol):
    """Whoever can say the tutor's next sentence."""

    async def reply(self, conversation: Conversation) -> str:
        """The tutor's next sentence.

        Raises:
            ChatProviderTimeoutError: no answer in time.
            ChatProviderError: refused, unreachable or not understood.
        """
        ...
