"""The columns of the patients list, and what each patient's cells say."""

from __future__ import annotations

import math
from datetime import date

from diary_app.domain.clinic.patient_list import below
from diary_app.domain.clinic.patient_row import FormState, NextForm, PatientRow
from diary_app.domain.protocol import Protocol
from diary_app.ui.clinic.dates import day_and_time, month_of, plain_day
from diary_app.ui.clinic.patients.alert_words import alert_chip
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, CellChip, Column, Row


def columns(kit: Kit) -> list[Column]:
    """In the order of picture 13; each is named as the list sorts by it."""
    tr = kit.tr
    return [
        Column("participant", tr("Study no.")),
        Column("cycle", tr("Cycle / day")),
        Column("adherence", tr("Adherence")),
        Column("last_dose", tr("Last dose")),
        Column("data_to", tr("Data to")),
        Column("last_qlq", tr("Last QLQ-C30")),
        Column("next_qlq", tr("Next QLQ-C30")),
        Column("alerts", tr("Alerts"), shortens=True),
    ]


def row_of(kit: Kit, protocol: Protocol, today: date, row: PatientRow) -> Row:
    """The cells of one patient."""
    return (
        Cell(row.participant, strong=True),
        _cycle(kit, row),
        _adherence(kit, row),
        _day(kit, row.last_dose, today),
        _day(kit, row.data_to, today),
        _day(kit, row.last_qlq, today),
        _next(kit, row.next_qlq, today),
        _alerts(kit, protocol, row),
    )


def _day(kit: Kit, day: date | None, today: date) -> Cell:
    """A day, with its time where it is today; of another year the month, and the day to who asks."""
    if day is None:
        return Cell("–", tone="ink-3")
    whole = day_and_time(kit, day, today)
    return Cell(whole) if day.year == today.year else Cell(month_of(kit, day), spoken=whole)


def _cycle(kit: Kit, row: PatientRow) -> Cell:
    tr = kit.tr
    if row.cycle is None:
        return Cell("–", tone="ink-3", spoken=tr("not begun"))
    where = f"{row.cycle} / {row.cycle_day}"
    spoken = tr("cycle {n}, day {day}", n=row.cycle, day=row.cycle_day or 0)
    if row.awaiting_start:
        spoken = tr("{place}, next start not told", place=spoken)
    return Cell(where, tone="ink-3" if row.stopped else "ink", spoken=spoken)


def _adherence(kit: Kit, row: PatientRow) -> Cell:
    tr = kit.tr
    if row.adherence_percent is None:
        return Cell("–", tone="ink-3", spoken=tr("nothing was due yet"))
    percent = row.adherence_percent
    shown = f"{math.floor(percent)}%"  # 84.6 is below 85
    counts = tr("{taken} of {due} capsules", taken=row.adherence_taken, due=row.adherence_due)
    return Cell(shown, strong=below(row), part=min(1.0, percent / 100), spoken=kit.listed([shown, counts]))


def _next(kit: Kit, form: NextForm | None, today: date) -> Cell:
    tr = kit.tr
    if form is None:
        return Cell("–", tone="ink-3", spoken=tr("none"))
    day = plain_day(kit, form.day, today)
    late = tr("it may be in a file that has not come") if form.on_its_way else ""
    if form.state == FormState.TO_COME:
        return Cell(day, tone="ink-2")
    if form.state == FormState.OVERDUE:
        chip = CellChip(tr("Overdue {day}", day=day), "overdue", "clock")
    else:
        chip = CellChip(_open_words(kit, form.days_left), "due", "clock")
    return Cell(chips=(chip,), spoken=kit.listed([chip.text, late]))


def _open_words(kit: Kit, days_left: int) -> str:
    if days_left == 0:
        return kit.tr("Open, last day")
    return kit.tr.plural("Open, {n} day left", "Open, {n} days left", days_left)


def _alerts(kit: Kit, protocol: Protocol, row: PatientRow) -> Cell:
    tr = kit.tr
    chips = list(dict.fromkeys(alert_chip(kit, protocol, alert) for alert in row.alerts))
    spoken = kit.listed(chip.text for chip in chips)
    if row.file_missing and row.days_without_file is not None:
        days = row.days_without_file
        missing = tr.plural("No file for {n} day", "No file for {n} days", days)
        chips.append(CellChip(missing, "due" if not row.alerts else "plain"))
        spoken = kit.listed([spoken, missing])
    if row.awaiting_start:
        chips.append(CellChip(tr("Start not told"), "plain" if chips else "due"))
        spoken = kit.listed([spoken, tr("Start not told")])
    if row.stopped or row.held:
        state = CellChip(tr("Stopped")) if row.stopped else CellChip(tr("Held by clinic"), icon="pause")
        chips.append(state)
        spoken = kit.listed([spoken, state.text])
    return Cell(chips=tuple(chips), spoken=spoken) if chips else Cell(tr("None"), tone="ink-3")


def filter_names(kit: Kit) -> dict[str, str]:
    """The filters in their order, by the name the list knows them by."""
    tr = kit.tr
    return {
        "all": tr("All"),
        "alerts": tr("Alerts"),
        "due": tr("Questionnaire due"),
        "overdue": tr("Overdue"),
        "below": tr("Below 85%"),
    }
