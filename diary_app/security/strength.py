"""How hard a passphrase is to guess, and four words that are hard enough.

Estimated by zxcvbn (D. L. Wheeler, "zxcvbn: low-budget password strength
estimation", USENIX Security 2016): the number of guesses that somebody needs
who knows common words, names, dates, keyboard rows and the usual swaps.
"""

from __future__ import annotations

import math
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache

from diary_app.common.resources import resource

# Ten thousand million guesses: at 0.4 s each 127 years of one computer, weeks of a hundred fast ones.
LEAST_LOG10_GUESSES = 10.0
WORDS = 4
_LOOKED_AT = 72  # characters; zxcvbn takes no more, and what follows only makes it harder
_KNOWN = ("morning", "diary", "morning diary", "diary-app", "password", "passphrase")


def log10_guesses(passphrase: str, about: Sequence[str] = ()) -> float:
    """The decimal logarithm of the guesses it takes.

    ``about``: what somebody who attacks this diary knows, such as the
    participant's id. White space around and the width of letters do not count,
    as when a key is made of it.
    """
    from zxcvbn import zxcvbn

    plain = unicodedata.normalize("NFKC", passphrase).strip()[:_LOOKED_AT]
    if not plain:
        return 0.0
    return float(zxcvbn(plain, user_inputs=[*_KNOWN, *about])["guesses_log10"])


@cache
def _word_list() -> tuple[str, ...]:
    return tuple(resource("words", "eff_large.txt").read_text(encoding="ascii").split())


def four_words() -> str:
    """Four words chosen at random by the operating system's source, with spaces between."""
    return " ".join(secrets.choice(_word_list()) for _ in range(WORDS))


def four_words_bits() -> float:
    """The entropy of :func:`four_words` in bits."""
    return WORDS * math.log2(len(_word_list()))
