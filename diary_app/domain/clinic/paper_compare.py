"""Two passes over one paper: what is the same, what differs, how a difference was settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.paper import Cells, Value


class Match(StrEnum):
    """How two passes stand to each other in one cell; ``OPEN``: at least one has not typed it."""

    SAME = "same"
    DIFFERS = "differs"
    OPEN = "open"


class How(StrEnum):
    """How a difference was settled, with the paper in hand."""

    FIRST = "first"
    SECOND = "second"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell in both passes; ``None`` is left blank, and only where the match is not open told at all."""

    cell: str
    first: Value | None
    second: Value | None
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the paper says in a cell that differs, and why it is taken so.

    ``value``: with ``OTHER`` the answer that neither pass had, ``None`` for left
    blank. ``by``: who settled it.
    """

    cell: str
    how: How
    reason: str
    value: Value | None = None
    by: str | None = None


def compare(cells: Iterable[str], first: Cells, second: Cells) -> tuple[Pair, ...]:
    """Every cell of the paper in both passes, in its order."""
    return tuple(Pair(cell, first.get(cell), second.get(cell), _match(cell, first, second)) for cell in cells)


def _match(cell: str, first: Cells, second: Cells) -> Match:
    if cell not in first or cell not in second:
        return Match.OPEN
    return Match.SAME if first[cell] == second[cell] else Match.DIFFERS


def differences(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The cells that are to be settled."""
    return tuple(pair for pair in pairs if pair.match is Match.DIFFERS)


def unsettled(pairs: Iterable[Pair], settled: Iterable[Settlement]) -> tuple[Pair, ...]:
    """The differences that nobody has settled yet."""
    done = {each.cell for each in settled}
    return tuple(pair for pair in differences(pairs) if pair.cell not in done)


def outcome(pair: Pair, settlement: Settlement) -> Value | None:
    """What counts in a settled cell; ``None``: left blank, or not to be read."""
    if settlement.how is How.FIRST:
        return pair.first
    if settlement.how is How.SECOND:
        return pair.second
    return None if settlement.how is How.UNREADABLE else settlement.value


def settled_cells(pairs: Iterable[Pair], settled: Iterable[Settlement]) -> dict[str, Value | None]:
    """The paper as it is taken in, in the order of its cells, whatever the order of settling.

    Raises :class:`DoesNotFit` while a cell is not typed in both passes or a
    difference is not settled, and for a settlement of what does not differ.
    """
    by_cell = _by_cell(settled)
    every = tuple(pairs)
    refuse_strangers(every, by_cell)
    waiting = [pair.cell for pair in every if pair.match is Match.OPEN]
    waiting += [pair.cell for pair in unsettled(every, by_cell.values())]
    if waiting:
        raise DoesNotFit(N_("Not settled yet: {cells}."), cells=", ".join(waiting))
    return {pair.cell: _counted(pair, by_cell) for pair in every}


def _counted(pair: Pair, settled: Mapping[str, Settlement]) -> Value | None:
    return outcome(pair, settled[pair.cell]) if pair.match is Match.DIFFERS else pair.first


def _by_cell(settled: Iterable[Settlement]) -> dict[str, Settlement]:
    found: dict[str, Settlement] = {}
    for each in settled:
        if each.cell in found:
            raise DoesNotFit(N_("{cell} is settled twice."), cell=each.cell)
        found[each.cell] = each
    return found


def refuse_strangers(pairs: Iterable[Pair], cells: Iterable[str]) -> None:
    """Refuse cells that do not differ, so that a slip in an item's number is seen."""
    differ = [pair.cell for pair in differences(pairs)]
    for cell in cells:
        if cell not in differ:
            raise DoesNotFit(
                N_("{cell} is not one of the differences; they are: {fits}."),
                cell=cell,
                fits=", ".join(differ) or "-",
            )


def settlement_json(pair: Pair, settlement: Settlement) -> dict[str, Any]:
    """A settlement as the log keeps it: both passes, what counts, how and why."""
    return {
        "cell": pair.cell,
        "first": pair.first,
        "second": pair.second,
        "how": settlement.how.value,
        "value": outcome(pair, settlement),
        "reason": settlement.reason,
        "by": settlement.by,
    }
