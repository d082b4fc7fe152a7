"""``list``: complete, ordered rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.columns import COLUMNS, LOG, LOOK, LOOK_CODE, SIGNATURE, Column, Row, entry_fields, words
from diary_app.cli.labels import CODES
from diary_app.cli.shared import command
from diary_app.common.errors import UsageError
from diary_app.common.i18n import N_
from diary_app.services.staff.looks import LOOKS

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.domain.protocol import Protocol

KINDS = tuple(COLUMNS)


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "list")(list_)


def list_(
    call: Call,
    what: Annotated[str, typer.Argument(metavar="|".join(KINDS), help="What to list.")],
    history: Annotated[bool, typer.Option("--history", help="Every state of every record.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only about days up to this one.")] = None,
) -> None:
    """List what is in the diary."""
    if what not in KINDS:
        raise UsageError(N_("There is no list {what}; there are: {fits}."), what=what, fits=", ".join(KINDS))
    last = day_of("on", on)
    with call.open() as opened:
        call.reads(opened)
        rows = _log(call, opened, last) if what == LOG else _listed(call, opened, what, last, history)
        columns = _columns(what, rows)
        labels = _labels(call, opened) if not call.options.json else {}
    tr = call.tr
    head = [tr(title) for title, _ in columns]
    cells = [[words(cell(row), labels) for _, cell in columns] for row in rows]
    kept = [entry_fields(row) for row in rows] if what == LOG else rows
    call.show_rows(kept, head, cells, tr("There is nothing to list."))


def _listed(call: Call, opened: OpenedStore, what: str, last: date | None, history: bool) -> Sequence[Row]:
    from diary_app.services.listing.lists import LISTS
    from diary_app.services.listing.rows import Listing

    whose = opened.opened.participant(call.participant)
    return LISTS[what](Listing(opened.opened, whose, on=last, history=history))


def _log(call: Call, opened: OpenedStore, last: date | None) -> Sequence[Row]:
    from diary_app.services.listing.lists import log

    whose = opened.opened.participant(call.participant) if call.participant is not None else None
    if whose is None:
        opened.staff.note_log_read()
    rows = log(opened.opened, whose)
    return [row for row in rows if last is None or row["about"].get("day", "") <= last.isoformat()]


def _columns(what: str, rows: Sequence[Row]) -> Sequence[Column]:
    """Of the log with the columns about looks and signatures only where it tells of one."""
    more = (LOOK, SIGNATURE) if what == LOG else ()
    return (*COLUMNS[what], *(each for each in more if any(each[1](row) for row in rows)))


def _labels(call: Call, opened: OpenedStore) -> dict[str, str]:
    """Codes of the program and of the plan in the words of the language."""
    found = {code: call.tr(text) for code, text in CODES.items()}
    found |= {LOOK_CODE.format(code): call.tr(text) for code, text in LOOKS.items()}
    plan: Protocol = opened.opened.protocol()
    for reason in (*plan.late_reasons, *plan.not_taken_reasons):
        found[reason.code] = reason.label.in_language(call.language)
    return found | {symptom.code: symptom.label.in_language(call.language) for symptom in plan.symptoms}
