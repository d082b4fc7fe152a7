"""``dose add`` and ``dose miss``; ``dose reduce`` and ``dose re-escalate``, as decided by the clinic."""

from __future__ import annotations

from typing import Annotated

import typer

from diary_app.cli import deciding, values
from diary_app.cli.call import Call
from diary_app.cli.shared import WRITING, command, group
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

Day = Annotated[str, typer.Option("--date", metavar="DATE", help="The plan's day, like 2026-01-05.")]
Time = Annotated[str | None, typer.Option(metavar="HH:MM", help="The time on the clock.")]
Level = Annotated[str, typer.Option(metavar="N", help="Dose level in mg a day.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="A note.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    doses = group("Doses taken and not taken.")
    command(doses, "add", also=WRITING)(add)
    command(doses, "miss", also=WRITING)(miss)
    command(doses, "reduce", also=WRITING)(reduce)
    command(doses, "re-escalate", also=WRITING)(re_escalate)
    app.add_typer(doses, name="dose")


def add(
    call: Call,
    day: Day,
    time: Time = None,
    mg: Annotated[str | None, typer.Option(metavar="N", help="Default: the dose level in force.")] = None,
    fasting: Annotated[
        str | None, typer.Option(metavar="yes|no|unknown", help="On an empty stomach?")
    ] = None,
    note: Note = None,
) -> None:
    """Record a dose taken."""
    given = None if mg is None else values.number(mg)
    call.write({"kind": "dose", "day": day, "time": time, "mg": given, "fasting": fasting, "note": note})


def miss(
    call: Call,
    day: Day,
    reason: Annotated[str, typer.Option(metavar="CODE", help="One of the plan's reasons.")],
    note: Note = None,
) -> None:
    """Record a dose not taken."""
    with call.open() as opened:
        call.writing(opened)
        whose = opened.opened.participant(call.participant)
        _refuse_unknown(reason, [each.code for each in opened.opened.diary(whose).protocol.not_taken_reasons])
        call.write_in(
            opened, {"kind": "dose", "day": day, "status": "not_taken", "reason": reason, "note": note}
        )


def reduce(call: Call, day: Day, mg: Level, reason: Why, note: Note = None) -> None:
    """Log a lower dose level of the plan."""
    on, given = deciding.given_day(day), deciding.needed_level(mg)
    deciding.decide(
        call, lambda visits, how: visits.reduce(call.participant, on, given, reason, note=note, **how)
    )


def re_escalate(call: Call, day: Day, mg: Level, reason: Why, note: Note = None) -> None:
    """Log a higher dose level of the plan, which does not foresee it."""
    on, given = deciding.given_day(day), deciding.needed_level(mg)
    deciding.decide(
        call, lambda visits, how: visits.re_escalate(call.participant, on, given, reason, note=note, **how)
    )


def _refuse_unknown(reason: str, codes: list[str]) -> None:
    if reason not in codes:
        raise DoesNotFit(
            N_("--reason: {reason} is not a reason of the plan; what fits: {fits}."),
            reason=reason,
            fits=", ".join(codes),
        )
