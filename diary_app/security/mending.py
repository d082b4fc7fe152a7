"""Writing copies of the key file anew from the one that was shown to open the database."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from diary_app.security.files import part_of
from diary_app.security.slot_file import Copies, write_copies
from diary_app.security.slots import Slot, SlotSet

_log = logging.getLogger(__name__)


def mend(copies: Copies, files: Sequence[Path], good: SlotSet, opened: Mapping[SlotSet, bytes]) -> None:
    """Write ``good`` over what is missing, damaged or behind, and clear what a cut-off change left.

    ``good`` must have been shown to open the database. ``opened``: the data
    keys of the slot sets that were opened, ``good`` among them. A copy of
    another diary, or with another key, is moved to a name of its own: it may be
    the last one that opens that diary. A copy that may be newer than ``good``
    stays as it is.
    """
    try:
        for file in files:
            if part_of(file).exists():
                part_of(file).unlink()
        for file in files:
            _mend_one(copies, file, good, opened)
    except OSError as problem:
        # The diary opens from the whole copy; a full or read-only disk must not stand in its way.
        _log.warning("a copy of the key file could not be mended: %s", problem.strerror)


def _mend_one(copies: Copies, file: Path, good: SlotSet, opened: Mapping[SlotSet, bytes]) -> None:
    there = dict(copies.whole).get(file)
    if there == good:
        return
    if there is not None and _is_foreign(there, good, opened):
        _log.warning("%s does not open this diary's database and was put aside", file.name)
        os.rename(file, _free_name(file))
    elif there is not None and not _is_behind(there, good, good_first=copies.slots == good):
        _log.warning("%s holds other key slots, which may be newer; it was left as it is", file.name)
        return
    write_copies([file], good)


def _is_foreign(slots: SlotSet, good: SlotSet, opened: Mapping[SlotSet, bytes]) -> bool:
    return slots.store_id != good.store_id or opened.get(slots, opened[good]) != opened[good]


def _is_behind(slots: SlotSet, good: SlotSet, *, good_first: bool) -> bool:
    """Whether ``slots``, of the same diary, were the ways in before ``good``.

    A change writes the first file first. Where each holds a slot that the other
    lacks, the later slot tells more: an older first file may have been put back.
    """
    newer, older = set(good.slots) - set(slots.slots), set(slots.slots) - set(good.slots)
    if not newer or not older:
        return good_first
    made, before = _latest(newer), _latest(older)
    return made >= before if good_first else made > before


def _latest(slots: set[Slot]) -> str:
    return max(slot.created_at for slot in slots)


def _free_name(file: Path) -> Path:
    number = 1
    while (name := file.with_name(f"{file.stem}.other-{number}{file.suffix}")).exists():
        number += 1
    return name
