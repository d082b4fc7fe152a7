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
from diary_app.common.outputs import PDF, checked_output
from diary_app.common.paths import in_full
from diary_app.domain.log.entry import instant_text

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.services.transfer.preview import Incoming, TakenInReport
    from diary_app.services.transfer.sealing import Shared

_ATTACHED = "diary.diary"


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
    if pdf:  # before the sealed diary is written down as made
        checked_output(path, PDF)
    with call.open() as opened:
        writer = call.writer(opened)
        shared = opened.transfer.share(
            call.participant, notes=notes, everything=everything, writer=writer, out=None if pdf else path
        )
        if pdf:
            _as_summary(call, opened, shared, path, notes=notes)
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
    if any(is_setup(in_full(each)) for each in files):
        if len(files) != 1:
            raise DoesNotFit(N_("A set-up file is taken in alone: it has a code of its own."))
        from diary_app.cli.commands.setup_file import take_in_setup_file

        take_in_setup_file(call, in_full(files[0]), look=look, code_fd=code_fd, fingerprint=fingerprint)
        return
    with call.open() as opened:
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
        opened.transfer.make_receipt(whose, out=path)
    told = {"file": str(path), "participant": whose}
    call.show(told, call.tr("The receipt for {participant} was made: {file}", participant=whose, file=path))


def _as_summary(call: Call, opened: OpenedStore, shared: Shared, path: Path, *, notes: bool) -> None:
    from diary_app.reports.attached import Attachment
    from diary_app.services.reporting import Part

    parts = frozenset(part for part in Part if notes or part is not Part.NOTES)
    request = opened.reporting.request(call.participant, language=call.language, parts=parts)
    attachment = Attachment(_ATTACHED, shared.content)
    opened.reporting.make_pdf(request, path, writer=call.writer(opened), attachment=attachment)


def _shared_words(call: Call, shared: Shared, path: Path) -> str:
    tr = call.tr
    if not shared.entries:
        return tr("Nothing is new since your clinic's last receipt; the file says only that: {file} "
                  "(--all puts everything in).", file=path)  # fmt: skip
    told = tr.plural(
        "{n} entry was sealed for your clinic: {file}",
        "{n} entries were sealed for your clinic: {file}",
        shared.entries,
        file=path,
    )
    without = tr("Notes are not in it.")
    return told if shared.notes else f"{told} {without}"


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
    counts = {"participant": came.participant, "new": came.new, "known": came.known}
    if came.kind is FileKind.RECEIPT and came.new == 0:
        told = tr("receipt for {participant}: it says nothing that is not known.", **counts)
    elif came.kind is FileKind.RECEIPT:
        told = tr("receipt for {participant}: your clinic now has {new} more entries.", **counts)
    elif came.new == 0:
        told = tr("{participant}: nothing new, {known} entries are here already.", **counts)
    elif isinstance(came, Incoming):
        told = tr("{participant}: {new} new entries would come in, {known} are here already.", **counts)
        kinds = ", ".join(f"{kind} {count}" for kind, count in came.by_kind.items())
        told = " ".join((told, tr("By kind: {kinds}.", kinds=kinds)))
        if came.first_day is not None:
            about = tr("About {first} to {last}.", first=came.first_day, last=came.last_day)
            told = f"{told} {about}"
    else:
        told = tr("{participant}: {new} new entries, {known} were here already.", **counts)
    remarks = [tr(each.template, **each.values) for each in came.remarks]
    return " ".join([f"{came.name}: {told}", *remarks])
