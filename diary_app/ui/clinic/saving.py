"""Asks where a file of the clinic goes, and says so where the store was locked meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.page import still_open
from diary_app.ui.places import documents


def ask_where(over: QWidget, kit: Kit, title: str, name: str, kinds: str, failed: str) -> Path | None:
    """The file that a person chose; None where they thought better of it.

    ``failed``: what is told, behind the lock, where the store was locked while the dialog stood.
    """
    chosen, _ = QFileDialog.getSaveFileName(over, title, str(documents() / name), kinds)
    if not chosen:
        return None
    if not still_open(over):
        kit.commands.told.emit(failed, kit.tr("The store was locked while you chose the place."), False)
        return None
    return Path(chosen)
