"""The command line as real processes: durable ids, pipes, signals, a full disk, a light start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from diary_app import __main__
from diary_app.bootstrap import WINDOW, open_store
from tests.cli_calls import PASSPHRASE, Calls, patient

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource")  # limits and signals as POSIX has them
PROGRAM = [sys.executable, "-m", "diary_app"]
DAYS = [f"2026-01-{day:02d}" for day in range(5, 19)]


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    return patient(tmp_path / "diary")


def environ(calls: Calls) -> dict[str, str]:
    own = {"DIARY_APP_DATA_DIR": str(calls.folder), "DIARY_APP_PASSPHRASE": PASSPHRASE}
    return {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": "", "PYTHONUNBUFFERED": ""}


def process(calls: Calls, *argv: str, **more: Any) -> subprocess.CompletedProcess[str]:
    settings = {"env": environ(calls), "capture_output": True, "text": True, "timeout": 60, **more}
    return subprocess.run([*PROGRAM, *argv], check=False, **settings)  # type: ignore[no-any-return]


@pytest.fixture
def recording(calls: Calls) -> Iterator[subprocess.Popen[str]]:
    """``record -`` that waits for lines."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*PROGRAM, "record", "-"], env=environ(calls), text=True, **pipes) as running:  # type: ignore[call-overload]
        yield running
        running.kill()


def tell(running: subprocess.Popen[str], day: str) -> str:
    """Send one line and wait for its id before anything else is sent."""
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(json.dumps({"kind": "dose", "day": day, "time": "07:10"}) + "\n")
    running.stdin.flush()
    return running.stdout.readline().strip()


def recorded(calls: Calls) -> list[str]:
    return [row["id"] for row in calls("list", "doses", "--json").json]


@pytest.mark.timeout(60)
def test_an_id_comes_before_the_next_line_is_sent_and_survives_a_kill(
    calls: Calls, recording: subprocess.Popen[str]
) -> None:
    ids = [tell(recording, day) for day in DAYS[:6]]
    recording.send_signal(signal.SIGKILL)
    recording.wait(10)
    assert len(set(ids)) == 6
    assert all(ids)
    assert recorded(calls) == ids
    assert calls("verify").code == 0


def test_a_kill_at_any_moment_loses_no_id_that_was_printed(calls: Calls, tmp_path: Path) -> None:
    lines = [{"kind": "weight", "day": day, "kg": 60 + n} for n in range(30) for day in DAYS]
    file = tmp_path / "lines"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    printed = tmp_path / "printed"
    with printed.open("wb") as out:
        running = subprocess.Popen([*PROGRAM, "record", str(file)], env=environ(calls), stdout=out)
        end = time.monotonic() + 60
        while printed.stat().st_size < 37 * 20 and time.monotonic() < end:
            time.sleep(0.01)
        running.kill()
        running.wait(10)
    ids = printed.read_text(encoding="ascii").split()
    assert 20 <= len(ids) < len(lines)
    stored = [row["id"] for row in calls("list", "log", "--json").json if row["kind"] == "weight"]
    assert stored[: len(ids)] == ids
    assert len(stored) <= len(ids) + 1
    assert calls("verify").code == 0


def test_an_interrupt_ends_with_130_and_keeps_what_was_printed(
    calls: Calls, recording: subprocess.Popen[str]
) -> None:
    first = tell(recording, DAYS[0])
    recording.send_signal(signal.SIGINT)
    assert recording.wait(10) == 130
    assert recording.stderr is not None
    assert recording.stderr.read() == ""
    assert recorded(calls) == [first]


