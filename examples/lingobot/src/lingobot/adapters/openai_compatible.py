"""A chat provider that speaks the chat completions protocol of OpenAI, which xAI (Grok) shares."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httpx2
from pydantic import BaseModel, Field, SecretStr, ValidationError

from lingobot.domain.conversation import Conversation, Role
from lingobot.ports.chat_provider import ChatProviderError, ChatProviderTimeoutError
from lingobot.settings import LlmProvider

_ROLES: Final = {Role.LEARNER: "user", Role.TUTOR: "assistant"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a provider answers, and the model that is asked."""

    base_url: str
    model: str


ENDPOINTS: Final = {
    LlmProvider.OPENAI: Endpoint("https://api.openai.com/v1", "gpt-4o-mini"),
    LlmProvider.GROK: Endpoint("https://api.x.ai/v1", "grok-3-mini"),
}


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class OpenAiCompatibleProvider:
    """Asks `POST {base_url}/chat/completions`; the client's time-out is the provider's."""

    client: httpx2.AsyncClient
    endpoint: Endpoint
    api_key: SecretStr

    async def reply(self, conversation: Conversation) -> str:
        """See `ChatProvider.reply`."""
        response = await self._ask(conversation)
        if response.status_code != HTTPStatus.OK:
            raise ChatProviderError(f"the provider answered {response.status_code}")
        try:
            completion = _Completion.model_validate_json(response.content)
        except ValidationError as error:
            raise ChatProviderError("the provider's answer is not a chat completion") from error
        return completion.choices[0].message.content

    async def _ask(self, conversation: Conversation) -> httpx2.Response:
        try:
            return await self.client.post(
                f"{self.endpoint.base_url}/chat/completions",
                headers={"Authorization": f"Bearer {self.api_key.get_secret_value()}"},
                json={"model": self.endpoint.model, "messages": _messages(conversation)},
            )
        except httpx2.TimeoutException as error:
            raise ChatProviderTimeoutError("the provider did not answer in time") from error
        except httpx2.HTTPError as error:
            raise ChatProviderError(
                f"the provider cannot be reached: {type(error).__name__}"
            ) from error


def _messages(conversation: Conversation) -> list[dict[str, str]]:
    spoken = [{"role": _ROLES[turn.role], "content": turn.text} for turn in conversation.turns]
    return [{"role": "system", "content": conversation.instructions()}, *spoken]
