"""A learner's conversation with the tutor."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TURNS_REMEMBERED: Final = 20


class Role(StrEnum):
    """Who speaks."""

    LEARNER = "learner"
    TUTOR = "tutor"


class Language(StrEnum):
    """What can be learned."""

    ENGLISH = "en"
    FRENCH = "fr"
    GERMAN = "de"
    ITALIAN = "it"
    SPANISH = "es"

    @property
    def label(self) -> str:
        """The language's name in English."""
        return self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was said."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said so far; only the last turns are kept, so that a long talk stays affordable."""

    language: Language
    turns: tuple[Turn, ...] = ()

    def heard(self, role: Role, text: str) -> "Conversation":
        """The conversation after one more turn."""
        turns = (*self.turns, Turn(role, text))
        return Conversation(self.language, turns[-TURNS_REMEMBERED:])

    def instructions(self) -> str:
        """What the tutor is told before the first turn."""
        return (
            f"You are LingoBot, a patient tutor of {self.language.label}. "
            f"Answer in {self.language.label}, in short sentences, "
            "and correct the learner's mistakes kindly, naming the rule in English."
        )
