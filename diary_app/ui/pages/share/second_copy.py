"""The second copy of the diary: where it lies, choosing the place, copying now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit
from diary_app.common.settings import Settings
from diary_app.services.second_place import PlaceState
from diary_app.ui.housekeeping import Housekeeper
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.settings.section import Result, breakable
from diary_app.ui.pages.settings.words import day_and_time
from diary_app.ui.places import documents
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from diary_app.services.backups import Keeping
    from diary_app.services.second_place import SecondCopy, SecondPlace


class SecondCopyPanel(Themed, QWidget):
    """One line on how it stands, and two buttons; the same on Share and in Settings."""

    def __init__(self, kit: Kit, keeper: Housekeeper, diary: Path) -> None:
        super().__init__()
        self._keeper, self._diary = keeper, diary
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.line = Label(kit, "", "second", "ink-2")
        self.result = Result(kit)
        column.addWidget(self.line)
        column.addWidget(self.result)
        title = kit.tr("Second copy")
        self.choose_button = Button(kit, kit.tr("Choose a folder…"), size="small", icon="folder-open")
        self.choose_button.clicked.connect(self._choose)
        self.copy_button = Button(kit, kit.tr("Copy now"), size="small", icon="save")
        self.copy_button.clicked.connect(self._copy)
        for button in (self.choose_button, self.copy_button):
            button.setAccessibleDescription(title)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.choose_button)
        self._buttons.addWidget(self.copy_button)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        self.follow(kit)

    def restyle(self) -> None:
        """At the largest text the buttons stand one below the other."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(down if self.kit.look.stacked else across)

    # -- how it stands -------------------------------------------------------

    def load(self) -> None:
        """Look whether the place is there, and say so."""
        self._keeper.second_place(self._show, self._failed)

    def _show(self, found: tuple[Keeping, SecondPlace]) -> None:
        _, place = found
        tr = self.kit.tr
        self.copy_button.setVisible(place.state is not PlaceState.NONE)
        another = tr("Choose a folder…") if place.state is PlaceState.NONE else tr("Another folder…")
        self.choose_button.set_text(another)
        if place.state is PlaceState.NONE:
            self.line.setText(tr("On a USB stick or in another folder: it helps when this computer breaks."))
        elif place.newest is None:
            told = tr("{folder} is not there now, or holds no copy. Is the stick plugged in?",
                      folder=breakable(place.folder))  # fmt: skip
            self.line.setText(told)
        else:
            self.line.setText(self._made_line(place.newest))

    def _made_line(self, copy: SecondCopy) -> str:
        when = day_and_time(self.kit, copy.made_at)
        folder = breakable(copy.file.parent)
        return self.kit.tr("Second copy: {folder}, made on {when}", folder=folder, when=when)

    # -- acting --------------------------------------------------------------

    def _choose(self) -> None:
        before = self.kit.commands.settings.second_backup
        start = before if before and Path(before).is_dir() else str(documents())
        title = self.kit.tr("Where should the second copy lie?")
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen and not still_open(self):
            locked = self.kit.tr("The diary was locked while you chose the folder.")
            self.kit.commands.told.emit(self.kit.tr("The second copy was not made."), locked, False)
        elif chosen:
            self.take(Path(chosen))

    def take(self, folder: Path) -> None:
        """Copy into ``folder``; it becomes the second place once the copy is there."""
        tr = self.kit.tr
        if folder.resolve().is_relative_to(self._diary.resolve()):
            self._say_bad(tr("That is the diary's own folder. Please choose another one."))
            return
        try:
            Settings(second_backup=str(folder))
        except DoesNotFit:
            self._say_bad(tr("The name of this folder cannot be kept. Please choose another one."))
            return
        self._rest(True)
        self._keeper.copy_now(folder, lambda copy: self._copied(folder, copy), self._failed)

    def _copy(self) -> None:
        self.take(Path(self.kit.commands.settings.second_backup))

    def _copied(self, folder: Path, copy: SecondCopy) -> None:
        self.kit.commands.setting_requested.emit("second_backup", str(folder))
        self._rest(False)
        self.line.setText(self._made_line(copy))
        self.copy_button.show()
        self.choose_button.set_text(self.kit.tr("Another folder…"))
        self.result.say(self.kit.tr("Copied and checked."))
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self._rest(False)
        self._say_bad(sentence_for(self.kit, error))

    def _say_bad(self, sentence: str) -> None:
        self.result.say(sentence, "bad")
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self, resting: bool) -> None:
        self.result.say(self.kit.tr("Copying…") if resting else "", "waiting")
        for button in (self.choose_button, self.copy_button):
            button.setEnabled(not resting)
