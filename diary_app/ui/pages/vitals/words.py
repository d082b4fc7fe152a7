"""What the measurements page says, as plain text: pure functions, no widgets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from diary_app.common.i18n import N_
from diary_app.domain.pressure import Reading, Session
from diary_app.domain.protocol import Measuring
from diary_app.domain.vitals import Asked, Question, pressure_band
from diary_app.domain.writing.fields import decimal_text
from diary_app.services.vitals import Measured, VitalsView
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


def measured_line(kit: Kit, measured: Measured) -> str:
    """What was just written down, as far as signs go with it."""
    parts = [f"{high}/{low}" for high, low in measured.readings]
    if measured.celsius is not None:
        parts.append(kit.tr("{value} °C", value=number(measured.celsius)))
    return kit.tr("You wrote down {what}.", what=kit.tr(", ").join(parts)) if parts else ""


def mean_line(kit: Kit, readings: tuple[Reading, ...], measuring: Measuring) -> str:
    """One reading or the mean of several, its band, and the plan's limit at home."""
    mean = Session(date.min, readings).mean
    band = pressure_band(mean, measuring)
    shown = (rounded(mean[0]), rounded(mean[1]))
    if pressure_band(shown, measuring) == band:
        high, low = str(shown[0]), str(shown[1])
    else:  # rounding would show a number of the next band
        high, low = (f"{float(value):g}" for value in mean)
    what = N_("Average: {high}/{low}.") if len(readings) > 1 else N_("This reading: {high}/{low}.")
    return kit.sentences(
        kit.tr(what, high=high, low=low),
        band_line(kit, band, measuring),
        kit.tr(
            "The limit at home is {high}/{low}.", high=measuring.home_systolic, low=measuring.home_diastolic
        ),
    )


def band_line(kit: Kit, band: int, measuring: Measuring) -> str:
    """A band of the plan in plain numbers; what they mean is for the clinic to say."""
    highs, lows = measuring.systolic_bands, measuring.diastolic_bands
    if band == 0:
        return kit.tr("Band: below {high} and below {low}.", high=highs[0], low=lows[0])
    if band == len(highs):
        return kit.tr("Band: {high} or over, or {low} or over.", high=highs[-1], low=lows[-1])
    return kit.tr(
        "Band: {from_high} to {to_high}, or {from_low} to {to_low}.",
        from_high=highs[band - 1],
        to_high=highs[band] - 1,
        from_low=lows[band - 1],
        to_low=lows[band] - 1,
    )


def weight_line(kit: Kit, view: VitalsView, *, past: bool) -> str:
    """The last weight on record; empty where there is none. ``past``: the day is not today."""
    before = view.weight_before
    if before is None:
        return ""
    of_day = kit.tr("on that day") if past else kit.tr("today")
    when = of_day if before[0] == view.day else kit.short_date(before[0])
    return kit.tr("Last: {value} kg, {when}.", value=number(before[1]), when=when)


def temperature_line(kit: Kit, view: VitalsView, *, past: bool) -> str:
    """The day's temperature; empty where there is none."""
    if view.celsius is None:
        return ""
    words = N_("On that day: {value} °C.") if past else N_("Today: {value} °C.")
    return kit.tr(words, value=number(view.celsius))


def written_line(kit: Kit, view: VitalsView) -> str:
    """What is written down for the day already, and the last one's band; empty where nothing is."""
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
    last = mean_line(kit, view.sessions[-1].readings, view.protocol.vitals.measuring)
    return kit.sentences(tr("Written down: {what}.", what=tr("; ").join(parts)), last)
