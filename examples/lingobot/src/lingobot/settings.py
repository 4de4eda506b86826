"""Settings, read from LQBOT_ environment variables and, on a developer's machine, from `.env`."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    """Where the app runs."""

    LOCAL = "local"
    STAGING = "staging"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    """The least severe message that is logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LlmProvider(StrEnum):
    """Who answers: both speak OpenAI's chat completions protocol."""

    OPENAI = "openai"
    GROK = "grok"


def _blank_is_unset(value: object) -> object:
    """`LQBOT_GROK_API_KEY=` in an `.env` file means no key, not an empty one."""
    return None if isinstance(value, str) and not value.strip() else value


ApiKey = Annotated[SecretStr | None, BeforeValidator(_blank_is_unset)]


class Settings(BaseSettings):
    """What differs between environments; keys never show in a repr or a log line."""

    model_config = SettingsConfigDict(
        env_prefix="LQBOT_", env_file=".env", extra="ignore", frozen=True
    )

    environment: Environment = Environment.LOCAL
    log_level: LogLevel = LogLevel.INFO
    llm_provider: LlmProvider = LlmProvider.OPENAI
    openai_api_key: ApiKey = None
    grok_api_key: ApiKey = None
    elevenlabs_api_key: ApiKey = None

    @property
    def llm_api_key(self) -> SecretStr | None:
        """The key of the chosen provider."""
        return {
            LlmProvider.OPENAI: self.openai_api_key,
            LlmProvider.GROK: self.grok_api_key,
        }[self.llm_provider]
