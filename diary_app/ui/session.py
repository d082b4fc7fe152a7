"""One opened diary as the window holds it, and the ways to get one. Runs on the worker thread."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit, PlainError, WrongPassphrase
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.common.clock import Clock
    from diary_app.domain.protocol import Protocol
    from diary_app.qlq_c30.wording import Wording
    from diary_app.security.argon import KdfCost
    from diary_app.security.keychain import Keychain
    from diary_app.security.recovery_code import RecoveryCode
    from diary_app.security.secret import Secret
    from diary_app.services.founding import Founding
    from diary_app.services.transfer.setup_opening import OpenedSetup

DEFAULT_PLAN = "alter-s003"
TRIAL_PEOPLE = 44
"""How many people are made up to look around in a clinic."""
_SIGNS_WITH = "made up"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Session:
    """The services of an opened diary and what the pages need to know once.

    ``store``'s services are called on the worker thread only. ``keychain_refused``:
    it was to open without asking, and the computer's keychain would not have it.
    ``visit``: made-up data to look around in, thrown away afterwards; ``signs_with``: the
    passphrase of whoever is signed in there.
    ``clinic``: a clinic's store, which is about nobody in particular:
    ``participant`` is empty and ``protocol`` the one of the whole store.
    """

    store: OpenedStore
    participant: str
    protocol: Protocol
    wording: Wording
    keychain_refused: bool = False
    visit: bool = False
    signs_with: str = ""
    clinic: bool = False

    def in_language(self, language: str) -> Session:
        """The same opened diary for a window in another language."""
        return replace(self, wording=_wording(self.store, language))

    def as_it_stands(self) -> Session:
        """The same opened diary after its plan or its wording may have changed; equal where neither did."""
        fresh = _session(self.store, self.wording.language)
        return replace(self, protocol=fresh.protocol, wording=fresh.wording)

    def questionnaire_begun(self) -> bool:
        """Whether answers are waiting to be gone on with, even such as the wording no longer fits."""
        try:
            return self.store.questionnaires.resume(pack=self.wording) is not None
        except DoesNotFit:
            return True

    def severities_on(self, day: date) -> dict[str, int]:
        """What is saved about a day, term to 0-4."""
        from diary_app.domain.symptom import severities_on

        diary = self.store.opened.diary(self.participant)
        return {term: grade for term, (grade, _) in severities_on(diary, day).items()}


def _system_keychain() -> Keychain | None:
    from diary_app.security.keychain import system_keychain

    return system_keychain()


@dataclass(frozen=True)
class Surroundings:
    """Where the diary lies, the clock, and the key's cost (``None``: measured on this computer).

    ``keychain`` finds the system's, or None where it has none; it may never
    come back, so it is asked through the two methods only, never on the window's thread.
    """

    folder: Path
    language: str
    clock: Clock
    cost: KdfCost | None = None
    keychain: Callable[[], Keychain | None] = _system_keychain

    def look_for_keychain(self) -> Keychain | None:
        """The keychain, for opening: one that does not answer in time is as good as none."""
        from diary_app.security.patience import patiently

        return patiently(self.keychain)

    def keychain_to_keep(self) -> Keychain | None:
        """The keychain, for what the person has just asked for: with more time, still not for ever."""
        from diary_app.security.patience import KEEP, patiently

        return patiently(self.keychain, KEEP)


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What a person chose for a new diary; ``clinic_phone`` is empty where none was typed.

    ``setup``: the clinic's set-up file, which tells participant, first dose and phone itself.
    """

    passphrase: str
    participant: str = ""
    first_dose: date | None = None
    setup: OpenedSetup | None = None
    clinic_phone: str = ""
    code: RecoveryCode | None = None
    without_asking: bool = False


@dataclass(frozen=True, kw_only=True)
class ClinicBeginning:
    """What the first person of a clinic chose for its new store; ``role`` as in ``domain.clinic.account``."""

    passphrase: str
    site: str
    name: str
    role: str
    code: RecoveryCode


def open_session(at: Surroundings, secret: Secret, whom: str | None = None) -> Session:
    """Open the diary; ``whom``: who says to be there, in a clinic. Raises the store's errors."""
    from diary_app.bootstrap import WINDOW, open_store
    from diary_app.domain.clinic.account import NotThisPerson

    try:
        opened = open_store(at.folder, secret, holder=WINDOW, clock=at.clock, whom=whom, only_whom=True)
    except NotThisPerson as other:  # whose passphrase it is instead is nobody's business here
        raise WrongPassphrase(N_("This is not the passphrase of this diary.")) from other
    return _session(opened, at.language)


def open_session_without_asking(at: Surroundings) -> Session:
    """Open the diary with what the keychain holds; ``WrongPassphrase`` where that does not open it."""
    from diary_app.bootstrap import WINDOW, open_without_asking

    keychain = at.look_for_keychain()
    if keychain is None:
        raise WrongPassphrase(N_("This computer has no keychain that can open the diary."))
    return _session(
        open_without_asking(at.folder, holder=WINDOW, clock=at.clock, keychain=keychain), at.language
    )


