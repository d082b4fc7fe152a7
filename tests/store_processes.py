"""Stores used by other processes, for tests of locks, crashes and full disks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def start(program: str, *given: object) -> subprocess.Popen[str]:
    """Run ``program`` (Python text) with ``tests`` and the product on its path; its streams are piped."""
    command = [sys.executable, "-W", "error", "-c", program, *map(str, given)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line it prints; what it complained about if it prints none."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        _, errors = process.communicate(timeout=30)
        raise AssertionError(f"it ended with {process.returncode}: {errors}")
    return line


def end(process: subprocess.Popen[str]) -> None:
    """kill -9, and wait until it is gone."""
    process.kill()
    process.communicate(timeout=30)
