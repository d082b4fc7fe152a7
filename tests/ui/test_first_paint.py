"""The first paint comes before anything heavy is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "sqlcipher3",
    "pydantic",
    "reportlab",
    "numpy",
    "polars",
    "narwhals",
    "typer",
    "filelock",
)

PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from diary_app.ui import application
from diary_app.ui.main_window import MainWindow

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, MainWindow):
            page = type(watched.gate.page).__name__
            print(json.dumps({"page": page, "modules": sorted(sys.modules)}), flush=True)
            application_.removeEventFilter(self)
            QTimer.singleShot(0, watched, watched.close)
        return False

watch = Painted()
application_ = application.make_application([])
application_.installEventFilter(watch)
sys.exit(application.run(Path(sys.argv[1]), "en", arguments=[]))
"""


def painted(folder: Path) -> tuple[str, set[str]]:
    """The page first painted over a folder in a fresh process, and the modules there by then."""
    done = subprocess.run(
        [sys.executable, "-c", PAINT, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    told = json.loads(done.stdout)
    return told["page"], set(told["modules"])


@pytest.mark.slow
@pytest.mark.parametrize("there", [True, False], ids=["unlock", "welcome"])
def test_nothing_heavy_is_there_at_the_first_paint(
    there: bool, diary: Callable[..., Path], tmp_path: Path
) -> None:
    folder = diary(date(2026, 1, 5)) if there else tmp_path / "diary"
    page, modules = painted(folder)
    assert page == ("UnlockPage" if there else "WelcomePage")
    assert {"PySide6.QtWidgets", "diary_app.ui.main_window"} <= modules
    assert modules.isdisjoint(HEAVY)
    assert modules.isdisjoint({"PySide6.QtPdf", "PySide6.QtNetwork"})
