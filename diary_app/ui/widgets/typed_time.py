"""A time of day as people type it: with or without a sign between hours and minutes."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QTime

_LONGEST = 20
_BETWEEN = r"\s*[:.h点时]\s*|\s+"
_PARTED = re.compile(rf"(\d{{1,2}})(?:{_BETWEEN})(\d{{1,2}})\s*分?", re.ASCII)
_JOINED = re.compile(r"(\d{1,2})(\d\d)", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})\s*[h点时]?", re.ASCII)
_HALF_OF_DAY = re.compile(r"^(上午|早上|下午|晚上)\s*|\s*([ap])\.?m\.?$", re.IGNORECASE)
_NOON = 12


def typed_time(text: str) -> QTime | None:
    """The time in ``text``, or ``None`` where it names none.

    ``7:10``, ``07.10``, ``0710``, ``7 10``, ``7点10分``, ``7``; with am, pm, 上午 or 下午 the twelve hours
    of a half day; full-width digits and signs fit too.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if not plain or len(plain) > _LONGEST:
        return None
    half = _HALF_OF_DAY.search(plain)
    numbers = _numbers(_HALF_OF_DAY.sub("", plain, count=1))
    if numbers is None:
        return None
    hour, minute = numbers
    if half is not None:
        if not 1 <= hour <= _NOON:
            return None
        later = half[1] in ("下午", "晚上") or (half[2] or "").lower() == "p"
        hour = hour % _NOON + (_NOON if later else 0)
    found = QTime(hour, minute)
    return found if found.isValid() else None


def _numbers(text: str) -> tuple[int, int] | None:
    parts = _PARTED.fullmatch(text) or _JOINED.fullmatch(text)
    if parts is not None:
        return int(parts[1]), int(parts[2])
    hour = _HOUR.fullmatch(text)
    return (int(hour[1]), 0) if hour is not None else None
