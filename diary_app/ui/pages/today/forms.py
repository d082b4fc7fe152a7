"""The short forms that open inside Today's card: earlier, not taken, another, correct, start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QComboBox, QHBoxLayout, QTimeEdit

from diary_app.domain.facts import Dose
from diary_app.domain.protocol import Choice as PlanChoice
from diary_app.services.today import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.cards import DayCard
from diary_app.ui.pages.today.parts import NO, YES, OptionButton, StomachPanel
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.fields import choice_field, date_field, day_of, text_field, time_field, time_of
from diary_app.ui.widgets.labels import IconLabel, Label

OTHER = "other"
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Which form it is, and what it is about: an entry's id or a day, where there can be several."""

    name: str
    about: str = ""


class CardForm(DayCard):
    """A form in place of the card: its fields, then "Back" and the named act."""

    cancelled = Signal()
    saved = Signal(object)

    def __init__(self, kit: Kit, view: TodayView, title: str, line: str = "") -> None:
        super().__init__(kit, view, "dominant")
        self.origin = Origin("")
        self._at_first: dict[str, str] = {}
        self.title = Label(kit, title, "card-title")
        self.column.addWidget(self.title)
        if line:
            self.column.addSpacing(4)
            self.column.addWidget(Label(kit, line, "body", "ink-2"))
        self.column.addSpacing(16)
        self.problem = Label(kit, "", "second", "urgent")

    def add_foot(self, act: str, icon: str = "check") -> None:
        """Back at the left, the act at the right."""
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.column.addSpacing(16)
        self.back_button = Button(self.kit, self.kit.tr("Back"), size="secondary", icon="arrow-left")
        self.back_button.clicked.connect(self.cancelled)
        self.save_button = Button(self.kit, act, "primary", "secondary", icon)
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.back_button)
        row.addWidget(self.save_button, 1)
        self.column.addLayout(row)

    def save(self) -> None:
        """Tell what was filled in."""
        raise NotImplementedError

    # what was typed, so that it can be kept behind the lock

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {}

    def put_values(self, values: Mapping[str, str]) -> None:
        """Put into the fields what ``values`` once gave; a field it does not name stays."""

    def come_from(self, origin: Origin) -> None:
        """Which form this is; what stands in it now was not typed."""
        self.origin = origin
        self._at_first = self.values()

    @property
    def touched(self) -> bool:
        """Whether a person has filled in anything."""
        return self.values() != self._at_first

    def refuse(self, sentence: str) -> None:
        """Say why it does not fit; what was typed stays. An empty sentence takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class TimeForm(CardForm):
    """At what time the capsule was taken; ``saved`` carries (HH:MM, fasting)."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        title: str,
        line: str,
        act: str,
        quick: Sequence[time] | None = None,
        start: time | None = None,
    ) -> None:
        """``quick``: times to choose by one press (else the last hours); ``start``: at first (else now)."""
        super().__init__(kit, view, title, line)
        self.quick: list[Button] = []
        last_hours = [moment.time() for moment in words.past_times(view.now)]
        self.column.addLayout(self._quick_row(last_hours if quick is None else quick))
        self.column.addSpacing(14)
        self.time = time_field(kit, kit.tr("Time taken"), view.now.time() if start is None else start)
        self.time.setMaximumWidth(260)
        self.column.addWidget(self.time)
        self.column.addSpacing(14)
        self.stomach = StomachPanel(
            kit, kit.tr("Was your stomach empty?"), kit.tr("You can leave this open.")
        )
        self.column.addWidget(self.stomach)
        self.column.addSpacing(8)
        self.add_foot(act)
        self.main = self.time.control

    def _quick_row(self, times: Sequence[time]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for moment in times:
            text = self.kit.clock_time(moment)
            button = Button(self.kit, text, size="small", icon="clock")
            button.setAccessibleName(self.kit.tr("Taken at {time}", time=text))
            button.clicked.connect(lambda _=False, at=moment: self._set_time(at))
            row.addWidget(button)
            self.quick.append(button)
        row.addStretch(1)
        return row

    def _set_time(self, moment: time) -> None:
        self.time.control.setTime(QTime(moment.hour, moment.minute))
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say at the time what does not fit."""
        self.time.show_error(sentence)
        if sentence:
            self.time.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """The time and the stomach's answer."""
        return {"time": f"{time_of(self.time):%H:%M}", "fasting": self.stomach.fasting}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The time and the stomach's answer."""
        put_time(self.time.control, values.get("time", ""))
        put_fasting(self.stomach, values.get("fasting", ""))

    def save(self) -> None:
        """Tell the time and the stomach's answer."""
        self.saved.emit((f"{time_of(self.time):%H:%M}", self.stomach.fasting))


class ReasonForm(CardForm):
    """Why the capsule was not taken; ``saved`` carries the reason's code."""

    def __init__(
        self, kit: Kit, view: TodayView, reasons: Sequence[PlanChoice], title: str, line: str
    ) -> None:
        super().__init__(kit, view, title, line)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.reasons: dict[str, OptionButton] = {}
        self._chosen = ""
        columns = 1 if kit.look.large else 2
        row: QHBoxLayout | None = None
        for place, reason in enumerate(reasons):
            if place % columns == 0:
                row = QHBoxLayout()
                row.setSpacing(8)
                self.column.addLayout(row)
                self.column.addSpacing(8)
            button = OptionButton(kit, reason.label.in_language(kit.tr.language))
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, code=reason.code: self._choose(code))
            assert row is not None
            row.addWidget(button, 1)
            self.reasons[reason.code] = button
        self.add_foot(kit.tr("Write down: not taken"))
        self.save_button.explain(kit.tr("Choose a reason first."))
        self.main = next(iter(self.reasons.values()))

    def _choose(self, code: str) -> None:
        self._chosen = code
        for each, button in self.reasons.items():
            button.show_chosen(each == code)
        self.save_button.explain("")

    def values(self) -> dict[str, str]:
        """The reason chosen."""
        return {"reason": self._chosen}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The reason chosen."""
        button = self.reasons.get(values.get("reason", ""))
        if button is not None:
            button.setChecked(True)
            self._choose(values["reason"])

    def save(self) -> None:
        """Tell the reason."""
        self.saved.emit(self._chosen)


class CorrectForm(CardForm):
    """Before, after and a reason; ``saved`` carries (fields of the record line, reason)."""

    def __init__(self, kit: Kit, view: TodayView, dose: Dose, reasons: Sequence[PlanChoice]) -> None:
        tr = kit.tr
        super().__init__(
            kit, view, tr("Correct this entry"), tr("The first entry is kept too. Your clinic can see both.")
        )
        self._dose = dose
        before = dose.taken_at.time() if dose.taken_at else view.now.time()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(down if kit.look.large else across)
        row.setSpacing(16)
        self.time = time_field(kit, tr("Time taken"), before)
        self.why = choice_field(kit, tr("Why the change?"), _options(kit, reasons), tr("Choose a reason"))
        row.addWidget(self.time, 1)
        row.addWidget(self.why, 2)
        self.column.addLayout(row)
        self.other = text_field(kit, tr("The reason in your words"), limit=_LONGEST_REASON)
        self.other.hide()
        self.column.addWidget(self.other)
        self.column.addSpacing(12)
        self.stomach = StomachPanel(kit, tr("Was your stomach empty?"))
        self.stomach.segments.set_value({"yes": YES, "no": NO}.get(dose.fasting or ""))
        self.column.addWidget(self.stomach)
        self.column.addSpacing(12)
        self.column.addLayout(self._before_and_after())
        self.add_foot(tr("Save correction"))
        self.time.control.timeChanged.connect(self._say)
        self.stomach.segments.chosen.connect(self._say)
        self.why.control.currentIndexChanged.connect(self._say)
        self.other.control.textChanged.connect(self._say)
        self.main = self.time.control
        self._say()

    def _before_and_after(self) -> QHBoxLayout:
        kit = self.kit
        row = QHBoxLayout()
        row.setSpacing(10)
        self.before = Label(kit, "", "body", "ink-2", wrap=False)
        self.after = Label(kit, "", "body-strong", "ink", wrap=False)
        row.addWidget(self.before)
        self._arrow = IconLabel(kit, "arrow-right", "ink-2", 20)
        row.addWidget(self._arrow)
        row.addWidget(self.after)
        row.addStretch(1)
        return row

    @property
    def fields(self) -> dict[str, str]:
        """What changes, by the names of a record line."""
        changed: dict[str, str] = {}
        new_time = f"{time_of(self.time):%H:%M}"
        old_time = f"{self._dose.taken_at:%H:%M}" if self._dose.taken_at else ""
        if new_time != old_time:
            changed["time"] = new_time
        if self.stomach.fasting != (self._dose.fasting or "unknown"):
            changed["fasting"] = self.stomach.fasting
        return changed

    @property
    def reason(self) -> str:
        """The code of the reason, or the words typed for another one."""
        code = self.why.control.currentData()
        if code == OTHER:
            return self.other.control.text().strip()
        return code or ""

    def _say(self) -> None:
        tr, changed = self.kit.tr, self.fields
        self.other.setVisible(self.why.control.currentData() == OTHER)
        if "time" in changed:
            old = f"{self._dose.taken_at:%H:%M}" if self._dose.taken_at else tr("no time")
            self.before.setText(tr("Before {value}", value=old))
            self.after.setText(tr("After {value}", value=changed["time"]))
        elif "fasting" in changed:
            shown = {"yes": tr("yes"), "no": tr("no"), "unknown": tr("no answer")}
            self.before.setText(
                tr("Before: stomach empty, {value}", value=shown[self._dose.fasting or "unknown"])
            )
            self.after.setText(tr("After: {value}", value=shown[changed["fasting"]]))
        for widget in (self.before, self.after, self._arrow):
            widget.setVisible(bool(changed))
        missing = "" if changed else tr("Change something first.")
        self.save_button.explain(missing or ("" if self.reason else tr("Choose a reason first.")))

    def values(self) -> dict[str, str]:
        """Time, stomach, reason and its words."""
        return {
            "time": f"{time_of(self.time):%H:%M}",
            "fasting": self.stomach.fasting,
            "why": self.why.control.currentData() or "",
            "other": self.other.control.text(),
        }

    def put_values(self, values: Mapping[str, str]) -> None:
        """Time, stomach, reason and its words."""
        put_time(self.time.control, values.get("time", ""))
        put_fasting(self.stomach, values.get("fasting", ""))
        put_choice(self.why.control, values.get("why", ""))
        self.other.control.setText(values.get("other", ""))
        self._say()

    def save(self) -> None:
        """Tell the changed fields and the reason."""
        self.saved.emit((self.fields, self.reason))


class ReasonCorrectForm(CardForm):
    """Corrects why a capsule was not taken; ``saved`` carries (fields, reason of the change)."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        dose: Dose,
        not_taken: Sequence[PlanChoice],
        reasons: Sequence[PlanChoice],
    ) -> None:
        tr = kit.tr
        super().__init__(
            kit, view, tr("Correct this entry"), tr("The first entry is kept too. Your clinic can see both.")
        )
        self._dose = dose
        self.cause = choice_field(
            kit, tr("Why was it not taken?"), _options(kit, not_taken), tr("Choose a reason")
        )
        self.cause.control.setCurrentIndex(self.cause.control.findData(dose.reason))
        self.why = choice_field(kit, tr("Why the change?"), _options(kit, reasons), tr("Choose a reason"))
        self.other = text_field(kit, tr("The reason in your words"), limit=_LONGEST_REASON)
        self.other.hide()
        for field in (self.cause, self.why, self.other):
            self.column.addWidget(field)
            self.column.addSpacing(12)
        self.add_foot(tr("Save correction"))
        for box in (self.cause.control, self.why.control):
            box.currentIndexChanged.connect(self._say)
        self.other.control.textChanged.connect(self._say)
        self.main = self.cause.control
        self._say()

    @property
    def reason(self) -> str:
        """The code of the reason for the change, or the words typed."""
        code = self.why.control.currentData()
        return self.other.control.text().strip() if code == OTHER else code or ""

    def _say(self) -> None:
        tr = self.kit.tr
        self.other.setVisible(self.why.control.currentData() == OTHER)
        same = self.cause.control.currentData() == self._dose.reason
        missing = tr("Change something first.") if same else ""
        self.save_button.explain(missing or ("" if self.reason else tr("Choose a reason first.")))

    def values(self) -> dict[str, str]:
        """The cause, the reason of the change and its words."""
        return {
            "cause": self.cause.control.currentData() or "",
            "why": self.why.control.currentData() or "",
            "other": self.other.control.text(),
        }

    def put_values(self, values: Mapping[str, str]) -> None:
        """The cause, the reason of the change and its words."""
        put_choice(self.cause.control, values.get("cause", ""))
        put_choice(self.why.control, values.get("why", ""))
        self.other.control.setText(values.get("other", ""))
        self._say()

    def save(self) -> None:
        """Tell the changed reason and why it changed."""
        self.saved.emit(({"reason": self.cause.control.currentData()}, self.reason))


