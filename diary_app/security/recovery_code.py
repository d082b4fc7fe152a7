"""The recovery code: random, written for hands and eyes.

Four lines of two groups of four characters, in Crockford's base 32 (digits and
capitals without I, L, O and U). The last character of a line is its check: a
weighted sum in the field of 32 elements that also counts the line's place. It
finds every single wrong character of a line, every two of its characters in
each other's place and every line in another's place; other errors pass one
line in 32 and are then refused by the slot's seal.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from typing import Self

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LINES = 4
LINE_LENGTH = 8  # the check among them
LENGTH = LINES * LINE_LENGTH
BITS = LINES * (LINE_LENGTH - 1) * 5
_GROUP = 4
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over two elements


class MistypedCode(WrongPassphrase):
    """A recovery code that was mistyped; ``lines`` are the numbers (from 1) of the lines to look at."""

    def __init__(self, template: str, /, lines: tuple[int, ...] = (), **values: object) -> None:
        super().__init__(template, lines=", ".join(map(str, lines)), **values)
        self.lines = lines


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A code whose checks hold. ``symbols``: its characters without groups. Never in a log or traceback."""

    symbols: str

    def __repr__(self) -> str:
        return "RecoveryCode(...)"

    @classmethod
    def new(cls) -> Self:
        """A random code of 140 bits."""
        lines = ("".join(secrets.choice(ALPHABET) for _ in range(LINE_LENGTH - 1)) for _ in range(LINES))
        return cls("".join(line + check_symbol(line, place) for place, line in enumerate(lines)))

    @classmethod
    def typed(cls, text: str) -> Self:
        """The code that was typed: any case, spaces, hyphens and width; O as 0, I and L as 1.

        Raises :class:`MistypedCode`, which names the lines to look at where they can be told.
        """
        given = [line for line in map(symbols_of, text.splitlines()) if line]
        if len(given) != LINES:
            given = _cut("".join(given))
        wrong = tuple(place + 1 for place, line in enumerate(given) if not line_holds(line, place))
        if wrong:
            raise MistypedCode(N_("The recovery code was mistyped; look at line {lines} again."), wrong)
        return cls("".join(given))

    def lines(self) -> list[str]:
        """The code as it is shown: four lines such as ``7K2M-9QXD``."""
        return ["-".join(_pieces(line, _GROUP)) for line in _pieces(self.symbols, LINE_LENGTH)]


def symbols_of(text: str) -> str:
    """What was typed, without what does not count; a character that never stands in a code stays."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKES)
    return "".join(c for c in plain if not (c.isspace() or c == "\u2212" or unicodedata.category(c) == "Pd"))


def line_holds(line: str, place: int) -> bool:
    """Whether ``line`` (of :func:`symbols_of`) can be the code's line number ``place``, from 0."""
    return (
        len(line) == LINE_LENGTH
        and all(symbol in ALPHABET for symbol in line)
        and line[-1] == check_symbol(line[:-1], place)
    )


def check_symbol(line: str, place: int) -> str:
    """The sum of the symbols, each times a power of the field's generator, and of the line's place."""
    total = place + 1
    for symbol in line:
        total = _twice(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def _cut(symbols: str) -> list[str]:
    if len(symbols) != LENGTH:
        raise MistypedCode(
            N_("The recovery code has {needed} characters in {rows} lines; {found} were typed."),
            needed=LENGTH,
            rows=LINES,
            found=len(symbols),
        )
    return _pieces(symbols, LINE_LENGTH)


def _pieces(text: str, length: int) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def _twice(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & 0b100000 else doubled
