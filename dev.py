#!/usr/bin/env python3
"""From a checkout to the running program and its tests, with Python 3.11 or newer and nothing else.

    python3 dev.py run [ARGS]   the program; with ARGS one of its commands
    python3 dev.py test [ARGS]  the quick tests; ARGS go to pytest, and what they name is run, slow or not
    python3 dev.py slow [ARGS]  the tests of whole processes, faults, stories at the window (minutes)
    python3 dev.py walk [ARGS]  every page in both languages, at each text size, light and dark (minutes)
    python3 dev.py soak [NAME] [--count N]   the full figures of docs/reliability.md (an hour; NAME: one)
    python3 dev.py bench [clinic [N] [FOLDER]]   what a person waits for at the window, or in a clinic's
                                store of N patients (docs/performance.md)
    python3 dev.py lint         ruff, mypy and the import contracts
    python3 dev.py texts        take new texts into the catalogues under resources/i18n

Each makes .venv first, from the hash-locked requirements.lock, and skips what
is already done. Its own notes go to standard error.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-from"
LOCK = ROOT / "requirements.lock"

# Debian's packages for everything this project needs from the system.
APT_VENV = ["python3-venv"]
APT_QT = ["libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libgssapi-krb5-2"]
APT_QT += ["libxkbcommon0"]
APT_WINDOW = ["libwayland-client0", "libwayland-cursor0", "libwayland-egl1"]
APT_WINDOW += ["libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"]
APT_WINDOW += ["libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1"]
APT_WINDOW += ["libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1", "libxkbcommon-x11-0"]

# Run in .venv: loads what the program loads, and prints the first library that is missing.
PROBE_QT = """
import ctypes, pathlib, sys
try:
    from PySide6 import QtGui, QtPdfWidgets, QtPrintSupport, QtSvg, QtWidgets
    plugins = pathlib.Path(QtGui.__file__).parent / "Qt" / "plugins" / "platforms"
    for name in sys.argv[1:]:
        ctypes.CDLL(str(plugins / f"lib{name}.so"))
except (ImportError, OSError) as error:
    print(str(error).split(":")[0])
"""

TEXTS = ["tr", "_tr", "tr_", "N_", "plural:1,2", "within:1c,2"]  # the functions that take a text


def main(argv: Sequence[str]) -> int:
    """Do the command in ``argv``; returns its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one should read this
        return fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    commands = {"run": run, "test": test, "slow": slow, "walk": walk, "soak": soak}
    commands |= {"bench": bench, "lint": lint, "texts": texts}
    if not argv or argv[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 0 if argv and argv[0] in ("-h", "--help", "help") else 2
    try:
        prepare()
        return commands[argv[0]](argv[1:])
    except subprocess.CalledProcessError as error:
        return fail(f"This step failed (its own words are above): {' '.join(map(str, error.cmd[:6]))} ...")


def run(args: Sequence[str]) -> int:
    """The program itself; where there is neither a screen nor ARGS, a sample diary and its summary."""
    if args:
        return become(["-m", "diary_app", *args])
    if not has_screen(os.environ):
        return make_sample()
    ensure_qt("qxcb" if os.environ.get("DISPLAY") else "qwayland")
    return become(["-m", "diary_app"])


def test(args: Sequence[str]) -> int:
    """The tests: the quick ones on every core, or those that ARGS name in one process, slow or not."""
    ensure_qt("qoffscreen")
    os.chdir(ROOT)
    return become(["-m", "pytest", *(["-m", "not walk", *args] if args else every_core())])


def slow(args: Sequence[str]) -> int:
    """The tests that ``test`` leaves out because each takes its time; ARGS go to pytest."""
    ensure_qt("qoffscreen")
    os.chdir(ROOT)
    return become(["-m", "pytest", "-m", "slow and not walk", *(args or every_core())])


def walk(args: Sequence[str]) -> int:
    """Every page in every way it can be looked at; ARGS go to pytest."""
    ensure_qt("qoffscreen")
    os.chdir(ROOT)
    return become(["-m", "pytest", "tests/ui/walk", "-m", "walk", *(args or ["-n", "auto"])])


def soak(args: Sequence[str]) -> int:
    """The full figures of the tests under tests/faults; exit code 1 on any loss."""
    os.chdir(ROOT)
    return become(["-m", "tests.faults.soak", *args])


def bench(args: Sequence[str]) -> int:
    """How long a person waits at the window, beside a bare window of the same run; or in a clinic's store."""
    os.chdir(ROOT)
    if args[:1] == ["clinic"]:
        return become(["-m", "benchmarks.clinic", *args[1:]])
    ensure_qt("qoffscreen")
    return become(["-m", "benchmarks.window"])


def every_core() -> list[str]:
    """One worker more than cores: tests of windows and processes wait at times."""
    return ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]


def lint(_: Sequence[str]) -> int:
    """All checks, so that one run names everything."""
    checks = [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
    ]
    return max(subprocess.call([str(PYTHON), *check], cwd=ROOT, env=environ()) for check in checks)


