"""Corrects one symptom of a saved page, or the answer to a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from diary_app.domain.facts import SignAnswer, SymptomPage
from diary_app.domain.protocol import Choice, Protocol
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.values import put_choice
from diary_app.ui.pages.forms.why import CorrectionForm
from diary_app.ui.pages.history import entry_words, words
from diary_app.ui.widgets.fields import Field, choice_field
from diary_app.ui.widgets.severity import GRADE_WORDS


class SymptomForm(CorrectionForm):
    """One symptom of a saved page and how strong it was."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        title: str,
        plan: Protocol,
        page: SymptomPage,
        reasons: Sequence[Choice],
    ) -> None:
        tr = kit.tr
        super().__init__(kit, view, title, reasons)
        self._page = page
        options = [(term, entry_words.term_words(kit, plan, term)) for term in page.severities]
        self.term = choice_field(kit, tr("Which symptom?"), options, tr("Choose a symptom"))
        grades = [(str(grade), words.grade_words(kit, grade)) for grade in range(len(GRADE_WORDS))]
        self.grade = choice_field(kit, tr("How strong was it?"), grades, tr("Choose how strong"))
        for field in (self.term, self.grade):
            field.control.currentIndexChanged.connect(self.look)
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self.finish(tr("Save correction"))
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
        held = self._page.severities[self._of(self.term)]
        return tr("Change something first.") if held == int(self._of(self.grade)) else ""

    def values(self) -> dict[str, str]:
        """The symptom, how strong, the reason and its words."""
        return super().values() | {"term": self._of(self.term), "grade": self._of(self.grade)}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The symptom, how strong, the reason and its words."""
        put_choice(self.term.control, values.get("term", ""))
        put_choice(self.grade.control, values.get("grade", ""))
        super().put_values(values)


class SignForm(CorrectionForm):
    """The answer to a yes/no sign: saving changes it to the other one."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        title: str,
        plan: Protocol,
        fact: SignAnswer,
        reasons: Sequence[Choice],
    ) -> None:
        tr = kit.tr
        super().__init__(kit, view, title, reasons)
        self._fact = fact
        name = entry_words.sign_words(kit, plan, fact.sign)
        words = [("yes", tr.within("sign", "Yes")), ("no", tr.within("sign", "No"))]
        self.answer = choice_field(kit, name, words)
        put_choice(self.answer.control, "yes" if fact.present else "no")
        self.answer.control.currentIndexChanged.connect(self.look)
        self.column.addWidget(self.answer)
        self.column.addSpacing(12)
        self.main = self.answer.control
        self.finish(tr("Save correction"))

    @property
    def fields(self) -> dict[str, Any]:
        """The answer."""
        return {"present": self.answer.control.currentData() == "yes"}

    def missing(self) -> str:
        """Nothing changed yet."""
        same = self.fields["present"] == self._fact.present
        return self.kit.tr("Change something first.") if same else ""

    def values(self) -> dict[str, str]:
        """The answer, the reason and its words."""
        return super().values() | {"answer": self.answer.control.currentData() or ""}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The answer, the reason and its words."""
        put_choice(self.answer.control, values.get("answer", ""))
        super().put_values(values)
