"""What Today says about a view, as plain text: pure functions, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from diary_app.domain.dose import DayState, DoseStatus
from diary_app.domain.facts import Dose
from diary_app.domain.log.entry import By
from diary_app.domain.schedule import Administration, AdministrationState, Target
from diary_app.services.today_view import DayCell, TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.day_dot import STATES, DayMark

_STATE_OF = {
    DoseStatus.DUE: "due",
    DoseStatus.TAKEN: "taken",
    DoseStatus.NOT_TAKEN: "not_taken",
    DoseStatus.NOT_RECORDED: "not_recorded",
    DoseStatus.NOT_DUE: "rest",
    DoseStatus.HELD: "held",
}


def dot_state(state: DayState, today: date) -> str:
    """The strip's name for a day's state; a later capsule day is to come, not due."""
    if state.status == DoseStatus.TAKEN and state.late:
        return "late"
    if state.status == DoseStatus.DUE and state.day > today:
        return "to_come"
    if state.status == DoseStatus.NOT_DUE and state.day == today:
        return "rest_today"
    return _STATE_OF[state.status]


def marks(kit: Kit, view: TodayView) -> list[DayMark]:
    """The days of the strip with their full accessible names."""
    return [_mark(kit, view, cell) for cell in view.strip]


def _mark(kit: Kit, view: TodayView, cell: DayCell) -> DayMark:
    tr, state = kit.tr, dot_state(cell.state, view.day)
    word = tr(STATES[state].word).lower() if not tr.language.startswith("zh") else tr(STATES[state].word)
    dose = cell.state.dose
    if dose is not None and dose.taken_at is not None:
        word = tr("{state} at {time}", state=word, time=kit.clock_time(dose.taken_at.time()))
    name = tr(
        "Cycle {cycle}, day {n}, {date}, {state}",
        cycle=cell.state.cycle_number,
        n=cell.cycle_day,
        date=kit.day_and_month(cell.day),
        state=word,
    )
    can_open = cell.day in view.unrecorded
    if can_open:
        name = tr("{day}. Press to write it down.", day=name)
    today = cell.day == view.day
    label = tr("Today") if today else str(cell.cycle_day)
    return DayMark(name, label, state, today, cell.day, can_open)


def strip_title(kit: Kit, view: TodayView) -> str:
    """For instance "Cycle 3, day 5 of 21"; past the length without "of"."""
    state = view.status.day_state
    if state.cycle_day is not None and state.cycle_day > view.cycle_length:
        return kit.tr("Cycle {cycle}, day {n}", cycle=state.cycle_number, n=state.cycle_day)
    return kit.tr(
        "Cycle {cycle}, day {n} of {length}",
        cycle=state.cycle_number,
        n=state.cycle_day,
        length=view.cycle_length,
    )


def strip_summary(kit: Kit, view: TodayView) -> str:
    """Facts only: "4 taken, 10 capsules to go"."""
    states = [dot_state(cell.state, view.day) for cell in view.strip]
    taken = sum(state in ("taken", "late") for state in states)
    ahead = sum(state in ("due", "to_come") for state in states)
    parts = [kit.tr.plural("{n} taken", "{n} taken", taken)]
    if ahead:
        parts.append(kit.tr.plural("{n} capsule to go", "{n} capsules to go", ahead))
    return kit.tr.within("facts", ", ").join(parts)


def greeting(kit: Kit, now: datetime) -> str:
    """Good morning, afternoon or evening."""
    tr = kit.tr
    if now.hour < 12:
        return tr("Good morning")
    return tr("Good afternoon") if now.hour < 18 else tr("Good evening")


def date_line(kit: Kit, view: TodayView) -> str:
    """For instance "Friday 19 June 2026 · 07:42"; at the largest text the day alone, on one line.

    After midnight, while the capsule day goes on, it says whose day it still is.
    """
    if view.now.date() != view.day:
        day = kit.day_and_month(view.day)
        if kit.look.stacked:
            return kit.tr("Still {date}", date=day)
        time = kit.clock_time(view.now.time())
        return kit.tr("It is {time}. This is still the capsule day of {date}.", time=time, date=day)
    if kit.look.stacked:
        return kit.day_and_month(view.day)
    return f"{kit.long_date(view.day)} · {kit.clock_time(view.now.time())}"


def mg_text(mg: Decimal | None) -> str:
    """A dose in mg without needless noughts."""
    return "" if mg is None else f"{mg.normalize():f}"


def dose_line(kit: Kit, dose: Dose) -> str:
    """For instance "12 mg at 07:42. Stomach empty: yes."."""
    tr = kit.tr
    when = kit.clock_time(dose.taken_at.time()) if dose.taken_at else ""
    what = (
        tr("{mg} mg at {time}.", mg=mg_text(dose.mg), time=when)
        if when
        else tr("{mg} mg.", mg=mg_text(dose.mg))
    )
    answers = {"yes": tr("Stomach empty: yes."), "no": tr("Stomach empty: no.")}
    return kit.sentences(what, answers.get(dose.fasting or "", ""), hand_line(kit, dose.record.by))


def hand_line(kit: Kit, by: str) -> str:
    """Says that somebody helped, where they did; nothing else needs saying."""
    return kit.tr("Written with help.") if by == By.HELPER else ""


def in_days(kit: Kit, day: date, today: date) -> str:
    """For instance "today", "tomorrow", "in 17 days"."""
    ahead = (day - today).days
    if ahead <= 1:
        return kit.tr("today") if ahead <= 0 else kit.tr("tomorrow")
    return kit.tr.plural("in {n} day", "in {n} days", ahead)


def open_chip(kit: Kit, administration: Administration, today: date) -> str:
    """For instance "Open, 3 days left"; the window's last day is "last day"."""
    target = administration.target
    if target is None or administration.state != AdministrationState.OPEN:
        return ""
    left = (target.closes - today).days
    if left == 0:
        return kit.tr("Open, last day")
    return kit.tr.plural("Open, {n} day left", "Open, {n} days left", left)


