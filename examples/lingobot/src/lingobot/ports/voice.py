"""The port behind which the tutor's sentences are spoken."""

from typing import Protocol


class VoiceError(Exception):
    """The sentence could not be spoken; the message is for our logs, not for the learner."""


class Voice(Protocol):
    """Whoever can speak a sentence."""

    async def speak(self, text: str) -> bytes:
        """The sentence as MPEG audio.

        Raises:
            VoiceError: refused or unreachable.
        """
        ...