def open_with_new_passphrase(
    at: Surroundings, code: RecoveryCode, passphrase: str, whom: str = ""
) -> Session:
    """Open the diary with its recovery code and make ``passphrase`` the one that opens it from now on.

    In a clinic with accounts it is that of ``whom``, who is signed in then.
    """
    from diary_app.bootstrap import WINDOW, open_store

    store = open_store(at.folder, code, holder=WINDOW, clock=at.clock)
    try:
        _refuse_weak(passphrase, [*store.opened.participants(), whom])
        if store.opened.people.known:
            store.staff.renew(whom, code, passphrase, cost=at.cost)
        else:
            store.access.change_passphrase(code, passphrase, cost=at.cost)
        return _session(store, at.language)
    except BaseException:
        store.close()
        raise


def _refuse_weak(passphrase: str, about: list[str]) -> None:
    """Once the diary is open it is known whose it is: their number makes a passphrase easy to guess."""
    from diary_app.services.ways_in import strength

    if not strength(passphrase, about).enough:
        raise DoesNotFit(N_("This passphrase is too easy to guess. Please choose another one."))


def create_session(at: Surroundings, chosen: Beginning) -> Session:
    """Make a patient's diary after the shipped plan or a set-up file, with all its ways in, and open it."""
    from diary_app.bootstrap import WINDOW, create_store

    founding = _founding(at, chosen)
    made = create_store(
        at.folder,
        chosen.passphrase,
        founding,
        holder=WINDOW,
        clock=at.clock,
        cost=at.cost,
        recovery=chosen.code,
    )
    session = _session(made, at.language)
    if chosen.without_asking and not _kept_in_keychain(at, made, chosen.passphrase):
        return replace(session, keychain_refused=True)
    return session


def _founding(at: Surroundings, chosen: Beginning) -> Founding:
    from diary_app.protocols.loader import find_protocol
    from diary_app.services.founding import Founding, founding_from_setup

    zone = at.clock.now().zone
    if chosen.setup is not None:
        return founding_from_setup(chosen.setup, zone, at.language)
    return Founding(
        role="patient",
        plan=find_protocol(DEFAULT_PLAN),
        zone=zone,
        language=at.language,
        participant=chosen.participant,
        first_dose=chosen.first_dose,
        clinic_phone=chosen.clinic_phone or None,
    )


def create_clinic_session(at: Surroundings, chosen: ClinicBeginning) -> Session:
    """Make a clinic's store after the shipped study plan, with its first person signed in."""
    from diary_app.bootstrap import WINDOW, create_store
    from diary_app.common.ids import new_id
    from diary_app.domain.clinic.account import People
    from diary_app.protocols.loader import find_protocol
    from diary_app.services.founding import Founding

    founding = Founding(
        role="clinic",
        plan=find_protocol(DEFAULT_PLAN),
        zone=at.clock.now().zone,
        language=at.language,
        site=chosen.site or None,
        person=People().new_account(chosen.name, chosen.role, new_id()),
    )
    made = create_store(
        at.folder,
        chosen.passphrase,
        founding,
        holder=WINDOW,
        clock=at.clock,
        cost=at.cost,
        recovery=chosen.code,
    )
    return _session(made, at.language)


def _kept_in_keychain(at: Surroundings, store: OpenedStore, passphrase: str) -> bool:
    """The diary is made, whatever the keychain says."""
    keychain = at.keychain_to_keep()
    if keychain is None:
        return False
    try:
        store.access.open_without_asking(passphrase, keychain)
    except PlainError as refusal:
        _log.info("the keychain did not take the key: %s", type(refusal).__name__)
        return False
    return True


def create_visit(at: Surroundings) -> Session:
    """Make a made-up diary in ``at.folder`` under a passphrase nobody will know, and open it."""
    from diary_app.bootstrap import WINDOW, create_sample
    from diary_app.protocols.loader import find_protocol
    from diary_app.security.argon import LEAST_COST

    passphrase = secrets.token_urlsafe(24)  # the cost of trying it out does not matter
    plan = find_protocol(DEFAULT_PLAN)
    create_sample(
        at.folder, passphrase, plan, at.language, holder=WINDOW, clock=at.clock, cost=LEAST_COST
    ).close()
    return replace(open_session(at, passphrase), visit=True)


def create_clinic_visit(at: Surroundings, told: Callable[[int], None]) -> Session:
    """Make a made-up trial in ``at.folder`` and open it; ``told`` hears how many percent are made."""
    from diary_app.bootstrap import WINDOW, create_clinic_sample
    from diary_app.protocols.loader import find_protocol
    from diary_app.security.argon import LEAST_COST

    create_clinic_sample(
        at.folder, _SIGNS_WITH, find_protocol(DEFAULT_PLAN), at.language,
        patients=TRIAL_PEOPLE, holder=WINDOW, clock=at.clock, cost=LEAST_COST, told=told,
    ).close()  # fmt: skip
    return replace(open_session(at, _SIGNS_WITH), visit=True, signs_with=_SIGNS_WITH)


def warm_up() -> None:
    """Import the heavy parts while the person types."""
    from diary_app import bootstrap

    bootstrap.warm_up()


def _wording(store: OpenedStore, language: str) -> Wording:
    """A clinic answers no questionnaire of its own that might have been begun in another language."""
    questionnaires = store.questionnaires
    if store.opened.staff:
        return questionnaires.wording(language)
    return questionnaires.wording_to_show(language)


def _session(store: OpenedStore, language: str) -> Session:
    if store.opened.staff:
        return Session(store, "", store.opened.protocol(), _wording(store, language), clinic=True)
    participant = store.opened.participant(None)
    protocol = store.opened.diary(participant).protocol
    return Session(store, participant, protocol, _wording(store, language))
