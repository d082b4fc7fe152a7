"""Paper forms typed in at a clinic: what a pass over the paper holds, cell by cell.

A cell of the paper was *answered*, was *left blank* on the paper, or is *not
typed yet*. A pass holds the first two; a cell it does not hold was not typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.protocol import Protocol
from diary_app.qlq_c30.items import ITEMS

Value = str | int
Cells = Mapping[str, Value | None]
"""Cell -> answer, or ``None`` where it was left blank on the paper; a cell that is absent is not typed."""


class PaperKind(StrEnum):
    """The kinds of paper that are typed in."""

    QLQ = "qlq"
    DIARY = "diary"


@dataclass(frozen=True, slots=True, order=True)
class PaperRef:
    """One sheet of paper: whose, of which kind, its date (of a diary sheet: of its first day)."""

    participant: str
    kind: PaperKind
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """A pass being typed: the time and zone that stand on the paper, and the cells so far.

    ``days``: how many days a diary sheet has; ``None`` for a questionnaire.
    """

    cells: Cells
    time: str | None = None
    zone: str | None = None
    days: int | None = None

    @property
    def answers(self) -> dict[str, Value]:
        """The cells with an answer."""
        return {cell: value for cell, value in self.cells.items() if value is not None}

    @property
    def blank(self) -> list[str]:
        """The cells that were left blank on the paper, in the order typed."""
        return [cell for cell, value in self.cells.items() if value is None]


QLQ_CELLS = tuple(str(item.n) for item in ITEMS)


def untyped(cells: Iterable[str], typed: Cells) -> tuple[str, ...]:
    """The cells of a paper that a pass does not hold yet, in the order of the paper."""
    return tuple(cell for cell in cells if cell not in typed)


def refuse_unfinished(cells: Iterable[str], typed: Cells) -> None:
    """Refuse a pass with cells that are not typed, and one in which nothing at all is answered."""
    rest = untyped(cells, typed)
    if rest:
        raise DoesNotFit(
            N_("Not typed yet: {cells}. Type the answer, or say that it was left blank on the paper."),
            cells=", ".join(rest if len(rest) <= 12 else (*rest[:11], "...", rest[-1])),
        )
    if all(value is None for value in typed.values()):
        raise DoesNotFit(N_("Nothing on this paper is answered: there is nothing to write down."))


def twice_by_plan(kind: PaperKind, protocol: Protocol) -> bool:
    """Whether the plan asks for double entry of this kind of paper.

    Default: of the questionnaire, for a slip in one of its digits changes a
    score and cannot be seen afterwards; not of the diary sheet, whose entries
    stand beside each other day by day and carry the mark of paper.
    """
    plan = protocol.paper
    return plan.qlq_double_entry if kind is PaperKind.QLQ else plan.diary_double_entry


def typing_of(payload: Mapping[str, Any], about: Mapping[str, str]) -> Typing:
    """A pass as an entry holds it."""
    blank: dict[str, Value | None] = dict.fromkeys(payload.get("blank", ()))
    return Typing(
        cells={**payload.get("answers", {}), **blank},
        time=about.get("time"),
        zone=about.get("zone"),
        days=payload.get("days"),
    )
