"""A step of the Settings page: a card in place of the sections, with Back and the named act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary_app.security.recovery_code import MistypedCode, RecoveryCode
from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.pages.settings.section import Result
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller


class Step(QWidget):
    """``left`` fires for Back and Escape, ``acted`` for the act."""

    left = Signal()
    acted = Signal()

    def __init__(self, kit: Kit, title: str, line: str, act: str, icon: str = "check") -> None:
        super().__init__()
        self.kit = kit
        self.waiting = False  # for what comes of the act
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.title = Label(kit, title, "page-title")
        column.addWidget(self.title)
        self.line = Label(kit, line, "body", "ink-2")
        column.addWidget(self.line)
        self.scroller = scroller = Scroller()
        self.body = QVBoxLayout(scroller.body)
        self.body.setContentsMargins(6, 6, 6, 6)
        self.body.setSpacing(16)
        column.addWidget(scroller, 1)
        self.result = Result(kit)
        column.addWidget(self.result)
        self.back_button = Button(kit, kit.tr("Back"), size="footer", icon="arrow-left")
        self.back_button.clicked.connect(self.left)
        self.act_button = Button(kit, act, "primary", "footer", icon, icon_after=icon == "arrow-right")
        self.act_button.clicked.connect(self.acted)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.act_button)
        column.addLayout(foot)

    def set_waiting(self, sentence: str) -> None:
        """Say what is being done, and take no second press; an empty sentence ends it."""
        self.waiting = bool(sentence)
        self.result.say(sentence, "waiting")
        self.act_button.setEnabled(not sentence)
        self.back_button.setEnabled(not sentence)

    def begin(self) -> None:
        """The step comes into view: its first control takes the focus."""

    def wipe(self) -> None:
        """Forget every secret that was typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape and self.back_button.isEnabled():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SettingStep(Step):
    """``done`` fires with what is so from now on.

    ``refused`` carries title and text when it is not, and the step was left before that was known.
    """

    done = Signal(str)
    refused = Signal(str, str)
    left_behind = False


class OldSecretField(SecretField):
    """What opens the diary now: the passphrase, or the recovery code in its place."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, kit.tr("Your passphrase now"), kit.tr("Or your recovery code."))
        self.control.textEdited.connect(lambda _: self.show_error(""))  # what was refused is no longer there

    def secret(self) -> str | RecoveryCode:
        """What was typed; four lines whose checks hold are a recovery code."""
        text = self.control.text()
        try:
            return RecoveryCode.typed(text)
        except MistypedCode:
            return text
