"""The settings that must be known while the diary is locked, and that tell nothing of health.

Each is declared once, as a field of ``Settings``: its type, its default and
what it may be. They lie beside the store in ``plain.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.common.paths import write_whole

_LARGEST = 64 * 1024  # bytes; the file holds a handful of words
_LONGEST_PATH = 4096  # characters


def _one_of(*choices: Any) -> Any:
    """A setting that may be one of ``choices``; the first is its default."""
    return field(default=choices[0], metadata={"choices": choices})


def _folder() -> Any:
    """A setting that is the whole path of a folder, or empty."""
    return field(default="", metadata={"choices": ("",), "folder": True})


_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _clock_time(usual: str) -> Any:
    """A setting that is a time of day, ``HH:MM``."""
    return field(default=usual, metadata={"choices": (usual,), "clock": True})


def _is_folder_path(text: str) -> bool:
    """Whether a text can be the path of a folder, on this or another system."""
    whole = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()
    return whole and len(text) <= _LONGEST_PATH and text.isprintable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The declared settings; a value that does not fit is refused by name.

    ``language``: of the window. ``text_size``: percent of the base size.
    ``theme``: ``system`` follows the computer. ``role``: who uses this store.
    ``lock_after``: minutes without use after which the diary locks; 0 is never.
    ``second_backup``: the folder of the second copy, empty while there is none.
    ``incoming``: a clinic's folder for files that come in, empty while there is none.
    ``synced_warned``: it was said that the diary lies in a synced or removable folder.
    ``reminders``: whether to remind, every day at ``reminder_time`` where there is
    something to do, and with ``reminder_evening`` also the evening before a new cycle.
    ``keep_running``: with reminders on and a tray there, closing the window locks the
    diary and leaves the program beside the clock. ``tray_told``: that was said once.
    """

    language: str = _one_of(*LANGUAGES)
    text_size: int = _one_of(100, 125, 150, 175, 200)
    theme: str = _one_of("system", "light", "dark")
    role: str = _one_of("patient", "clinic")
    lock_after: int = _one_of(10, 5, 30, 60, 0)
    second_backup: str = _folder()
    incoming: str = _folder()
    synced_warned: bool = _one_of(False, True)
    reminders: bool = _one_of(False, True)
    reminder_time: str = _clock_time("07:30")
    reminder_evening: bool = _one_of(True, False)
    keep_running: bool = _one_of(True, False)
    tray_told: bool = _one_of(False, True)

    def __post_init__(self) -> None:
        for declared in fields(self):
            _check(declared, getattr(self, declared.name))


def choices(name: str) -> tuple[Any, ...]:
    """What the setting ``name`` may be, the default first. Raises ``KeyError`` for an unknown name."""
    return tuple({declared.name: declared for declared in fields(Settings)}[name].metadata["choices"])


def read_settings(path: Path) -> Settings:
    """The settings in the file ``path``, and the defaults of those it does not name.

    A missing file means all defaults. Raises ``DoesNotFit`` (exit code 3),
    naming the file and what does not fit, for unknown names, wrong values and
    anything that is not one JSON object.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return Settings()
    values = _parse(path, data)
    known = {declared.name for declared in fields(Settings)}
    for name in values:
        if name not in known:
            raise DoesNotFit(
                N_("{file} names a setting that does not exist: {name}. There are: {known}."),
                file=path.name, name=name, known=", ".join(sorted(known)),
            )  # fmt: skip
    return Settings(**values)


def save_settings(path: Path, settings: Settings) -> None:
    """Write all settings, whole and durably. Raises ``NotSaved`` (exit code 8)."""
    write_whole(path, (json.dumps(asdict(settings), indent=1, sort_keys=True) + "\n").encode("ascii"))


def _parse(path: Path, data: bytes) -> dict[str, Any]:
    try:
        if len(data) > _LARGEST:
            raise ValueError
        values = json.loads(data.decode("utf-8"), object_pairs_hook=_no_twins)
        if not isinstance(values, dict):
            raise TypeError
    except (ValueError, TypeError, RecursionError) as error:
        raise DoesNotFit(N_("{file} is not a settings file of this program."), file=path.name) from error
    return values


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a name is there twice")
    return values


def _check(declared: Field[Any], value: object) -> None:
    assert declared.default is not MISSING
    allowed = declared.metadata["choices"]
    if type(value) is type(declared.default):
        if value in allowed:
            return
        if declared.metadata.get("folder") and isinstance(value, str) and _is_folder_path(value):
            return
        if declared.metadata.get("clock") and isinstance(value, str) and _TIME.fullmatch(value):
            return
    raise _refusal(declared, value)


def _refusal(declared: Field[Any], value: object) -> DoesNotFit:
    named = {"name": declared.name, "value": json.dumps(value, default=repr)}
    if declared.metadata.get("folder"):
        text = N_("The setting {name} cannot be {value}. It can be the whole path of a folder, or empty.")
        return DoesNotFit(text, **named)
    if declared.metadata.get("clock"):
        return DoesNotFit(N_("The setting {name} cannot be {value}. It can be a time like 07:30."), **named)
    told = [
        str(choice) if isinstance(choice, str) else json.dumps(choice) for choice in choices(declared.name)
    ]
    return DoesNotFit(
        N_("The setting {name} cannot be {value}. It can be: {choices}."), **named, choices=", ".join(told)
    )
