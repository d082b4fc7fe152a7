"""Words of the command line as the values of a record line. What they mean is checked by the domain."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12})?", re.ASCII)
_WORDS = {"yes": True, "true": True, "no": False, "false": False}
# Fields whose value stays a text, also where it looks like a number.
_TEXTS = frozenset(
    {"day", "time", "zone", "offset", "status", "fasting", "reason", "note", "from", "to", "source", "mode"}
    | {"language", "sign", "decision", "response", "next_start", "progression", "death", "term", "symptom"}
    | {"end", "relation", "action", "outcome", "name", "dose", "route", "indication"}
)
_FLAGS = frozenset({"present", "vomited", "serious"})
_LARGEST = 1024 * 1024  # bytes of a file of answers


def number(text: str) -> Any:
    """A number if it is written like one, whole ones as ``int``; else the text, to be refused by name."""
    if not _NUMBER.fullmatch(text):
        return text
    return Decimal(text) if "." in text else int(text)


def pair(text: str) -> tuple[str, str]:
    """``NAME=VALUE``, cut at the first sign."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise DoesNotFit(N_("{text} does not fit; write it like NAME=VALUE."), text=text)
    return name.strip(), value.strip()


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """Several of them; a name that comes twice is refused."""
    found: dict[str, str] = {}
    for text in texts:
        name, value = pair(text)
        if name in found:
            raise DoesNotFit(N_("{name} is there twice."), name=name)
        found[name] = value
    return found


def severities(texts: Iterable[str]) -> dict[str, Any]:
    """``TERM=GRADE`` words."""
    return {term: number(grade) for term, grade in pairs(texts).items()}


def items(text: str | None) -> list[Any] | None:
    """``23,27``: item numbers."""
    return None if text is None else [number(part.strip()) for part in text.split(",") if part.strip()]


def changes(texts: Iterable[str]) -> dict[str, Any]:
    """The fields of a correction; an empty value takes a field out.

    ``5=3`` and ``answers.5=3`` change one answer of a questionnaire.
    """
    changed: dict[str, Any] = {}
    for name, text in pairs(texts).items():
        value = _field(name, text)
        item = name.removeprefix("answers.")
        if item.isascii() and item.isdigit():
            changed.setdefault("answers", {})[item] = value
        else:
            changed[name] = value
    return changed


def _field(name: str, text: str) -> Any:
    if not text:
        return None
    if name == "readings":
        return text.replace(",", " ").split()
    if name in ("declined", "not_seen", "left_open", "blank"):
        return items(text)
    if name == "criteria":
        return codes(text)
    if name in _FLAGS:
        return _WORDS.get(text.lower(), text)
    return text if name in _TEXTS else number(text)


def flag(text: str | None) -> Any:
    """Yes or no, if it is written like one; else the text, to be refused by name."""
    return None if text is None else _WORDS.get(text.lower(), text)


def codes(text: str | None) -> list[str] | None:
    """``death,hospitalisation``: codes."""
    return None if text is None else [part.strip() for part in text.split(",") if part.strip()]


def answers(text: str) -> dict[str, Any]:
    """Answers by item: ``1=2,2=1,...``, or a file with a JSON object or ``item,answer`` rows.

    A blank or null answer means that the item was not answered.
    """
    if "=" in text and not Path(text).exists():
        given: Iterable[tuple[str, Any]] = [pair(part) for part in text.split(",") if part.strip()]
    else:
        given = _from_file(Path(text))
    found: dict[str, Any] = {}
    for item, answer in given:
        if item in found:
            raise DoesNotFit(N_("{name} is there twice."), name=item)
        found[item] = number(answer.strip()) if isinstance(answer, str) else answer
    return {item: answer for item, answer in found.items() if answer not in (None, "")}


def _from_file(path: Path) -> Iterable[tuple[str, Any]]:
    content = read_text(path)
    if content.lstrip().startswith("{"):
        from diary_app.services.strict_lines import parse_line

        return list(parse_line(content).items())
    return _rows(list(csv.reader(content.splitlines())))


def _rows(rows: Sequence[Sequence[str]]) -> Iterable[tuple[str, Any]]:
    for number_, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number_ == 1 and not cells[0].isdigit()):
            continue  # an empty line, or the names of the columns
        if len(cells) != 2:
            raise DoesNotFit(N_("Line {line}: two cells fit, the item and its answer."), line=number_)
        yield cells[0], cells[1]


def read_text(path: Path) -> str:
    """A small file of text; refused in a sentence when it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise DoesNotFit(N_("{file} is too large for what it should hold."), file=path)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DoesNotFit(N_("{file} is not text in UTF-8."), file=path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise DoesNotFit(N_("{file} cannot be read: {why}."), file=path, why=why) from None
