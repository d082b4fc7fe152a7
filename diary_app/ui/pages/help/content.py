"""What a help page is made of: parts, the questions in them, and the lines of an answer. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a line of an answer looks."""

    TEXT = "text"
    STRONG = "strong"
    ITEM = "item"
    KEYS = "keys"
    """What a key does; ``Line.keys`` are its caps."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer."""

    text: str
    kind: Kind = Kind.TEXT
    keys: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The line as it is read out."""
        return f"{', '.join(self.keys)}: {self.text}" if self.keys else self.text


@dataclass(frozen=True, slots=True)
class Question:
    """A short question and the lines that answer it; ``code`` names it on the page."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together; ``code`` names the part."""

    code: str
    title: str
    questions: tuple[Question, ...]


def text(words: str) -> Line:
    """A sentence or two."""
    return Line(words)


def strong(words: str) -> Line:
    """What matters most."""
    return Line(words, Kind.STRONG)


def item(words: str) -> Line:
    """One of a list."""
    return Line(words, Kind.ITEM)
