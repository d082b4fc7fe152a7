"""The plain file with the instants of coming reminders, read while the diary is locked.

It lies beside the store as ``reminders.json`` and tells nothing of health:
instants in UTC and nothing else. The language of what is said then stands in
the settings beside it. No storage here, so that the window can read it at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.common.i18n import N_
from diary_app.common.paths import write_whole

MOST = 200
"""More instants than two months of reminders can have."""
_LARGEST = 16 * 1024  # bytes
_VERSION = 1
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_WRITTEN = "%Y-%m-%dT%H:%M:%SZ"


def reminder_file(store: Path) -> Path:
    """The file of the store in a folder."""
    return store / "reminders.json"


def read_instants(path: Path) -> tuple[datetime, ...]:
    """The instants (UTC, in order) in the file ``path``; none where there is no such file.

    Raises ``DoesNotFit`` (exit code 3) for anything that :func:`save_instants`
    does not write, ``OSError`` where the disk refuses.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return ()
    try:
        return _parse(data)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DoesNotFit(N_("{file} is not a reminders file of this program."), file=path.name) from error


def save_instants(path: Path, instants: Sequence[datetime]) -> None:
    """Keep ``instants`` (aware, in order, none twice), whole and durably; without any the file goes.

    A file that says the same already is left alone. Raises ``NotSaved`` (exit code 8).
    """
    try:
        if not instants:
            if path.exists():
                path.unlink()
            return
        data = _written(instants)
        with suppress(FileNotFoundError), path.open("rb") as file:
            if file.read(_LARGEST + 1) == data:
                return
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSaved(N_("{file} was not saved: {reason}."), file=path.name, reason=reason) from error
    write_whole(path, data)


def _written(instants: Sequence[datetime]) -> bytes:
    texts = [instant.astimezone(UTC).strftime(_WRITTEN) for instant in instants]
    return (json.dumps({"instants": texts, "version": _VERSION}, indent=1) + "\n").encode("ascii")


def _parse(data: bytes) -> tuple[datetime, ...]:
    if len(data) > _LARGEST:
        raise ValueError("too large")
    value = json.loads(data.decode("ascii"), object_pairs_hook=_no_twins)
    if not isinstance(value, dict) or value.keys() != {"version", "instants"}:
        raise ValueError("other fields")
    texts = value["instants"]
    if type(value["version"]) is not int or value["version"] != _VERSION:
        raise ValueError("another version")
    if not isinstance(texts, list) or not 0 < len(texts) <= MOST:
        raise ValueError("not a list of instants")
    found = tuple(_instant(text) for text in texts)
    if any(later <= earlier for earlier, later in pairwise(found)):
        raise ValueError("not in order")
    return found


def _instant(text: Any) -> datetime:
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise ValueError("no instant")
    return datetime.strptime(text, _WRITTEN).replace(tzinfo=UTC)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name is there twice")
    return values
