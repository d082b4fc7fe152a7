"""The clinic's rail: which items stand on it, and what its foot says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diary_app.common.i18n import N_
from diary_app.ui.clinic import places
from diary_app.ui.clinic.role_words import ROLE_WORDS
from diary_app.ui.kit import Kit
from diary_app.ui.session import Session
from diary_app.ui.widgets.rail import Rail, RailEntry

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore

AT_ONCE = 25  # diaries that are read for a number on the rail; a page that writes changes one or a few
_AT_THE_FOOT = (
    (places.HELP, "circle-question-mark", N_("Help")),
    (places.SETTINGS, "settings", N_("Settings")),
    (places.LOCK, "lock", N_("Lock")),
)


@dataclass(frozen=True, slots=True)
class RailFacts:
    """Whether the data are made up; alerts that nobody has answered; papers that wait for a second pass.

    ``to_review`` is ``None`` while too many diaries have yet to be read to say a number.
    """

    sample: bool
    to_review: int | None
    papers: int


def learn(store: OpenedStore) -> RailFacts:
    """What the rail says of the store; on the worker. Diaries that were just written to are read for it."""
    patients = store.patients
    if patients.missing() <= AT_ONCE:
        patients.fresh()
        to_review = sum(row.to_review for row in patients.known_rows())
    else:  # the first list grows, and tells the number as it comes
        to_review = None
    return RailFacts(store.opened.nature.sample, to_review, len(store.paper.waiting()))


def make(kit: Kit, session: Session) -> Rail:
    """The rail over the pages that exist."""
    entries = [RailEntry(page.key, page.icon, kit.tr(page.label)) for page in places.PAGES]
    foot = [RailEntry(key, icon, kit.tr(label)) for key, icon, label in _AT_THE_FOOT]
    return Rail(kit, entries, foot, under=where(kit, session), at_foot=signed_in(kit, session))


def where(kit: Kit, session: Session) -> str:
    """For instance "Clinic · Site 04"; the site only where the store was told it."""
    site = session.store.opened.nature.site  # read when the store was opened: nobody waits for it
    return kit.tr("Clinic · Site {site}", site=site) if site else kit.tr("Clinic")


def signed_in(kit: Kit, session: Session) -> str:
    """Who is signed in, and as what; nothing where everybody opens the store with one passphrase."""
    account = session.store.staff.signed_in()
    if account is None:
        return ""
    role = kit.tr(ROLE_WORDS[account.role])
    return kit.tr("Signed in: {name}", name=account.name) + f"\n{role}"
