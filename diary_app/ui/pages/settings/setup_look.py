"""What a set-up file changes, before it is taken in; the first time with the fingerprint to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.setup_parts import FingerprintCard
from diary_app.ui.pages.settings.step import Step
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.labels import Label

if TYPE_CHECKING:
    from diary_app.services.transfer.setup_taking import LookedAt


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was opened and held against the diary, with its changes as sentences."""

    looked: LookedAt
    sentences: list[str]


class LookStep(Step):
    """``compare``: the card of the fingerprint, where it is the diary's first file."""

    def __init__(self, kit: Kit, read: Read) -> None:
        tr, looked = kit.tr, read.looked
        title, line = tr("What the file changes"), tr("Nothing is taken in yet.")
        if looked.remark is not None:
            title, line = tr("Nothing new"), tr(looked.remark.template, **looked.remark.values)
        super().__init__(kit, title, line, tr("Take it in"))
        self.compare: FingerprintCard | None = None
        if looked.remark is not None:
            self.act_button.hide()
        else:
            self.body.addWidget(self._changes(read.sentences))
        if looked.first:
            self.compare = FingerprintCard(kit, looked.fingerprint)
            self.compare.changed.connect(self._check)
            self.body.addWidget(self.compare)
            self._check()
        self.body.addStretch(1)

    def _changes(self, sentences: list[str]) -> Card:
        card = Card("plain", (28, 22, 28, 22))
        card.column.setSpacing(10)
        for place, sentence in enumerate(sentences or [self.kit.tr("Nothing that you would see changes.")]):
            if place:
                card.column.addWidget(divider())
            card.column.addWidget(Label(self.kit, sentence, "body"))
        return card

    def _check(self) -> None:
        self.act_button.rest(self.compare.missing if self.compare is not None else "")
