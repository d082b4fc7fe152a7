"""A FHIR R4 Questionnaire (https://hl7.org/fhir/R4/questionnaire.html) as a wording pack.

What is asked is every item that is no ``group`` and no ``display``: exactly 30. They are in order
by the numbers at the end of their ``linkId`` where these are 1 to 30, else as they stand. The
recall period is the text of the nearest ``group`` around question 6, or of the ``display`` before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diary_app.common.i18n import N_
from diary_app.exchange.wording.fhir_answers import answers_of
from diary_app.exchange.wording.parts import item_row, own_practice
from diary_app.qlq_c30.items import ITEMS, shown
from diary_app.qlq_c30.wording_check import FORMAT, question, unfit

QUESTIONNAIRE = "Questionnaire"
_DEEPEST = 20
_GROUP, _DISPLAY = "group", "display"
_NUMBER = re.compile(r"(\d{1,4})\Z")
_FIRST_WITH_RECALL = next(one.n for one in ITEMS if one.recall == "past_week")


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item that asks, and the heading that stands above it."""

    item: Mapping[str, Any]
    heading: str


def pack_of_questionnaire(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The pack that a Questionnaire tells, as its JSON object, still to be checked. Raises ``DoesNotFit``."""
    asked = _in_order(list(_asked(_items(content, name), "", name, 0)), name)
    language = _told(content, "language", name).replace("-", "_")
    return {
        "format": FORMAT,
        "id": _id(content, name),
        "language": language,
        "version": _told(content, "version", name),
        "official": True,
        "notice": "",
        "copyright": _told(content, "copyright", name),
        "headings": {"none": "", "past_week": _recall(asked, name)},
        "practice": own_practice(language),
        "items": [
            item_row(n, _question(n, each.item, name), language) for n, each in enumerate(asked, start=1)
        ],
    }


def _told(content: Mapping[str, Any], key: str, name: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value.strip():
        raise unfit(name, N_("the Questionnaire has no {key}"), key=key)
    return value.strip()


def _id(content: Mapping[str, Any], name: str) -> str:
    told = next((content[key] for key in ("id", "name") if isinstance(content.get(key), str)), "")
    if not told.strip():
        raise unfit(name, N_("the Questionnaire has no {key}"), key="id")
    return str(told).strip()


def _items(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = holder.get("item", [])
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise unfit(name, N_("its items are no list of objects"))
    return found


def _asked(items: list[Mapping[str, Any]], heading: str, name: str, depth: int) -> Iterator[_Asked]:
    """Every item that asks, in the order in which a person meets them."""
    if depth > _DEEPEST:
        raise unfit(name, N_("its items lie more than {most} deep"), most=_DEEPEST)
    for item in items:
        text = item.get("text")
        words = text.strip() if isinstance(text, str) else ""
        kind, inside = item.get("type"), heading
        if kind == _DISPLAY:
            heading = words or heading
        elif kind == _GROUP:
            inside = words or heading
        else:
            yield _Asked(item, heading)
        yield from _asked(_items(item, name), inside, name, depth + 1)


def _in_order(asked: list[_Asked], name: str) -> list[_Asked]:
    if len(asked) != len(ITEMS):
        raise unfit(name, N_("{count} questions, not {wanted}"), count=len(asked), wanted=len(ITEMS))
    numbers = [_number(each.item.get("linkId")) for each in asked]
    if sorted(numbers) != [one.n for one in ITEMS]:
        return asked
    return [each for _, each in sorted(zip(numbers, asked, strict=True), key=lambda pair: pair[0])]


def _number(link: object) -> int:
    found = _NUMBER.search(link) if isinstance(link, str) else None
    return int(found[1]) if found else 0


def _recall(asked: list[_Asked], name: str) -> str:
    heading = asked[_FIRST_WITH_RECALL - 1].heading
    if not heading:
        raise unfit(
            name,
            N_("no group or display before {where} tells its recall period"),
            where=question(_FIRST_WITH_RECALL),
        )
    return heading


def _question(n: int, item: Mapping[str, Any], name: str) -> dict[str, Any]:
    text = item.get("text")
    if not isinstance(text, str):
        raise unfit(name, N_("{where} has no {key}"), where=question(n), key="text")
    if item.get("type") not in ("choice", "open-choice", "integer", "coding"):
        raise unfit(
            name,
            N_("{where} is of the type {value}, not choice"),
            where=question(n),
            value=shown(item.get("type")),
        )
    return {"text": text.strip(), "short": "", "options": answers_of(n, item, name)}
