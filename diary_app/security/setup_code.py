"""The code that a set-up file is sealed under: typed once from a printed sheet.

Two halves of two groups of four characters, in the alphabet of the recovery
code and with its check at the end of each half; the places are counted on, so
that a line of a recovery code is none of this.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Self

from diary_app.common.errors import WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.security.recovery_code import (
    ALPHABET,
    LINE_LENGTH,
    LINES,
    check_symbol,
    line_holds,
    symbols_of,
)

HALVES = 2
LENGTH = HALVES * LINE_LENGTH
BITS = HALVES * (LINE_LENGTH - 1) * 5
_GROUP = 4


class MistypedSetupCode(WrongPassphrase):
    """A code that was mistyped, as its checks tell."""


@dataclass(frozen=True, slots=True)
class SetupCode:
    """A code whose checks hold; ``symbols``: without groups. Never in a log or traceback."""

    symbols: str

    def __repr__(self) -> str:
        return "SetupCode(...)"

    @classmethod
    def new(cls) -> Self:
        """A random code of 70 bits."""
        halves = ("".join(secrets.choice(ALPHABET) for _ in range(LINE_LENGTH - 1)) for _ in range(HALVES))
        return cls("".join(half + check_symbol(half, LINES + at) for at, half in enumerate(halves)))

    @classmethod
    def typed(cls, text: str) -> Self:
        """The code that was typed, as forgiving as a recovery code is. Raises ``MistypedSetupCode``."""
        symbols = symbols_of(text)
        if len(symbols) != LENGTH:
            raise MistypedSetupCode(
                N_("The code of a set-up file has {needed} characters; {found} were typed."),
                needed=LENGTH,
                found=len(symbols),
            )
        halves = [symbols[at * LINE_LENGTH : (at + 1) * LINE_LENGTH] for at in range(HALVES)]
        wrong = [at for at, half in enumerate(halves) if not line_holds(half, LINES + at)]
        if len(wrong) == HALVES:
            raise MistypedSetupCode(N_("The code was mistyped; look at all of it again."))
        if wrong == [0]:
            raise MistypedSetupCode(N_("The code was mistyped; look at its first two groups again."))
        if wrong:
            raise MistypedSetupCode(N_("The code was mistyped; look at its last two groups again."))
        return cls(symbols)

    def shown(self) -> str:
        """As it is shown: ``7K2M-9QXD-...``, four groups of four."""
        return "-".join(self.symbols[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
