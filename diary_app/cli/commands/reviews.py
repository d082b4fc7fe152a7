"""``review list`` and ``review answer``: alerts raised in diaries, until the clinic writes what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.commands.doses import Note
from diary_app.cli.labels import CODES
from diary_app.cli.shared import WRITING, command, group

if TYPE_CHECKING:
    from diary_app.services.clinic.review import Review, ReviewRow


def register(app: typer.Typer) -> None:
    """Add the commands."""
    reviews = group("Alerts raised in diaries, until somebody writes what was done.")
    command(reviews, "list")(list_)
    command(reviews, "answer", also=WRITING)(answer)
    app.add_typer(reviews, name="review")


def list_(
    call: Call,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Those that were answered.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Answered ones too.")] = False,
) -> None:
    """List the alerts that wait for an answer, the most urgent first."""
    from diary_app.services.clinic.review import EVERY, REVIEWED, WAITING

    show = REVIEWED if reviewed else EVERY if every else WAITING
    with call.open() as opened:
        call.reads(opened, of_all="alerts")
        found = opened.review.rows(call.participant, show)
    tr = call.tr
    head = [tr("Participant"), tr("Day"), tr("How soon"), tr("What was met"), tr("Participant said")]
    head += [tr("Done"), tr("Note"), tr("Alert")]
    cells = [_cells(call, row) for row in found]
    call.show_rows(
        [_json(row, call.language) for row in found], head, cells, tr("No alert waits for review.")
    )


def answer(
    call: Call,
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="Its id in the list.")],
    done: Annotated[
        str,
        typer.Option(
            metavar="called|seen|dose_decision|hospital|nothing_needed|other", help="What the clinic did."
        ),
    ],
    note: Note = None,
) -> None:
    """Write what was done about an alert."""
    with call.open() as opened:
        writer = call.writing(opened)
        call.wrote(opened.review.answer(alert, done, note, writer=writer, key=call.options.key))


def _json(row: ReviewRow, language: str) -> dict[str, Any]:
    from diary_app.domain.log.entry import instant_text

    return {
        "id": row.id,
        "participant": row.participant,
        "rule": row.rule.code,
        "level": row.level,
        "day": row.day.isoformat(),
        "text": row.rule.text.in_language(language),
        "met": {"what": row.code, **row.values},
        "said": [{"done": each.done, "by": each.by, "at": instant_text(each.at)} for each in row.said],
        "again": row.again,
        "reviewed": row.reviewed and _review_json(row.reviewed),
        "others": [_review_json(each) for each in row.others],
    }


def _review_json(review: Review) -> dict[str, Any]:
    from diary_app.domain.log.entry import instant_text

    return {
        "id": review.entry,
        "actor": review.actor,
        "at": instant_text(review.at),
        "done": review.done,
        "note": review.note,
    }


def _cells(call: Call, row: ReviewRow) -> list[Any]:
    from diary_app.services.clinic.met_words import met_words

    tr = call.tr
    met = met_words(tr, row.protocol, row.code, row.values)
    said = row.said[-1].done if row.said else None
    done, note = (row.reviewed.done, row.reviewed.note) if row.reviewed else (None, None)
    words = [tr(CODES[code]) if code and code in CODES else code for code in (row.level, said, done)]
    return [row.participant, row.day.isoformat(), words[0], met, words[1], words[2], note, row.id]
