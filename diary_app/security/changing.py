"""Putting new slots in the place of old ones: at any moment the old or the new ones open the store."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from diary_app.common.errors import Damaged, NotSaved
from diary_app.common.i18n import N_
from diary_app.security.keychain import KeychainSecret
from diary_app.security.sealing import unlock_slot
from diary_app.security.secret import Secret
from diary_app.security.slot_file import read_copies, write_copies
from diary_app.security.slots import SlotSet

_log = logging.getLogger(__name__)


class NotCertain(NotSaved):
    """It is not known whether the old slots count or the new ones."""


def put_in_place(
    files: Sequence[Path],
    slots: SlotSet,
    data_key: bytes,
    secret: Secret | KeychainSecret,
    *,
    by: str | None = None,
) -> None:
    """Replace the slots as :func:`replace_slots`, after ``secret`` was shown to open the new ones.

    ``by``: the id of the slot that is to open.
    """
    if unlock_slot(slots, secret, first=by, alone=by is not None).data_key != data_key:
        raise Damaged(N_("A new key slot does not open; nothing was changed."))
    replace_slots(files, slots)


def replace_slots(files: Sequence[Path], slots: SlotSet) -> None:
    """Replace the slots in every file of ``files``, one file after the other.

    The first file decides: once it is replaced the new slots count, and a
    further copy that could not be written is mended at the next opening.
    Raises ``NotSaved`` when the old slots still count, ``NotCertain`` when that is not known.
    """
    first, *others = files
    try:
        write_copies([first], slots)
    except OSError as problem:
        raise _not_saved(files, slots, problem) from problem
    try:
        write_copies(others, slots)
    except OSError as problem:
        _log.warning("a copy of the key file could not be replaced: %s", problem.strerror)


def _not_saved(files: Sequence[Path], slots: SlotSet, problem: OSError) -> NotSaved:
    """Whether the rename came to pass although something failed, as a flush of the folder after it."""
    if read_copies(files).slots == slots:
        return NotCertain(
            N_(
                "It is not certain that the key file was replaced ({why}): try the new key, then the old one."
            ),
            why=problem.strerror,
        )
    return NotSaved(N_("The key file could not be written: {why}."), why=problem.strerror)
