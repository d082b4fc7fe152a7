"""What the measurements page says, as plain text: pure functions, no widgets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from diary_app.common.i18n import N_
from diary_app.domain.pressure import Reading, Session
from diary_app.domain.protocol import Measuring
from diary_app.domain.vitals import Asked, Question
from diary_app.domain.writing.fields import decimal_text
from diary_app.services.vitals import VitalsView
from diary_app.ui.kit import Kit

_QUESTIONS = {
    Asked.SYSTOLIC: N_("Is the upper number {value} right?"),
    Asked.DIASTOLIC: N_("Is the lower number {value} right?"),
    Asked.APART: N_("The two readings are {value} apart. Are both right?"),
    Asked.WEIGHT: N_("Is the weight {value} kg right?"),
    Asked.WEIGHT_CHANGE: N_("The last weight was {beside} kg. Is {value} kg right?"),
    Asked.TEMPERATURE: N_("Is the temperature {value} °C right?"),
}


def question(kit: Kit, asked: Question) -> str:
    """One thing that is asked before saving."""
    value, beside = decimal_text(asked.value), decimal_text(asked.beside)
    return kit.tr(_QUESTIONS[asked.about], value=value, beside=beside)


def advice(kit: Kit, measuring: Measuring) -> str:
    """How to measure, with the plan's times."""
    tr = kit.tr
    sit = tr.plural(
        "Sit quietly for {n} minute first, in the morning before the capsule.",
        "Sit quietly for {n} minutes first, in the morning before the capsule.",
        measuring.rest_minutes,
    )
    two = tr.plural(
        "Take two readings, {n} minute apart.", "Take two readings, {n} minutes apart.",
        measuring.between_minutes,
    )  # fmt: skip
    return kit.sentences(sit, two)


def rounded(value: Fraction) -> int:
    """A mean without decimals for the eye, halves upwards."""
    return int(value + Fraction(1, 2))


def number(value: Decimal) -> str:
    """A number as somebody would write it."""
    return decimal_text(value)


def mean_line(kit: Kit, readings: tuple[Reading, ...], measuring: Measuring) -> str:
    """The mean of some readings, and the plan's limit at home."""
    high, low = (rounded(value) for value in Session(date.min, readings).mean)
    return kit.sentences(
        kit.tr("Average: {high}/{low}.", high=high, low=low),
        kit.tr(
            "The limit at home is {high}/{low}.", high=measuring.home_systolic, low=measuring.home_diastolic
        ),
    )


def written_line(kit: Kit, view: VitalsView) -> str:
    """What is written down for the day already; empty where nothing is."""
    tr = kit.tr
    parts = []
    for session in view.sessions:
        readings = tr(", ").join(f"{high}/{low}" for high, low in session.readings)
        if session.last_at is None:
            parts.append(readings)
        else:
            time = kit.clock_time(session.last_at.astimezone(view.now.tzinfo).time())
            parts.append(tr("{reading} at {time}", reading=readings, time=time))
    if not parts:
        return ""
    return tr("Written down: {what}.", what=tr("; ").join(parts))
