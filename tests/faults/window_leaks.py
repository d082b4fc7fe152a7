"""The marker typed into the real window: searched in everything that it leaves, shows and opens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from diary_app.security.recovery_code import RecoveryCode
from tests.cli_calls import PASSPHRASE
from tests.faults.leaks import MARKER, Person, found_in, too_open

_OUTWARDS = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "icmp6")


def window_leaks(place: Path) -> tuple[int, list[str]]:
    """Somebody at the window types, saves, shares, meets a fault, locks, is killed: files searched, hits."""
    person = Person(place / "person")
    code = " ".join(RecoveryCode.new().lines())
    secrets = [MARKER, PASSPHRASE, code, code.replace(" ", "")]
    window = _sit_down(person, code, place / "summary.pdf")
    try:
        said = _until(window, "LOCKED")
        bad = found_in(person.place, secrets) + _sockets(window.pid)
        assert window.stdin is not None
        window.stdin.write("\n")
        window.stdin.flush()
        said += _until(window, "TYPED")
        bad += _sockets(window.pid)
    finally:
        window.kill()
        rest, errors = window.communicate(timeout=60)
    bad += found_in(person.place, secrets) + too_open(person.diary)
    bad += [f"shown or printed: {line}" for line in (*said, *rest.splitlines()) if _tells(line, secrets)]
    bad += [f"on standard error: {line}" for line in errors.splitlines() if _tells(line, secrets)]
    bad += [] if "CORRECTED" in said else [f"the reason was not typed: {said}"]
    bad += [] if (place / "summary.pdf").exists() else ["nothing was shared"]
    logs = [file.read_text(encoding="utf-8") for file in person.place.rglob("*.log")]
    bad += [] if any("RuntimeError" in log for log in logs) else ["the fault is not in the log"]
    return sum(file.is_file() for file in person.place.rglob("*")), bad


def _tells(line: str, secrets: list[str]) -> bool:
    return line.startswith(("NETWORK", "FAILED")) or any(secret in line for secret in secrets)


def _sit_down(person: Person, code: str, summary: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    (person.place / "home" / "run").chmod(0o700)
    environ = {**person.environ, "QT_QPA_PLATFORM": "offscreen"}
    environ["XDG_RUNTIME_DIR"] = str(person.place / "home" / "run")
    del environ["DIARY_APP_PASSPHRASE"]
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.window_person"], env=environ, stdin=pipe, stdout=pipe,
        stderr=pipe, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert window.stdin is not None
    window.stdin.write(f"{MARKER}\n{PASSPHRASE}\n{code}\n{summary}\n")
    window.stdin.flush()
    return window


def _until(window: subprocess.Popen[str], word: str) -> list[str]:
    """All lines up to this one."""
    lines: list[str] = []
    assert window.stdout is not None
    for line in window.stdout:
        lines.append(line.rstrip("\n"))
        if lines[-1] == word:
            return lines
    raise AssertionError(f"no {word} after {lines}: {window.stderr.read() if window.stderr else ''}")


def _sockets(process: int) -> list[str]:
    """The sockets of a process that could lead to another computer, where the system tells of them."""
    folder = Path(f"/proc/{process}")
    if not folder.exists():
        return []
    links = [os.readlink(handle) for handle in (folder / "fd").iterdir()]
    own = {link[8:-1] for link in links if link.startswith("socket:[")}
    outwards = [
        (kind, line.split())
        for kind in _OUTWARDS
        if (folder / "net" / kind).exists()
        for line in (folder / "net" / kind).read_text(encoding="ascii").splitlines()[1:]
    ]
    return [f"NETWORK {kind} {row[1]} {row[2]}" for kind, row in outwards if own & set(row)]
