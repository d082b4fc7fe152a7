"""What the first run and Settings show of a set-up file alike: the code, the fingerprint, what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.code_view import code_font
from diary_app.ui.widgets.cards import Card, divider
from diary_app.ui.widgets.fields import Field, text_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed
from diary_app.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from diary_app.services.transfer.setup_told import SetupSays

_LONGEST_CODE = 80  # with whatever somebody types between the groups


def setup_code_field(kit: Kit) -> Field[QLineEdit]:
    """Where the code of a set-up file is typed."""
    words = kit.tr("16 characters in four groups. Capital or small does not matter; 0 is a zero, 1 a one.")
    return text_field(kit, kit.tr("Code on the sheet from your clinic"), words, _LONGEST_CODE)


class Fingerprint(Label):
    """The groups in large type; a stop of Tab, so that it can be read out character by character."""

    def __init__(self, kit: Kit, fingerprint: str) -> None:
        super().__init__(kit, fingerprint, "card-title")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContentsMargins(10, 6, 10, 6)  # the ring of the focus keeps clear of the text
        spoken = ", ".join(" ".join(group) for group in fingerprint.split(" "))
        self.setAccessibleName(kit.tr("Fingerprint of the clinic: {groups}", groups=spoken))

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def restyle(self) -> None:
        """Figures and letters that cannot be taken for one another."""
        self.setFont(code_font(self.kit, "card-title"))
        self.setMinimumHeight(self.kit.look.target("field"))  # what can be stopped at is as large as a field


class FingerprintCard(Card):
    """The fingerprint, and a tick for who has compared it; ``changed`` fires with the tick."""

    changed = Signal()

    def __init__(self, kit: Kit, fingerprint: str) -> None:
        super().__init__("plain", (28, 22, 28, 22))
        tr = kit.tr
        self.column.setSpacing(10)
        self.column.addWidget(Label(kit, tr("Compare the fingerprint"), "card-title"))
        words = tr("It must be the same as on the sheet that your clinic gave you, group by group. If it is "
                   "not, do not go on and call your clinic.")  # fmt: skip
        self.column.addWidget(Label(kit, words, "second", "ink-2"))
        self.fingerprint = Fingerprint(kit, fingerprint)
        self.column.addWidget(self.fingerprint)
        self.same = Tick(kit, tr("It is the same on my sheet"))
        self.same.toggled.connect(lambda _: self.changed.emit())
        self.column.addWidget(self.same)

    @property
    def missing(self) -> str:
        """What is to be done before one can go on."""
        kit = self.fingerprint.kit
        return "" if self.same.isChecked() else kit.tr("Compare the fingerprint and tick the box first.")


class SaysCard(Card):
    """What a set-up file says, as lines of a name and a value."""

    def __init__(self, kit: Kit, title: str, said: SetupSays) -> None:
        super().__init__("plain", (28, 22, 28, 22))
        self.column.setSpacing(8)
        self.column.addWidget(Label(kit, title, "card-title"))
        for name, value in _lines(kit, said):
            self.column.addWidget(divider())
            self.column.addWidget(NamedLine(kit, name, value))
        self.column.addStretch(1)


class NamedLine(Themed, QWidget):
    """A name and its value; at large text one below the other."""

    def __init__(self, kit: Kit, name: str, value: str) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 2, 0, 2)
        self._box.setSpacing(12)
        self._box.addWidget(Label(kit, name, "second", "ink-2"), 2)
        shown = Label(kit, value, "second-strong")
        shown.setAccessibleName(f"{name}: {value}")
        self._box.addWidget(shown, 3)
        self.follow(kit)

    def restyle(self) -> None:
        """Bend with the text size."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._box.setDirection(down if self.kit.look.large else across)
        self._box.setSpacing(2 if self.kit.look.large else 12)


def _lines(kit: Kit, said: SetupSays) -> Iterator[tuple[str, str]]:
    from diary_app.reports.formats import mg_text

    tr = kit.tr
    yield tr("Study number"), said.participant
    if said.site:
        yield tr("Clinic (study site)"), said.site
    yield tr("Study"), said.trial
    if said.first_dose is not None:
        yield tr("Your first capsule"), kit.long_date(said.first_dose)
    if said.mg is not None and said.mg_from is not None:
        mg = mg_text(said.mg)
        yield tr("Dose"), tr("{mg} mg a day, from {date}", mg=mg, date=_day(kit, said.mg_from))
    if said.phone:
        yield tr("Phone number of your clinic"), said.phone
    for pack in said.packs:
        told = tr("{id}, version {version}", id=pack.id, version=pack.version)
        yield tr("Wording of the questions"), told
    if said.visits:
        yield tr("Next visit"), _day(kit, said.visits[0])


def _day(kit: Kit, day: date) -> str:
    return kit.day_and_month(day)
