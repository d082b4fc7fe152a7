"""The kinds of record lines and who checks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.domain.writing import clinic_lines, doses, event_lines, forms, not_done, observations, paper
from diary_app.domain.writing.draft import Draft, Setting
from diary_app.domain.writing.fields import Fields, shown
from diary_app.domain.writing.lateness import explained

Writer = Callable[[Fields, Setting], Draft]

SYMPTOM_LINE = "symptom"
WRITERS: Mapping[str, Writer] = {
    Kind.DOSE: doses.dose,
    SYMPTOM_LINE: observations.symptoms,
    Kind.SIGN: observations.sign,
    Kind.BP: observations.pressure,
    Kind.WEIGHT: observations.weight,
    Kind.TEMPERATURE: observations.temperature,
    Kind.CYCLE_START: doses.cycle_start,
    Kind.HOLD: doses.hold,
    Kind.DOSE_LEVEL: doses.dose_level,
    Kind.STOP: doses.stop,
    Kind.VISIT: clinic_lines.visit,
    Kind.ADVERSE_EVENT: event_lines.adverse_event,
    Kind.MEDICATION: event_lines.medication,
    Kind.REVIEWED: clinic_lines.reviewed,
    Kind.DISPENSE: clinic_lines.dispense,
    Kind.RETURN: clinic_lines.returned,
    Kind.QLQ: forms.questionnaire,
    Kind.QLQ_NOT_DONE: not_done.not_done,
    Kind.PAPER_ENTRY: paper.paper_entry,
}
LINE_OF_KIND = {Kind.SYMPTOMS.value: SYMPTOM_LINE}


def read_line(line: Mapping[str, Any], setting: Setting) -> Draft:
    """Check one line of a kind that records something; corrections are read elsewhere.

    Raises :class:`DoesNotFit` with one sentence that names the field and what fits.
    """
    writer = WRITERS.get(line["kind"]) if isinstance(line.get("kind"), str) else None
    if writer is None:
        fits = [*(str(kind) for kind in WRITERS), Kind.CORRECT.value, Kind.UNDO.value]
        raise DoesNotFit(
            N_('"kind": {value} does not fit; it is one of {fits}.'),
            value=shown(line.get("kind")),
            fits=", ".join(fits),
        )
    fields = Fields(line)
    fields.raw("kind")
    draft = explained(paper.from_paper(writer(fields, setting), fields), fields, setting)
    fields.finish()
    return draft
