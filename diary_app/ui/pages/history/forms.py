"""The forms of the Diary page that Today has none like: a value, a symptom, and taking an entry back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from diary_app.domain.facts import Fact, Pressure, SymptomPage, Temperature, Weight
from diary_app.domain.protocol import Choice, Protocol
from diary_app.services.today import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history import words
from diary_app.ui.pages.today.forms import OTHER, CardForm, put_choice
from diary_app.ui.pages.today.words import mg_text
from diary_app.ui.widgets.fields import Field, choice_field, text_field
from diary_app.ui.widgets.severity import GRADE_WORDS

_LONGEST_REASON = 200
_LONGEST_VALUE = 12


class WhyForm(CardForm):
    """Asks for a reason from the plan's short list; ``saved`` carries (fields, reason).

    ``reasons``: none for something new, which needs no reason.
    """

    def __init__(self, kit: Kit, view: TodayView, title: str, line: str, reasons: Sequence[Choice]) -> None:
        super().__init__(kit, view, title, line)
        self._asks = bool(reasons)
        options = [(choice.code, choice.label.in_language(kit.tr.language)) for choice in reasons]
        self.why = choice_field(kit, kit.tr("Why the change?"), options, kit.tr("Choose a reason"))
        self.other = text_field(kit, kit.tr("The reason in your words"), limit=_LONGEST_REASON)

    def finish(self, act: str, icon: str = "check") -> None:
        """After the fields: the reason, and the foot."""
        for field in (self.why, self.other) if self._asks else ():
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self.other.hide()
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


class TakeBackForm(WhyForm):
    """Undoes an entry of an earlier day: the reason is all it asks."""

    def __init__(self, kit: Kit, view: TodayView, what: str, reasons: Sequence[Choice]) -> None:
        tr = kit.tr
        line = tr("It stays readable as undone. Your clinic can see it.")
        super().__init__(kit, view, tr("Undo: {what}", what=what), line, reasons)
        self.finish(tr("Undo this entry"), "undo-2")
        self.main = self.why.control


class ReadingForm(WhyForm):
    """Corrects blood pressure, weight or temperature: one field a value."""

    def __init__(self, kit: Kit, view: TodayView, fact: Fact, title: str, reasons: Sequence[Choice]) -> None:
        tr = kit.tr
        super().__init__(
            kit, view, title, tr("The first entry is kept too. Your clinic can see both."), reasons
        )
        self._fact = fact
        self.typed: list[Field[QLineEdit]] = []
        for label, value in _readings(kit, fact):
            field = text_field(kit, label, limit=_LONGEST_VALUE)
            field.control.setText(value)
            field.control.textChanged.connect(self.look)
            self.typed.append(field)
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self._before = [field.control.text() for field in self.typed]
        self.finish(tr("Save correction"))
        self.main = self.typed[0].control

    @property
    def fields(self) -> dict[str, Any]:
        """The values as typed, in plain digits."""
        given = [_plain(field.control.text()) for field in self.typed]
        if isinstance(self._fact, Pressure):
            return {"readings": given}
        return {"kg" if isinstance(self._fact, Weight) else "celsius": given[0].replace(",", ".")}

    def missing(self) -> str:
        """Nothing changed yet, or a field is empty."""
        now = [_plain(field.control.text()) for field in self.typed]
        return self.kit.tr("Change something first.") if now == self._before or not all(now) else ""

    def values(self) -> dict[str, str]:
        """The values, the reason and its words."""
        typed = {f"value {n}": field.control.text() for n, field in enumerate(self.typed)}
        return super().values() | typed

    def put_values(self, values: Mapping[str, str]) -> None:
        """The values, the reason and its words."""
        for n, field in enumerate(self.typed):
            field.control.setText(values.get(f"value {n}", field.control.text()))
        super().put_values(values)


class SymptomForm(WhyForm):
    """One symptom and how strong it was: corrects a saved page, or adds to a day (then without reasons)."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        title: str,
        plan: Protocol,
        page: SymptomPage | None,
        reasons: Sequence[Choice],
    ) -> None:
        tr = kit.tr
        line = tr("The first entry is kept too. Your clinic can see both.") if page else ""
        super().__init__(kit, view, title, line, reasons)
        self._page = page
        terms = list(page.severities) if page else [symptom.code for symptom in plan.symptoms]
        options = [(term, words.term_words(kit, plan, term)) for term in terms]
        self.term = choice_field(kit, tr("Which symptom?"), options, tr("Choose a symptom"))
        grades = [(str(grade), words.grade_words(kit, grade)) for grade in range(len(GRADE_WORDS))]
        self.grade = choice_field(kit, tr("How strong was it?"), grades, tr("Choose how strong"))
        for field in (self.term, self.grade):
            field.control.currentIndexChanged.connect(self.look)
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self.finish(tr("Save correction") if page else tr("Write it down"))
        self.main = self.term.control

    @property
    def fields(self) -> dict[str, Any]:
        """The severity of the one symptom."""
        return {"severities": {self._of(self.term): int(self._of(self.grade))}}

    def _of(self, field: Field[QComboBox]) -> str:
        return field.control.currentData() or ""

    def missing(self) -> str:
        """What is to be chosen yet."""
        tr = self.kit.tr
        if not self._of(self.term):
            return tr("Choose a symptom first.")
        if not self._of(self.grade):
            return tr("Choose how strong it was first.")
        held = self._page.severities[self._of(self.term)] if self._page else None
        return tr("Change something first.") if held == int(self._of(self.grade)) else ""

    def values(self) -> dict[str, str]:
        """The symptom, how strong, the reason and its words."""
        return super().values() | {"term": self._of(self.term), "grade": self._of(self.grade)}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The symptom, how strong, the reason and its words."""
        put_choice(self.term.control, values.get("term", ""))
        put_choice(self.grade.control, values.get("grade", ""))
        super().put_values(values)


def _readings(kit: Kit, fact: Fact) -> list[tuple[str, str]]:
    tr = kit.tr
    if isinstance(fact, Pressure):
        return [
            (tr("Reading {n}, upper and lower number", n=n), f"{high}/{low}")
            for n, (high, low) in enumerate(fact.readings, start=1)
        ]
    if isinstance(fact, Weight):
        return [(tr("Weight in kg"), mg_text(fact.kg))]
    assert isinstance(fact, Temperature)
    return [(tr("Temperature in °C"), mg_text(fact.celsius))]


def _plain(text: str) -> str:
    """Full-width figures and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()
