"""Sentences as data: a gettext template and its values, put into words when printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from diary_app.charts.days import PlanDay
from diary_app.common.i18n import Translator
from diary_app.reports.formats import date_text, day_place, place_span, short_moment


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A stretch of days, as a value of a phrase; one day when both ends are the same."""

    first: PlanDay
    last: PlanDay


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence. ``template`` is marked with ``N_`` where it is written.

    With ``many``, ``n`` chooses the form and fills ``{n}``. A value may be a
    text in the report's language, a number, a date, a local moment, a
    :class:`PlanDay`, a :class:`DaySpan`, another phrase, or a tuple of these (joined by commas).
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str | None = None
    n: int = 0

    def text(self, tr: Translator) -> str:
        """The sentence in the translator's language."""
        values = {name: in_words(value, tr) for name, value in self.values.items()}
        if self.many is None:
            return tr(self.template, **values)
        return tr.plural(self.template, self.many, self.n, **values)


def ngettext(one: str, many: str, n: int, **values: object) -> Phrase:
    """A phrase in the form that ``n`` takes; it bears gettext's name so that both forms are collected."""
    return Phrase(one, values, many, n)


def in_words(value: object, tr: Translator) -> str:
    """One value of a phrase as text."""
    if isinstance(value, Phrase):
        return value.text(tr)
    if isinstance(value, PlanDay):
        return day_place(value, tr)
    if isinstance(value, DaySpan):
        return place_span(value.first, value.last, tr)
    if isinstance(value, datetime):
        return short_moment(value, tr)
    if isinstance(value, date):
        return date_text(value, tr)
    if isinstance(value, tuple):
        return listed([in_words(part, tr) for part in value], tr)
    return str(value)


def listed(parts: list[str], tr: Translator) -> str:
    """Parts joined with the comma of the language."""
    return tr(", ").join(parts)
