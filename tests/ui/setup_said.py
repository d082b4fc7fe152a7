"""A made-up set-up file as pages show it, for the walk and for pictures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from diary_app.common.i18n import translator
from diary_app.security.recovery_code import ALPHABET
from diary_app.services.transfer.pinning import Pinned
from diary_app.services.transfer.preview import ClinicHas
from diary_app.services.transfer.setup_told import Change, SetupSays, sentences
from diary_app.ui.pages.settings.setup_look import Read
from diary_app.ui.pages.share.sealed_card import Known

FINGERPRINT = "7F2A 91C3 W0QM 5KZ8 XH4D"
SAID = SetupSays(
    participant="S003-014",
    site="04",
    trial="Anlotinib in soft-tissue sarcoma (ALTER-S003)",
    first_dose=date(2026, 1, 5),
    mg=Decimal(12),
    mg_from=date(2026, 1, 5),
    phone="010-5555 0100",
    visits=(date(2026, 1, 26),),
)
CHANGES = (
    Change(kind="dose_level", day=date(2026, 1, 19), mg=Decimal(10)),
    Change(kind="hold", day=date(2026, 1, 12), last=date(2026, 1, 18)),
    Change(kind="visit", day=date(2026, 1, 26), corrected=True),
)


def read(language: str, *, first: bool) -> Any:
    """A file that was opened in Settings; ``first``: its fingerprint is to be compared."""
    looked: Any = SimpleNamespace(remark=None, first=first, fingerprint=FINGERPRINT, changes=CHANGES)
    return Read(looked, sentences(CHANGES, translator(language)))


def known(session: Any, waiting: int) -> Known:
    """The clinic of a diary, and what it has."""
    keys: Any = SimpleNamespace(fingerprint=FINGERPRINT)
    clinic = Pinned(participant="S003-014", keys=keys, store="c", site="04", nonces=("0" * 32,))
    at = session.store.opened.now().utc
    return Known(clinic, ClinicHas(at=at, entries=40, waiting=waiting, heads=()))


assert set(FINGERPRINT.replace(" ", "")) <= set(ALPHABET)