class StartForm(CardForm):
    """The day the clinic told; ``saved`` carries it."""

    def __init__(self, kit: Kit, view: TodayView) -> None:
        tr = kit.tr
        level = words.mg_text(view.planned_mg)
        line = tr(
            "The dose stays at {mg} mg. If your clinic told you another one, please call them first.",
            mg=level,
        )
        super().__init__(kit, view, tr("Which day did your clinic tell you?"), line)
        earliest = view.strip[0].day + timedelta(days=1) if view.strip else view.day
        latest = view.day + timedelta(days=60)
        self.day = date_field(kit, tr("First capsule of the next cycle"), view.day, earliest, latest)
        self.day.setMaximumWidth(420)
        self.column.addWidget(self.day)
        self.add_foot(tr("Write down this day"))
        self.main = self.day.control

    def values(self) -> dict[str, str]:
        """The day."""
        return {"day": day_of(self.day).isoformat()}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The day."""
        day = QDate.fromString(values.get("day", ""), "yyyy-MM-dd")
        if day.isValid():
            self.day.control.setDate(day)

    def save(self) -> None:
        """Tell the day; one that could not be read is not replaced by another."""
        if self.day.control.unread:
            self.day.control.setFocus()
            return
        chosen: date = day_of(self.day)
        self.saved.emit(chosen)


def _options(kit: Kit, choices: Sequence[PlanChoice]) -> list[tuple[str, str]]:
    return [(choice.code, choice.label.in_language(kit.tr.language)) for choice in choices]


def put_time(edit: QTimeEdit, text: str) -> None:
    """Put ``HH:MM`` into a field; what is no time changes nothing."""
    moment = QTime.fromString(text, "HH:mm")
    if moment.isValid():
        edit.setTime(moment)


def put_fasting(panel: StomachPanel, answer: str) -> None:
    """Show an answer to the stomach question; ``unknown`` is none."""
    panel.segments.set_value({"yes": YES, "no": NO}.get(answer))


def put_choice(box: QComboBox, code: str) -> None:
    """Choose by code; an unknown one changes nothing."""
    place = box.findData(code) if code else -1
    if place >= 0:
        box.setCurrentIndex(place)
