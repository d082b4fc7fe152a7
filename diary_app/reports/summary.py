"""The visit summary as data: everything that the PDF prints, readable by tests.

Numbers are unrounded; texts that come from the study plan or were typed are in
the report's language already; fixed texts are added when the page is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from diary_app.charts.blood_pressure import PressureDay, PressureLimits
from diary_app.charts.days import PlanDay
from diary_app.charts.score_line import ScorePoint
from diary_app.qlq_c30.interpretation import Direction
from diary_app.reports.attached import Attachment
from diary_app.reports.dose_sections import CalendarSection, DoseSpan, LateEntry, OddDay
from diary_app.reports.phrases import Phrase
from diary_app.reports.symptom_sections import SymptomSection


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Whose summary this is and for when. No name of a person, ever.

    ``period_from``: ``None`` means from the beginning. ``on``: the day the
    summary speaks for, with its place in the cycles. ``awaiting_start``: the
    cycle is over and the next one has not been told. ``sample``: made-up data.
    """

    study: str
    participant: str
    site: str | None
    language: str
    period_from: date | None
    period_to: date
    on: PlanDay
    study_day: int | None = None
    awaiting_start: bool = False
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdherenceFigure:
    """Counts of days from the first dose to the report's day; ``off_plan`` counts doses."""

    taken: int
    due: int
    percent: float | None
    not_taken: int
    not_recorded: int
    held: int
    off_plan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntensityFigure:
    """Relative dose intensity as fractions of 1; ``value`` is ``None`` unless low equals high.

    ``mg_planned``: what the undelayed plan at the first level gives in the
    actual days.
    """

    value: float | None
    low: float | None
    high: float | None
    mg_taken: Decimal
    mg_planned: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFigure:
    """The dose level now, since when, and the level before it (``None``: it is the first)."""

    mg: Decimal
    since: PlanDay
    previous_mg: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureFigure:
    """The highest reading of the period (mmHg) and its day."""

    systolic: float
    diastolic: float
    day: PlanDay


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFigure:
    """The newest summary score and its change from baseline, unrounded."""

    now: float | None
    change: float | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """The five cards; a card without data is ``None``."""

    adherence: AdherenceFigure | None = None
    intensity: IntensityFigure | None = None
    level: LevelFigure | None = None
    highest_pressure: PressureFigure | None = None
    summary_score: ScoreFigure | None = None


class TalkLevel(StrEnum):
    """How pressing an item is; the order here is the order of the list."""

    EMERGENCY = "emergency"
    CALL_TODAY = "call_today"
    CALL_SOON = "call_soon"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TalkItem:
    """One item of "To talk about today": a headline and what stands behind it."""

    level: TalkLevel
    headline: Phrase
    details: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRef:
    """A submitted form that a column of the table shows.

    ``label``: ``Base``, ``C7`` or a date. ``wording``: the wording pack it was
    answered in; ``unofficial``: that pack is the program's own. ``reason``: why
    it came outside its window, where that was said.
    """

    label: str
    day: PlanDay
    wording: str
    unofficial: bool
    window: str = "in_window"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRow:
    """One line of the QLQ-C30 table, unrounded.

    ``code``: a scale's code or ``SummaryScore``. ``change``: the shown form
    minus baseline; ``direction``: what that change means from 10 points on;
    ``beyond_threshold``: ``None`` where there is no published threshold or no
    score.
    """

    code: str
    baseline: float | None
    previous: float | None
    now: float | None
    change: float | None
    direction: Direction | None
    beyond_threshold: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QlqSection:
    """The questionnaire: which forms are shown, the table, and the summary score over time.

    ``now`` is the newest form after baseline, ``previous`` the one before it
    (not the baseline). ``rows``: the summary score first, then the 15 scales.
    """

    forms: int = 0
    baseline: FormRef | None = None
    previous: FormRef | None = None
    now: FormRef | None = None
    rows: tuple[ScaleRow, ...] = ()
    series: tuple[ScorePoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureSection:
    """Blood pressure over the days of ``axis`` (every day, with or without a reading)."""

    axis: tuple[PlanDay, ...] = ()
    days: tuple[PressureDay, ...] = ()
    limits: PressureLimits | None = None


@dataclass(frozen=True, slots=True)
class PatientNote:
    """A note as typed, and the day it belongs to; present only when the participant ticked it."""

    day: PlanDay
    text: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """The head of a chain: one per origin that wrote in it. ``digest`` is the full SHA-256 in hex."""

    chain: str
    origin: str
    seq: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What was printed by which program under which plan, from which state of the log.

    ``wording``: id and version of the pack in use, empty if no form was filled
    in; ``mark``: the signed heads as ``domain.log.mark`` encodes them, empty in
    a preview; ``last_entry_at``: when the newest entry was written, aware, in
    the store's zone; the moment of printing is not shown, so that the same diary
    gives the same bytes.
    """

    program_version: str
    protocol: str
    protocol_version: str
    wording: str
    unofficial_wording: bool
    heads: tuple[LogHead, ...]
    last_entry_at: datetime
    mark: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSummary:
    """Everything the visit summary prints; ``attachment``: a file that its PDF carries."""

    header: Header
    figures: KeyFigures
    talk: tuple[TalkItem, ...]
    qlq: QlqSection
    pressure: PressureSection
    dose_history: tuple[DoseSpan, ...]
    calendar: CalendarSection
    odd_days: tuple[OddDay, ...]
    late_entries: tuple[LateEntry, ...]
    symptoms: SymptomSection
    notes: tuple[PatientNote, ...]
    footer: Footer
    attachment: Attachment | None = None
