"""The computer is gone; a backup and the recovery code (or the passphrase) are there. Real processes only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli_calls import PASSPHRASE

ROOT = Path(__file__).parents[2]
WAYS = ("recovery code", "passphrase", "an automatic backup", "an automatic backup by recovery code")
_LISTS = ("doses", "symptoms", "vitals", "qlq", "cycles")
_DAYS = ("2026-01-05", "2026-01-06", "2026-01-07")


@dataclass
class Computer:
    """A home, and commands about the diary in its usual place; ``secret``: what opens it."""

    home: Path
    secret: dict[str, str]

    def does(self, *argv: str, stdin: str = "", **environ: str) -> str:
        """A command, which must succeed: what it printed."""
        kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
        own = {"HOME": str(self.home), "USERPROFILE": str(self.home), "LOCALAPPDATA": str(self.home)}
        ran = subprocess.run(
            [sys.executable, "-m", "diary_app", *argv],
            env={**{name: os.environ[name] for name in kept if name in os.environ}, **own, "LANG": "C.UTF-8",
                 **self.secret, **environ},
            input=stdin, capture_output=True, text=True, timeout=300, check=False, cwd=ROOT,
        )  # fmt: skip
        if ran.returncode:
            raise Failed(f"{argv[0]} ended with {ran.returncode}: {ran.stderr.strip()}")
        return ran.stdout

    def shows(self) -> dict[str, Any]:
        """All records with their histories; a restore leaves every one of them as it was."""
        return {name: json.loads(self.does("list", name, "--json", "--history")) for name in _LISTS}

    def log(self) -> list[tuple[str, str]]:
        """Every entry: id and hash, in the order of the log."""
        return [(entry["id"], entry["hash"]) for entry in json.loads(self.does("list", "log", "--json"))]


class Failed(Exception):
    """A command that must succeed did not."""


def drill(place: Path, way: str) -> list[str]:
    """Keep a diary, lose the computer, bring it back as ``way`` says, go on; what went wrong."""
    try:
        return _drill(place, way)
    except Failed as failure:
        return [str(failure)]


def _drill(place: Path, way: str) -> list[str]:
    first = Computer(place / "home", {"DIARY_APP_PASSPHRASE": PASSPHRASE})
    first.home.mkdir(parents=True)
    code, backup = _kept_diary(first, place / "stick", automatic="automatic" in way)
    log, shown = first.log(), first.shows()
    shutil.rmtree(first.home)
    secret = {"DIARY_APP_RECOVERY_CODE": code} if "code" in way else first.secret
    second = Computer(place / "new home", secret)
    second.home.mkdir()
    known = json.loads(second.does("restore", str(backup), "--json"))["entries"]
    return _judged(second, [(log, shown), (second.log(), second.shows())], known)


def _kept_diary(computer: Computer, stick: Path, *, automatic: bool) -> tuple[str, Path]:
    """Three days, a correction, a form; the recovery code, and the backup on a stick."""
    computer.does("init", "--role", "patient", "--participant", "P1", "--first-dose", _DAYS[0])
    doses = [{"kind": "dose", "day": day, "time": "07:10", "fasting": "yes", "note": "ok"} for day in _DAYS]
    ids = computer.does("record", "-", stdin="\n".join(map(json.dumps, doses))).split()
    computer.does("correct", ids[0], "time=08:00", "--reason", "typed wrong")
    computer.does(
        "qlq", "add", "--date", _DAYS[1], "--answers", ",".join(f"{item}=1" for item in range(1, 31))
    )
    code = computer.does("recovery", "new")
    stick.mkdir()
    out = stick / "backup"
    if not automatic:
        computer.does("backup", "-o", str(out))
        return code, out
    made = _automatic(computer)
    shutil.copy(made, out)
    return code, out


def _automatic(computer: Computer) -> Path:
    """The backup that a command makes by itself once a day has passed."""
    before = "from datetime import timedelta; import diary_app.common.clock as clock\n"
    later = "now = clock.SystemClock.now; span = timedelta(days=1)\n"
    program = (
        f"import sys; {before}{later}from dataclasses import replace\n"
        "clock.SystemClock.now = lambda self: replace(m := now(self), utc=m.utc + span,"
        " monotonic=m.monotonic + 86_400_000)\n"
        "from diary_app.__main__ import main\nsys.exit(main())\n"
    )
    own = {"HOME": str(computer.home), **computer.secret, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    argv = ["weight", "--date", _DAYS[2], "60"]
    ran = subprocess.run(
        [sys.executable, "-c", program, *argv], env=own, capture_output=True, text=True, cwd=ROOT, check=False
    )
    made = sorted(computer.home.rglob("*.diary-backup"))
    if ran.returncode or not made:
        raise Failed(f"no automatic backup: {ran.stderr}")
    return made[-1]


def _judged(computer: Computer, states: list[tuple[list[Any], dict[str, Any]]], known: int) -> list[str]:
    """What is wrong with the restored diary, and with going on in it."""
    (log, shown), (log_now, shown_now) = states
    bad = [] if shown_now == shown else ["the records are not the ones that were backed up"]
    if set(log_now[:known]) != set(log[:known]):
        bad.append("the log is not the one that was backed up")
    new = computer.does("weight", "--date", _DAYS[2], "61").strip()
    if new not in {entry for entry, _ in computer.log()}:
        bad.append("what was written after the restore is not there")
    computer.does("verify")
    return bad
