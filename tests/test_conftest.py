"""The guards of conftest.py bite: each is run against a test that breaks its rule."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

BREACHES = {
    "stray log lines": "import logging\ndef test_it():\n    logging.getLogger('x').warning('stray')",
    "a connection to": "import socket\ndef test_it():\n    socket.create_connection(('127.0.0.1', 9), 1)",
    "Qt messages": "def test_it(qapp):\n    from PySide6.QtCore import qWarning\n    qWarning('stray')",
    "DeprecationWarning": "import warnings\ndef test_it():\n    warnings.warn('old', DeprecationWarning)",
    "not found in `markers`": "import pytest\n@pytest.mark.nonesuch\ndef test_it():\n    pass",
}


def _run(folder: Path, content: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_planted.py").write_text(content)
    options = ["-q", "-p", "no:cacheprovider", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(folder)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("said", BREACHES)
def test_a_breach_fails(tmp_path: Path, said: str) -> None:
    ran = _run(tmp_path, BREACHES[said])
    assert ran.returncode != 0, ran.stdout
    assert said in ran.stdout + ran.stderr


def test_an_expected_log_line_passes(tmp_path: Path) -> None:
    marked = "import logging, pytest\n@pytest.mark.logs('known')\ndef test_it():\n    "
    ran = _run(tmp_path, marked + "logging.getLogger('x').warning('known')")
    assert ran.returncode == 0, ran.stdout


def test_home_is_empty_and_the_diary_not_the_persons_own() -> None:
    assert Path(os.environ["HOME"]).name.startswith("diary-tests-")
    assert "DIARY_APP_DATA_DIR" not in os.environ
