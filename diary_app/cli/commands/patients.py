"""``patients``: everybody in a clinic's store, who needs attention first."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from diary_app.cli.call import Call
from diary_app.cli.labels import CODES
from diary_app.cli.shared import STAFF, command
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_, Translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diary_app.domain.clinic.patient_row import PatientRow


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "patients", also=STAFF)(patients)


def patients(
    call: Call,
    only: Annotated[
        str, typer.Option("--filter", metavar="NAME", help="all, alerts, due, overdue or below.")
    ] = "all",
    find: Annotated[str, typer.Option(metavar="TEXT", help="Only ids with this text in them.")] = "",
    sort: Annotated[
        str, typer.Option(metavar="COLUMN", help="attention, or a column of the list.")
    ] = "attention",
    descending: Annotated[bool, typer.Option("--descending", help="The other way round.")] = False,
) -> None:
    """Everybody in a clinic's store: who needs attention comes first."""
    from diary_app.domain.clinic import patient_list as listing
    from diary_app.services.clinic.patients_view import row_json

    _refuse_other("filter", only, listing.FILTERS)
    _refuse_other("sort", sort, listing.SORTS)
    with call.open() as opened:
        call.reads(opened, of_all="patients")
        found = listing.find(listing.filtered(opened.patients.rows(), only), find)
    rows = listing.sort_by(found, sort, descending=descending)
    tr = call.tr
    head = [tr("Participant"), tr("Cycle / day"), tr("Adherence"), tr("Last dose"), tr("Data to"),
            tr("Last QLQ-C30"), tr("Next QLQ-C30"), tr("Alerts")]  # fmt: skip
    call.show_rows(map(row_json, rows), head, [_cells(row, tr) for row in rows], tr("No participants yet."))


def _refuse_other(option: str, value: str, fits: Iterable[str]) -> None:
    known = tuple(fits)
    if value not in known:
        raise DoesNotFit(
            N_("--{option}: {value} does not fit; it is one of {fits}."),
            option=option,
            value=value,
            fits=", ".join(known),
        )


def _cells(row: PatientRow, tr: Translator) -> list[str | None]:
    percent = row.adherence_percent
    dose = row.last_dose
    return [
        row.participant,
        None if row.cycle is None else _cycle(row, tr),
        None if percent is None else f"{percent:.0f} %",
        None if dose is None else _dose(dose),
        None if row.data_to is None else row.data_to.isoformat(),
        None if row.last_qlq is None else row.last_qlq.isoformat(),
        _next(row, tr),
        _alerts(row, tr),
    ]


def _cycle(row: PatientRow, tr: Translator) -> str:
    place = f"{row.cycle} / {row.cycle_day}"
    return tr("{place}, next start not told", place=place) if row.awaiting_start else place


def _dose(dose: datetime | date) -> str:
    return dose.strftime("%Y-%m-%d %H:%M") if isinstance(dose, datetime) else dose.isoformat()


def _next(row: PatientRow, tr: Translator) -> str | None:
    form = row.next_qlq
    if form is None:
        return None
    day = form.day.isoformat()
    state = form.state.value
    return day if state == "to_come" else f"{tr(CODES[state])} {day}"


def _alerts(row: PatientRow, tr: Translator) -> str:
    """How many to review at the most urgent level; how long no file came."""
    levels = [alert.level for alert in row.alerts]
    told = [f"{tr(CODES[level])}: {levels.count(level)}" for level in dict.fromkeys(levels)]
    if row.file_missing:
        told.append(tr("no file for {days} days", days=row.days_without_file))
    return "; ".join(told)
