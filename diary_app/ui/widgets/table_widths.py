"""How the columns of a table share the room there is. Plain numbers, px."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_BETWEEN = 8  # that a column takes of the room left over; the last takes the rest
_LEAST_GAP = 6  # that a column can do without: half of the room after its words


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column shows whole, and how much of that its words, its bars and its chips can do without."""

    whole: int
    words: int = 0
    bar: int = 0
    chips: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """The columns' widths, and how much narrower every bar is."""

    widths: list[int]
    bar: int = 0


def share_out(wishes: Sequence[Wish], room: int) -> Share:
    """All the room is used; what lacks comes off the words that give, then off the gaps.

    Bars become shorter and chips are cut only where everything fits then: where the table has to be
    scrolled sideways all the same, they stay whole.
    """
    widths = _with_words_cut(wishes, room)
    lack = sum(widths) - _LEAST_GAP * len(widths) - room
    bar = _shorter_bars(wishes, lack)
    widths = [width - (bar if wish.bar else 0) for width, wish in zip(widths, wishes, strict=True)]
    if _could_fit(wishes, lack):
        widths = _with_chips_cut(widths, wishes, room)
    return Share(_with_gaps(widths, room), bar)


def _with_words_cut(wishes: Sequence[Wish], room: int) -> list[int]:
    """Narrower by what their words can give, each by its part of that."""
    spare = sum(wish.words for wish in wishes)
    taken = min(max(0, sum(wish.whole for wish in wishes) - room), spare)
    return [wish.whole - math.ceil(taken * wish.words / (spare or 1)) for wish in wishes]


def _bars(wishes: Sequence[Wish]) -> list[int]:
    return [wish.bar for wish in wishes if wish.bar]


def _could_fit(wishes: Sequence[Wish], lack: int) -> bool:
    bars = _bars(wishes)
    most = min(bars, default=0) * len(bars)
    return 0 < lack <= most + sum(wish.chips for wish in wishes)


def _shorter_bars(wishes: Sequence[Wish], lack: int) -> int:
    """By how much each bar is shorter."""
    if not _could_fit(wishes, lack) or not _bars(wishes):
        return 0
    return min(math.ceil(lack / len(_bars(wishes))), *_bars(wishes))


def _with_chips_cut(widths: Sequence[int], wishes: Sequence[Wish], room: int) -> list[int]:
    left = max(0, sum(widths) - _LEAST_GAP * len(widths) - room)
    cut = []
    for width, wish in zip(widths, wishes, strict=True):
        taken = min(left, wish.chips)
        left -= taken
        cut.append(width - taken)
    return cut


def _with_gaps(widths: Sequence[int], room: int) -> list[int]:
    """What is left over is shared out, the last takes the rest; a little that lacks comes off the gaps."""
    count = len(widths)
    over = room - sum(widths)
    each = max(-_LEAST_GAP, min(over // count, _MOST_BETWEEN))
    last = max(each, over - each * (count - 1))
    return [*(width + each for width in widths[:-1]), widths[-1] + last]
