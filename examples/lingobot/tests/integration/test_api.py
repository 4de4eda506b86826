"""The whole app over HTTP; only what is outside of it is faked."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from lingobot import __version__
from lingobot.main import create_app
from lingobot.ports.chat_provider import ChatProviderError, ChatProviderTimeoutError
from lingobot.ports.voice import VoiceError
from lingobot.services import Services
from lingobot.settings import Environment, Settings
from tests.fakes import FakeChatProvider, FakeVoice


@contextmanager
def client(
    chat: FakeChatProvider | None = None, voice: FakeVoice | None = None
) -> Iterator[TestClient]:
    settings = Settings(environment=Environment.STAGING)
    with TestClient(create_app(settings, Services(settings, chat, voice))) as test_client:
        yield test_client


def test_health_says_what_runs_where() -> None:
    with client(chat=FakeChatProvider()) as api:
        response = api.get("/health")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "environment": "staging",
        "version": __version__,
        "provider": "openai",
        "provider_configured": True,
        "voice_configured": False,
    }


def test_the_docs_are_served() -> None:
    with client() as api:
        response = api.get("/docs")

    assert response.status_code == 200
    assert "LingoBot" in response.text


def test_the_tutor_answers_with_the_history_in_mind() -> None:
    fake = FakeChatProvider(answer="  ¡Muy bien!\n")
    history = [{"role": "learner", "text": "Hola"}, {"role": "tutor", "text": "¿Cómo estás?"}]

    with client(chat=fake) as api:
        response = api.post("/chat", json={"message": "Bien", "language": "es", "history": history})

    assert response.status_code == 200
    assert response.json() == {"reply": "¡Muy bien!", "provider": "openai"}
    [conversation] = fake.heard
    assert [turn.text for turn in conversation.turns] == ["Hola", "¿Cómo estás?", "Bien"]


def test_without_a_key_chat_and_speech_say_which_variable_is_missing() -> None:
    with client() as api:
        chat = api.post("/chat", json={"message": "Hello"})
        speech = api.post("/speech", json={"text": "Hello"})

    assert (chat.status_code, speech.status_code) == (503, 503)
    assert "LQBOT_OPENAI_API_KEY" in chat.json()["detail"]
    assert "LQBOT_ELEVENLABS_API_KEY" in speech.json()["detail"]


@pytest.mark.parametrize(
    ("failure", "status"),
    [(ChatProviderError("quota of key 17"), 502), (ChatProviderTimeoutError("late"), 504)],
)
def test_a_provider_that_fails_is_not_our_learners_business(
    failure: ChatProviderError, status: int
) -> None:
    with client(chat=FakeChatProvider(failure=failure)) as api:
        response = api.post("/chat", json={"message": "Hello"})

    assert response.status_code == status
    assert response.json() == {"detail": "LingoBot cannot answer now, try again later"}


@pytest.mark.parametrize(
    "body", [{}, {"message": ""}, {"message": "Hi", "language": "tlh"}, {"message": "x" * 4001}]
)
def test_a_request_that_makes_no_sense_is_refused(body: dict[str, str]) -> None:
    with client(chat=FakeChatProvider()) as api:
        assert api.post("/chat", json=body).status_code == 422


def test_a_sentence_is_spoken() -> None:
    with client(voice=FakeVoice()) as api:
        response = api.post("/speech", json={"text": "Hola"})

    assert response.headers["content-type"] == "audio/mpeg"
    assert response.content == b"ID3Hola"


def test_a_voice_that_fails_is_a_bad_gateway() -> None:
    with client(voice=FakeVoice(failure=VoiceError("no quota"))) as api:
        assert api.post("/speech", json={"text": "Hola"}).status_code == 502


@pytest.mark.parametrize(("key", "configured"), [("a-key", True), (None, False)])
def test_the_real_adapters_are_made_from_the_keys(
    monkeypatch: pytest.MonkeyPatch, key: str | None, configured: bool
) -> None:
    monkeypatch.setenv("LQBOT_LLM_PROVIDER", "grok")
    if key is not None:
        monkeypatch.setenv("LQBOT_GROK_API_KEY", key)
        monkeypatch.setenv("LQBOT_ELEVENLABS_API_KEY", key)

    with TestClient(create_app(Settings())) as api:
        health = api.get("/health").json()

    assert health["provider"] == "grok"
    assert (health["provider_configured"], health["voice_configured"]) == (configured, configured)
