"""A planted marker, searched in every file that using the program leaves behind."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli_calls import PASSPHRASE
from tests.faults.diary_acts import found

MARKER = "Quillfeather9317"
"""Stands in a note, a reason, a refused value and a draft; it is nobody's word."""

# Run in place of the program: tells of every socket that is opened outwards, and of nothing else.
WATCHED = """
import sys
def heard(event, given):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
                 "socket.gethostbyname", "urllib.Request", "http.client.connect"):
        sys.stderr.write(f"NETWORK {event} {given[1:]}\\n")
sys.addaudithook(heard)
from diary_app.__main__ import main
sys.exit(main())
"""

# A fault of the program in the middle of a write, with the marker in its hands: logged, and without it.
FAULTY = """
import sys
from diary_app.storage import journal
def broken(session, entries):
    raise RuntimeError(f"cannot project {entries}")
journal.project = broken
from diary_app.__main__ import main
sys.exit(main())
"""


def forms_of(text: str) -> Iterator[tuple[str, bytes]]:
    """How ``text`` may stand in a file: its name, and the bytes to search."""
    for name, plain in (
        ("UTF-8", text.encode()),
        ("UTF-16 LE", text.encode("utf-16-le")),
        ("UTF-16 BE", text.encode("utf-16-be")),
    ):
        yield name, plain
        yield f"hex of {name}", plain.hex().encode()
        yield f"HEX of {name}", plain.hex().upper().encode()
        for shift in range(3):  # wherever the text begins in the encoded one
            inner = base64.b64encode(bytes(shift) + plain)[4 if shift else 0 : -4]
            yield f"base64 of {name}, {shift}", inner


def found_in(folder: Path, texts: Sequence[str]) -> list[str]:
    """Every file under ``folder`` that holds one of ``texts`` in any form."""
    hits = []
    for file in sorted(folder.rglob("*")):
        content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        # the file's own name is looked at too
        for text in texts:
            hits += [f"{file}: {form}" for form, searched in forms_of(text) if searched in content]
            hits += [f"{file}: its name"] if text in file.name else []
    return hits


@dataclass
class Person:
    """Somebody with a home, a folder for temporary files and a diary, all under ``place``."""

    place: Path
    network: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for folder in ("home", "temp", "home/run"):
            (self.place / folder).mkdir(parents=True)
        found(self.diary)

    @property
    def diary(self) -> Path:
        """The folder of the diary, made by the program itself."""
        return self.place / "home" / "data" / "diary"

    @property
    def environ(self) -> dict[str, str]:
        """All of the environment that the program sees."""
        home, temp = str(self.place / "home"), str(self.place / "temp")
        kept = {
            name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
        }
        own = {"DIARY_APP_DATA_DIR": str(self.diary), "DIARY_APP_PASSPHRASE": PASSPHRASE, "LANG": "C.UTF-8"}
        return {**kept, **own, "HOME": home, "USERPROFILE": home, "TMPDIR": temp, "TEMP": temp, "TMP": temp}

    def start(self, *argv: str, program: str = WATCHED) -> subprocess.Popen[str]:
        """A command as a process of its own, with pipes."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-c", program, *argv],
            env=self.environ, stdin=pipe, stdout=pipe, stderr=pipe, text=True,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip

    def does(self, *argv: str, stdin: str = "", program: str = WATCHED) -> tuple[int, str, str]:
        """A command to its end: exit code, output, what it complained about."""
        running = self.start(*argv, program=program)
        out, err = running.communicate(stdin, timeout=120)
        self.network += [line for line in err.splitlines() if line.startswith("NETWORK")]
        return running.returncode, out, err

    def keeps_a_diary(self, *, long: bool = True) -> None:
        """Notes, reasons, a refusal, a fault of the program; ``long``: a summary and a check too."""
        note = {"kind": "weight", "day": "2026-01-06", "kg": 60, "note": f"{MARKER} hurts", "key": "w"}
        missed = {"kind": "dose", "day": "2026-01-06", "status": "not_taken", "reason": MARKER}
        code, out, err = self.does("record", "-", stdin=_lines(note, missed))
        assert code == 0, err
        correction = {"kind": "correct", "id": out.split()[0], "fields": {"kg": 61}, "reason": MARKER}
        assert self.does("record", "-", stdin=_lines(correction, {"kind": MARKER}))[0] == 3
        if long:
            assert self.does("report", "-o", str(self.place / "temp" / "summary.pdf"))[0] == 0
            assert self.does("verify")[0] == 0
        assert self.does("record", "-", stdin=_lines(note | {"key": None}), program=FAULTY)[0] == 1

    def is_killed_while_writing(self) -> None:
        """kill -9 right after a note was saved, with the write-ahead file left behind."""
        running = self.start("record", "-")
        assert running.stdin is not None
        assert running.stdout is not None
        line = {"kind": "weight", "day": "2026-01-07", "kg": 60, "note": MARKER}
        running.stdin.write(_lines(line))
        running.stdin.flush()
        assert running.stdout.readline().strip()
        running.kill()
        running.communicate(timeout=30)


def _lines(*lines: Mapping[str, object]) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


def too_open(folder: Path) -> list[str]:
    """Files that others could read, and folders that others could enter."""
    return [
        f"{path}: {path.stat().st_mode & 0o777:o}"
        for path in (folder, *folder.rglob("*"))
        if path.stat().st_mode & 0o077
    ]
