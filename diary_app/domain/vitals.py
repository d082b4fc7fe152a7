"""Plausible measurements: what is refused, what is asked again before it is saved, and the bands.

The numbers are the study plan's (``VitalLimits``); nothing here judges health.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from diary_app.domain.pressure import Reading
from diary_app.domain.protocol import Bounds, Measuring, VitalLimits

_NUMBER = re.compile(r"\d{1,4}(\.\d{1,2})?", re.ASCII)
_POINTS = str.maketrans({",": ".", "\N{IDEOGRAPHIC FULL STOP}": ".", "\N{IDEOGRAPHIC COMMA}": "."})


class Asked(StrEnum):
    """Why a value is asked again; the refusals' names of the fields are the same."""

    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    APART = "apart"
    WEIGHT = "weight"
    WEIGHT_CHANGE = "weight_change"
    TEMPERATURE = "temperature"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask before saving: ``value`` is odd beside ``beside`` (the number it was held against)."""

    about: Asked
    value: Decimal
    beside: Decimal


def typed_number(text: str) -> Decimal | None:
    """The number somebody typed, full-width digits and a comma too; ``None`` where it is no number."""
    plain = unicodedata.normalize("NFKC", text).translate(_POINTS).strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def fits(value: Decimal | int, bounds: Bounds) -> bool:
    """Whether a value is not refused."""
    return bounds.lowest <= value <= bounds.highest


def ask_pressure(readings: Sequence[Reading], limits: VitalLimits) -> list[Question]:
    """What is odd about the readings of one session, in their order."""
    found: list[Question] = []
    for high, low in readings:
        found += _outside(Asked.SYSTOLIC, Decimal(high), limits.systolic)
        found += _outside(Asked.DIASTOLIC, Decimal(low), limits.diastolic)
    apart = max((_apart(one, other) for one in readings for other in readings), default=0)
    if apart > limits.ask_readings_apart:
        found.append(Question(Asked.APART, Decimal(apart), limits.ask_readings_apart))
    return found


def _apart(one: Reading, other: Reading) -> int:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def ask_weight(kg: Decimal, before: Decimal | None, limits: VitalLimits) -> list[Question]:
    """What is odd about a weight; ``before``: the last one on record, kg."""
    found = _outside(Asked.WEIGHT, kg, limits.weight)
    if before is not None and abs(kg - before) * 100 > limits.ask_weight_change_percent * before:
        found.append(Question(Asked.WEIGHT_CHANGE, kg, before))
    return found


def ask_temperature(celsius: Decimal, limits: VitalLimits) -> list[Question]:
    """What is odd about a temperature."""
    return _outside(Asked.TEMPERATURE, celsius, limits.temperature)


def _outside(about: Asked, value: Decimal, bounds: Bounds) -> list[Question]:
    if bounds.ask_below is not None and value < bounds.ask_below:
        return [Question(about, value, bounds.ask_below)]
    if bounds.ask_above is not None and value > bounds.ask_above:
        return [Question(about, value, bounds.ask_above)]
    return []


def pressure_band(reading: tuple[int | Fraction, int | Fraction], measuring: Measuring) -> int:
    """0 below all bands, else the higher of the two, of a reading or an unrounded mean; never a grade."""
    high = bisect_right(measuring.systolic_bands, reading[0])
    return max(high, bisect_right(measuring.diastolic_bands, reading[1]))


def temperature_band(celsius: Decimal, measuring: Measuring) -> int:
    """0 below the first number, 1 from it on, and one more above each of the others (CTCAE v5.0, fever)."""
    first, *others = measuring.temperature_bands
    return 0 if celsius < first else 1 + sum(celsius > limit for limit in others)


def weight_loss_band(first: Decimal, kg: Decimal, measuring: Measuring) -> int:
    """How many of the plan's percentages of the ``first`` weight are lost at ``kg`` (CTCAE v5.0)."""
    lost = (first - kg) * 100
    return sum(lost >= percent * first for percent in measuring.weight_loss_bands)
