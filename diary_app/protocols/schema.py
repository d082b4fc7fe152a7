"""What the TOML file of a study plan looks like (schema 1), table by table.

The meaning of each value is told by the dataclasses of ``domain.protocol``,
into which ``build`` turns these models.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import Field

from diary_app.common.i18n import LANGUAGES
from diary_app.domain.protocol import AlertLevel
from diary_app.protocols.fields import (
    Code,
    Flag,
    ListOf,
    Number,
    OneOf,
    Phone,
    Plain,
    PlanId,
    SchemaVersion,
    TimeOfDay,
    Whole,
    Words,
)
from diary_app.protocols.table import Table

Text = Annotated[Mapping[str, str], Words()]
Mg = Annotated[Decimal, Number("0.01", "10000")]
Codes = Annotated[tuple[Annotated[str, Code()], ...], ListOf(0)]
SomeCodes = Annotated[tuple[Annotated[str, Code()], ...], ListOf(1)]
Span = Annotated[tuple[Annotated[Decimal, Number("0", "1000")], ...], ListOf(0)]
DaysRunning = Annotated[int, Whole(1, 14)]


class DrugTable(Table):
    """``[drug]``."""

    name: Text
    form: Text
    strengths: Annotated[tuple[Mg, ...], ListOf(1)]


class RegimenTable(Table):
    """``[regimen]``."""

    dose_levels: Annotated[tuple[Mg, ...], ListOf(1)]
    cycle_length: Annotated[int, Whole(1, 366)]
    treatment_days: Annotated[int, Whole(1, 366)]
    fasting: Annotated[bool, Flag()]
    late_after: Annotated[time, TimeOfDay()]
    day_boundary: Annotated[time, TimeOfDay()]
    duration_months: Annotated[int, Whole(1, 120)]
    longest_hold_days: Annotated[int, Whole(1, 366)]
    missed_dose_hours: Annotated[int, Whole(0, 24)]
    how_to_take: Text
    missed_dose_text: Text
    vomited_text: Text


class QuestionnaireTable(Table):
    """``[questionnaire]``."""

    interval_days: Annotated[int, Whole(1, 366)]
    baseline_before: Annotated[int, Whole(0, 90)]
    window_before: Annotated[int, Whole(0, 90)]
    window_after: Annotated[int, Whole(0, 90)]
    skipping_allowed: Annotated[bool, Flag()]
    participant_sees_scores: Annotated[bool, Flag()]


class BoundsTable(Table):
    """One of ``[vitals.…]``: two pairs, of which ``ask_again_outside`` may be empty."""

    allowed: Span
    ask_again_outside: Span


class MeasuringTable(Table):
    """``[vitals.measuring]``: how readings are taken, and their bands, each list rising."""

    rest_minutes: Annotated[int, Whole(0, 60)]
    between_minutes: Annotated[int, Whole(1, 10)]
    again_within_minutes: Annotated[int, Whole(1, 120)]
    home_systolic: Annotated[int, Whole(40, 300)]
    home_diastolic: Annotated[int, Whole(20, 200)]
    systolic_bands: Annotated[tuple[Annotated[int, Whole(40, 300)], ...], ListOf(1)]
    diastolic_bands: Annotated[tuple[Annotated[int, Whole(20, 200)], ...], ListOf(1)]
    temperature_bands: Annotated[tuple[Annotated[Decimal, Number("30", "45")], ...], ListOf(1)]
    weight_loss_bands: Annotated[tuple[Annotated[Decimal, Number("0.1", "100")], ...], ListOf(1)]


class VitalsTable(Table):
    """``[vitals]``. ``measuring`` came later: plans in older logs are without it."""

    systolic: BoundsTable
    diastolic: BoundsTable
    weight: BoundsTable
    temperature: BoundsTable
    ask_readings_apart: Annotated[Decimal, Number("1", "100")]
    ask_weight_change_percent: Annotated[Decimal, Number("0.1", "100")]
    measuring: MeasuringTable | None = None


class SymptomTable(Table):
    """One ``[[symptoms]]``; the grades 1 to 3 are told in words."""

    code: Annotated[str, Code()]
    label: Text
    mild: Text
    moderate: Text
    severe: Text


class ChoiceTable(Table):
    """One ``[[not_taken_reasons]]``, ``[[correction_reasons]]`` or ``[[late_reasons]]``."""

    code: Annotated[str, Code()]
    label: Text


class AskedSignTable(ChoiceTable):
    """One ``[[signs]]``. Where it is asked came later: plans in older logs do not say it."""

    ask_with: Codes = ()
    ask_from_celsius: Annotated[Decimal, Number("30", "45")] | None = None


class ContactTable(Table):
    """``[contact]``, which came later: plans in older logs are without it."""

    emergency_number: Annotated[str, Phone()]


class PaperTable(Table):
    """``[paper]``, which came later: plans in older logs are without it."""

    qlq_double_entry: Annotated[bool, Flag()] = True
    diary_double_entry: Annotated[bool, Flag()] = False


class PressureTable(Table):
    """A condition on the blood pressure."""

    kind: Literal["pressure_at_least"]
    systolic: Annotated[Decimal, Number("40", "300")]
    diastolic: Annotated[Decimal, Number("20", "200")]
    days_running: DaysRunning
    any_sign: Codes


class SignTable(Table):
    """A condition on signs."""

    kind: Literal["sign_present"]
    signs: SomeCodes


class TemperatureTable(Table):
    """A condition on the temperature."""

    kind: Literal["temperature_at_least"]
    celsius: Annotated[Decimal, Number("30", "45")]


class SeverityTable(Table):
    """A condition on symptoms; no terms means any of them."""

    kind: Literal["severity_in"]
    grades: Annotated[tuple[Annotated[int, Whole(1, 4)], ...], ListOf(1)]
    terms: Codes
    days_running: DaysRunning


class WeightLossTable(Table):
    """A condition on the weight."""

    kind: Literal["weight_loss_at_least"]
    percent: Annotated[Decimal, Number("0.1", "100")]


class DosesMissedTable(Table):
    """A condition on the doses of one cycle."""

    kind: Literal["doses_missed_in_cycle"]
    count: Annotated[int, Whole(1, 366)]


_AnyCondition = (
    PressureTable | SignTable | TemperatureTable | SeverityTable | WeightLossTable | DosesMissedTable
)
ConditionTable = Annotated[_AnyCondition, Field(discriminator="kind")]
CONDITION_KINDS: tuple[str, ...] = tuple(
    get_args(table.model_fields["kind"].annotation)[0] for table in get_args(_AnyCondition)
)


class AlertTable(Table):
    """One ``[[alerts]]``."""

    code: Annotated[str, Code()]
    level: Annotated[str, OneOf(*AlertLevel)]
    supersedes: Codes
    condition: ConditionTable
    text: Text


class StaysTable(Table):
    """``[alert_stays_days]``: one number of days per level."""

    emergency: Annotated[int, Whole(0, 60)]
    call_today: Annotated[int, Whole(0, 60)]
    call_soon: Annotated[int, Whole(0, 60)]


class PlanTable(Table):
    """The whole file."""

    schema_version: Annotated[int, SchemaVersion()]
    id: Annotated[str, PlanId()]
    version: Annotated[str, Plain()]
    registration: Annotated[str, Plain()]
    languages: Annotated[tuple[Annotated[str, OneOf(*LANGUAGES)], ...], ListOf(1)]
    retrospective_days: Annotated[int, Whole(0, 366)]
    screening_days: Annotated[int, Whole(0, 366)]
    awaiting_approval: Annotated[tuple[Annotated[str, Plain()], ...], ListOf(0)]
    title: Text
    drug: DrugTable
    regimen: RegimenTable
    questionnaire: QuestionnaireTable
    vitals: VitalsTable
    alert_stays_days: StaysTable
    contact: ContactTable | None = None
    paper: PaperTable | None = None
    symptoms: Annotated[tuple[SymptomTable, ...], ListOf(1)]
    signs: Annotated[tuple[AskedSignTable, ...], ListOf(0)]
    not_taken_reasons: Annotated[tuple[ChoiceTable, ...], ListOf(1)]
    correction_reasons: Annotated[tuple[ChoiceTable, ...], ListOf(1)]
    late_reasons: Annotated[tuple[ChoiceTable, ...], ListOf(0)] = ()  # came later: older plans have none
    alerts: Annotated[tuple[AlertTable, ...], ListOf(0)]
