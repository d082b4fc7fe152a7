"""One value's whole life on one screen: written, changed, signed, taken in; what holds now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.domain.protocol import Protocol
from diary_app.services.clinic.log_view import Life
from diary_app.ui.clinic.log.whole import WholeEntries
from diary_app.ui.clinic.log.words import ACTIONS, moment
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner
from diary_app.ui.widgets.labels import Label


class LifeView(QWidget):
    """``back`` leads back to the list."""

    def __init__(self, kit: Kit, plan: Protocol) -> None:
        super().__init__()
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)  # room for the ring of the focus
        column.setSpacing(12)
        self.back = Button(kit, kit.tr("Back to the log"), size="small", icon="arrow-left")
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.title = Label(kit, "", "card-title")
        self.now = Label(kit, "", "body", "ink-2")
        self.conflict = Banner(kit, "due", "circle-alert")
        for part in (self.title, self.now, self.conflict):
            column.addWidget(part)
        self.rows = WholeEntries(kit, kit.tr("Every entry of this value"), plan)
        column.addWidget(self.rows)
        self.about_title = Label(kit, kit.tr("Entries that name it"), "small-title")
        self.about = WholeEntries(kit, kit.tr("Entries that name it"), plan)
        column.addWidget(self.about_title)
        column.addWidget(self.about)
        self.came = Label(kit, "", "second", "ink-2")
        self.seal = Label(kit, "", "second", "ink-2")
        column.addWidget(self.came)
        column.addWidget(self.seal)
        column.addStretch(1)
        self._column = column

    def add_part(self, part: QWidget) -> None:
        """Put one more part below what names it."""
        self._column.insertWidget(self._column.indexOf(self.came), part)

    def show_life(self, life: Life) -> None:
        """Show one value."""
        tr = self._kit.tr
        kind = tr(ACTIONS.get(life.kind, (life.kind, ""))[0])
        whose = life.participant or tr("This store")
        day = next((row.day for row in reversed(life.rows) if row.day), None)
        parts = [whose, kind, *([day.isoformat()] if day else [])]
        self.title.setText(tr(", ").join(parts))
        count = tr.plural("{n} entry", "{n} entries", len(life.rows))
        now = tr("It holds as it was left by the last entry.")
        if life.holds is None:
            now = tr("It does not count any more; every entry is kept.")
        elif life.conflict:  # then it need not be the last one; the banner says which counts
            now = ""
        self.now.setText(self._kit.sentences(tr("{what}.", what=count), now))
        self.conflict.setVisible(life.conflict)
        if life.conflict:
            self.conflict.say(
                tr("Corrected in two places"),
                tr("Two people corrected it without knowing of each other. Both corrections are kept; "
                   "the clinic's counts before the patient's."),
            )  # fmt: skip
        self.rows.show_rows(life.rows)
        for part in (self.about, self.about_title):
            part.setVisible(bool(life.about))
        if life.about:
            self.about.show_rows(life.about)
        self._say_came(life)

    def _say_came(self, life: Life) -> None:
        tr = self._kit.tr
        arrived = sorted(set(life.came.values()))
        self.came.setVisible(bool(arrived))
        self.came.setText(tr("Taken in here: {when}", when=tr("; ").join(map(moment, arrived))))
        last = life.rows[-1]
        self.seal.setText(tr("Entry {seq} of the chain {chain}, seal {digest}",
                             seq=last.seq, chain=last.chain, digest=last.hash[:12]))  # fmt: skip
