"""From whatever was raised to one sentence on standard error and an exit code."""

from __future__ import annotations

import errno
import logging
from collections.abc import Sequence

from typer.exceptions import Abort, TyperException

from diary_app.cli.around import Around
from diary_app.cli.language import of_arguments
from diary_app.cli.printing import ReaderGone, one_line
from diary_app.common.errors import NotSaved, PlainError, UsageError
from diary_app.common.i18n import N_, translator
from diary_app.common.logs import FILE
from diary_app.common.paths import log_folder

UNEXPECTED = 1
INTERRUPTED = 130
# What the sentence alone explains; of the rest the log says where it came up.
_SAID = {errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ENOSPC, errno.EROFS}
_log = logging.getLogger(__name__)


def end(problem: BaseException, argv: Sequence[str], around: Around) -> int:
    """Say what is wrong, in one sentence, and answer with the exit code."""
    if isinstance(problem, KeyboardInterrupt | Abort):
        return INTERRUPTED
    if isinstance(problem, ReaderGone):
        return NotSaved.exit_code
    plain = _plain(problem)
    tr = translator(of_arguments(argv, around.environ))
    _complain(around, one_line(tr.error(plain)))
    return plain.exit_code


def _plain(problem: BaseException) -> PlainError:
    if isinstance(problem, PlainError):
        return problem
    if isinstance(problem, TyperException):
        return usage(problem)
    refusal = _of_computer(problem)
    if refusal is not None:
        if getattr(problem, "errno", None) not in _SAID:
            _log.warning("the computer refused what a command needs", exc_info=problem)
        return refusal
    _log.error("an unexpected fault ended the command", exc_info=problem)
    file = log_folder() / FILE
    return PlainError(
        N_("An unexpected fault ended the command; details, without health data, are in {file}."), file=file
    )


def _of_computer(problem: BaseException) -> NotSaved | None:
    """What the computer refused, where nobody nearer to it had better words."""
    if isinstance(problem, MemoryError):
        return NotSaved(N_("This computer has not enough free memory for that."))
    if not isinstance(problem, OSError) or problem.strerror is None:
        return None
    if problem.filename is None:
        return NotSaved(N_("The computer refused: {why}."), why=problem.strerror)
    return NotSaved(N_("{file} cannot be used: {why}."), file=str(problem.filename), why=problem.strerror)


def usage(problem: TyperException) -> UsageError:
    """What is wrong with the words of the call, as one of our sentences."""
    kind = type(problem).__name__
    if kind == "NoSuchOption":
        return UsageError(N_("There is no option {name} here."), name=getattr(problem, "option_name", ""))
    parameter = getattr(problem, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        option = next((name for name in parameter.opts if name.startswith("-")), None)
        name = option or parameter.metavar or parameter.name
        return UsageError(N_("{name} is missing; --help says what this command takes."), name=name)
    return UsageError(N_("The call does not fit: {what}"), what=problem.format_message())


def _complain(around: Around, sentence: str) -> None:
    try:
        print(sentence, file=around.stderr, flush=True)
    except OSError:
        _log.warning("standard error could not be written")  # the exit code still tells
