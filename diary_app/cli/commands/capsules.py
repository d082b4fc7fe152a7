"""``dispense``, ``return`` and ``capsules``: what was handed out, and the three lines of the count."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from diary_app.cli import values
from diary_app.cli.call import Call, day_of
from diary_app.cli.commands.doses import Day, Note
from diary_app.cli.shared import WRITING, command

Strength = Annotated[str, typer.Option(metavar="N", help="The strength of the capsules in mg.")]
Count = Annotated[str, typer.Option(metavar="N", help="How many.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "dispense", also=WRITING)(dispense)
    command(app, "return", also=WRITING)(take_back)
    command(app, "capsules")(capsules)


def dispense(call: Call, day: Day, mg: Strength, capsules: Count, note: Note = None) -> None:
    """Record capsules handed out."""
    call.write({"kind": "dispense", "day": day, **_counted(mg, capsules), "note": note})


def take_back(
    call: Call,
    day: Day,
    mg: Strength,
    capsules: Count,
    lost: Annotated[str | None, typer.Option(metavar="N", help="How many were reported lost.")] = None,
    note: Note = None,
) -> None:
    """Record capsules brought back."""
    missing = None if lost is None else values.number(lost)
    call.write({"kind": "return", "day": day, **_counted(mg, capsules), "lost": missing, "note": note})


def capsules(
    call: Call,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only about days up to this one.")] = None,
) -> None:
    """Count capsules: by the diary, by what was handed out and came back, and by the plan."""
    from diary_app.domain.accountability import accountability
    from diary_app.domain.clinic.review import last_told
    from diary_app.services.listing.rows import number

    last = day_of("on", on)
    with call.open() as opened:
        call.reads(opened)
        whose = opened.opened.participant(call.participant)
        diary = opened.opened.diary(whose)
        lines = accountability(diary, last, told=last_told(diary))
    rows: list[dict[str, Any]] = [
        {
            "mg": number(line.strength),
            "by_diary": line.by_diary,
            "dispensed": line.dispensed,
            "returned": line.returned,
            "not_back": line.not_back,
            "by_plan": line.by_plan,
            "lost": line.lost,
            "expected_back": line.expected_back,
            "difference": line.difference,
        }
        for line in lines
    ]
    tr = call.tr
    head = ["mg", tr("Taken, by the diary"), tr("Handed out"), tr("Brought back"), tr("Handed out - back")]
    head += [tr("Due, by the plan"), tr("Lost"), tr("Should be back"), tr("Difference")]
    call.show_rows(rows, head, [list(row.values()) for row in rows], tr("There is nothing to list."))


def _counted(mg: str, capsules: str) -> dict[str, Any]:
    return {"mg": values.number(mg), "capsules": values.number(capsules)}
