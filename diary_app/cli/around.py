"""What the command line is handed from outside, so that tests can hand it other things."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, TextIO

from diary_app.common.clock import Clock, SystemClock

if TYPE_CHECKING:
    from diary_app.security.argon import KdfCost


def _ask(prompt: str) -> str:
    from getpass import getpass

    return getpass(prompt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The streams, environment and clock of one call.

    ``argv`` is what the call says, without the program's name.
    ``ask`` reads a secret from the terminal, ``terminal`` says whether there
    is one. ``cost`` of a new passphrase: measured on this computer when
    ``None``.
    """

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    terminal: bool
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=SystemClock)
    ask: Callable[[str], str] = _ask
    argv: Sequence[str] = ()
    cost: KdfCost | None = None


def of_this_process() -> Around:
    """The process's own streams; what is written is UTF-8 unless a terminal says otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    terminal = sys.stdin is not None and sys.stdin.isatty()
    stdin = sys.stdin.buffer if sys.stdin is not None else open(os.devnull, "rb")  # noqa: SIM115
    return Around(stdin=stdin, stdout=sys.stdout, stderr=sys.stderr, terminal=terminal)
