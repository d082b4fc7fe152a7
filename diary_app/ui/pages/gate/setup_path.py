"""The way of a set-up file through the first run: the file, its code, the look at it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from diary_app.ui.pages.gate import acts
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.pages.gate.setup_page import SetupCodePage, SetupSaysPage
from diary_app.ui.pages.gate.stage import Stage
from diary_app.ui.places import documents


class SetupPath(QObject):
    """``finished`` fires once the fingerprint was compared; ``chosen`` is then what the file holds."""

    finished = Signal()
    left = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._file: Path | None = None
        self._read: acts.ReadSetup | None = None
        self.compared = False
        self.code: SetupCodePage | None = None
        self.says: SetupSaysPage | None = None

    @property
    def chosen(self) -> acts.ReadSetup | None:
        """The file that was opened and compared."""
        return self._read if self.compared else None

    @property
    def pages(self) -> tuple[GatePage | None, GatePage | None]:
        """The pages that are there."""
        return self.code, self.says

    def choose(self, over: GatePage) -> None:
        """Ask for the file, over a page."""
        tr = self._stage.kit.tr
        setups, everything = tr("Set-up files"), tr("All files")
        kinds = f"{setups} (*.setup);;{everything} (*)"
        title = tr("Where is your set-up file?")
        chosen, _ = QFileDialog.getOpenFileName(over, title, str(documents()), kinds)
        if chosen:
            self.begin(Path(chosen))

    def begin(self, file: Path) -> None:
        """Ask for the code of a file."""
        self.drop()
        self._file = file
        self._to_code()

    def show_last(self) -> None:
        """Back to the look at it."""
        assert self.says is not None
        self._stage.show_page(self.says)

    def drop(self) -> None:
        """Nothing of a file stays behind."""
        if self.code is not None:
            self.code.wipe()
        for page in self.pages:
            self._stage.drop_page(page)
        self.code = self.says = self._file = self._read = None
        self.compared = False

    def stand_as(self, old: SetupPath) -> None:
        """Go on where the way in another language stood."""
        self._file, self._read, self.compared = old._file, old._read, old.compared
        if old.code is not None:
            self._to_code()
            assert self.code is not None
            self.code.stand_as(old.code)
        if old.says is not None and self._read is not None:
            self._to_says(self._read)
            assert self.says is not None
            self.says.stand_as(old.says)

    def _to_code(self) -> None:
        assert self._file is not None
        if self.code is None:
            self.code = page = SetupCodePage(self._stage.kit, self._file.name)
            page.typed.connect(self._open)
            page.other_wanted.connect(partial(self.choose, page))
            page.left.connect(self.left)
        self._stage.show_page(self.code)

    def _open(self, typed: str) -> None:
        assert self._file is not None
        assert self.code is not None
        file, today = self._file, self._stage.at.clock.now().local.date()
        language = self._stage.kit.tr.language
        self._stage.runner.run(
            lambda: acts.read_setup(file, typed, language, today), self._opened, self.code.refuse
        )

    def _opened(self, read: acts.ReadSetup) -> None:
        if self.code is None:
            return
        self.code.set_waiting(False)
        self._read = read
        self._stage.drop_page(self.says)
        self.says = None
        self.compared = False
        self._to_says(read)

    def _to_says(self, read: acts.ReadSetup) -> None:
        self.says = SetupSaysPage(self._stage.kit, read.says, read.setup.keys.fingerprint)
        self.says.left.connect(self._to_code)
        self.says.finished.connect(self._finish)
        self._stage.show_page(self.says)

    def _finish(self) -> None:
        self.compared = True
        self.finished.emit()
