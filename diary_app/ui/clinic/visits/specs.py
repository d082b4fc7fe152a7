"""Which forms the Visits tab has, and the fields of each, by the names of a record line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from diary_app.domain.log.entry import Kind
from diary_app.domain.writing.fields import decimal_text
from diary_app.services.clinic.visit_story import VisitsView
from diary_app.ui.clinic.visits import code_words as words
from diary_app.ui.clinic.visits.inputs import CHOICE, DAY, MAYBE_DAY, TEXT, TICKS, Spec
from diary_app.ui.kit import Kit

START, DELAY, HOLD, RESUME, REDUCE, RAISE, STOP = (
    "start", "delay", "hold", "resume", "reduce", "raise_again", "stop",
)  # fmt: skip
VISIT, EVENT, MEDICINE, RESPONSE, DISPENSE, TAKE_BACK = (
    "visit", "event", "medicine", "response", "dispense", "take_back",
)  # fmt: skip
UNDO = "undo"
OF_KIND = {
    Kind.CYCLE_START.value: START,
    Kind.HOLD.value: HOLD,
    Kind.STOP.value: STOP,
    Kind.VISIT.value: VISIT,
    Kind.ADVERSE_EVENT.value: EVENT,
    Kind.MEDICATION.value: MEDICINE,
    Kind.DISPENSE.value: DISPENSE,
    Kind.RETURN.value: TAKE_BACK,
}
"""Which form corrects a record of a kind."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form: its name, title, a line below it, what its button says, its fields."""

    name: str
    title: str
    line: str
    act: str
    specs: tuple[Spec, ...]


def form_kind(kit: Kit, name: str, view: VisitsView) -> FormKind:
    """The form of a name."""
    return _Maker(kit, view).make(name)


def start_values(name: str, view: VisitsView) -> dict[str, str]:
    """What a form is filled in with before anybody types: the start that a visit said, to be looked at."""
    now = view.next
    if now.said is None or name != (DELAY if now.told is not None else START):
        return {}
    level = {"mg": decimal_text(now.said_mg)} if now.said_mg is not None and name == START else {}
    return {"day": now.said.isoformat()} | level


def level_kind(kit: Kit, view: VisitsView) -> FormKind:
    """The form that corrects a dose level: any level of the plan."""
    made = _Maker(kit, view)
    fields = (made.day(), made.levels(made.plan_levels), made.why(), made.note())
    return FormKind(REDUCE, kit.tr("Dose level"), "", "", fields)


