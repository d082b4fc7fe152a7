"""The window outlives any number of Qt calls, whatever the binding does to None."""

from __future__ import annotations

import subprocess
import sys

MANY_CALLS = """
import diary_app.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    sent = Signal(object)

application = QApplication([])
label, sender = QLabel(), Sender()
sender.sent.connect(lambda value: None)
for _ in range(60_000):
    label.update()
    sender.sent.emit(None)
print("alive")
"""


def test_a_hundred_thousand_calls_do_not_end_the_interpreter() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alive\n"
