"""The program's own log file: small, and without a word of health.

A diary's content may reach a log call through an argument or an exception's
message. So a line shows the fixed text of the call, numbers, and only such
texts as were marked with ``safe``; every other argument is shown as its type,
and of an exception the type and the places it passed, never its message.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

FILE = "morning-diary.log"
_BYTES = 512 * 1024
_KEPT = 2

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Safe(str):
    """A text that tells nothing of health, for instance a version or the name of a command."""


def safe(text: object) -> Safe:
    """Mark ``text`` as fit for the log file."""
    return Safe(text)


class HealthFreeFormatter(logging.Formatter):
    """Time in UTC, level, logger, and the message with its arguments made harmless."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The lines for ``record``; the record itself stays as it is for other handlers."""
        harmless = logging.makeLogRecord({**record.__dict__, "exc_text": None, "stack_info": None})
        harmless.args = _harmless_args(record.args)
        if not isinstance(record.msg, str):  # an exception given in place of a text
            harmless.msg, harmless.args = f"<{type(record.msg).__name__}>", ()
        return super().format(harmless)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's own name
        """Type and places of an exception and of those that led to it."""
        error = ei[1]
        lines = []
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            for frame in traceback.extract_tb(error.__traceback__):
                lines.append(f"  {os.path.basename(frame.filename)}:{frame.lineno} {frame.name}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class _LogFile(RotatingFileHandler):
    """A log file whose lines are expendable: a full disk loses them and disturbs nobody."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        if not isinstance(sys.exception(), OSError):  # a wrong log call is a bug and is shown
            super().handleError(record)


def start_logging(folder: Path) -> logging.Handler:
    """Log to ``folder`` (made if missing) from now on: warnings of all, and what the program notes.

    At most 1.5 MB are kept. If the folder cannot be written, the lines go to
    standard error, since a full disk must not keep a person from the diary.
    Hand the result to ``stop_logging`` at the end.
    """
    handler = _file_handler(folder)
    handler.setFormatter(HealthFreeFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger("diary_app").setLevel(logging.INFO)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Take ``handler`` off and close its file."""
    logging.getLogger().removeHandler(handler)
    logging.getLogger("diary_app").setLevel(logging.NOTSET)
    with suppress(OSError):  # what a full disk did not take is flushed once more here
        handler.close()


def _file_handler(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / FILE
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return _LogFile(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        # a windowed program on Windows has no standard error
        return logging.StreamHandler(sys.stderr) if sys.stderr else logging.NullHandler()


def _harmless_args(args: Any) -> Any:
    if isinstance(args, dict):
        return {name: _harmless(value) for name, value in args.items()}
    return tuple(_harmless(value) for value in args or ())


def _harmless(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float, Safe)):
        return value
    return f"<{type(value).__name__}>"
