"""The section "Import" of the clinic's Settings: the folder in which incoming files are looked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from diary_app.common.errors import DoesNotFit
from diary_app.common.settings import Settings
from diary_app.ui.kit import Kit
from diary_app.ui.page import still_open
from diary_app.ui.pages.settings.section import Row, Section, breakable
from diary_app.ui.places import documents


class FolderSection(Section):
    """Choose a folder, or look nowhere; what is set counts at once."""

    def __init__(self, kit: Kit, store: Path) -> None:
        super().__init__(kit, kit.tr("Import"))
        self._store = store
        self.row = Row(kit, kit.tr("Folder for incoming files"))
        self.choose_button = self.row.add_button(kit.tr("Choose a folder…"), "folder-open")
        self.choose_button.clicked.connect(self._choose)
        self.stop_button = self.row.add_button(kit.tr("Do not look there any more"), "eye-off")
        self.stop_button.clicked.connect(self._stop)
        self.add_row(self.row)

    def load(self) -> None:
        """Say which folder it is."""
        tr, folder = self.kit.tr, self.kit.commands.settings.incoming
        self.stop_button.setVisible(bool(folder))
        words = tr("Another folder…") if folder else tr("Choose a folder…")
        self.choose_button.set_text(words)
        self.choose_button.setAccessibleName(f"{words} {self.row.name.text()}")  # copies have one, too
        if folder:
            rule = tr("The list of patients says which files wait there; nothing is taken in by itself.")
            self.row.say(f"{breakable(folder)}\n{rule}")
        else:
            self.row.say(tr("None. With one, the list of patients says which files wait there."))

    def _choose(self) -> None:
        before = self.kit.commands.settings.incoming
        start = before if before and Path(before).is_dir() else str(documents())
        title = self.kit.tr("In which folder do files from patients arrive?")
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen and still_open(self):
            self.take(Path(chosen))

    def take(self, folder: Path) -> None:
        """Look into ``folder`` from now on."""
        tr = self.kit.tr
        if folder.resolve().is_relative_to(self._store.resolve()):
            self.row.result.say(tr("That is the store's own folder. Please choose another one."), "bad")
            return
        try:
            Settings(incoming=str(folder))
        except DoesNotFit:
            words = tr("The name of this folder cannot be kept. Please choose another one.")
            self.row.result.say(words, "bad")
            return
        self._set(str(folder), tr("Files are looked for there from now on."))

    def _stop(self) -> None:
        self._set("", self.kit.tr("Files are not looked for in a folder any more."))
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, folder: str, said: str) -> None:
        self.kit.commands.setting_requested.emit("incoming", folder)
        self.load()
        self.row.result.say(said)
