import pytest
from pydantic import ValidationError

from lingobot.settings import Environment, LlmProvider, LogLevel, Settings


def test_everything_has_a_default_that_runs_on_a_developers_machine() -> None:
    settings = Settings()

    assert settings.environment is Environment.LOCAL
    assert settings.log_level is LogLevel.INFO
    assert settings.llm_provider is LlmProvider.OPENAI
    assert settings.llm_api_key is None


@pytest.mark.parametrize(
    ("provider", "key"), [("openai", "key-of-openai"), ("grok", "key-of-grok")]
)
def test_the_key_is_the_chosen_providers(
    monkeypatch: pytest.MonkeyPatch, provider: str, key: str
) -> None:
    monkeypatch.setenv("LQBOT_LLM_PROVIDER", provider)
    monkeypatch.setenv("LQBOT_OPENAI_API_KEY", "key-of-openai")
    monkeypatch.setenv("LQBOT_GROK_API_KEY", "key-of-grok")

    chosen = Settings().llm_api_key

    assert chosen is not None
    assert chosen.get_secret_value() == key


def test_a_key_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LQBOT_OPENAI_API_KEY", "key-of-openai")

    assert "key-of-openai" not in repr(Settings())


def test_a_blank_key_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LQBOT_OPENAI_API_KEY", " ")

    assert Settings().llm_api_key is None


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("LQBOT_ENVIRONMENT", "prod", "'local', 'staging' or 'production'"),
        ("LQBOT_LOG_LEVEL", "verbose", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("LQBOT_LLM_PROVIDER", "claude", "'openai' or 'grok'"),
    ],
)
def test_an_unknown_value_is_refused_with_the_allowed_ones(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError, match=allowed):
        Settings()
