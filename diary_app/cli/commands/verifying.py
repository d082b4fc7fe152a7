"""``verify``: whether the log is what was written, and reaches what somebody kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.commands.verify_told import complaint, told, told_of_file
from diary_app.cli.commands.verify_words import file_words, log_words
from diary_app.cli.shared import STAFF, command
from diary_app.common.errors import UsageError
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.services.comparison import Comparison
    from diary_app.services.marks import Brought
    from diary_app.storage.findings import Verification


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "verify", also=STAFF)(verify)


def verify(
    call: Call,
    mark: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Hold the log against a mark, a backup or a visit summary too."),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Say whether a printed visit summary belongs to it.")
    ] = None,
    save_mark: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save a mark of the log, for the clinic to keep.")
    ] = None,
) -> None:
    """Check the file, every chain of the log, and the tables against the log."""
    if mark is not None and pdf is not None:
        raise UsageError(N_("--mark and --pdf are two checks; give one of them."))
    brought = _brought(mark, pdf)
    with call.open(checking=True) as opened:
        found, compared = _check(opened, brought)
        saved = save_mark.absolute() if save_mark is not None and found.whole else None
        if saved is not None:
            _save(opened, saved)
    _say(call, found, compared, saved)
    if not found.whole:
        raise complaint(found, brought)


def _brought(mark: Path | None, pdf: Path | None) -> Brought | None:
    """What is to be held against the log, read before a passphrase is asked for."""
    from diary_app.services.marks import read_brought

    if pdf is not None:
        return read_brought(pdf, summary=True)
    return None if mark is None else read_brought(mark)


def _check(opened: OpenedStore, brought: Brought | None) -> tuple[Verification, Comparison | None]:
    if brought is None:
        return opened.safekeeping.verify(), None
    compared = opened.safekeeping.verify_against(brought)
    return compared.found, compared


def _save(opened: OpenedStore, out: Path) -> None:
    from diary_app.services.marks import save_mark

    save_mark(opened.safekeeping.mark(), out)


def _say(call: Call, found: Verification, compared: Comparison | None, saved: Path | None) -> None:
    if not call.options.json and not found.whole:
        return  # the error says what is wrong
    value: dict[str, Any] = told(found)
    if compared is not None:
        value["mark"] = told_of_file(compared)
    sentences = log_words(found, call.tr)
    if compared is not None:
        sentences += file_words(compared, call.tr)
    if saved is not None:
        value["saved"] = str(saved)
        sentences.append(call.tr("The mark was saved: {file}", file=saved))
    call.show(value, "\n".join(sentences))