def texts(_: Sequence[str]) -> int:
    """Collect the texts of the source and merge them into each language's catalogue."""
    babel = [str(PYTHON), "-m", "babel.messages.frontend"]
    keywords = [option for text in TEXTS for option in ("-k", text)]
    named = ["--project", "Morning Diary", "--no-location", "--sort-output", "--add-comments=i18n:"]
    merge = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    with tempfile.TemporaryDirectory() as folder:
        template = str(Path(folder, "diary.pot"))
        step([*babel, "extract", *named, *keywords, "-o", template, "diary_app"])
        for catalogue in sorted(ROOT.glob("resources/i18n/*/LC_MESSAGES/diary.po")):
            language = catalogue.parent.parent.name
            step([*babel, "update", *merge, "-i", template, "-o", str(catalogue), "-l", language])
    return 0


def prepare() -> None:
    """Make .venv and install the lock and the project, unless this was done from the same files."""
    wanted = fingerprint()
    if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted):
        STAMP.unlink(missing_ok=True)
        note("Preparing .venv (once; this takes a minute or two) ...")
        make_venv()
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install"]
        step([*pip, "--no-compile", "--require-hashes", "-r", str(LOCK)])
        step([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
        # exit code left aside: some packages carry templates that are no Python
        compiling = ["-m", "compileall", "-qq", "-j", "0", str(VENV), str(ROOT / "diary_app")]
        subprocess.run([str(PYTHON), *compiling], env=environ(), check=False)
        STAMP.write_text(wanted, encoding="utf-8")
    compile_catalogues()


def fingerprint() -> str:
    """Changes with anything that an installed .venv depends on, its own place included."""
    import tomllib  # not there before Python 3.11, which is told so first

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [str(ROOT), LOCK.read_text(encoding="utf-8")]
    parts += [json.dumps(declared.get(name)) for name in ("build-system", "project", "dependency-groups")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv() -> None:
    """A fresh .venv, unless the one there still runs and is new enough."""
    enough = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and subprocess.call([str(PYTHON), "-c", enough], stderr=subprocess.DEVNULL) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian splits it off
        get_packages(APT_VENV, "This Python lacks ensurepip, which makes virtual environments.")
    step([sys.executable, "-m", "venv", "--clear", str(VENV)])


def compile_catalogues() -> None:
    """Compile the text catalogues that are newer than their compiled form."""
    for source in ROOT.glob("resources/i18n/*/LC_MESSAGES/diary.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            make = "import hatch_build, pathlib; hatch_build.compile_catalogues(pathlib.Path.cwd())"
            return step([str(PYTHON), "-c", make])
    return None


def ensure_qt(plugin: str) -> None:
    """See that Qt and its platform ``plugin`` load; get the system's libraries if they do not."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_library(plugin)
    if missing:
        needed = APT_QT if plugin == "qoffscreen" else APT_QT + APT_WINDOW
        get_packages(needed, f"Qt needs a library of the system that is missing: {missing}.")
        missing = missing_library(plugin)
    if missing:
        raise SystemExit(fail(f"Qt still does not load: {missing} is missing."))


def missing_library(plugin: str) -> str:
    """The first library of the system that Qt does not find, or nothing."""
    probe = [str(PYTHON), "-c", PROBE_QT, plugin]
    return subprocess.run(probe, env=environ(), check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def get_packages(packages: Sequence[str], why: str) -> None:
    """Install ``packages`` with apt where that is possible and allowed; else say the one line and end."""
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        names = " ".join(packages)
        raise SystemExit(fail(f"{why} Install what your system has in place of Debian's {names}."))
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SystemExit(fail(f"{why} Please run:\n  sudo {line}"))
    note(f"{why} Installing: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    step(["apt-get", "-qq", "update"], quiet)
    step([*line.split(), "-qq"], quiet)


def has_screen(env: Mapping[str, str]) -> bool:
    """Whether a window can be shown. Only Linux runs without one."""
    return not sys.platform.startswith("linux") or any(env.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY"))


def make_sample() -> int:
    """Make a diary of made-up people and its visit summary in a fresh folder, and say where."""
    (ROOT / "sample").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=time.strftime("%Y%m%d-%H%M%S-"), dir=ROOT / "sample"))
    passphrase = secrets.token_urlsafe(12)
    env = {"DIARY_APP_DATA_DIR": str(folder / "diary"), "DIARY_APP_PASSPHRASE": passphrase}
    summary = folder / "visit-summary.pdf"
    note("There is no screen here, so no window opens. Making a sample diary of a made-up person instead ...")
    for args in (["demo"], ["report", "-o", str(summary)]):
        code = subprocess.call([str(PYTHON), "-m", "diary_app", *args], env=environ(env), stdout=sys.stderr)
        if code:
            return code
    print(f"Visit summary: {summary}")
    print(f"Sample diary:  {folder / 'diary'}")
    print(f"Passphrase:    {passphrase}")
    print("Try: python3 dev.py run status   (with DIARY_APP_DATA_DIR and DIARY_APP_PASSPHRASE set to these)")
    return 0


def become(args: Sequence[str]) -> int:
    """Run .venv's Python in place of this process, so that signals and exit codes are its own."""
    command = [str(PYTHON), *args]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, environ())
    return subprocess.call(command, env=environ())


def environ(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment, with bytecode kept: without it the start takes seconds longer."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **(more or {})}


def step(command: Sequence[str], more: Mapping[str, str] | None = None) -> None:
    """Run one step in the checkout; its failure ends the whole."""
    subprocess.run(list(command), cwd=ROOT, env=environ(more), check=True, stdout=sys.stderr)


def note(text: str) -> None:
    """Say what is going on, on standard error."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> int:
    """Say why it ends; returns the exit code."""
    note(text)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
