"""``qlq add``, ``qlq score`` and ``qlq not-done``: QLQ-C30 forms."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import values
from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Day, Note, Time
from diary_app.cli.shared import WRITING, command, group


def register(app: typer.Typer) -> None:
    """Add the commands."""
    forms = group("Questionnaires (QLQ-C30).")
    command(forms, "add", also=WRITING)(add)
    command(forms, "score")(score)
    command(forms, "not-done", also=WRITING)(not_done)
    app.add_typer(forms, name="qlq")


def add(
    call: Call,
    day: Day,
    answers: Annotated[
        str, typer.Option(metavar="FILE|1=2,2=1,...", help="Answers by item, or a JSON or CSV file of them.")
    ],
    declined: Annotated[
        str | None, typer.Option(metavar="23,27", help="Items the participant chose not to answer.")
    ] = None,
    time: Time = None,
    mode: Annotated[
        str | None, typer.Option(metavar="self|paper|interview", help="How it was filled in.")
    ] = None,
    note: Note = None,
) -> None:
    """Record a submitted questionnaire."""
    line = {"kind": "qlq", "day": day, "time": time, "mode": mode, "note": note}
    call.write({**line, "answers": values.answers(answers), "declined": values.items(declined)})


def score(
    call: Call, id: Annotated[str, typer.Argument(metavar="ID", help="An entry id of the questionnaire.")]
) -> None:
    """The scores of one questionnaire, unrounded in JSON."""
    from diary_app.qlq_c30.scales import SCALES, SUMMARY

    with call.open() as opened:
        scores = opened.questionnaires.scores(id)
        form = opened.opened.store.journal.entry(id)
        call.reads(opened, form.participant if form is not None else None)
    tr = call.tr
    if call.options.json:
        call.show({"id": id, "scores": scores}, "")
        return
    names = {scale.code: tr(scale.name) for scale in SCALES} | {SUMMARY: tr("Summary score")}
    rows = [[code, names[code], "-" if value is None else f"{value:.1f}"] for code, value in scores.items()]
    call.show_rows([], [tr("Scale"), tr("Name"), tr("Score")], rows, "")


def not_done(
    call: Call,
    day: Annotated[str, typer.Option("--date", metavar="D", help="The day it was planned for.")],
    reason: Annotated[str, typer.Option(metavar="CODE", help="Why it was not filled in.")],
    note: Note = None,
) -> None:
    """Say why a planned questionnaire was not filled in."""
    call.write({"kind": "qlq_not_done", "day": day, "reason": reason, "note": note})
