"""A day as people type it: numbers in either order, or with the month's name."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QDate, QLocale

_LONGEST = 40
_NAMED = ("d MMMM yyyy", "d MMM yyyy", "d. MMMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy")
_FIRST_YEAR, _LAST_YEAR = 1900, 9999


def typed_day(text: str, locale: QLocale) -> QDate | None:
    """The day in ``text``, or ``None`` where it names none, or more than one.

    Three numbers are year, month, day where the first one is a year, else
    day, month, year; full-width digits and 年月日 fit too. A month in words
    is read in the window's language and in English.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if not plain or len(plain) > _LONGEST:
        return None
    if re.search(r"[^\W\d_]", re.sub("[年月日号]", "", plain)):
        return _named(plain, locale)
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    if len(numbers) != 3 or max(numbers) > _LAST_YEAR:
        return None
    year, month, day = numbers if numbers[0] >= _FIRST_YEAR else reversed(numbers)
    found = QDate(year, month, day)
    return found if found.isValid() and year >= _FIRST_YEAR else None


def _named(text: str, locale: QLocale) -> QDate | None:
    for spoken in (locale, QLocale(QLocale.Language.English)):
        for pattern in _NAMED:
            found = spoken.toDate(text, pattern)
            if found.isValid() and found.year() >= _FIRST_YEAR:
                return found
    return None
