"""Corrects what is written down about a capsule that was not taken: the reason, or that it was taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from diary_app.domain.facts import TAKEN, Dose
from diary_app.domain.protocol import Choice as PlanChoice
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.past_day import what_happened
from diary_app.ui.pages.forms.values import options, put_choice, put_fasting, put_time
from diary_app.ui.pages.forms.why import CorrectionForm
from diary_app.ui.pages.today.parts import NO, YES, StomachPanel
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.fields import choice_field, time_field, time_of


class NotTakenCorrectForm(CorrectionForm):
    """One act either way; ``saved`` carries (fields of the record line, reason of the change)."""

    def __init__(
        self,
        kit: Kit,
        view: TodayView,
        dose: Dose,
        not_taken: Sequence[PlanChoice],
        reasons: Sequence[PlanChoice],
    ) -> None:
        tr = kit.tr
        super().__init__(kit, view, tr("Correct this entry"), reasons)
        self._dose = dose
        self._timed = False  # nothing is filled in that nobody said
        ways = [(NO, tr("I did not take it")), (YES, tr("I took it"))]
        self.way = Segments(kit, what_happened(kit, dose.day), ways)
        self.way.set_value(NO)
        self.cause = choice_field(
            kit, tr("Why was it not taken?"), options(kit, not_taken), tr("Choose a reason")
        )
        self.cause.control.setCurrentIndex(self.cause.control.findData(dose.reason))
        self.time = time_field(kit, tr("Time taken"), time(0))
        self.stomach = StomachPanel(kit, tr("Was your stomach empty?"))
        for part in (self.way, self.cause, self.time, self.stomach):
            self.column.addWidget(part)
            self.column.addSpacing(12)
        self.way.chosen.connect(self._way_said)
        self.cause.control.currentIndexChanged.connect(self.look)
        self.time.control.changed.connect(self._time_said)
        self.main = self.way.choices[0]
        self.finish(tr("Save correction"))

    @property
    def taken(self) -> bool:
        """Whether it was taken after all."""
        return self.way.value == YES

    def _way_said(self, way: int | None) -> None:
        if way is None:  # one of the two it was
            self.way.set_value(NO)
        self.look()

    def _time_said(self) -> None:
        self._timed = True
        self.look()

    @property
    def fields(self) -> dict[str, Any]:
        """The other reason; or that it was taken, when, and how the stomach was."""
        if not self.taken:
            return {"reason": self.cause.control.currentData()}
        return {"status": TAKEN, "time": f"{time_of(self.time):%H:%M}", "fasting": self.stomach.fasting}

    def missing(self) -> str:
        """Nothing changed yet, or the time."""
        if self.taken:
            return "" if self._timed else self.kit.tr("Choose the time first.")
        same = self.cause.control.currentData() == self._dose.reason
        return self.kit.tr("Change something first.") if same else ""

    def look(self) -> None:
        """Ask what goes with what happened, and say at the button what is missing."""
        self.cause.setVisible(not self.taken)
        for part in (self.time, self.stomach):
            part.setVisible(self.taken)
        super().look()

    def values(self) -> dict[str, str]:
        """What happened and what goes with it, the reason of the change and its words."""
        at = f"{time_of(self.time):%H:%M}" if self._timed else ""
        stands = {"taken": "yes" if self.taken else "", "time": at, "fasting": self.stomach.fasting}
        return stands | {"cause": self.cause.control.currentData() or ""} | super().values()

    def put_values(self, values: Mapping[str, str]) -> None:
        """What happened and what goes with it, the reason of the change and its words."""
        self.way.set_value(YES if values.get("taken") else NO)
        put_choice(self.cause.control, values.get("cause", ""))
        put_time(self.time.control, values.get("time", ""))
        put_fasting(self.stomach, values.get("fasting", ""))
        super().put_values(values)
