"""``study``: what is asked of all participants together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.shared import STAFF, command, group
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.domain.clinic.compliance import Compliance
    from diary_app.qlq_c30.deterioration import Deterioration
    from diary_app.services.clinic.study import ComplianceView, DeteriorationView, MissingForm


def register(app: typer.Typer) -> None:
    """Add the commands."""
    study = group("All participants of a clinic's store together.")
    command(study, "compliance", also=STAFF)(compliance)
    command(study, "deterioration", also=STAFF)(deterioration)
    app.add_typer(study, name="study")


def compliance(
    call: Call,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it speaks of; default today.")
    ] = None,
    site: Annotated[str | None, typer.Option(metavar="SITE", help="One site alone.")] = None,
) -> None:
    """Questionnaires expected and received: of those still due, and of all with a baseline form."""
    day = day_of("on", on)
    with call.open() as opened:
        _refuse_patient(opened)
        call.reads(opened, of_all="study")
        view = opened.study.compliance(day, site)
    tr = call.tr
    if call.options.json:
        call.show(_compliance_json(view), "")
        return
    head = [tr("Study day"), tr("Due"), tr("Received"), tr("%"), tr("With baseline"), tr("Received"), tr("%"),
            tr("Out of window"), tr("Missing"), tr("Awaited"), tr("Not due any more")]  # fmt: skip
    cells = [_cells(row) for row in view.all_sites]
    call.show_rows([], head, cells, tr("No questionnaire has been due yet."))


def _cells(row: Compliance) -> list[Any]:
    return [row.study_day, row.due, row.received, _percent(row.percent_of_due), row.with_baseline,
            row.received_with_baseline, _percent(row.percent_with_baseline), row.outside, row.missing,
            row.awaited, row.ended]  # fmt: skip


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _compliance_json(view: ComplianceView) -> dict[str, Any]:
    return {
        "on": view.on.isoformat(),
        "participants": view.participants,
        "visits": [_visit_json(row) for row in view.all_sites],
        "sites": [
            {"site": site or None, "visits": [_visit_json(row) for row in rows]}
            for site, rows in view.by_site
        ],
        "missing": [_missing_json(row) for row in view.missing],
    }


def _visit_json(row: Compliance) -> dict[str, Any]:
    names = (
        "number", "study_day", "due", "received", "percent_of_due", "with_baseline", "received_with_baseline",
        "percent_with_baseline", "outside", "missing", "awaited", "ended",
    )  # fmt: skip
    told = {name: getattr(row, name) for name in names}
    return told | {"reasons": [{"reason": reason, "count": count} for reason, count in row.reasons]}


def _missing_json(row: MissingForm) -> dict[str, Any]:
    return {
        "participant": row.participant,
        "site": row.site or None,
        "number": row.number,
        "target": row.target.isoformat(),
        "state": row.standing.value,
        "reason": row.reason,
    }


def deterioration(call: Call) -> None:
    """Months until each score first changed for the worse, with the median of all participants."""
    with call.open() as opened:
        _refuse_patient(opened)
        call.reads(opened, of_all="study")
        view = opened.study.deterioration()
    tr = call.tr
    if call.options.json:
        call.show(_deterioration_json(view), "")
        return
    head = [tr("Scale"), tr("With baseline"), tr("Got worse"), tr("Median months")]
    cells = [[row.code, row.with_baseline, row.worse, _months(row.median_months)] for row in view.scales]
    call.show_rows([], head, cells, "")


def _months(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _deterioration_json(view: DeteriorationView) -> dict[str, Any]:
    names = ("code", "with_baseline", "worse", "median_months")
    return {
        "limit": view.limit,
        "scales": [{name: getattr(row, name) for name in names} for row in view.scales],
        "participants": [
            {"participant": whose, "scales": {code: _one_json(one) for code, one in found.items()}}
            for whose, found in view.rows
        ],
    }


def _one_json(found: Deterioration) -> dict[str, Any]:
    return {"worse": found.worse, "days": found.days, "months": found.months}


def _refuse_patient(opened: OpenedStore) -> None:
    if not opened.opened.staff:
        raise DoesNotFit(N_("This is a patient's diary; only a clinic's store holds several participants."))
