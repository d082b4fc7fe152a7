"""What a file of another program does not tell of a question, and the program says in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.wording import Wording, load, shown_in

Question = Mapping[str, Any]


def item_row(n: int, question: Question, language: str) -> dict[str, Any]:
    """Question ``n`` of a pack: ``text``, ``short`` and ``options`` of the file.

    A name for lists that the file does not give is the program's own; it is no text of the form.
    """
    own = _own(language)
    short = question["short"] or (own.item(n).short if own else "")
    return {"n": n, "recall": ITEMS[n - 1].recall, **question, "short": short}


def own_practice(language: str) -> Question | None:
    """The program's own question to practise with; it is none of the 30."""
    own = _own(language)
    if own is None or own.practice is None:
        return None
    return {"text": own.practice.text, "short": own.practice.short, "options": list(own.practice.options)}


def _own(language: str) -> Wording | None:
    known = shown_in(language)
    return load(known) if known else None
