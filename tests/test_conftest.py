"""The guards of conftest.py bite: each is run against a test that breaks its rule."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent

BREACHES = {
    "stray log lines": "import logging\ndef test_it():\n    logging.getLogger('x').warning('stray')",
    # the address is in no line of the guard's source, which stands in a traceback too
    "a connection to ('127.0.0.1', 9) was": (
        "import socket\ndef test_it():\n    socket.create_connection(('127.0.0.1', 9), 1)"
    ),
    "Qt messages": "def test_it(qapp):\n    from PySide6.QtCore import qWarning\n    qWarning('stray')",
    "DeprecationWarning": "import warnings\ndef test_it():\n    warnings.warn('old', DeprecationWarning)",
    "not found in `markers`": "import pytest\n@pytest.mark.nonesuch\ndef test_it():\n    pass",
}


EXPECTED = "import logging, pytest\n@pytest.mark.logs('known')\ndef test_it():\n    "
EXPECTED += "logging.getLogger('x').warning('known')"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What pytest said of each planted test, by the name of its file."""
    folder = tmp_path_factory.mktemp("planted")
    for number, content in enumerate([*BREACHES.values(), EXPECTED]):
        (folder / f"test_{number}.py").write_text(content)
    options = ["-q", "-p", "no:cacheprovider", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    options += ["--continue-on-collection-errors", "--junit-xml", str(folder / "said.xml")]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = dict[str, str]()
    for case in ElementTree.parse(folder / "said.xml").iter("testcase"):
        name = (case.get("classname") or case.get("name") or "").rpartition(".")[2]
        said[name] = said.get(name, "") + "".join(
            f"{(part.get('message') or '')}\n{part.text or ''}"
            for part in case
            if part.tag in ("failure", "error")
        )
    return said


@pytest.mark.parametrize("said", BREACHES)
def test_a_breach_fails(ran: dict[str, str], said: str) -> None:
    assert said in ran[f"test_{list(BREACHES).index(said)}"]


def test_an_expected_log_line_passes(ran: dict[str, str]) -> None:
    assert ran[f"test_{len(BREACHES)}"] == ""


def test_home_is_empty_and_the_diary_not_the_persons_own() -> None:
    assert Path(os.environ["HOME"]).name.startswith("diary-tests-")
    assert "DIARY_APP_DATA_DIR" not in os.environ
