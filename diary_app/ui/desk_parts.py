"""What a desk is made of: its pages by name, where the person is, and the bar of made-up data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import IconLabel, Label


class Pages(dict[str, Page]):
    """The pages by name, each made when it is first asked for, so that a diary opens at once."""

    def __init__(
        self, stack: QStackedWidget, makers: dict[str, Callable[[], Page]], dress: Callable[[QWidget], None]
    ) -> None:
        super().__init__()
        self._stack, self._makers, self._dress = stack, makers, dress

    def __missing__(self, key: str) -> Page:
        page = self[key] = self._makers[key]()
        self._stack.addWidget(page)
        self._dress(page)
        return page


@dataclass(frozen=True, slots=True)
class Place:
    """A page's name, where on it the person is, and whether the language was chosen in the page itself.

    ``spoken``: the desk is a new one for another language;
    the focus goes back to what chose it.
    """

    key: str
    on_page: object
    by_choice: bool
    spoken: bool = True


class HelpBase(Page):
    """A page of help: F1 opens it for another page, Alt+Left goes back to where the person was."""

    came_from: object = None

    def open_for(self, key: str) -> None:
        """From a page with F1."""
        raise NotImplementedError

    def remember(self, came_from: object) -> None:
        """Where the person was before; there is a way back then."""
        raise NotImplementedError


class SampleBar(QFrame):
    """Says that the data are made up; ``leave_button`` shows while one only looks around (``visiting``)."""

    def __init__(self, kit: Kit, *, visiting: bool, signs_with: str = "") -> None:
        super().__init__()
        self.setProperty("panel", "warn")
        row = QHBoxLayout(self)
        around = 2 if visiting else 8  # the button is high enough, and Today needs the room
        row.setContentsMargins(32, around, 32, around)
        row.setSpacing(10)
        row.addWidget(IconLabel(kit, "info", "due", 20))
        words = kit.tr("Sample data. These people are made up.")
        if signs_with:
            to_sign = kit.tr("Their passphrase is \u201c{passphrase}\u201d.", passphrase=signs_with)
            words = kit.sentences(words, to_sign)
        row.addWidget(Label(kit, words, "second-strong", "due"), 1)
        self.leave_button = Button(kit, kit.tr("Leave sample data"), size="small", icon="arrow-left")
        self.leave_button.clicked.connect(kit.commands.sample_left)
        row.addWidget(self.leave_button)
        if not visiting:  # nothing is shown before it has its place
            self.leave_button.hide()
            self.hide()
