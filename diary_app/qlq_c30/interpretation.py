"""What a score and a change of it mean: two separate flags, each with its source.

*Beyond threshold* (Giesinger et al. 2020) looks at one score; *changed*
(Snyder 2015; Osoba 1998) compares two. Group-level minimally important
differences are not used: they say nothing about one patient. The numbers and
their citations lie in ``resources/qlq_c30/thresholds.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from diary_app.common.i18n import N_
from diary_app.common.resources import resource
from diary_app.qlq_c30.scales import CODES, higher_is_better

Direction = Literal["better", "worse", "same"]
Size = Literal["none", "little", "moderate", "large"]

TOLERANCE = 1e-9
"""Absolute tolerance of every comparison of scores, in points."""

NO_THRESHOLD = N_("no published threshold")
HIGHER_IS_BETTER = N_("Higher is better")
LOWER_IS_BETTER = N_("Lower is better")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold for clinical importance: ``side`` of ``value`` (points) that matters, and its source."""

    code: str
    side: Literal["below", "above"]
    value: float
    citation: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two scores of one scale.

    ``points`` is after minus before, signed and unrounded; ``direction`` says
    what the highlighted change means on this scale, ``same`` below the limit;
    ``size`` is Osoba's word for it (little from 5, moderate from 10, large
    over 20 points).
    """

    points: float
    direction: Direction
    size: Size

    @property
    def highlighted(self) -> bool:
        """True from the limit on, in either direction."""
        return self.direction != "same"


@dataclass(frozen=True, slots=True)
class Flags:
    """The two separate flags of a score; ``None`` where a flag cannot be given."""

    beyond_threshold: bool | None
    change: Change | None


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(resource("qlq_c30", "thresholds.json").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def thresholds() -> dict[str, Threshold]:
    """Score code -> its published threshold; QL2 and the summary score have none."""
    table = _table()
    return {
        row["code"]: Threshold(row["code"], row["side"], row["value"], table["citations"][row["citation"]])
        for row in table["thresholds"]
    }


def highlight_points() -> float:
    """Points from which a change is highlighted, inclusive (Snyder 2015, PMC4405431)."""
    return float(_table()["highlight"]["points"])


def large_points() -> float:
    """Points over which a change is large (Osoba 1998: over 20, "very much")."""
    return float(next(row["points"] for row in _table()["change"] if row["size"] == "large"))


def beyond_threshold(code: str, score: float | None) -> bool | None:
    """Is the score on the side of its threshold that needs a look?

    Functioning strictly below, symptoms strictly above. ``None`` without a
    score or without a published threshold (QL2, the summary score). The
    thresholds are rounded midpoints between attainable scores; only PF2 with
    four of five items comes near: its 83.33 is not below 83.
    """
    threshold = thresholds().get(checked_code(code))
    if threshold is None or score is None:
        return None
    past = score - threshold.value
    return past > TOLERANCE if threshold.side == "above" else past < -TOLERANCE


def checked_code(code: str) -> str:
    """``code`` if it is one of the 16, otherwise ``KeyError``: a typing slip is not "no threshold"."""
    if code not in CODES:
        raise KeyError(code)
    return code


def change(code: str, before: float | None, after: float | None, limit: float | None = None) -> Change | None:
    """The change from ``before`` to ``after``; ``None`` where either is missing.

    ``limit`` points or more (inclusive, tolerance 1e-9; by default those of
    the data file) make it better or worse by the kind of the scale; less is
    the same.
    """
    better_up = higher_is_better(code)
    if before is None or after is None:
        return None
    points = after - before
    if abs(points) < (highlight_points() if limit is None else limit) - TOLERANCE:
        return Change(points, "same", _size(points))
    return Change(points, "better" if (points > 0) == better_up else "worse", _size(points))


def _size(points: float) -> Size:
    """Osoba 1998: 5 to 10 a little, 10 to 20 moderate, over 20 very much."""
    size: Size = "none"
    for row in _table()["change"]:
        past = abs(points) - row["points"]
        if past > TOLERANCE or (row["inclusive"] and past >= -TOLERANCE):
            size = row["size"]
    return size


def flags(code: str, score: float | None, baseline: float | None, limit: float | None = None) -> Flags:
    """Both flags of ``score``: against the threshold, and against ``baseline``."""
    return Flags(beyond_threshold(code, score), change(code, baseline, score, limit))


def direction_text(code: str) -> str:
    """Untranslated text that every chart of this code must show (Snyder et al. 2019)."""
    return HIGHER_IS_BETTER if higher_is_better(code) else LOWER_IS_BETTER