class _Maker:
    def __init__(self, kit: Kit, view: VisitsView) -> None:
        self.kit, self.tr, self.view = kit, kit.tr, view
        self.plan_levels = view.protocol.regimen.dose_levels

    def make(self, name: str) -> FormKind:
        title, line, act, specs = getattr(self, name)()
        return FormKind(name, title, line, act, tuple(specs))

    # -- fields ----------------------------------------------------------------

    def day(self, label: str = "", help_text: str = "") -> Spec:
        return Spec("day", DAY, label or self.tr("Day"), help_text, needed=True)

    def why(self, *, needed: bool = True) -> Spec:
        return Spec("reason", TEXT, self.tr("Reason"), needed=needed, wide=True)

    def note(self) -> Spec:
        return Spec("note", TEXT, self.tr("Note"), wide=True)

    def levels(self, levels: Iterable[Decimal], *, needed: bool = True) -> Spec:
        offered = tuple((decimal_text(each), self.tr("{mg} mg", mg=decimal_text(each))) for each in levels)
        return Spec("mg", CHOICE, self.tr("Dose level"), options=offered, needed=needed)

    def strength(self) -> Spec:
        offered = [decimal_text(each) for each in self.view.protocol.drug.strengths]
        named = tuple((each, self.tr("{mg} mg", mg=each)) for each in offered)
        return Spec("mg", CHOICE, self.tr("Strength"), options=named, needed=True)

    def choice(self, name: str, label: str, codes: dict[str, str], *, needed: bool = False) -> Spec:
        return Spec(name, CHOICE, label, options=words.options(self.kit, codes), needed=needed)

    def count(self, name: str, label: str, *, needed: bool = True) -> Spec:
        return Spec(name, TEXT, label, needed=needed)

    # -- forms -----------------------------------------------------------------

    def start(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        line = tr("May lie in the future: the cycle begins on that day.")
        if start_values(START, self.view):
            line = self.kit.sentences(line, self.said())
        fields = [self.day(tr("First day of the cycle")), self.levels(self.plan_levels),
                  self.why(needed=False), self.note()]  # fmt: skip
        return tr("Cycle start"), line, tr("Save the start"), fields

    def said(self) -> str:
        """Where the day that stands there comes from."""
        day = self.view.next.said_on
        return (
            self.tr("The day is the one said at the visit on {day}.", day=self.kit.long_date(day))
            if day
            else ""
        )

    def delay(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        line = tr("The next cycle begins on a later day than told or planned.")
        if start_values(DELAY, self.view):
            line = self.kit.sentences(line, self.said())
        fields = [self.day(tr("New first day")), self.why()]
        return tr("Delay the next cycle"), line, tr("Save the delay"), fields

    def hold(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [Spec("from", DAY, tr("First day held"), needed=True),
                  Spec("to", MAYBE_DAY, tr("Its last day is known")), self.why(), self.note()]  # fmt: skip
        line = tr("Without a last day it lasts until further notice.")
        return tr("Hold the capsules"), line, tr("Save the hold"), fields

    def resume(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [self.day(tr("First day with capsules again")), self.why()]
        return tr("End the hold"), "", tr("Save the end"), fields

    def reduce(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [self.day(tr("From this day on")), self.levels(self.view.lower), self.why(), self.note()]
        return tr("Reduce the dose"), "", tr("Save the lower level"), fields

    def raise_again(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        line = tr("The plan does not foresee going back up. It is written down with its reason.")
        fields = [self.day(tr("From this day on")), self.levels(self.view.higher), self.why(), self.note()]
        return tr("Raise the dose again"), line, tr("Save the higher level"), fields

    def stop(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [self.day(tr("First day without treatment")), self.why(), self.note()]
        return tr("Stop treatment for good"), "", tr("Save the stop"), fields

    def visit(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [
            self.day(help_text=tr("A planned visit lies in the future and has no findings yet.")),
            self.choice("ecog", tr("ECOG"), words.ECOG),
            Spec("kg", TEXT, tr("Weight (kg)")),
            Spec("readings", TEXT, tr("Blood pressure (mmHg)"), tr("For instance 128/82."), joined=True),
            Spec("pulse", TEXT, tr("Pulse")),
            Spec("celsius", TEXT, tr("Temperature (°C)")),
            self.choice("decision", tr("Dose decision"), words.DECISIONS),
            self.choice("response", tr("Tumour response"), words.RESPONSES),
            Spec("reason", TEXT, tr("Reason of the decision"), wide=True),
            Spec("next_start", MAYBE_DAY, tr("Next cycle start was said")),
            Spec("progression", MAYBE_DAY, tr("The disease has progressed")),
            Spec("death", MAYBE_DAY, tr("The participant has died")),
            self.note(),
        ]
        return tr("Visit"), "", tr("Save the visit"), fields

    def event(self) -> tuple[str, str, str, list[Spec]]:
        tr, language = self.tr, self.tr.language
        symptoms = tuple(
            (each.code, each.label.in_language(language)) for each in self.view.protocol.symptoms
        )
        fields = [
            Spec("symptom", CHOICE, tr("Same as a symptom of the diary"), options=symptoms),
            Spec("term", TEXT, tr("Name of the event"), needed=True),
            self.choice("grade", tr("Grade (CTCAE), by the clinician"), words.GRADES, needed=True),
            self.day(tr("Began on")),
            Spec("end", MAYBE_DAY, tr("It has ended")),
            self.choice("serious", tr("Serious?"), words.SERIOUS),
            Spec("criteria", TICKS, tr("Why it is serious (ICH E2A)"), needed=True, wide=True,
                 only=("serious", "yes"), options=words.options(self.kit, words.CRITERIA)),
            self.choice("relation", tr("Related to the study drug?"), words.RELATIONS),
            self.choice("action", tr("Done with the study drug"), words.ACTIONS),
            self.choice("outcome", tr("Outcome"), words.OUTCOMES),
            self.note(),
        ]  # fmt: skip
        return tr("Adverse event"), "", tr("Save the event"), fields

    def medicine(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [
            Spec("name", TEXT, tr("Medicine"), needed=True),
            Spec("dose", TEXT, tr("How much and how often")),
            Spec("route", TEXT, tr("How it is taken")),
            Spec("indication", TEXT, tr("What for")),
            self.day(tr("Since")),
            Spec("end", MAYBE_DAY, tr("It has ended")),
            self.note(),
        ]
        return tr("Other medicine"), "", tr("Save the medicine"), fields

    def response(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        chosen = self.choice("response", tr("Tumour response"), words.RESPONSES, needed=True)
        line = tr("After RECIST 1.1, as a visit of that day.")
        return tr("Tumour response"), line, tr("Save the response"), [self.day(), chosen]

    def dispense(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [self.day(), self.strength(), self.count("capsules", tr("Capsules")), self.note()]
        return tr("Hand out capsules"), "", tr("Save what was handed out"), fields

    def take_back(self) -> tuple[str, str, str, list[Spec]]:
        tr = self.tr
        fields = [self.day(), self.strength(), self.count("capsules", tr("Capsules brought back")),
                  self.count("lost", tr("Reported lost"), needed=False), self.note()]  # fmt: skip
        return tr("Capsules brought back"), "", tr("Save what came back"), fields
