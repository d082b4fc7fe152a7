"""The columns of the tables that ``list`` prints for people; ``--json`` has all there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from diary_app.cli.labels import MARKS
from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.services.staff.looks import LOOKS

Row = Mapping[str, Any]
Cell = Callable[[Row], Any]
Column = tuple[str, Cell]
LOG = "log"
LOOK_CODE = "look {}"


class Code(str):
    """A cell whose word is looked up in the language."""


class Codes(list[str]):
    """Several of them."""


def words(value: Any, labels: Mapping[str, str]) -> Any:
    """A cell's value, codes in the words of ``labels``."""
    if isinstance(value, Codes):
        return ", ".join(labels.get(code, code) for code in value)
    return labels.get(value, value) if isinstance(value, Code) else value


def _plain(name: str) -> Cell:
    return lambda row: row[name]


def _code(name: str) -> Cell:
    return lambda row: None if row[name] is None else Code(row[name])


def _clock(name: str) -> Cell:
    """Date and time of an instant as written, without its offset."""
    return lambda row: (row[name] or "")[:16].replace("T", " ")


def _marks(row: Row) -> Codes:
    """What sets a row apart, and why it came late if that was said."""
    told = row.get("late_reason")
    replaced = [] if row["current"] or row["undone"] else ["replaced"]
    return Codes([*(mark for mark in MARKS if row.get(mark)), *replaced, *([told] if told else [])])


def _signature(row: Row) -> Code | None:
    """Whether a signature holds; nothing for every other entry."""
    holds = row.get("holds")
    return None if holds is None else Code("signature_holds" if holds else "signature_broken")


def _look(row: Row) -> Code | None:
    """Which page was looked at; nothing for every other entry."""
    what = (row["payload"] or {}).get("what") if row["kind"] == Kind.READ else None
    return Code(LOOK_CODE.format(what)) if what in LOOKS else None


def entry_fields(row: Row) -> Row:
    """A row of the log as its entry was hashed, so that an outsider's check needs to leave nothing out."""
    return {name: value for name, value in row.items() if name != "holds"}


def _serious(row: Row) -> Codes | Code | None:
    """The criteria of a serious event; that another one is not."""
    return Codes(row["criteria"]) if row["criteria"] else Code("no") if row["serious"] is False else None


def _cycle_day(row: Row) -> str | None:
    return None if row["cycle"] is None else f"{row['cycle']}.{row['cycle_day']}"


def _values(row: Row) -> str:
    return " ".join(f"{v[0]}/{v[1]}" if isinstance(v, list) else str(v) for v in row["values"])


def _mean(row: Row) -> str | None:
    mean = row["mean"]
    return f"{mean[0]:.0f}/{mean[1]:.0f}" if isinstance(mean, list) else None


def _count(name: str) -> Cell:
    return lambda row: len(row[name] or ())


def _summary_score(row: Row) -> float | None:
    score: float | None = (row["scores"] or {}).get("SummaryScore")
    return score


def _holds(row: Row) -> str:
    return ", ".join(f"{hold['from']}..{hold['to'] or ''}" for hold in row["holds"])


SIGNATURE: Column = (N_("Signature"), _signature)
"""One more of the log, where there is a signature."""
LOOK: Column = (N_("Looked at"), _look)
"""And one where somebody's look at a page is an entry."""
_DAYS: Sequence[Column] = ((N_("Day"), _plain("day")), (N_("Cycle"), _cycle_day))
_END: Sequence[Column] = ((N_("Marks"), _marks), (N_("Note"), _plain("note")), (N_("Entry"), _plain("id")))
COLUMNS: Mapping[str, Sequence[Column]] = {
    "doses": (
        *_DAYS,
        (N_("Status"), _code("status")),
        ("mg", _plain("mg")),
        (N_("Taken at"), _clock("taken_at")),
        (N_("Empty stomach"), _code("fasting")),
        (N_("Reason"), _code("reason")),
        *_END,
    ),
    "symptoms": (*_DAYS, (N_("Symptom"), _code("term")), (N_("Severity"), _plain("severity")), *_END),
    "vitals": (
        *_DAYS,
        (N_("Time"), _plain("time")),
        (N_("What"), _code("kind")),
        (N_("Values"), _values),
        (N_("Mean"), _mean),
        *_END,
    ),
    "qlq": (
        *_DAYS,
        (N_("Planned"), _plain("target")),
        (N_("Window"), _code("window_state")),
        (N_("Answered"), _count("answers")),
        (N_("Declined"), _count("declined")),
        (N_("Summary score"), _summary_score),
        *_END,
    ),
    "cycles": (
        (N_("Cycle"), _plain("cycle")),
        (N_("Start"), _plain("start")),
        (N_("Next start"), _plain("end")),
        ("mg", _plain("mg")),
        (N_("Told by"), _code("source")),
        (N_("Holds"), _holds),
        *_END,
    ),
    "decisions": (
        *_DAYS,
        (N_("Decision"), lambda row: Code(row["decision"] or row["kind"])),
        ("mg", _plain("mg")),
        (N_("To"), _plain("to")),
        (N_("Days"), _plain("days")),
        (N_("Reason"), _plain("reason")),
        *_END,
    ),
    "visits": (
        *_DAYS,
        ("ECOG", _plain("ecog")),
        ("kg", _plain("kg")),
        (N_("Dose decision"), _code("decision")),
        (N_("Reason"), _plain("reason")),
        (N_("Response"), _plain("response")),
        (N_("Next start"), _plain("next_start")),
        (N_("Progression"), _plain("progression")),
        (N_("Death"), _plain("death")),
        *_END,
    ),
    "events": (
        *_DAYS,
        (N_("Event"), _plain("term")),
        (N_("Grade"), _plain("grade")),
        (N_("Serious"), _serious),
        (N_("Participant said"), lambda row: (row["participant_said"] or {}).get("severity")),
        (N_("Until"), _plain("end")),
        (N_("Related"), _code("relation")),
        (N_("Outcome"), _code("outcome")),
        *_END,
    ),
    "medications": (
        (N_("From"), _plain("day")),
        (N_("Until"), _plain("end")),
        (N_("Medicine"), _plain("name")),
        (N_("Dose"), _plain("dose")),
        (N_("For"), _plain("indication")),
        *_END,
    ),
    "capsules": (
        *_DAYS,
        (N_("What"), _code("kind")),
        ("mg", _plain("mg")),
        (N_("Capsules"), _plain("capsules")),
        (N_("Lost"), _plain("lost")),
        *_END,
    ),
    LOG: (
        (N_("Chain"), _plain("chain")),
        (N_("No."), _plain("seq")),
        (N_("Kind"), _plain("kind")),
        (N_("Day"), lambda row: row["about"].get("day")),
        (N_("Entered (UTC)"), _clock("entered_at")),
        (N_("By"), _plain("actor")),
        (N_("Entry"), _plain("id")),
        (N_("Corrects"), _plain("corrects")),
    ),
}