def questionnaire_line(kit: Kit, view: TodayView) -> str:
    """One line on the questionnaire when it is not open."""
    tr, state = kit.tr, view.questionnaire.state
    if state == AdministrationState.DONE:
        form = view.questionnaire.form
        done = tr("Done on {date}.", date=kit.short_date(form.day)) if form else ""
        return kit.sentences(done, _next_line(kit, view.next_questionnaire))
    if state == AdministrationState.OPEN:
        return tr("About 10 minutes")
    return _next_line(kit, view.next_questionnaire) or tr("None planned")


def _next_line(kit: Kit, target: Target | None) -> str:
    return kit.tr("Next from {date}.", date=kit.short_date(target.opens)) if target else ""


def pressure_line(kit: Kit, view: TodayView) -> str:
    """The last reading, for instance "165/102 at 07:55, high"; over a call limit is "high"."""
    tr, session = kit.tr, view.pressure
    if session is None:
        return tr("Weight and temperature too")
    ago = (view.day - session.day).days
    high, low = session.last
    if ago:
        when = tr("Yesterday") if ago == 1 else kit.short_date(session.day)
        return tr("{when} {high}/{low}", when=when, high=high, low=low)
    at = session.last_at.astimezone(view.now.tzinfo).time() if session.last_at else None
    line = (
        tr("{reading} at {time}", reading=f"{high}/{low}", time=kit.clock_time(at))
        if at
        else tr("{when} {high}/{low}", when=tr("Today"), high=high, low=low)
    )
    return tr("{reading}, high", reading=line) if view.pressure_over else line


def split_alert(text: str) -> tuple[str, str]:
    """An alert's first sentence, and the rest."""
    for mark in (". ", "。"):
        head, found, rest = text.partition(mark)
        if found:
            return (head + found.strip(), rest)
    return text, ""


def past_times(now: datetime) -> Sequence[datetime]:
    """Quick choices for "I took it earlier": the last hours of this day, nearest first."""
    from datetime import timedelta

    whole = now.replace(second=0, microsecond=0)
    minutes = (30, 60, 120, 180)
    return [
        whole - timedelta(minutes=m) for m in minutes if (whole - timedelta(minutes=m)).date() == now.date()
    ]
