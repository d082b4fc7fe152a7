"""A phone number as somebody types it."""

from __future__ import annotations

import re
import unicodedata

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

SHORTEST, LONGEST, FEWEST_DIGITS = 3, 40, 3
_NUMBER = re.compile(r"[0-9 +()/-]+((ext\.?|x|转|分机) ?[0-9]{1,6})?", re.IGNORECASE | re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def phone_number(text: str) -> str:
    """The number as it is kept: full-width signs made plain, spaces single.

    Takes digits, spaces, ``+ ( ) - /`` and an extension (``ext 12``, in Chinese
    ``转 12`` or ``分机 12``), 3 to 40 characters with at least 3 digits. Raises
    :class:`DoesNotFit` for anything else.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    digits = sum(character.isdigit() for character in plain)
    if SHORTEST <= len(plain) <= LONGEST and digits >= FEWEST_DIGITS and _NUMBER.fullmatch(plain):
        return plain
    raise DoesNotFit(N_("This does not look like a phone number. Please write it like 010-5555 0100."))
