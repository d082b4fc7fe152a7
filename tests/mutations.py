"""Structure-aware mutations of JSON values, so that what comes out still gets past a parser."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 2**53 - 1, 2**60, "", "x", "a" * 300, "\u202e\x00", "2026-13-40",
    "2026-01-05", "0001-01-01T00:00:00.000+14:00", "12", "1e9", "NaN", "taken", [], [[]], {},
    {"x": None}, [1, 2], {"1": 4},
)  # fmt: skip


def mutated(value: Any, chance: random.Random) -> Any:
    """``value`` with one or two places changed, taken away, doubled or moved."""
    result = deepcopy(value)
    for _ in range(chance.choice((1, 1, 2))):
        places = list(_places(result))
        if not places:
            return chance.choice(ODD)
        holder, key = chance.choice(places)
        chance.choice(_WAYS)(holder, key, chance)
    return result


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = each.keys() if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        found += [(each, key) for key in keys]
        waiting += [each[key] for key in keys]
    return found


def _replace(holder: Any, key: Any, chance: random.Random) -> None:
    holder[key] = deepcopy(chance.choice(ODD))


def _nudge(holder: Any, key: Any, chance: random.Random) -> None:
    """The same kind of value, a little off."""
    old = holder[key]
    if isinstance(old, bool):
        holder[key] = not old
    elif isinstance(old, int):
        holder[key] = old + chance.choice((-1, 1, 1000))
    elif isinstance(old, str):
        place = chance.randrange(len(old) + 1)
        holder[key] = old[:place] + chance.choice("0a- .") + old[place + 1 :]
    else:
        holder[key] = [old]


def _remove(holder: Any, key: Any, _: random.Random) -> None:
    del holder[key]


def _double(holder: Any, key: Any, chance: random.Random) -> None:
    if isinstance(holder, list):
        holder.insert(chance.randrange(len(holder) + 1), deepcopy(holder[key]))
    else:
        holder[f"{key}2"] = deepcopy(holder[key])


def _deepen(holder: Any, key: Any, _: random.Random) -> None:
    for _turn in range(60):
        holder[key] = [holder[key]]


_WAYS: tuple[Callable[[Any, Any, random.Random], None], ...] = (
    _replace, _replace, _nudge, _nudge, _nudge, _remove, _double, _deepen
)  # fmt: skip
