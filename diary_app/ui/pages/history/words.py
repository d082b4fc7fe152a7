"""What the Diary page says about its days, as plain text: pure functions, no widgets."""

from __future__ import annotations

from PySide6.QtCore import QDate

from diary_app.services.history import HistoryView
from diary_app.services.history_days import BEFORE, HistoryDay, HistoryRow
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.words import dot_state
from diary_app.ui.widgets.day_dot import STATES
from diary_app.ui.widgets.severity import GRADE_WORDS


def small(kit: Kit, word: str) -> str:
    """A word inside a sentence."""
    return word if kit.tr.language.startswith("zh") else word[:1].lower() + word[1:]


def state_words(kit: Kit, shown: HistoryDay, view: HistoryView) -> str:
    """For instance "taken late at 11:20"."""
    word = small(kit, kit.tr(STATES[dot_state(shown.state, view.today)].word))
    dose = shown.state.dose
    if dose is not None and dose.taken_at is not None:
        return kit.tr("{state} at {time}", state=word, time=kit.clock_time(dose.taken_at.time()))
    return word


def day_name(kit: Kit, shown: HistoryDay, view: HistoryView) -> str:
    """A day in one sentence, then what else stands there."""
    tr, state = kit.tr, state_words(kit, shown, view)
    if shown.cycle_day is None:
        head = tr("{date}, before the first capsule", date=kit.day_and_month(shown.day))
    else:
        head = tr(
            "Cycle {cycle}, day {n}, {date}, {state}",
            cycle=shown.state.cycle_number,
            n=shown.cycle_day,
            date=kit.day_and_month(shown.day),
            state=state,
        )
    return kit.sentences(tr("{sentence}.", sentence=head), *_also(kit, shown))


def _also(kit: Kit, shown: HistoryDay) -> list[str]:
    tr = kit.tr
    found = []
    if shown.off_plan:
        found.append(tr("A capsule outside the plan."))
    if shown.worst is not None:
        found.append(tr("Strongest symptom: {grade}.", grade=grade_words(kit, shown.worst)))
    if shown.readings:
        found.append(tr("Readings."))
    if shown.questionnaire:
        found.append(tr("Questionnaire."))
    if shown.late:
        found.append(tr("Written down later."))
    if shown.changed:
        found.append(tr("Corrected."))
    return found


def grade_words(kit: Kit, grade: int) -> str:
    """For instance "2 Moderate"."""
    return f"{grade} {kit.tr(GRADE_WORDS[grade])}"


def row_title(kit: Kit, row: HistoryRow) -> str:
    """For instance "Cycle 3 (now)"."""
    if row.number == BEFORE:
        return kit.tr("Before the first capsule")
    if row.running:
        return kit.tr("Cycle {n} (now)", n=row.number)
    return kit.tr("Cycle {n}", n=row.number)


def row_dates(kit: Kit, row: HistoryRow) -> str:
    """For instance "15 Jun – 5 Jul"."""
    first, last = row.days[0].day, row.days[-1].day
    pattern = kit.tr.within("row", "d MMM")  # in a narrow column: in Chinese a date is not broken
    dates = [QDate(day.year, day.month, day.day) for day in (first, last)]
    begin, end = (kit.locale.toString(day, pattern) for day in dates)
    return kit.tr("{first} – {last}", first=begin, last=end)


def row_sum(kit: Kit, row: HistoryRow) -> str:
    """For instance "4 of 4 so far"; how many of the capsules due were taken."""
    if row.number == BEFORE or not row.counted:
        return ""
    if row.running:
        return kit.tr("{taken} of {due} so far", taken=row.taken, due=row.counted)
    return kit.tr("{taken} of {due}", taken=row.taken, due=row.counted)


def day_line(kit: Kit, shown: HistoryDay, view: HistoryView) -> str:
    """For instance "Cycle 2, day 9: taken late at 11:20"."""
    if shown.cycle_day is None:
        return kit.tr("Before the first capsule")
    place = kit.tr("Cycle {cycle}, day {n}", cycle=shown.state.cycle_number, n=shown.cycle_day)
    return kit.tr("{place}: {state}", place=place, state=state_words(kit, shown, view))


def older_line(kit: Kit, days: int, phone: str) -> str:
    """A day that is the clinic's to change, and how: by its number where that is known."""
    tr = kit.tr
    older = tr.plural(
        "Older than {n} day: your clinic can change it.",
        "Older than {n} days: your clinic can change it.",
        days,
    )
    how = tr("Call {phone} and tell them the day and what is wrong.", phone=phone)
    return kit.sentences(older, how if phone else tr("Tell them the day and what is wrong."))
