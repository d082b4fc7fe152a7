"""What must hold between the values of a study plan, each refusal naming the key to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.protocols.schema import BoundsTable, MeasuringTable, PlanTable

MOST_CAPSULES = 12
_NOT_FALLING = N_(
    "{file}: regimen.dose_levels must fall from one level to the next; {lower} mg comes after {higher} mg."
)
_NOT_REACHABLE = N_(
    "{file}: regimen.dose_levels has {level} mg, which no {most} capsules or fewer of drug.strengths "
    "({strengths} mg) add up to."
)
_TREATMENT_TOO_LONG = N_(
    "{file}: regimen.treatment_days must be at most regimen.cycle_length, which is {length}; it is {days}."
)
_LATE_BEFORE_BOUNDARY = N_(
    "{file}: regimen.late_after must be later than regimen.day_boundary, which is {boundary}; it is {late}."
)
_WINDOWS_OVERLAP = N_(
    "{file}: questionnaire.window_before and questionnaire.window_after must together be less than "
    "questionnaire.interval_days, which is {interval}, so that no two windows overlap; they are {both}."
)
_BASELINE_TOO_EARLY = N_(
    "{file}: questionnaire.baseline_before must be at most screening_days, that is {screening}; it is {days}."
)
_NO_PAIR = N_("{file}: {key} must be two numbers, the lower one first.")
_PAIR_OUTSIDE = N_(
    "{file}: {key} must be empty or two numbers from {lowest} to {highest}, the lower one first."
)
_BANDS_NOT_RISING = N_("{file}: {key} must rise from one number to the next; {later} comes after {earlier}.")
_BANDS_NOT_ALIKE = N_(
    "{file}: vitals.measuring.systolic_bands and vitals.measuring.diastolic_bands must be of one length; "
    "they are {upper} and {lower} long."
)
_HOME_NOT_ABOVE = N_(
    "{file}: vitals.measuring.home_systolic must be above vitals.measuring.home_diastolic, which is "
    "{diastolic}; it is {systolic}."
)
_TWICE = N_("{file}: {key} has {entry} twice; each may stand there once.")
_NO_SUCH_KEY = N_("{file}: awaiting_approval names {entry}, which is no key of this file.")


def check_plan(plan: PlanTable, file: str, keys: frozenset[str]) -> None:
    """Refuse a plan whose values contradict each other; ``keys``: every dotted key of the file."""
    _check_doses(plan, file)
    _check_cycle(plan, file)
    _check_questionnaire(plan, file)
    for name in ("systolic", "diastolic", "weight", "temperature"):
        _check_bounds(getattr(plan.vitals, name), f"vitals.{name}", file)
    if plan.vitals.measuring is not None:
        _check_measuring(plan.vitals.measuring, file)
    reasons = ("not_taken_reasons", "correction_reasons", "late_reasons")
    for name in ("symptoms", "signs", *reasons, "alerts"):
        check_unique((entry.code for entry in getattr(plan, name)), name, file)
    check_unique(plan.languages, "languages", file)
    check_unique(plan.awaiting_approval, "awaiting_approval", file)
    for key in plan.awaiting_approval:
        if key not in keys:
            raise DoesNotFit(_NO_SUCH_KEY, file=file, entry=key)


def check_unique(entries: Iterable[object], key: str, file: str) -> None:
    """Refuse a list that holds an entry twice."""
    seen: set[object] = set()
    for entry in entries:
        if entry in seen:
            raise DoesNotFit(_TWICE, file=file, key=key, entry=entry)
        seen.add(entry)


def _check_doses(plan: PlanTable, file: str) -> None:
    levels, strengths = plan.regimen.dose_levels, plan.drug.strengths
    check_unique(strengths, "drug.strengths", file)
    for higher, lower in pairwise(levels):
        if lower >= higher:
            raise DoesNotFit(_NOT_FALLING, file=file, lower=lower, higher=higher)
    for level in levels:
        if not _reachable(level, strengths):
            listed = ", ".join(map(str, strengths))
            raise DoesNotFit(_NOT_REACHABLE, file=file, level=level, most=MOST_CAPSULES, strengths=listed)


def _reachable(level: Decimal, strengths: Sequence[Decimal]) -> bool:
    sums = {Decimal(0)}
    for _capsule in range(MOST_CAPSULES):
        sums |= {total + strength for total in sums for strength in strengths if total + strength <= level}
    return level in sums


def _check_cycle(plan: PlanTable, file: str) -> None:
    regimen = plan.regimen
    length, days = regimen.cycle_length, regimen.treatment_days
    if days > length:
        raise DoesNotFit(_TREATMENT_TOO_LONG, file=file, length=length, days=days)
    if regimen.late_after <= regimen.day_boundary:
        boundary, late = f"{regimen.day_boundary:%H:%M}", f"{regimen.late_after:%H:%M}"
        raise DoesNotFit(_LATE_BEFORE_BOUNDARY, file=file, boundary=boundary, late=late)


def _check_questionnaire(plan: PlanTable, file: str) -> None:
    # Baseline ends before study day 1, so it meets no later window unless two later ones meet each other.
    form = plan.questionnaire
    both = form.window_before + form.window_after
    if both >= form.interval_days:
        raise DoesNotFit(_WINDOWS_OVERLAP, file=file, interval=form.interval_days, both=both)
    days, screening = form.baseline_before, plan.screening_days
    if days > screening:
        raise DoesNotFit(_BASELINE_TOO_EARLY, file=file, screening=screening, days=days)


def _check_bounds(bounds: BoundsTable, key: str, file: str) -> None:
    if not _is_pair(bounds.allowed):
        raise DoesNotFit(_NO_PAIR, file=file, key=f"{key}.allowed")
    lowest, highest = bounds.allowed
    outer = bounds.ask_again_outside
    if outer and not (_is_pair(outer) and lowest <= outer[0] and outer[1] <= highest):
        place = f"{key}.ask_again_outside"
        raise DoesNotFit(_PAIR_OUTSIDE, file=file, key=place, lowest=lowest, highest=highest)


def _check_measuring(table: MeasuringTable, file: str) -> None:
    for name in ("systolic_bands", "diastolic_bands", "temperature_bands", "weight_loss_bands"):
        for earlier, later in pairwise(getattr(table, name)):
            if later <= earlier:
                key = f"vitals.measuring.{name}"
                raise DoesNotFit(_BANDS_NOT_RISING, file=file, key=key, earlier=earlier, later=later)
    upper, lower = len(table.systolic_bands), len(table.diastolic_bands)
    if upper != lower:
        raise DoesNotFit(_BANDS_NOT_ALIKE, file=file, upper=upper, lower=lower)
    systolic, diastolic = table.home_systolic, table.home_diastolic
    if systolic <= diastolic:
        raise DoesNotFit(_HOME_NOT_ABOVE, file=file, systolic=systolic, diastolic=diastolic)


def _is_pair(numbers: Sequence[Decimal]) -> bool:
    return len(numbers) == 2 and numbers[0] < numbers[1]
