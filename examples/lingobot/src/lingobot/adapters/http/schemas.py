"""The JSON that clients send and get."""

from pydantic import BaseModel, Field

from lingobot.domain.conversation import Language, Role
from lingobot.settings import Environment, LlmProvider


class Health(BaseModel):
    """What the platform's health check and the pipeline's verification read."""

    status: str = "ok"
    environment: Environment
    version: str
    provider: LlmProvider
    provider_configured: bool = Field(description="whether the chosen provider's key is set")
    voice_configured: bool = Field(description="whether ElevenLabs' key is set")


class SpokenTurn(BaseModel):
    """One earlier turn of the conversation."""

    role: Role
    text: str = Field(min_length=1, max_length=4000)


class ChatRequest(BaseModel):
    """What the learner says, and what was said before."""

    message: str = Field(min_length=1, max_length=4000)
    language: Language = Language.ENGLISH
    history: list[SpokenTurn] = Field(default_factory=list, max_length=100)


class ChatReply(BaseModel):
    """What the tutor answers."""

    reply: str
    provider: LlmProvider


class SpeechRequest(BaseModel):
    """A sentence to speak."""

    text: str = Field(min_length=1, max_length=1000)
