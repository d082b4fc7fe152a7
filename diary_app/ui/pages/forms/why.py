"""Forms that ask for a reason from the plan's short list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diary_app.domain.protocol import Choice
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.forms.values import options, put_choice
from diary_app.ui.widgets.fields import choice_field, text_field

OTHER = "other"
_LONGEST_REASON = 200


class WhyForm(CardForm):
    """Asks for a reason from the plan's short list; ``saved`` carries (fields, reason).

    ``reasons``: none for something new, which needs no reason.
    """

    def __init__(self, kit: Kit, view: TodayView, title: str, line: str, reasons: Sequence[Choice]) -> None:
        super().__init__(kit, view, title, line)
        self._asks = bool(reasons)
        self.why = choice_field(
            kit, kit.tr("Why the change?"), options(kit, reasons), kit.tr("Choose a reason")
        )
        self.other = text_field(kit, kit.tr("The reason in your words"), limit=_LONGEST_REASON)
        self.other.hide()

    def finish(self, act: str, icon: str = "check") -> None:
        """After the fields: the reason, and the foot."""
        for field in (self.why, self.other) if self._asks else ():
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self.end(act, icon)

    def end(self, act: str, icon: str = "check") -> None:
        """The foot of a form that has its reason already; from now on it says what is missing."""
        self.add_foot(act, icon)
        self.why.control.currentIndexChanged.connect(self.look)
        self.other.control.textChanged.connect(self.look)
        self.look()

    @property
    def reason(self) -> str:
        """The code of the reason, or the words typed for another one."""
        code = self.why.control.currentData()
        return self.other.control.text().strip() if code == OTHER else code or ""

    @property
    def fields(self) -> dict[str, Any]:
        """What changes, by the names of a record line."""
        return {}

    def missing(self) -> str:
        """What is not filled in yet, as a sentence; empty when nothing is."""
        return ""

    def look(self) -> None:
        """Say at the button what is missing."""
        self.other.setVisible(self._asks and self.why.control.currentData() == OTHER)
        no_reason = self._asks and not self.reason
        self.save_button.explain(
            self.missing() or (self.kit.tr("Choose a reason first.") if no_reason else "")
        )

    def values(self) -> dict[str, str]:
        """The reason and its words."""
        return {"why": self.why.control.currentData() or "", "other": self.other.control.text()}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The reason and its words."""
        put_choice(self.why.control, values.get("why", ""))
        self.other.control.setText(values.get("other", ""))
        self.look()

    def save(self) -> None:
        """Tell what changes, and why."""
        self.saved.emit((self.fields, self.reason))


class CorrectionForm(WhyForm):
    """A form that changes an entry: it says at its head that nothing is lost by it."""

    def __init__(self, kit: Kit, view: TodayView, title: str, reasons: Sequence[Choice]) -> None:
        line = kit.tr("The first entry is kept too. Your clinic can see both.")
        super().__init__(kit, view, title, line, reasons)


class TakeBackForm(WhyForm):
    """Undoes an entry of an earlier day: the reason is all it asks."""

    def __init__(self, kit: Kit, view: TodayView, what: str, reasons: Sequence[Choice]) -> None:
        tr = kit.tr
        line = tr("It stays readable as undone. Your clinic can see it.")
        super().__init__(kit, view, tr("Undo: {what}", what=what), line, reasons)
        self.finish(tr("Undo this entry"), "undo-2")
        self.main = self.why.control
