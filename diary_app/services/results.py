"""What a participant may see of their questionnaires: every score over time, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.diary import Diary
from diary_app.domain.facts import Form
from diary_app.domain.schedule import Schedule
from diary_app.qlq_c30.interpretation import (
    Change,
    Threshold,
    beyond_threshold,
    change,
    highlight_points,
    thresholds,
)
from diary_app.qlq_c30.scales import CODES, SUMMARY, SUMMARY_NAME, higher_is_better, scale
from diary_app.qlq_c30.scoring import Scores, score
from diary_app.services.opened import Opened


@dataclass(frozen=True, slots=True)
class ResultDay:
    """A place on the axis of time: the day of a form, or the target of one that never came."""

    day: date
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleResult:
    """One score over time.

    ``name``: untranslated, in plain words. ``values``: one for each day of the
    view, 0 to 100 and unrounded, ``None`` where there is no form or it could
    not be scored. ``first``: of the form that counts as baseline; ``now``: of
    the newest form. ``change``: between the two, ``None`` where either is
    missing. ``beyond``: ``now`` against ``threshold``; ``None`` without either.
    """

    code: str
    name: str
    higher_is_better: bool
    values: tuple[float | None, ...]
    first: float | None
    now: float | None
    change: Change | None
    threshold: Threshold | None
    beyond: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """All 16 scores.

    ``forms``: how many submitted ones are shown. ``begun``: a form counts as
    baseline; ``compared``: a later one stands beside it. ``limit``: points from
    which a change is better or worse. ``unofficial``: some form was answered in
    wording that is not the licensed one.
    """

    days: tuple[ResultDay, ...]
    forms: int
    begun: bool
    compared: bool
    scales: tuple[ScaleResult, ...]
    limit: float
    unofficial: bool

    def count(self, direction: str) -> int:
        """How many of the 15 scales have changed that way; the summary score would count them twice."""
        changes = [each.change for each in self.scales if each.code != SUMMARY]
        return sum(found is not None and found.direction == direction for found in changes)


class ResultsService:
    """Scores of submitted forms, where the study plan lets participants see them."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def view(self, participant: str | None = None) -> ResultsView:
        """What the Results page shows now.

        Refuses where the plan keeps scores from participants. An unfinished
        questionnaire is a draft and never in here.
        """
        whose = self._opened.participant(participant)
        diary = self._opened.diary(whose)
        if not diary.protocol.questionnaire.participant_sees_scores:
            raise DoesNotFit(N_("In this study the clinic keeps the questionnaire results."))
        return results_of(diary, self._opened.today(whose))


def results_of(diary: Diary, today: date) -> ResultsView:
    """The scores in ``diary`` as they stand on ``today``."""
    schedule = Schedule(diary)
    forms = shown_forms(diary, schedule)
    scored = {form.record.id: score(form.answers) for form in forms}
    baseline = schedule.baseline()
    newest = forms[-1] if forms else None
    compared = baseline is not None and newest is not baseline
    places = forms_and_gaps(forms, schedule, today)
    first = scored[baseline.record.id] if baseline else None
    now = scored[newest.record.id] if newest else None
    along = [scored[form.record.id] if form else None for _, form in places]
    return ResultsView(
        days=tuple(ResultDay(day, form is not None) for day, form in places),
        forms=len(forms),
        begun=baseline is not None,
        compared=compared,
        scales=tuple(_scale(code, along, first, now, compared) for code in CODES),
        limit=highlight_points(),
        unofficial=any(not form.wording.get("official", False) for form in forms),
    )


def shown_forms(diary: Diary, schedule: Schedule) -> list[Form]:
    """Forms by day, without those that another form of the same window counts instead of."""
    return [form for form in diary.all(Form) if not schedule.place(form).duplicate]


def forms_and_gaps(forms: list[Form], schedule: Schedule, today: date) -> list[tuple[date, Form | None]]:
    """Every form at its day, and an empty place at the target of each window that closed without one."""
    having = {target.number for target, _ in schedule.counting_forms()}
    gaps = [
        target.day for target in schedule.targets if target.closes < today and target.number not in having
    ]
    # a form that came too late stands at its own day; its window stays empty
    places: list[tuple[date, Form | None]] = [(day, None) for day in gaps]
    places += [(form.day, form) for form in forms]
    return sorted(places, key=lambda place: place[0])


def _scale(
    code: str, along: list[Scores | None], first: Scores | None, now: Scores | None, compared: bool
) -> ScaleResult:
    last = now[code] if now else None
    start = first[code] if first else None
    return ScaleResult(
        code=code,
        name=SUMMARY_NAME if code == SUMMARY else scale(code).plain_name,
        higher_is_better=higher_is_better(code),
        values=tuple(found[code] if found else None for found in along),
        first=start,
        now=last,
        change=change(code, start, last) if compared else None,
        threshold=thresholds().get(code),
        beyond=beyond_threshold(code, last),
    )
