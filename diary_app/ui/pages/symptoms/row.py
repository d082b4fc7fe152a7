"""One symptom: its name, the sentence of the grade looked at, and the scale."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from diary_app.domain.protocol import Symptom
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.severity import GRADE_WORDS, SeverityScale
from diary_app.ui.widgets.themed import Themed


class SymptomRow(Themed, QFrame):
    """``graded`` tells the code and the grade chosen, or None when it was cleared."""

    graded = Signal(str, object)
    stepped = Signal(object, int)

    def __init__(self, kit: Kit, symptom: Symptom) -> None:
        super().__init__()
        self.symptom = symptom
        self.setProperty("panel", "row")
        language = kit.tr.language
        self._name = symptom.label.in_language(language)
        self._anchors = {grade: text.in_language(language) for grade, text in symptom.anchors.items()}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 11, 20, 11)
        self._row.setSpacing(20)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch()
        words.addWidget(Label(kit, self._name, "small-title"))
        self.sentence = Label(kit, "", "second", "ink-2")
        self.sentence.hide()
        words.addWidget(self.sentence)
        words.addStretch()
        self._row.addLayout(words, 35)
        self.scale = SeverityScale(kit, self._name, [kit.tr(word) for word in GRADE_WORDS])
        self.scale.chosen.connect(self._chosen)
        self.scale.pointed.connect(self._point)
        self.scale.stepped.connect(lambda steps: self.stepped.emit(self, steps))
        self._row.addWidget(self.scale, 65, Qt.AlignmentFlag.AlignVCenter)
        self.follow(kit)

    def set_grade(self, grade: int | None) -> None:
        """Show a grade without telling anybody."""
        self.scale.set_value(grade)
        self._point(None)

    def restyle(self) -> None:
        """The scale goes below the words at large text."""
        large = self.kit.look.large
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if large else across)

    def _chosen(self, grade: int | None) -> None:
        self._point(None)
        self.graded.emit(self.symptom.code, grade)

    def _point(self, grade: int | None) -> None:
        """The sentence of the grade looked at, else of the chosen one."""
        shown = grade if grade is not None else self.scale.value
        text = self._anchors.get(shown, "") if shown is not None else ""
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))
        for choice in self.scale.choices:
            choice.explain(self._anchors.get(choice.value, ""))

    def focus_place(self, place: int) -> None:
        """Give the focus to a grade."""
        self.scale.focus_place(place)

    @property
    def focused_place(self) -> int:
        """The grade that has the focus; 0 if none has."""
        return self.scale.focused_place()
