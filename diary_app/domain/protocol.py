"""The study plan as data. Code knows no trial; ``protocols.loader`` reads these from TOML.

Every value marked as awaiting approval in the file is a setting that the study
team decides; the dataclasses only say what kinds of values there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in several languages; English is always there.

    ``texts``: language code (``en``, ``zh_CN``) to text.
    """

    texts: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The text in ``language``, or in English where the file has none."""
        return self.texts.get(language) or self.texts["en"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A code with its label: a reason, for instance."""

    code: str
    label: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """The study drug. ``strengths``: capsule strengths in mg."""

    name: LocalText
    form: LocalText
    strengths: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """When which dose is planned.

    ``dose_levels``: mg a day, highest (starting) level first. A cycle has
    ``cycle_length`` days; days 1 to ``treatment_days`` are dosing days.
    ``late_after``: a dose later than this on the plan's day is late.
    ``day_boundary``: a time before it belongs to the plan's day before.
    ``duration_months``: calendar months after study day 1, exclusive end.
    ``longest_hold_days``: flag (never block) a longer interruption.
    """

    dose_levels: tuple[Decimal, ...]
    cycle_length: int
    treatment_days: int
    fasting: bool
    late_after: time
    day_boundary: time
    duration_months: int
    longest_hold_days: int
    missed_dose_hours: int
    how_to_take: LocalText
    missed_dose_text: LocalText
    vomited_text: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnairePlan:
    """Targets on study day 1, 1 + interval, ...; windows in days, ends inside.

    The baseline window runs from ``baseline_before`` days before study day 1
    until before the first dose; later windows from ``window_before`` days
    before to ``window_after`` days after their target.
    """

    interval_days: int
    baseline_before: int
    window_before: int
    window_after: int
    skipping_allowed: bool
    participant_sees_scores: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlan:
    """Which papers are typed in twice before they count; else one pass may do, after a confirmation.

    The defaults are what a plan is read with that does not say: see ``domain.clinic.paper``.
    """

    qlq_double_entry: bool = True
    diary_double_entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One symptom of the daily list; ``anchors``: grade 1-3 to its plain sentence."""

    code: str
    label: LocalText
    anchors: Mapping[int, LocalText]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A yes/no sign that call rules need.

    ``ask_with``: symptoms with which it is asked, once one of them is marked 1
    or more. ``ask_from_celsius``: the temperature from which it is asked. Where
    the plan says neither, see ``domain.signs``.
    """

    code: str
    label: LocalText
    ask_with: tuple[str, ...] = ()
    ask_from_celsius: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Values outside ``lowest``..``highest`` are refused; outside the ask range asked again."""

    lowest: Decimal
    highest: Decimal
    ask_below: Decimal | None = None
    ask_above: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """How readings are taken at home, and the steps they are told in.

    ``rest_minutes``: of sitting before the first reading; ``between_minutes``:
    at least, from one reading to the next. ``again_within_minutes``: after a
    reading over a call limit another one is awaited this long. Home threshold
    and bands in mmHg, degrees Celsius and percent of weight lost; each number
    of a band is where the next one begins.

    The defaults are what a plan is read with that was adopted before its file
    had these keys: settings of the first plan, temperature and weight after
    CTCAE v5.0.
    """

    rest_minutes: int = 5
    between_minutes: int = 1
    again_within_minutes: int = 15
    home_systolic: int = 135
    home_diastolic: int = 85
    systolic_bands: tuple[int, ...] = (120, 140, 160)
    diastolic_bands: tuple[int, ...] = (80, 90, 100)
    temperature_bands: tuple[Decimal, ...] = (Decimal(38), Decimal(39), Decimal(40))
    weight_loss_bands: tuple[Decimal, ...] = (Decimal(5), Decimal(10), Decimal(20))


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalLimits:
    """Plausible values: mmHg, kg, degrees Celsius; changes that are asked again; how to measure."""

    systolic: Bounds
    diastolic: Bounds
    weight: Bounds
    temperature: Bounds
    ask_readings_apart: Decimal
    ask_weight_change_percent: Decimal
    measuring: Measuring = Measuring()


class AlertLevel(StrEnum):
    """How soon to call; the order of urgency is the order here."""

    EMERGENCY = "emergency"
    CALL_TODAY = "call_today"
    CALL_SOON = "call_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureAtLeast:
    """Systolic **or** diastolic at or over the limit (mmHg).

    On one day the last reading of a session decides; over ``days_running`` > 1
    consecutive days the session means do. ``any_sign``: at least one of these
    signs is present the same day (empty: not asked).
    """

    systolic: Decimal
    diastolic: Decimal
    days_running: int = 1
    any_sign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPresent:
    """At least one of ``signs`` is answered yes."""

    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureAtLeast:
    """A temperature (degrees Celsius) at or over the limit."""

    celsius: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityIn:
    """A severity among ``grades`` for one of ``terms`` (empty: any) on each of ``days_running`` days.

    The same term must hold on all the days.
    """

    grades: tuple[int, ...]
    terms: tuple[str, ...] = ()
    days_running: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightLossAtLeast:
    """Weight lost from the first weight on record, in percent."""

    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DosesMissedInCycle:
    """At least ``count`` due days of one cycle not taken or not recorded."""

    count: int


Condition = (
    PressureAtLeast | SignPresent | TemperatureAtLeast | SeverityIn | WeightLossAtLeast | DosesMissedInCycle
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """One call rule. ``supersedes``: rules that stay silent on a day this one is raised."""

    code: str
    level: AlertLevel
    condition: Condition
    text: LocalText
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A whole study plan.

    ``retrospective_days``: how far back the participant may add or correct in
    the window. ``screening_days``: how far before study day 1 anything but a
    dose may be dated. ``alert_stays_days``: per level, for how many days after
    its day an unanswered alert stays on Today and in ``status``.
    ``awaiting_approval``: dotted keys whose values the study team has yet to
    confirm. ``emergency_number``: of the emergency services, where the plan says it.
    ``late_reasons``: why something was written down late; none where the plan does not ask.
    """

    id: str
    version: str
    title: LocalText
    registration: str
    drug: Drug
    regimen: Regimen
    questionnaire: QuestionnairePlan
    symptoms: tuple[Symptom, ...]
    signs: tuple[Sign, ...]
    vitals: VitalLimits
    not_taken_reasons: tuple[Choice, ...]
    correction_reasons: tuple[Choice, ...]
    alerts: tuple[AlertRule, ...]
    alert_stays_days: Mapping[AlertLevel, int]
    retrospective_days: int
    screening_days: int
    awaiting_approval: tuple[str, ...]
    emergency_number: str | None = None
    late_reasons: tuple[Choice, ...] = ()
    paper: PaperPlan = PaperPlan()

    @property
    def reference_mg_per_day(self) -> tuple[Decimal, int]:
        """Planned mg and days of one full cycle at the first level (168 mg in 21 days)."""
        return self.regimen.dose_levels[0] * self.regimen.treatment_days, self.regimen.cycle_length

    def symptom(self, code: str) -> Symptom | None:
        """The symptom with this code, if the plan has it."""
        return next((symptom for symptom in self.symptoms if symptom.code == code), None)

    def alert_rule(self, code: str) -> AlertRule | None:
        """The call rule with this code, if the plan has it."""
        return next((rule for rule in self.alerts if rule.code == code), None)
