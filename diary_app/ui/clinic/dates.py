"""Days and times as the clinic's tables write them: short, "Today" for the present day."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QDate

from diary_app.ui.kit import Kit
from diary_app.ui.language import locale_of


def short_day(kit: Kit, day: date, today: date) -> str:
    """For instance "Today", "18 Jun", "18 Jun 2025"."""
    if day == today:
        return kit.tr("Today")
    return plain_day(kit, day, today)


def plain_day(kit: Kit, day: date, today: date) -> str:
    """For instance "18 Jun"; with the year where it is another one."""
    pattern = "d MMM" if day.year == today.year else "d MMM yyyy"
    told = kit.tr.within("table", "d MMM") if pattern == "d MMM" else kit.tr.within("table", "d MMM yyyy")
    return _formatted(kit.tr.language, day, told)


@lru_cache(maxsize=4096)
def _formatted(language: str, day: date, pattern: str) -> str:
    """A thousand patients share a few hundred days."""
    return locale_of(language).toString(QDate(day.year, day.month, day.day), pattern)


def month_of(kit: Kit, day: date) -> str:
    """For instance "Sept 2025": what is a year old needs no day in a narrow column."""
    return _formatted(kit.tr.language, day, kit.tr.within("table", "MMM yyyy"))


def day_and_time(kit: Kit, moment: date | datetime, today: date) -> str:
    """For instance "Today 07:42"; the day alone where no time was told, and on other days."""
    if not isinstance(moment, datetime):
        return short_day(kit, moment, today)
    day = short_day(kit, moment.date(), today)
    return f"{day} {kit.clock_time(moment.time())}" if moment.date() == today else day
