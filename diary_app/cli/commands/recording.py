"""``record``: JSON lines, one act each; an id is printed as soon as its act is on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import command
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

LONGEST_LINE = 1024 * 1024  # bytes; a longer one is refused before it is all in memory
_TOO_LONG = N_("Line {line}: it is too long; at most {most} bytes fit.")
_MARK = b"\xef\xbb\xbf"  # what some editors put before UTF-8


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "record")(record)


def record(
    call: Call,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="JSON lines; - is standard input.")],
) -> None:
    """Take in record lines. The first that does not fit ends it; those before it stay."""
    with _opened(call, file) as stream, call.open() as opened:
        writer = call.writing(opened)
        for entry in opened.diary.record_lines(lines(stream), participant=call.participant, writer=writer):
            call.wrote_in(opened, entry)


@contextmanager
def _opened(call: Call, file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield call.around.stdin
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - the fault of opening is told apart from later ones
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise DoesNotFit(N_("{file} cannot be read: {why}."), file=file, why=why) from None
    with stream:
        yield stream


def lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream as soon as each is there; refuses what is not UTF-8 by its number."""
    number = 0
    while read := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(read) > LONGEST_LINE:
            raise DoesNotFit(_TOO_LONG, line=number, most=LONGEST_LINE)
        if number == 1:
            read = read.removeprefix(_MARK)
        try:
            yield read.decode("utf-8")
        except UnicodeDecodeError:
            raise DoesNotFit(N_("Line {line}: this is not text in UTF-8."), line=number) from None
