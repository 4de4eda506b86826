import asyncio
import json
from collections.abc import Callable

import httpx2
import pytest
from pydantic import SecretStr

from lingobot.adapters.openai_compatible import ENDPOINTS, OpenAiCompatibleProvider
from lingobot.domain.conversation import Conversation, Language, Role
from lingobot.ports.chat_provider import ChatProviderError, ChatProviderTimeoutError
from lingobot.settings import LlmProvider

Handler = Callable[[httpx2.Request], httpx2.Response]


def ask(handler: Handler, provider: LlmProvider = LlmProvider.OPENAI) -> str:
    async def run() -> str:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(handler)) as client:
            adapter = OpenAiCompatibleProvider(client, ENDPOINTS[provider], SecretStr("the-key"))
            conversation = (
                Conversation(Language.SPANISH)
                .heard(Role.TUTOR, "¡Hola!")
                .heard(Role.LEARNER, "Hola")
            )
            return await adapter.reply(conversation)

    return asyncio.run(run())


def test_it_asks_as_the_protocol_wants_and_reads_the_first_choice() -> None:
    seen: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={"choices": [{"message": {"content": "Muy bien"}}]})

    assert ask(handler, LlmProvider.GROK) == "Muy bien"

    [request] = seen
    body = json.loads(request.content)
    assert str(request.url) == "https://api.x.ai/v1/chat/completions"
    assert request.headers["Authorization"] == "Bearer the-key"
    assert body["model"] == "grok-3-mini"
    assert [message["role"] for message in body["messages"]] == ["system", "assistant", "user"]


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_refusal_names_the_status_and_not_the_key(status: int) -> None:
    with pytest.raises(ChatProviderError, match=f"answered {status}") as caught:
        ask(lambda _: httpx2.Response(status, text="the-key is wrong"))

    assert "the-key" not in str(caught.value)


@pytest.mark.parametrize(
    "body", ["not json", "{}", '{"choices": []}', '{"choices": [{"message": {"content": null}}]}']
)
def test_an_answer_that_is_no_completion_is_an_error(body: str) -> None:
    with pytest.raises(ChatProviderError, match="not a chat completion"):
        ask(lambda _: httpx2.Response(200, text=body))


def test_silence_is_a_time_out() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("", request=request)

    with pytest.raises(ChatProviderTimeoutError):
        ask(handler)


def test_no_connection_is_an_error() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("", request=request)

    with pytest.raises(ChatProviderError, match="cannot be reached: ConnectError"):
        ask(handler)
