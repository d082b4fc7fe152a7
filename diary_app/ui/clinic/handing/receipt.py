"""The receipt: tells the patient's diary what the clinic has of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from diary_app.ui.clinic.saving import ask_where
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, sentence_for
from diary_app.ui.pages.settings.section import Row, Section, breakable
from diary_app.ui.session import Session

_SUFFIX = ".receipt"


class ReceiptCard(Section):
    """One button; what came of it stands below the words."""

    def __init__(self, page: Page, kit: Kit, session: Session) -> None:
        super().__init__(kit, kit.tr("Receipt"))
        self._page, self._transfer, self._participant = page, session.store.transfer, ""
        words = kit.tr(
            "A file that marks in the patient's diary what the clinic has. Give it back with the stick."
        )
        self.row = Row(kit, kit.tr("What the clinic has"), words)
        self.make_button = self.row.add_button(kit.tr("Make a receipt…"), "file-text")
        self.make_button.clicked.connect(self._ask)
        self.add_row(self.row)

    def begin(self, participant: str) -> None:
        """About a patient."""
        self._participant = participant
        self.row.result.say("")

    def _ask(self) -> None:
        tr = self.kit.tr
        out = ask_where(
            self._page, self.kit, tr("Where should the receipt go?"), f"{self._participant}{_SUFFIX}",
            tr("Receipts (*.receipt)"), tr("The receipt was not made."),
        )  # fmt: skip
        if out is not None:
            self.make(out)

    def make(self, out: Path) -> None:
        """Write the receipt to ``out``."""
        self.row.result.say(self.kit.tr("Making the receipt…"), "waiting")
        call = partial(self._transfer.make_receipt, self._participant, out=out)
        self._page.runner.run(call, lambda _: self._made(out), self._failed)

    def _made(self, out: Path) -> None:
        self.row.result.say(self.kit.tr("Saved as {path}", path=breakable(out)))

    def _failed(self, error: Exception) -> None:
        self.row.result.say(sentence_for(self.kit, error), "bad")
