"""Calls of the command line inside this process, with streams, environment and clock of their own."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from diary_app.cli.app import run
from diary_app.cli.around import Around
from diary_app.common.clock import Clock
from diary_app.security.argon import LEAST_COST
from tests.copies import put_store
from tests.support import FixedClock

PASSPHRASE = "plum tree behind the house"


@dataclass(frozen=True)
class Ran:
    """What a call gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output, read as JSON."""
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The one id it printed, and nothing else."""
        assert self.code == 0, self
        assert self.out.count("\n") == 1, self
        return self.out.strip()


def _stream() -> io.StringIO:
    return io.StringIO()


def _never_asked(prompt: str) -> str:
    raise AssertionError(f"asked for {prompt}")


@dataclass
class Calls:
    """Calls about one folder."""

    folder: Path
    clock: Clock = field(default_factory=FixedClock)
    environ: dict[str, str] = field(default_factory=lambda: {"DIARY_APP_PASSPHRASE": PASSPHRASE, "LANG": "C"})
    terminal: bool = False
    ask: Callable[[str], str] = _never_asked

    def __call__(
        self, *argv: str, stdin: bytes | io.RawIOBase = b"", environ: Mapping[str, str] | None = None
    ) -> Ran:
        out, err = _stream(), _stream()
        around = Around(
            stdin=io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin,  # type: ignore[arg-type]
            stdout=out,
            stderr=err,
            terminal=self.terminal,
            environ={"DIARY_APP_DATA_DIR": str(self.folder), **self.environ, **(environ or {})},
            clock=self.clock,
            ask=self.ask,
            cost=LEAST_COST,
        )
        code = run(argv, around)
        return Ran(code, out.getvalue(), err.getvalue())

    def record(self, *lines: Mapping[str, Any] | str) -> Ran:
        """``record -`` of some lines."""
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        return self("record", "-", stdin="\n".join(texts).encode())

    def heads(self) -> Any:
        """Where every chain of the log ends: the same heads, the same log."""
        return self("verify", "--json").json["heads"]


def patient(folder: Path, clock: Clock | None = None, *more: str) -> Calls:
    """A patient's store whose first dose was on 5 January 2026."""
    calls = Calls(folder, clock or FixedClock("2026-01-20T20:00"))
    argv = ("init", "--role", "patient", "--participant", "P1", "--first-dose", "2026-01-05", *more)
    put_store(folder, calls.clock, argv, lambda place: _done(replace(calls, folder=place)(*argv)))
    return calls


def clinic(folder: Path) -> Calls:
    """A clinic's store with the participants P1 and P2."""
    calls = Calls(folder, FixedClock("2026-01-20T20:00"))

    def make(place: Path) -> None:
        there = replace(calls, folder=place)
        _done(there("init", "--role", "clinic"))
        for whose in ("P1", "P2"):
            _done(there("participant", "add", whose, "--first-dose", "2026-01-05"))

    put_store(folder, calls.clock, "clinic", make)
    return calls


def _done(ran: Ran) -> None:
    assert ran.code == 0, ran


def refused(ran: Ran, code: int, *fragments: str) -> None:
    """A refusal: nothing printed, exactly one line on standard error, no traceback."""
    assert ran.code == code, ran
    assert ran.out == "", ran
    assert ran.err.count("\n") == 1, ran
    assert ran.err.endswith("\n"), ran
    assert "Traceback" not in ran.err
    for fragment in fragments:
        assert fragment in ran.err, ran
