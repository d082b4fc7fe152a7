"""``share``, ``take-in`` and ``receipt``: what travels between patient and clinic, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.setup_code import CODE_FD, FINGERPRINT, is_setup
from diary_app.cli.shared import PERSONAL, command
from diary_app.common.errors import DoesNotFit, PlainError
from diary_app.common.i18n import N_
from diary_app.common.paths import in_full
from diary_app.domain.log.entry import instant_text

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.services.summary.scope import SummaryRequest
    from diary_app.services.transfer.preview import Incoming, TakenInReport
    from diary_app.services.transfer.sealing import Shared


def register(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "share", also=PERSONAL)(share)
    command(app, "take-in", also=PERSONAL)(take_in)
    command(app, "receipt", also=PERSONAL)(receipt)


def share(
    call: Call,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where the file goes.")],
    notes: Annotated[
        bool, typer.Option("--notes/--no-notes", help="With the notes that were typed in, or without them.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="All of the diary, also what the clinic is known to have.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="As a visit summary (PDF) that carries the sealed diary.")
    ] = False,
) -> None:
    """Seal the diary for the clinic: what it has not got yet. Only the clinic can open the file."""
    path = in_full(Path(out))
    with call.open() as opened:
        writer = call.writer(opened)
        if pdf:
            request = _summary(call, opened, notes=notes)
            shared = opened.transfer.share_in_summary(request, path, everything=everything, writer=writer)
        else:
            shared = opened.transfer.share(
                call.participant, notes=notes, everything=everything, writer=writer, out=path
            )
    told = {
        "file": str(path),
        "entries": shared.entries,
        "since": None if shared.since is None else instant_text(shared.since),
        "notes": shared.notes,
        "sha256": shared.sha256,
    }
    call.show(told, _shared_words(call, shared, path))


def take_in(
    call: Call,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Sealed diaries or visit summaries; a receipt; a set-up file."
        ),
    ],
    look: Annotated[bool, typer.Option("--look", help="Only say what would come in.")] = False,
    code_fd: CODE_FD = None,
    fingerprint: FINGERPRINT = None,
) -> None:
    """Take in what the other side handed over: each file on its own, and once more changes nothing."""
    with call.open() as opened:
        if not opened.opened.staff and any(is_setup(in_full(each)) for each in files):
            if len(files) != 1:
                raise DoesNotFit(N_("A set-up file is taken in alone: it has a code of its own."))
            from diary_app.cli.commands.setup_file import take_in_setup_file

            given = {"code_fd": code_fd, "fingerprint": fingerprint}
            take_in_setup_file(call, opened, in_full(files[0]), look=look, **given)
            return
        looked = [opened.transfer.look_at_file(in_full(each), participant=call.participant) for each in files]
        if look:
            came: Sequence[TakenInReport | Incoming] = looked
        else:
            came = opened.transfer.take_in_all(looked, writer=call.writer(opened))
    problems = [each.problem for each in looked_at(came) if each.problem is not None]
    if len(files) == 1 and problems:
        raise problems[0]
    call.show([_row(call, each) for each in came], "\n".join(_words(call, each) for each in came))
    if problems:
        worst = max(problems, key=lambda problem: problem.exit_code)
        raise type(worst)(
            N_("{bad} of {all} files were not taken in; one of them: {what}"),
            bad=len(problems), all=len(files), what=worst,
        )  # fmt: skip


def looked_at(came: Sequence[TakenInReport | Incoming]) -> list[Incoming]:
    """Those that were looked at and not taken in."""
    from diary_app.services.transfer.preview import Incoming

    return [each for each in came if isinstance(each, Incoming)]


def receipt(
    call: Call,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where the file goes.")],
) -> None:
    """Make a receipt for a participant: how far the clinic's copy of their diary goes."""
    path = in_full(Path(out))
    with call.open() as opened:
        whose = opened.opened.participant(call.participant)
        opened.transfer.make_receipt(whose, writer=call.writer(opened), out=path)
    told = {"file": str(path), "participant": whose}
    call.show(told, call.tr("The receipt for {participant} was made: {file}", participant=whose, file=path))


