"""The slot file: JSON, read strictly, with a check sum, kept in two copies.

The check sum tells accidental damage from a wrong passphrase: it is not a
secret and proves nothing against a person who means harm (the slots' own seals
do). Its rule holds for every version of the file, so that a damaged version
number is damage and never taken for a newer program.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from diary_app.common.errors import Damaged, DoesNotFit, NewerVersion
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.argon import MOST_WORK
from diary_app.security.files import write_durably
from diary_app.security.slot_fields import Unreadable, exactly, fields_of, slot_of, text, whole
from diary_app.security.slots import EscrowSlot, KeychainSlot, PassphraseSlot, RecoverySlot, SlotSet

# Version 1 knows passphrases alone; version 2 recovery codes too; version 3 keychain and clinic.
VERSION = 3
SIZE_CAP = 64 * 1024
_FORMAT = "morning-diary-keys"
_FILE_FIELDS = {"format", "version", "store", "slots", "check"}


@dataclass(frozen=True, slots=True)
class Copies:
    """What the copies hold: the slots of the first whole one, and which copies hold something else.

    ``whole``: every copy that could be read, in order, and its slots.
    """

    slots: SlotSet
    to_mend: tuple[Path, ...]
    whole: tuple[tuple[Path, SlotSet], ...]

    def sets(self) -> list[SlotSet]:
        """The slots that the whole copies hold, each once, in the copies' order."""
        return list(dict.fromkeys(slots for _, slots in self.whole))

    def holding(self, slots: SlotSet) -> list[Path]:
        """The copies that hold these slots."""
        return [file for file, there in self.whole if there == slots]


def encode(slots: SlotSet) -> bytes:
    """The slot file's bytes, of the least version that can hold the slots."""
    value: dict[str, Any] = {
        "format": _FORMAT,
        "version": _least_version(slots),
        "store": slots.store_id,
        "slots": [fields_of(slot) for slot in slots.slots],
    }
    value["check"] = _check_sum(value)
    return json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8") + b"\n"


def decode(content: bytes) -> SlotSet:
    """Read a slot file's bytes.

    Raises ``Unreadable``, or ``NewerVersion`` for a whole file of a newer program.
    """
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
        return _slot_set(value)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Unreadable(str(problem)) from problem


def write_copies(files: Sequence[Path], slots: SlotSet) -> None:
    """Write every copy, one after the other, so that one whole copy is there at any moment.

    Raises ``ValueError`` for slots that could not be read back, and writes nothing then.
    """
    content = encode(slots)
    if len(content) > SIZE_CAP or decode(content) != slots:
        raise ValueError("slots that do not fit the file")
    for file in files:
        write_durably(file, content)


def read_copies(files: Sequence[Path]) -> Copies:
    """The slots of the first whole copy.

    Raises ``Damaged`` when no copy can be read, ``NewerVersion`` when a
    whole one was written by a newer program.
    """
    whole: list[tuple[Path, SlotSet]] = []
    for file in files:
        with suppress(Unreadable):
            whole.append((file, _read(file)))
    if not whole:
        raise Damaged(
            N_("The key file {file} of this diary and its copy are missing or damaged."), file=files[0].name
        )
    first = whole[0][1]
    same = {file for file, slots in whole if slots == first}
    return Copies(first, tuple(file for file in files if file not in same), tuple(whole))


def _read(file: Path) -> SlotSet:
    try:
        with file.open("rb") as handle:
            content = handle.read(SIZE_CAP + 1)
    except OSError as problem:
        raise Unreadable(str(problem)) from problem
    if len(content) > SIZE_CAP:
        raise Unreadable("too long")
    return decode(content)


def _least_version(slots: SlotSet) -> int:
    if slots.of_kind(KeychainSlot) or slots.of_kind(EscrowSlot):
        return 3
    return 2 if slots.of_kind(RecoverySlot) else 1


def _slot_set(value: dict[str, Any]) -> SlotSet:
    check = value.pop("check")
    if value["format"] != _FORMAT or check != _check_sum(value):
        raise Unreadable("the check sum does not fit")
    if whole(value["version"]) > VERSION:
        raise NewerVersion(
            N_("The key file has version {found}; this program knows up to version {known}."),
            found=value["version"],
            known=VERSION,
        )
    exactly(value, _FILE_FIELDS - {"check"})
    slots = tuple(slot_of(slot, value["version"]) for slot in value["slots"])
    if len({slot.id for slot in slots}) != len(slots):
        raise Unreadable("an id twice")
    if sum(slot.cost.work for slot in slots if isinstance(slot, PassphraseSlot)) > MOST_WORK:
        raise Unreadable("cost of the key derivations together")
    try:
        return SlotSet(text(value["store"]), slots)
    except DoesNotFit as problem:
        raise Unreadable(str(problem)) from None


def _check_sum(value: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise Unreadable("a field twice")
    return dict(pairs)


def _refused(name: str) -> NoReturn:
    raise Unreadable(f"not a number of JSON: {name}")
