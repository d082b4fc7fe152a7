"""The clinic's rail: which items stand on it, and what its foot says."""

from __future__ import annotations

from diary_app.common.i18n import N_
from diary_app.ui.clinic import places
from diary_app.ui.clinic.role_words import ROLE_WORDS
from diary_app.ui.kit import Kit
from diary_app.ui.session import Session
from diary_app.ui.widgets.rail import Rail, RailEntry

_AT_THE_FOOT = (
    (places.HELP, "circle-question-mark", N_("Help")),
    (places.SETTINGS, "settings", N_("Settings")),
    (places.LOCK, "lock", N_("Lock")),
)


def make(kit: Kit, session: Session) -> Rail:
    """The rail over the pages that exist."""
    entries = [RailEntry(page.key, page.icon, kit.tr(page.label)) for page in places.PAGES]
    foot = [RailEntry(key, icon, kit.tr(label)) for key, icon, label in _AT_THE_FOOT]
    return Rail(kit, entries, foot, under=kit.tr("Clinic"), at_foot=signed_in(kit, session))


def signed_in(kit: Kit, session: Session) -> str:
    """Who is signed in, and as what; nothing where everybody opens the store with one passphrase."""
    account = session.store.staff.signed_in()
    if account is None:
        return ""
    role = kit.tr(ROLE_WORDS[account.role])
    return kit.tr("Signed in: {name}", name=account.name) + f"\n{role}"
