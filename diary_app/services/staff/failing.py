"""A wrong passphrase of somebody who is signed in: an entry at once, whatever it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.domain.clinic.account import Account, author_of
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import ACCESS_CHAIN, Kind

if TYPE_CHECKING:
    from diary_app.services.opened import Opened


def note_wrong_passphrase(opened: Opened, account: Account, **wanted: str) -> None:
    """Write it down; ``wanted``: what was to be done, such as ``signing`` and a record's id.

    Raises ``NotSaved``: then that is what is to be said.
    """
    payload = {"name": account.name, **wanted}
    act = Act(kind=Kind.SIGN_IN_FAILED, chain=ACCESS_CHAIN, author=author_of(account), payload=payload)
    opened.store.journal.append([act])
