"""What the Import page says of a file, before and after: pure functions, no widgets."""

from __future__ import annotations

from dataclasses import dataclass

from diary_app.domain.log.entry import Kind
from diary_app.reports.formats import date_text
from diary_app.services.transfer.preview import Incoming, TakenInReport
from diary_app.ui.clinic.log.words import ACTIONS
from diary_app.ui.kit import Kit

_MOST_KINDS = 6
_OF_THE_PROGRAM = frozenset({Kind.SETTINGS, Kind.TAKEN_IN, Kind.PROTOCOL_ADOPTED, Kind.ENROLLED})


@dataclass(frozen=True, slots=True)
class Told:
    """A card's words. ``kind``: of its chip (ok, plain, due, urgent)."""

    title: str
    state: str
    kind: str
    lines: tuple[str, ...]


def told_of(kit: Kit, came: Incoming | TakenInReport) -> Told:
    """A file that was looked at, or taken in."""
    title = f"{came.participant}  {came.name}" if came.participant else came.name
    if isinstance(came, Incoming) and came.problem is not None:
        return Told(title, kit.tr("Cannot be taken in"), "due", (kit.tr.error(came.problem),))
    remarks = tuple(kit.tr(each.template, **each.values) for each in came.remarks)
    if isinstance(came, Incoming):
        return Told(title, *_looked_state(kit, came), (*_looked_lines(kit, came), *remarks))
    state = kit.tr("Taken in") if came.new else kit.tr("Nothing new")
    counts = kit.tr.plural("{n} new entry", "{n} new entries", came.new)
    return Told(title, state, "ok" if came.new else "plain", (_and_known(kit, counts, came.known), *remarks))


def _looked_state(kit: Kit, came: Incoming) -> tuple[str, str]:
    if came.new == 0:
        return kit.tr("Nothing new"), "plain"
    return kit.tr.plural("{n} new entry", "{n} new entries", came.new), "ok"


def _looked_lines(kit: Kit, came: Incoming) -> tuple[str, ...]:
    tr = kit.tr
    lines = []
    if came.first_day is not None and came.last_day is not None:
        first, last = date_text(came.first_day, tr), date_text(came.last_day, tr)
        lines.append(
            tr("About {date}.", date=first)
            if first == last
            else tr("About {first} to {last}.", first=first, last=last)
        )
    if came.by_kind:
        lines.append(tr("{what}.", what=tr("; ").join(_kinds(kit, came))))
    if came.known:
        lines.append(tr.plural("{n} entry is here already.", "{n} entries are here already.", came.known))
    if came.new_device:
        lines.append(tr("It is the first file of this patient's computer; it answers the set-up file."))
    return tuple(lines)


def _kinds(kit: Kit, came: Incoming) -> list[str]:
    """What the new entries are: what a person wrote by kind, then how many are the program's own."""
    tr = kit.tr
    written = [(kind, count) for kind, count in came.by_kind.items() if kind not in _OF_THE_PROGRAM]
    named = [
        tr("{what}: {answer}", what=tr(ACTIONS.get(kind, (kind, ""))[0]), answer=str(count))
        for kind, count in written[:_MOST_KINDS]
    ]
    own = sum(count for kind, count in came.by_kind.items() if kind in _OF_THE_PROGRAM)
    of_it = tr.plural("{n} entry of the program itself", "{n} entries of the program itself", own)
    return [*named, of_it] if own else named


def _and_known(kit: Kit, counts: str, known: int) -> str:
    words = kit.tr("{what}.", what=counts)
    if not known:
        return words
    here = kit.tr.plural("{n} was here already.", "{n} were here already.", known)
    return kit.sentences(words, here)
