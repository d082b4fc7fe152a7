"""Numbers, dates and places as the visit summary prints them.

One decimal at most, a real minus sign, signed changes, dates in the order of
the language. Rounding is for the eye only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from diary_app.charts.days import PlanDay
from diary_app.common.i18n import N_, Translator

MINUS = "\u2212"
NOTHING = "\u2013"
"""Stands where there is no value."""

_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


_TENTH = Decimal("0.1")


def score_text(score: float | None) -> str:
    """A score with one decimal, a dash when it is blank."""
    return NOTHING if score is None else _signless_zero(str(_rounded(score)))


def change_text(change: float | None) -> str:
    """A signed change with one decimal, a dash when there is none."""
    return NOTHING if change is None else _signless_zero(f"{_rounded(change):+}")


def _rounded(value: float) -> Decimal:
    """One decimal, halves away from zero, as a person with a pocket calculator rounds."""
    return Decimal(repr(round(value, 9))).quantize(_TENTH, ROUND_HALF_UP)


def _signless_zero(text: str) -> str:
    """No sign on a zero; a real minus sign on the others."""
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", MINUS)


def percent_text(percent: float | None) -> str:
    """A percentage with one decimal: with fewer than 1,000 days, 100.0 then means all of them."""
    return NOTHING if percent is None else f"{_rounded(percent)}%"


def mg_text(mg: Decimal | float | int) -> str:
    """An amount without needless zeros and with thousands apart: ``1,204``, ``12``, ``7.5``."""
    exact = Decimal(str(round(mg, 2) if isinstance(mg, float) else mg))
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pressure_text(systolic: float, diastolic: float) -> str:
    """``162/101``, one decimal only where the mean has one."""
    return f"{_short(systolic)}/{_short(diastolic)}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def sentences(parts: Iterable[str], tr: Translator) -> str:
    """Sentences one after another: a space between them, none in Chinese."""
    return space(tr).join(part for part in parts if part)


def space(tr: Translator) -> str:
    """What stands between two sentences."""
    return "" if tr.language.startswith("zh") else " "


def date_text(day: date, tr: Translator) -> str:
    """``19 June 2026``."""
    return tr("{day} {month} {year}", day=day.day, month=tr(_MONTHS[day.month - 1]), year=day.year)


def short_date(day: date, tr: Translator) -> str:
    """``19 June``, for tables whose year is clear."""
    return tr("{day} {month}", day=day.day, month=tr(_MONTHS[day.month - 1]))


def short_moment(at: datetime, tr: Translator) -> str:
    """``19 June 09:20``."""
    return tr("{date} {time}", date=short_date(at.date(), tr), time=f"{at:%H:%M}")


def moment_text(at: datetime, tr: Translator) -> str:
    """``19 June 2026, 09:20``."""
    return tr("{date}, {time}", date=date_text(at.date(), tr), time=f"{at:%H:%M}")


def span_text(first: date | None, last: date, tr: Translator) -> str:
    """``1 May 2026 to 19 June 2026``; without a beginning ``up to ...``."""
    if first is None:
        return tr("up to {last}", last=date_text(last, tr))
    if first == last:
        return date_text(last, tr)
    if (first.year, first.month) == (last.year, last.month):
        month = tr(_MONTHS[last.month - 1])
        return tr(
            "{first} to {last} {month} {year}", first=first.day, last=last.day, month=month, year=last.year
        )
    return tr("{first} to {last}", first=date_text(first, tr), last=date_text(last, tr))


def day_place(day: PlanDay, tr: Translator) -> str:
    """``C8 D9``, or the date where there is no cycle."""
    return day.place(tr) or date_text(day.day, tr)


def form_label(day: PlanDay, tr: Translator, *, baseline: bool) -> str:
    """The short name of a form: ``Base``, its cycle ``C7``, or its date outside the cycles."""
    if baseline:
        return tr("Base")
    return short_date(day.day, tr) if day.cycle is None else tr("C{cycle}", cycle=day.cycle)


def place_span(first: PlanDay, last: PlanDay, tr: Translator) -> str:
    """``C4 D9 to D11`` within a cycle, ``C4 D9 to C5 D1`` across cycles, one place for one day."""
    if first.day == last.day:
        return day_place(first, tr)
    same = first.cycle is not None and first.cycle == last.cycle
    end = tr("D{day}", day=last.cycle_day) if same else day_place(last, tr)
    return tr("{first} to {last}", first=day_place(first, tr), last=end)
