"""The one use case: a learner says something, the tutor answers."""

from dataclasses import dataclass

from lingobot.domain.conversation import Conversation, Role
from lingobot.ports.chat_provider import ChatProvider


@dataclass(frozen=True, slots=True)
class Tutor:
    """Answers learners through a chat provider."""

    provider: ChatProvider

    async def answer(self, conversation: Conversation, message: str) -> str:
        """The tutor's reply to the message; errors of the provider pass through."""
        reply = await self.provider.reply(conversation.heard(Role.LEARNER, message))
        return reply.strip()
