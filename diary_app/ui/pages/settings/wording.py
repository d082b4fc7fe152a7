"""The section "Questionnaire": what wording the questions have, and installing another one from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from diary_app.ui.kit import Kit
from diary_app.ui.language import NAMES
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.settings.section import Row, Section
from diary_app.ui.places import documents
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.qlq_c30.wording import Wording
    from diary_app.services.wording_packs import InstalledPack

_Shown = list[tuple[str, "InstalledPack | None"]]


class WordingSection(Section):
    """One row; ``step_wanted`` asks the page for the step that shows ``candidate`` before it is installed."""

    step_wanted = Signal(str)

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        tr = kit.tr
        super().__init__(kit, tr("Questionnaire"))
        self._runner, self._session = runner, session
        self.candidate: Wording | None = None
        self.row = Row(kit, tr("Wording of the questions"))
        self.button = self.row.add_button(tr("Install from a file…"), "folder-open")
        self.button.clicked.connect(self.choose)
        self.add_row(self.row)

    def load(self) -> None:
        """Learn what is shown in each language, and whether whoever is signed in may install another."""
        store = self._session.store

        def look() -> tuple[_Shown, bool]:
            account = store.staff.signed_in()
            used = {each.shows_in: each for each in store.wordings.installed() if each.in_use}
            shown = [(language, used.get(language)) for language in NAMES]
            return shown, account is not None and account.reads_only

        self._runner.run(look, self._show, self._failed)

    def _show(self, found: tuple[_Shown, bool]) -> None:
        shown, reads_only = found
        self.row.say("\n".join(self._line(NAMES[language], pack) for language, pack in shown))
        self.button.setVisible(not reads_only)

    def _line(self, language: str, installed: InstalledPack | None) -> str:
        tr = self.kit.tr
        told = tr("unofficial, in the program's own words")
        if installed is not None:
            pack = installed.wording
            told = tr("{id}, version {version}", id=pack.id, version=pack.version)
            if not pack.official:
                told = tr("{what} (unofficial)", what=told)
            if installed.from_clinic:
                told = tr("{what}, from your clinic", what=told)
        return tr("{what}: {answer}", what=language, answer=told)

    # -- the file ------------------------------------------------------------

    def choose(self) -> None:
        """Point at the file."""
        tr = self.kit.tr
        known, everything = tr("Wording of the questions"), tr("All files")
        title = tr("Where is the file with the wording?")
        kinds = f"{known} (*.json *.csv);;{everything} (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(documents()), kinds)
        if chosen and still_open(self):
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """Look at this file; what does not fit is said, and what fits is shown before it is installed."""
        wordings = self._session.store.wordings

        def read() -> Wording:
            from diary_app.qlq_c30.wording import read_file

            return wordings.read(read_file(file), file.name)

        self.row.result.say(self.kit.tr("Reading the file…"), "waiting")
        self._runner.run(read, self._read, self._refused)

    def _read(self, pack: Wording) -> None:
        self.row.result.say("")
        self.candidate = pack
        self.step_wanted.emit("wording")

    def _refused(self, error: Exception) -> None:
        self._failed(error)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.row.result.say(sentence_for(self.kit, error), "bad")
