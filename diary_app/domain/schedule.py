"""When questionnaires are due, and which form counts for which window.

Targets fall on study day 1, 1 + interval, ... from the first dose and do not
shift with cycles. Window ends are inside. The nearest target wins, the earlier
one on a tie; forms outside every window are kept and flagged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from diary_app.domain.cycle import Calendar
from diary_app.domain.diary import Diary
from diary_app.domain.facts import Dose, Form
from diary_app.domain.protocol import QuestionnairePlan


class WindowState(StrEnum):
    """Where a submitted form lies with regard to its target's window."""

    EARLY = "early"
    IN_WINDOW = "in_window"
    LATE = "late"
    UNSCHEDULED = "unscheduled"


class AdministrationState(StrEnum):
    """The state of one planned administration."""

    NOT_YET = "not_yet"
    OPEN = "open"
    DONE = "done"
    MISSED = "missed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """One planned administration; ``opens`` and ``closes`` are inside the window."""

    number: int
    day: date
    opens: date
    closes: date

    @property
    def baseline(self) -> bool:
        """Whether this is the one before the first dose."""
        return self.number == 0


@dataclass(frozen=True, slots=True)
class Administration:
    """A target with its state on a day and the form that counts for it."""

    target: Target | None
    state: AdministrationState
    form: Form | None


@dataclass(frozen=True, slots=True)
class FormPlace:
    """Where a form lies: its nearest target, the window state, and whether another form counts instead."""

    target: Target | None
    window: WindowState
    duplicate: bool


class Schedule:
    """Targets and forms of one diary; ``end``: the first day outside the study, where a start is known."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._calendar = Calendar(diary)
        self.end = self._calendar.end
        self.targets = _targets(diary, self._calendar)
        self._counting = self._forms_that_count()

    def nearest(self, day: date) -> Target | None:
        """The target ``day`` belongs to; ``None`` further out than half an interval or the window."""
        if not self.targets:
            return None
        target = min(self.targets, key=lambda each: (abs((each.day - day).days), each.day))
        reach = timedelta(days=self._diary.protocol.questionnaire.interval_days // 2)
        first = min(target.opens, target.day - reach)
        last = max(target.closes, target.day + reach)
        return target if first <= day <= last else None

    def administration(self, on: date) -> Administration:
        """What the schedule says on a day."""
        target = self.nearest(on)
        if target is None:
            return Administration(None, AdministrationState.NONE, None)
        return Administration(target, self._state(target, on), self._counting.get(target.number))

    def asking(self, on: date) -> Administration:
        """What to ask of the participant on a day: as :meth:`administration`, but never in vain.

        On study day 1 the baseline is over once the first dose's time is
        known: a form would come too late to count.
        """
        found = self.administration(on)
        late = found.target is not None and found.target.baseline and self._first_dose_at(on) is not None
        if late and found.state == AdministrationState.OPEN:
            return replace(found, state=AdministrationState.MISSED)
        return found

    def _state(self, target: Target, on: date) -> AdministrationState:
        if target.number in self._counting:
            return AdministrationState.DONE
        if on < target.opens:
            return AdministrationState.NOT_YET
        return AdministrationState.OPEN if on <= target.closes else AdministrationState.MISSED

    def all_administrations(self, on: date) -> list[Administration]:
        """Every planned administration with its state on a day."""
        return [Administration(t, self._state(t, on), self._counting.get(t.number)) for t in self.targets]

    def place(self, form: Form) -> FormPlace:
        """Where a form lies in the schedule."""
        target = self.nearest(form.day)
        window = self._window(form.day, form.at, target)
        counting = self._counting.get(target.number) if target else None
        duplicate = window == WindowState.IN_WINDOW and counting is not None and counting is not form
        return FormPlace(target, window, duplicate)

    def baseline(self) -> Form | None:
        """The form that counts as baseline."""
        return self._counting.get(0)

    def counting_forms(self) -> list[tuple[Target, Form]]:
        """The windows that have a form, with the form that counts, in order."""
        return [(t, self._counting[t.number]) for t in self.targets if t.number in self._counting]

    def window(self, day: date, at: datetime | None) -> WindowState:
        """Where a form about ``day``, filled in at ``at`` if that is known, would lie."""
        return self._window(day, at, self.nearest(day))

    def _window(self, day: date, at: datetime | None, target: Target | None) -> WindowState:
        if target is None:
            return WindowState.UNSCHEDULED
        if day < target.opens:
            return WindowState.EARLY
        if day > target.closes or (target.baseline and self._after_first_dose(day, at)):
            return WindowState.LATE
        return WindowState.IN_WINDOW

    def _after_first_dose(self, day: date, at: datetime | None) -> bool:
        """Whether a form of study day 1 is known to have been filled in after the first dose."""
        taken = self._first_dose_at(day)
        return taken is not None and at is not None and at >= taken

    def _first_dose_at(self, day: date) -> datetime | None:
        """When the first dose was taken, if ``day`` is its day and the time is known."""
        if day != self._calendar.first_dose:
            return None
        doses = self._diary.on_day(Dose, day)
        return min((dose.taken_at for dose in doses if dose.taken and dose.taken_at), default=None)

    def _forms_that_count(self) -> dict[int, Form]:
        best: dict[int, Form] = {}
        for form in self._diary.all(Form):
            target = self.nearest(form.day)
            if target is None or self._window(form.day, form.at, target) != WindowState.IN_WINDOW:
                continue
            held = best.get(target.number)
            if held is None or _distance(form, target) < _distance(held, target):
                best[target.number] = form
        return best


def _distance(form: Form, target: Target) -> int:
    return abs((form.day - target.day).days)


def planned_targets(plan: QuestionnairePlan, first: date, end: date) -> tuple[Target, ...]:
    """The targets from the first dose on, up to a day that is outside."""
    targets = [Target(0, first, first - timedelta(days=plan.baseline_before), first)]
    day = first + timedelta(days=plan.interval_days)
    while day < end:
        opens, closes = day - timedelta(days=plan.window_before), day + timedelta(days=plan.window_after)
        targets.append(Target(len(targets), day, opens, closes))
        day += timedelta(days=plan.interval_days)
    return tuple(targets)


def _targets(diary: Diary, calendar: Calendar) -> tuple[Target, ...]:
    first = calendar.first_dose
    if first is None or calendar.end is None:
        return ()
    return planned_targets(diary.protocol.questionnaire, first, calendar.end)
