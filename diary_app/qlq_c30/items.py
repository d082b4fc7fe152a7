"""The 30 items: how many answers each takes, what period it asks about, what fits.

Structure of the EORTC QLQ-C30 version 3.0 (Aaronson 1993, J Natl Cancer Inst
85:365; EORTC scoring manual, 3rd edition, 2001). Items 1 to 28 are answered
1 to 4, items 29 and 30 are answered 1 to 7. The texts are not here: they
belong to a wording pack (``wording``).
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

Recall = Literal["none", "past_week"]

MISSING_WORDS = frozenset({"", "na", "nan", "null", "<na>"})
"""Cell texts (lower case, stripped) that mean "no answer" in other people's files."""

_WHOLE = re.compile(r"([+-]?)0*(\d{1,9})(?:\.0*)?", re.ASCII)
_NOT_AN_ANSWER = N_("Question {n}: {value} is no answer; whole numbers from 1 to {highest} fit.")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number, its highest answer (4 or 7; the lowest is 1) and its recall period."""

    n: int
    highest: int
    recall: Recall


def _item(n: int) -> Item:
    return Item(n, highest=7 if n >= 29 else 4, recall="none" if n <= 5 else "past_week")


ITEMS: tuple[Item, ...] = tuple(_item(n) for n in range(1, 31))
"""All items in the order of the form; ``ITEMS[n - 1]`` is item ``n``."""


def shown(value: object) -> str:
    """A refused value for an error sentence: quoted if text, cut short if long."""
    return reprlib.repr(value) if isinstance(value, str) else shorten(str(value), 40, placeholder="…")


def item(n: int) -> Item:
    """Item ``n``; refuses everything but the whole numbers 1 to 30."""
    if type(n) is not int or not 1 <= n <= len(ITEMS):
        raise DoesNotFit(N_("There is no question {n}; the questions are 1 to 30."), n=shown(n))
    return ITEMS[n - 1]


def check_answer(n: int, value: object) -> int:
    """``value`` if it is an answer to item ``n``: an ``int`` from 1 to 4 (29, 30: to 7).

    Nothing is clipped and nothing is taken for missing: 0, 5, 2.5, 2.0, text
    and ``True`` raise ``DoesNotFit`` naming the item and what fits.
    """
    highest = item(n).highest
    if type(value) is not int or not 1 <= value <= highest:
        raise DoesNotFit(_NOT_AN_ANSWER, n=n, value=shown(value), highest=highest)
    return value


def read_answer(n: int, value: object, missing: Collection[str] = ()) -> int | None:
    """An answer out of foreign data: a file, a data frame, another program.

    Whole numbers also count when they arrive as 2.0, "2" or "2.0"; an empty
    cell, NA, NaN, null and the declared ``missing`` marks (from
    ``missing_marks``) give ``None``. All else raises ``DoesNotFit``.
    """
    text = "" if value is None else plain_number(str(value))
    if text.lower() in MISSING_WORDS or text in missing:
        return None
    if not text.isascii() or not text.isdigit():
        return check_answer(n, value if isinstance(value, str) else str(value))
    return check_answer(n, int(text))


def missing_marks(marks: Iterable[str]) -> frozenset[str]:
    """Declared missing marks in the form ``read_answer`` compares; blanks are dropped.

    1 to 7 are refused: each of them is an answer to some item.
    """
    found = frozenset(plain_number(mark) for mark in marks) - {""}
    for mark in sorted(found):
        if mark in {"1", "2", "3", "4", "5", "6", "7"}:
            raise DoesNotFit(N_("{mark} is an answer, so it cannot mark a missing one."), mark=mark)
    return found


def plain_number(text: str) -> str:
    """``text`` without outer space; a whole number also without plus, leading zeros and ``.0``."""
    text = text.strip()
    whole = _WHOLE.fullmatch(text)
    return whole[1].replace("+", "") + whole[2] if whole else text