def test_a_reader_that_goes_away_is_no_fault(calls: Calls) -> None:
    lines = "\n".join(json.dumps({"kind": "dose", "day": day}) for day in DAYS)
    command = f'"{sys.executable}" -m diary_app record - | head -n 1'
    ran = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        env=environ(calls), input=lines, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    first, code = ran.stdout.split()
    assert recorded(calls)[0] == first
    assert (code, ran.stderr) == ("8", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_output_is_one_sentence(calls: Calls) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        ran = process(
            calls, "list", "cycles", "--json", capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert ran.returncode == 8
    assert ran.stderr.count("\n") == 1, ran.stderr


def test_a_full_disk_ends_with_8_and_harms_nothing(calls: Calls) -> None:
    size = (calls.folder / "diary.db").stat().st_size

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    text = "\n".join(json.dumps({"kind": "dose", "day": day, "note": "x" * 1900}) for day in DAYS)
    ran = process(calls, "record", "-", input=text, preexec_fn=limited)
    assert ran.returncode == 8, ran
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert recorded(calls) == ran.stdout.split()
    assert calls("verify").code == 0


def test_a_store_in_use_is_waited_for_and_its_holder_named(calls: Calls) -> None:
    with open_store(calls.folder, PASSPHRASE, holder=WINDOW, clock=calls.clock):
        start = time.monotonic()
        ran = process(calls, "status")
        waited = time.monotonic() - start
    assert ran.returncode == 7, ran
    assert f"process {os.getpid()}" in ran.stderr
    assert "window" in ran.stderr
    assert waited >= 5


def test_a_passphrase_through_a_descriptor(calls: Calls) -> None:
    read, write = os.pipe()
    os.write(write, f"{PASSPHRASE}\n".encode())
    os.close(write)
    bare = {name: value for name, value in environ(calls).items() if name != "DIARY_APP_PASSPHRASE"}
    ran = process(calls, "status", "--passphrase-fd", str(read), "--json", env=bare, pass_fds=[read])
    os.close(read)
    assert ran.returncode == 0, ran
    assert json.loads(ran.stdout)["study_day"] > 300
    none = process(calls, "status", env=bare, stdin=subprocess.DEVNULL)
    assert (none.returncode, none.stdout, none.stderr.count("\n")) == (4, "", 1)


def test_a_terminal_is_not_needed_for_text_in_any_language(calls: Calls) -> None:
    plain = {**environ(calls), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    calls("symptom", "add", "--date", "2026-01-06", "nausea=1").id  # noqa: B018
    ran = process(calls, "list", "symptoms", "--lang", "zh_CN", env=plain, encoding="utf-8")
    assert ran.returncode == 0, ran
    assert "恶心" in ran.stdout


def test_a_store_made_by_a_process_has_a_passphrase_that_costs(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "made")
    ran = process(calls, "init", "--role", "patient", "--first-dose", "2026-01-05")
    assert (ran.returncode, ran.stderr) == (0, ""), ran
    slots = json.loads((calls.folder / "keys.json").read_text(encoding="utf-8"))["slots"]
    assert slots[0]["kdf"]["memory_kib"] >= 64 * 1024
    assert calls.folder.stat().st_mode & 0o777 == 0o700


def _modules_after(argv: Sequence[str]) -> set[str]:
    code = f"import sys; sys.argv = ['diary-app', *{list(argv)!r}]\n"
    code += "from diary_app.__main__ import main\nmain()\nprint(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return {name.split(".")[0] for name in ran.stderr.split()}


def test_what_needs_no_diary_loads_nothing_heavy() -> None:
    heavy = {
        "PySide6",
        "sqlmodel",
        "sqlalchemy",
        "sqlcipher3",
        "reportlab",
        "polars",
        "narwhals",
        "cryptography",
    }
    assert _modules_after(["--version"]) & heavy == set()


def test_without_arguments_the_window_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    from diary_app.ui import application

    asked: list[str] = []
    monkeypatch.setattr(application, "run", lambda *, language: asked.append(language) or 42)
    monkeypatch.setattr(sys, "argv", ["diary-app"])
    monkeypatch.setenv("DIARY_APP_LANG", "zh_CN")
    assert __main__.main() == 42
    assert asked == ["zh_CN"], "in the language of the surroundings"


def test_with_arguments_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from diary_app.cli import app

    seen: list[list[str]] = []
    monkeypatch.setattr(app, "run", lambda argv: seen.append(argv) or 7)
    monkeypatch.setattr(sys, "argv", ["diary-app", "status"])
    assert __main__.main() == 7
    assert seen == [["status"]]


def test_without_a_screen_it_says_so() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in hidden} | {"LANG": "C"}
    ran = subprocess.run(PROGRAM, env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "There is no screen for the window; diary-app --help lists the commands.\n"
