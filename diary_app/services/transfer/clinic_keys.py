"""The clinic's keys of the hand-over: made once, kept in its encrypted database, never in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import STORE_CHAIN, By, Kind, Role
from diary_app.security.clinic_keys import ClinicKeys, PublicKeys

if TYPE_CHECKING:
    from diary_app.services.opened import Opened

_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)


def clinic_keys(opened: Opened) -> ClinicKeys:
    """Both secret keys; made, with the entry that tells the public ones, when they are first needed.

    Raises ``DoesNotFit`` in a patient's store, ``Damaged``, ``NotSaved``.
    """
    if not opened.staff:
        raise DoesNotFit(N_("Only a clinic's store has the keys of a clinic."))
    from diary_app.storage.meta import CLINIC_KEYS

    kept = kept_keys(opened)
    if kept is not None:
        return kept
    keys = ClinicKeys.new()
    public = keys.public
    payload = {"clinic": public.value(), "fingerprint": public.fingerprint}
    act = Act(kind=Kind.KEYS, chain=STORE_CHAIN, author=_PROGRAM, payload=payload)
    opened.store.journal.append([act], facts={CLINIC_KEYS: keys.text()})
    return keys


def kept_keys(opened: Opened) -> ClinicKeys | None:
    """Both secret keys, where they were made; a look at a file makes none. Raises ``Damaged``."""
    from diary_app.storage.meta import CLINIC_KEYS

    kept = opened.store.fact(CLINIC_KEYS)
    return None if kept is None else ClinicKeys.read(kept)


def public_keys(opened: Opened) -> PublicKeys:
    """The public part; raises as :func:`clinic_keys`."""
    return clinic_keys(opened).public
