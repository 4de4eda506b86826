"""LingoBot: a language tutor to chat with."""

__version__ = "1.0.0"
