"""The answers of one question of a FHIR R4 Questionnaire, lowest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diary_app.common.i18n import N_
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.wording_check import question, unfit


def answers_of(n: int, item: Mapping[str, Any], name: str) -> list[str]:
    """The words of the answers to question ``n``; empty where an answer is a bare number.

    They must stand lowest first: an order that codes or numbers give and that is another one is
    refused, for nobody can tell then what an answer means. Raises ``DoesNotFit``.
    """
    options = item.get("answerOption")
    if options is None and "answerValueSet" in item:
        raise unfit(name, N_("the answers to {where} stand in a value set, not in the file"),
                    where=question(n))  # fmt: skip
    if not isinstance(options, list) or not all(isinstance(each, Mapping) for each in options):
        raise unfit(name, N_("{where} has no {key}"), where=question(n), key="answerOption")
    told = [_told(n, each, name) for each in options]
    numbers = [number for _, number in told]
    if all(number is not None for number in numbers):
        _refuse_order(n, [number for number in numbers if number is not None], name)
    return [words for words, _ in told]


def _told(n: int, option: Mapping[str, Any], name: str) -> tuple[str, int | None]:
    """The words of an answer and the number it has, as far as it has them."""
    if type(option.get("valueInteger")) is int:
        return "", option["valueInteger"]
    text = option.get("valueString")
    if isinstance(text, str):
        return _words(text), _number(text)
    coding = option.get("valueCoding")
    if not isinstance(coding, Mapping):
        raise unfit(name, N_("an answer to {where} is neither a coding, a number nor a text"),
                    where=question(n))  # fmt: skip
    code, display = (coding.get(key) for key in ("code", "display"))
    words = display if isinstance(display, str) else ""
    return _words(words), _number(code if isinstance(code, str) else words)


def _words(text: str) -> str:
    return "" if _number(text) is not None else text.strip()


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _refuse_order(n: int, numbers: list[int], name: str) -> None:
    """As many as the question has must be 1, 2, 3 and so on; too few or too many are refused elsewhere."""
    highest = ITEMS[n - 1].highest
    if len(numbers) == highest and numbers != list(range(1, highest + 1)):
        raise unfit(
            name,
            N_("the answers to {where} are numbered {numbers}, not 1 to {highest}"),
            where=question(n),
            numbers=", ".join(map(str, numbers)),
            highest=highest,
        )