def _summary(call: Call, opened: OpenedStore, *, notes: bool) -> SummaryRequest:
    from diary_app.services.reporting import Part

    parts = frozenset(part for part in Part if notes or part is not Part.NOTES)
    return opened.reporting.request(call.participant, language=call.language, parts=parts)


def _shared_words(call: Call, shared: Shared, path: Path) -> str:
    tr = call.tr
    if not shared.entries:
        return tr("Nothing is new since your clinic's last receipt; the file says only that: {file} "
                  "(--all puts everything in).", file=path)  # fmt: skip
    told = tr.plural(
        "{n} entry was sealed for your clinic.", "{n} entries were sealed for your clinic.", shared.entries
    )
    notes = tr("Notes are in it.") if shared.notes else tr("Notes are not in it.")
    return " ".join((told, notes, tr("The file: {file}", file=path)))


def _row(call: Call, came: TakenInReport | Incoming) -> dict[str, Any]:
    from diary_app.services.transfer.preview import Incoming

    looked = came if isinstance(came, Incoming) else None
    problem = looked.problem if looked else None
    return {
        "file": came.name,
        "kind": came.kind,
        "participant": came.participant,
        "new": came.new,
        "known": came.known,
        "kinds": dict(came.by_kind),
        "first_day": _day(looked.first_day) if looked else None,
        "last_day": _day(looked.last_day) if looked else None,
        "id": None if looked else came.entry,  # type: ignore[union-attr]
        "remarks": [call.tr(each.template, **each.values) for each in came.remarks],
        "problem": None if problem is None else _problem(call, problem),
    }


def _problem(call: Call, problem: PlainError) -> dict[str, Any]:
    return {"sentence": call.tr.error(problem), "exit_code": problem.exit_code}


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _words(call: Call, came: TakenInReport | Incoming) -> str:
    from diary_app.services.transfer.preview import FileKind, Incoming

    tr = call.tr
    if isinstance(came, Incoming) and came.problem is not None:
        return f"{came.name}: {tr.error(came.problem)}"
    if came.kind is FileKind.RECEIPT:
        told = _receipt_words(call, came)
    elif came.new == 0:
        nothing = tr("nothing new.")
        told = f"{nothing} {_here(call, came.known)}"
    elif isinstance(came, Incoming):
        told = _looked_words(call, came)
    else:
        new = tr.plural("{n} new entry was taken in.", "{n} new entries were taken in.", came.new)
        told = f"{new} {_here(call, came.known)}"
    remarks = [tr(each.template, **each.values) for each in came.remarks]
    return " ".join([f"{came.name}: {came.participant}: {told.strip()}", *remarks])


def _receipt_words(call: Call, came: TakenInReport | Incoming) -> str:
    if came.new == 0:
        return call.tr("a receipt that says nothing that is not known.")
    return call.tr.plural(
        "a receipt: your clinic now has {n} more entry.",
        "a receipt: your clinic now has {n} more entries.",
        came.new,
    )


def _looked_words(call: Call, looked: Incoming) -> str:
    tr = call.tr
    new = tr.plural("{n} new entry would come in.", "{n} new entries would come in.", looked.new)
    kinds = ", ".join(f"{kind} {count}" for kind, count in looked.by_kind.items())
    parts = [new, _here(call, looked.known), tr("By kind: {kinds}.", kinds=kinds)]
    if looked.first_day is not None:
        parts.append(tr("About {first} to {last}.", first=looked.first_day, last=looked.last_day))
    return " ".join(part for part in parts if part)


def _here(call: Call, known: int) -> str:
    """What is here already; nothing where nothing is."""
    return (
        call.tr.plural("{n} entry is here already.", "{n} entries are here already.", known) if known else ""
    )
