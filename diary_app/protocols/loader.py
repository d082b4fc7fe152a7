"""Reads study plans from TOML; whatever does not fit is told in one sentence with its key."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.common.resources import resource
from diary_app.domain.protocol import Protocol
from diary_app.protocols.alert_checks import check_alerts
from diary_app.protocols.build import build_protocol
from diary_app.protocols.checks import check_plan
from diary_app.protocols.fields import MISFIT, shown
from diary_app.protocols.keys import dotted, every_key
from diary_app.protocols.schema import CONDITION_KINDS, PlanTable

LARGEST_FILE = 1024 * 1024
_AT = re.compile(r"^(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)$", re.DOTALL)
_TOO_LARGE = N_("{file}: a study plan is a text of at most {most} bytes; this one is larger.")
_NOT_UTF8 = N_("{file}: a study plan is a text in UTF-8; this file is not.")
_NOT_READ = N_("{file}: this file cannot be read ({why}).")
_NO_PATH = N_("{file} is not the path of a file.")
_NOT_TOML = N_("{file}: line {line}, column {column} is not TOML: {what}.")
_ENDS_EARLY = N_("{file}: the file ends in the middle of something, so it is not TOML: {what}.")
_NO_NUMBER = N_("{file}: a number in this file is too long, or its lists are too deep, to be read.")
_NO_ENGLISH = N_("{file}: languages must hold en; every text is needed in English.")
_NO_CONDITION = N_("{file}: {key} must be one of {choices}; it is {found}.")
_NO_TABLE = N_("{file}: {key} must be a table with the key kind; it is {found}.")


@dataclass(frozen=True, slots=True)
class LoadedProtocol:
    """A study plan with the text it came from.

    ``text`` is what goes into the log; ``sha256``: lower-case hex digest of
    ``text`` in UTF-8.
    """

    protocol: Protocol
    text: str
    sha256: str


def shipped_protocols() -> list[str]:
    """The ids of the study plans that come with the program, in alphabetical order."""
    return sorted(path.stem for path in resource("protocols").glob("*.toml"))


def find_protocol(id_or_path: str) -> LoadedProtocol:
    """The shipped plan with this id, or the plan in the file at this path."""
    shipped = shipped_protocols()
    if id_or_path in shipped:
        return load_protocol(resource("protocols", f"{id_or_path}.toml"))
    path = Path(id_or_path)
    if not (path.suffix or os.path.exists(id_or_path)):
        raise DoesNotFit(
            N_("There is no study plan {name}; give the path of a file or one of: {shipped}."),
            name=shown(id_or_path),
            shipped=", ".join(shipped),
        )
    return load_protocol(path)


def load_protocol(source: Path) -> LoadedProtocol:
    """The plan in a file; a byte order mark at its beginning is dropped."""
    try:
        with source.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise DoesNotFit(N_("{file}: there is no such file."), file=source) from None
    except IsADirectoryError:
        raise DoesNotFit(N_("{file}: this is a folder; give a study plan's file."), file=source) from None
    except OSError as error:
        raise DoesNotFit(_NOT_READ, file=source, why=error.strerror or type(error).__name__) from None
    except ValueError:
        raise DoesNotFit(_NO_PATH, file=shown(str(source))) from None
    if len(content) > LARGEST_FILE:
        raise DoesNotFit(_TOO_LARGE, file=source, most=LARGEST_FILE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DoesNotFit(_NOT_UTF8, file=source) from None
    return parse_protocol(text, str(source))


def parse_protocol(text: str, source_name: str) -> LoadedProtocol:
    """The plan in a text; ``source_name`` is what sentences call it."""
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError:
        raise DoesNotFit(_NOT_UTF8, file=source_name) from None
    if len(content) > LARGEST_FILE:
        raise DoesNotFit(_TOO_LARGE, file=source_name, most=LARGEST_FILE)
    protocol = protocol_from(_read_toml(text, source_name), source_name)
    return LoadedProtocol(protocol, text, hashlib.sha256(content).hexdigest())


def protocol_from(document: dict[str, Any], source_name: str) -> Protocol:
    """The plan in a document that is already read from TOML (numbers with a point as decimals)."""
    plan = _validated(document, source_name)
    check_plan(plan, source_name, frozenset(every_key(document)))
    check_alerts(plan, source_name)
    return build_protocol(plan, source_name)


def _read_toml(text: str, file: str) -> dict[str, Any]:
    as_decimal: Callable[[str], Any] = Decimal
    try:
        return tomllib.loads(text, parse_float=as_decimal)
    except tomllib.TOMLDecodeError as error:
        place = _AT.match(str(error))
        if place is None:
            what = str(error).replace(" (at end of document)", "")
            raise DoesNotFit(_ENDS_EARLY, file=file, what=what) from None
        raise DoesNotFit(_NOT_TOML, file=file, **place.groupdict()) from None
    except (ValueError, ArithmeticError, RecursionError):
        # Digits beyond what int() takes, exponents beyond what Decimal takes, brackets beyond the stack.
        raise DoesNotFit(_NO_NUMBER, file=file) from None


def _validated(document: dict[str, Any], file: str) -> PlanTable:
    listed = document.get("languages")
    known = isinstance(listed, list) and bool(listed) and all(one in LANGUAGES for one in listed)
    if known and listed and "en" not in listed:
        raise DoesNotFit(_NO_ENGLISH, file=file)
    try:
        return PlanTable.model_validate(document, context=tuple(listed) if known and listed else None)
    except ValidationError as error:
        raise _first_misfit(error, document, file) from None


def _first_misfit(error: ValidationError, document: dict[str, Any], file: str) -> DoesNotFit:
    """pydantic's first finding as one of our sentences."""
    found = error.errors(include_url=False)[0]
    key, context = dotted(document, found["loc"]), found.get("ctx", {})
    if found["type"] == MISFIT:
        at = context["at"]
        whole = ".".join(part for part in (key, at) if part)
        return DoesNotFit(context["template"], file=file, key=whole, **context["values"])
    if not isinstance(found["input"], dict):
        return DoesNotFit(_NO_TABLE, file=file, key=key, found=shown(found["input"]))
    choices = ", ".join(CONDITION_KINDS)
    kind = found["input"].get("kind", "")
    return DoesNotFit(_NO_CONDITION, file=file, key=f"{key}.kind", choices=choices, found=shown(kind))
