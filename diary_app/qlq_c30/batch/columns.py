"""Which columns hold the 30 items, and what the score columns will be called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.scales import CODES

DEFAULT_ITEMS = "q{n}"
"""The pattern that also finds ``Q1`` to ``Q30``; any other pattern is taken letter by letter."""

_FIELD = re.compile(r"\{n(?::0?2d?)?\}")


def item_columns(names: Sequence[str], items: str = DEFAULT_ITEMS) -> dict[int, str]:
    """Item number -> name of its column in ``names``.

    ``items`` is a pattern such as ``C30_Q{n}``, or ``Q{n:02}`` for two
    digits. Never guesses: a missing column, and an item that two columns
    fit, raise ``DoesNotFit`` naming them.
    """
    patterns = _patterns(items)
    counts = Counter(names)
    found: dict[int, str] = {}
    absent: list[str] = []
    for n in range(1, len(ITEMS) + 1):
        candidates = [pattern.format(n=n) for pattern in patterns]
        fitting = [name for name in candidates for _ in range(counts[name])]
        if len(fitting) > 1:
            raise DoesNotFit(
                N_("More than one column fits question {n}: {names}."), n=n, names=", ".join(fitting)
            )
        if fitting:
            found[n] = fitting[0]
        else:
            absent.append(candidates[0])
    if absent:
        raise _absent(absent)
    return found


def _patterns(items: str) -> tuple[str, ...]:
    rest, count = _FIELD.subn("", items)
    if count != 1 or "{" in rest or "}" in rest:
        raise DoesNotFit(
            N_("The item pattern {items} does not fit; write {example}, with {field} for the number."),
            items=repr(items),
            example="C30_Q{n}",
            field="{n}",
        )
    return (items, items.upper().replace("{N}", "{n}")) if items == DEFAULT_ITEMS else (items,)


def _absent(absent: Sequence[str]) -> DoesNotFit:
    if len(absent) == len(ITEMS):
        return DoesNotFit(
            N_("There are no columns {first} to {last}; name them with --items, for instance {example}."),
            first=absent[0],
            last=absent[-1],
            example="C30_Q{n}",
        )
    return DoesNotFit(N_("These question columns are missing: {names}."), names=", ".join(absent))


def output_columns(carried: Sequence[str], prefix: str = "") -> dict[str, str]:
    """Score code -> column name in the output; refuses a name that a carried column has."""
    names = {code: prefix + code for code in CODES}
    clash = [name for name in names.values() if name in set(carried)]
    if clash:
        raise DoesNotFit(
            N_("There is a column {name} already; choose another prefix for the scores with --prefix."),
            name=clash[0],
        )
    return names
