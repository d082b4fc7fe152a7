"""The step before a wording is installed: all 30 questions with their answers, to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from diary_app.ui.kit import Kit
from diary_app.ui.language import NAMES
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.setup_parts import NamedLine
from diary_app.ui.pages.settings.step import SettingStep
from diary_app.ui.pages.settings.wording_list import QuestionList
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.cards import Card, divider

if TYPE_CHECKING:
    from diary_app.qlq_c30.wording import Wording
    from diary_app.services.wordings import Installation


class WordingStep(SettingStep):
    """Shows ``pack``; nothing is written before the named act."""

    def __init__(
        self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings, *, pack: Wording
    ) -> None:
        del at  # what every step is handed
        tr = kit.tr
        line = tr("Compare all 30 questions with what you hold. Nothing is written yet.")
        super().__init__(kit, tr("Install this wording?"), line, tr("Install"))
        self._runner, self._session, self._pack = runner, session, pack
        self.body.addWidget(self._facts())
        self.list = QuestionList(kit, pack, self.scroller)
        self.body.addWidget(self.list)
        self.body.addStretch(1)
        self.acted.connect(self._act)

    def begin(self) -> None:
        """Reading begins with the first question; Tab leads to Back and Install."""
        self.list.focus_first()
        self.scroller.verticalScrollBar().setValue(0)

    def _facts(self) -> Card:
        card = Card("plain", (28, 18, 28, 18))
        card.column.setSpacing(6)
        for place, (name, value) in enumerate(self._lines()):
            if place:
                card.column.addWidget(divider())
            card.column.addWidget(NamedLine(self.kit, name, value))
        return card

    def _lines(self) -> Iterator[tuple[str, str]]:
        from diary_app.qlq_c30.wording import shown_in

        tr, pack = self.kit.tr, self._pack
        yield tr("Wording"), tr("{id}, version {version}", id=pack.id, version=pack.version)
        yield tr("Language"), NAMES[shown_in(pack.language) or pack.language]
        yield (tr("Copyright"), pack.copyright) if pack.official else (tr("Notice"), pack.notice)
        yield tr("Above questions 6 to 30"), pack.headings["past_week"]
        yield tr("Questions"), str(len(pack.items))
        yield tr("SHA-256"), pack.sha256[:16] + "…"

    def _act(self) -> None:
        if not self.act_button.isEnabled():
            return
        wordings, pack = self._session.store.wordings, self._pack
        self.set_waiting(self.kit.tr("Installing the wording…"))
        self._runner.run(lambda: wordings.install_pack(pack), self._installed, self._not_installed)

    def _installed(self, done: Installation) -> None:
        self.set_waiting("")
        tr = self.kit.tr
        known = tr("This wording was installed already.")
        self.done.emit(
            tr("The wording is installed. The next questionnaire is asked in it.") if done.new else known
        )
        self.kit.commands.plan_changed.emit()

    def _not_installed(self, error: Exception) -> None:
        self.set_waiting("")
        if self.left_behind:
            self.refused.emit(self.kit.tr("The wording is not installed."), sentence_for(self.kit, error))
        else:
            self.result.say(sentence_for(self.kit, error), "bad")
            self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
