"""Checked lines about paper: a pass over a form as it was typed, and what a form says of its passes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic import paper_sheet
from diary_app.domain.clinic.paper import QLQ_CELLS, PaperKind, Value, refuse_unfinished
from diary_app.domain.clinic.paper_compare import How
from diary_app.domain.facts import NOT_TAKEN, TAKEN
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing import observations
from diary_app.domain.writing.draft import Draft, Setting, When, read_note, read_when, refuse_before_study
from diary_app.domain.writing.fields import LONGEST_REASON, Fields, named, shown, whole
from diary_app.qlq_c30.items import ITEMS

FIRST, SECOND, SETTLED = "first", "second", "settled"
STEPS = (FIRST, SECOND, SETTLED)
MOST_DAYS = 366
SOURCE, PAPER = "source", "paper"
_FROM_PAPER = frozenset({Kind.DOSE, Kind.SYMPTOMS, Kind.SIGN, Kind.BP, Kind.WEIGHT, Kind.TEMPERATURE})
_HIGHEST = {str(item.n): item.highest for item in ITEMS}


def paper_entry(fields: Fields, setting: Setting) -> Draft:
    """One finished pass over a paper (``step`` first or second), or what came of a diary sheet (settled)."""
    if setting.without is not None:
        raise DoesNotFit(N_("A typed pass is not corrected: undo it and type it again."))
    if not setting.staff:
        raise DoesNotFit(N_("Paper forms are typed in a clinic's diary, not in a patient's."))
    when = read_when(fields, setting)
    refuse_before_study(when, setting)
    form = PaperKind(fields.choice("form", tuple(PaperKind)))
    step = fields.choice("step", STEPS)
    payload: dict[str, Any] = {"form": form.value, "step": step}
    if form is PaperKind.DIARY:
        payload["days"] = fields.whole("days", 1, MOST_DAYS)
        _refuse_future(when, payload["days"], setting)
    payload |= _cells(fields, form, when, payload.get("days"), setting)
    if fields.has(PAPER):
        payload[PAPER] = read_passes(fields.mapping(PAPER))
    return Draft(kind=Kind.PAPER_ENTRY, about=when.about, payload=payload, note=read_note(fields))


def _refuse_future(when: When, days: int, setting: Setting) -> None:
    last = when.day + timedelta(days=days - 1)
    if last > setting.today():
        raise DoesNotFit(N_("The day {day} has not come yet."), day=last.isoformat())


def _cells(fields: Fields, form: PaperKind, when: When, days: int | None, setting: Setting) -> dict[str, Any]:
    """Answers and blanks, every cell of the paper in exactly one of them."""
    known = cells_of(form, days, when, setting)
    given = fields.mapping("answers")
    blank = [str(cell) for cell in fields.sequence("blank")]
    for cell in (*given, *blank):
        if cell not in known:
            raise DoesNotFit(N_('There is no "{cell}" on this paper.'), cell=named(str(cell)))
    twice = [cell for cell in blank if cell in given or blank.count(cell) > 1]
    if twice:
        raise DoesNotFit(N_("{cell} is there twice, or both answered and left blank."), cell=twice[0])
    answers = {cell: check_cell(form, cell, given[cell], when, setting) for cell in known if cell in given}
    typed = {**answers, **dict.fromkeys(blank)}
    refuse_unfinished(cells_of(form, days, when, setting, typed), typed)
    return {"answers": answers, "blank": [cell for cell in known if cell in blank]}


def cells_of(
    form: PaperKind, days: int | None, when: When, setting: Setting, typed: Collection[str] | None = None
) -> tuple[str, ...]:
    """Every cell of a paper, in its order; ``typed``: of a sheet with the columns that a pass has."""
    if form is PaperKind.QLQ:
        return QLQ_CELLS
    return paper_sheet.cells(setting.diary.protocol_on(when.day), days or 0, typed)


def check_cell(form: PaperKind, cell: str, value: Any, when: When, setting: Setting) -> Value:
    """``value`` if it can stand in this cell; the same limits hold as where it is typed on a screen."""
    if form is PaperKind.QLQ:
        return whole(f"answers.{cell}", value, 1, _HIGHEST[cell])
    column = cell.partition(".")[2]
    if column == paper_sheet.DOSE:
        return Fields({cell: value}).choice(cell, (TAKEN, NOT_TAKEN))
    if column == paper_sheet.TIME:
        at = Fields({cell: value}).optional_time(cell)
        return at.strftime("%H:%M") if at else ""
    if column in (paper_sheet.REASON, paper_sheet.SIGNS):
        return _checked_codes(cell, column, value, when, setting)
    basis = {"day": paper_sheet.day_of(when.day, cell).isoformat()}
    if column in (paper_sheet.KG, paper_sheet.CELSIUS):
        read = observations.weight if column == paper_sheet.KG else observations.temperature
        return str(read(Fields({**basis, column: value}), setting).payload[column])
    if column == paper_sheet.BP:
        line = Fields({**basis, "readings": str(value).split()})
        read = observations.pressure(line, setting).payload["readings"]
        return " ".join(f"{high}/{low}" for high, low in read)
    grades = observations.symptoms(Fields({**basis, "severities": {column: value}}), setting)
    grade: int = grades.payload["severities"][column]
    return grade


def _checked_codes(cell: str, column: str, value: Any, when: When, setting: Setting) -> str:
    """A reason of the plan, or signs of it in its order (one code, or several with blanks between)."""
    plan = setting.diary.protocol_on(when.day)
    if column == paper_sheet.REASON:
        return Fields({cell: value}).choice(cell, [each.code for each in plan.not_taken_reasons])
    known, marked = [each.code for each in plan.signs], str(value).split()
    if marked == [paper_sheet.NO_SIGN]:
        return paper_sheet.NO_SIGN
    for code in marked or [""]:
        Fields({cell: code}).choice(cell, [*known, paper_sheet.NO_SIGN] if len(marked) < 2 else known)
    return " ".join(code for code in known if code in marked)


def from_paper(draft: Draft, fields: Fields) -> Draft:
    """``draft`` with the mark that it was written on paper first, if the line gives one."""
    if draft.kind not in _FROM_PAPER or fields.raw(SOURCE) is None:
        return draft
    return replace(draft, payload={**draft.payload, SOURCE: fields.choice(SOURCE, (PAPER,))})


def read_passes(given: Mapping[str, Any]) -> dict[str, Any]:
    """How a paper was typed: the ids of its passes, whether by one person, each settled difference."""
    fields = Fields({f"{PAPER}.{name}": value for name, value in given.items()})
    passes = list(fields.sequence(f"{PAPER}.passes"))
    if not 1 <= len(passes) <= 2 or not all(isinstance(each, str) for each in passes):
        raise DoesNotFit(N_('"{field}" names one pass or two.'), field=f"{PAPER}.passes")
    told: dict[str, Any] = {
        "passes": passes,
        "same_person": fields.optional_flag(f"{PAPER}.same_person") or False,
        "settled": [_settled(each) for each in fields.sequence(f"{PAPER}.settled")],
    }
    if fields.has(f"{PAPER}.left_out"):
        told["left_out"] = [
            {name: Fields(_object("left_out", each)).required(name) for name in ("day", "what", "why")}
            for each in fields.sequence(f"{PAPER}.left_out")
        ]
    fields.finish()
    return told


def _object(field: str, given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise DoesNotFit(N_('"{field}": {value} is not an object.'), field=field, value=shown(given))
    return given


def _settled(given: Any) -> dict[str, Any]:
    fields = Fields(_object("settled", given))
    cell = fields.required("cell")
    if not isinstance(cell, str | int):
        raise DoesNotFit(N_('"{field}": {value} is not a text.'), field="cell", value=shown(cell))
    told = {
        "cell": str(cell),
        "first": fields.raw("first"),
        "second": fields.raw("second"),
        "how": fields.choice("how", tuple(How)),
        "value": fields.raw("value"),
        "reason": fields.optional_text("reason", LONGEST_REASON),
        "by": fields.optional_text("by"),
    }
    fields.finish()
    if told["reason"] is None:
        raise DoesNotFit(N_("Settling {cell} needs a reason."), cell=told["cell"])
    return told
