"""The first entries of a store: what it is, the study plan, the participant, the first cycle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import Account, author_of
from diary_app.domain.days import find_zone
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import ACCESS_CHAIN, STORE_CHAIN, By, Kind, Role
from diary_app.domain.phone import phone_number
from diary_app.domain.writing.doses import CLINIC as TOLD_IN_CLINIC
from diary_app.domain.writing.doses import TOLD_BY_CLINIC
from diary_app.domain.writing.fields import decimal_text, of_our_times
from diary_app.protocols.loader import LoadedProtocol
from diary_app.services.calls import PHONE
from diary_app.services.opened import CLINIC, PATIENT, Opened
from diary_app.services.transfer.setup_opening import OpenedSetup, plan_of
from diary_app.services.transfer.setup_taking import setup_acts

_PARTICIPANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
UNNAMED = "participant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What a new store is made for; ``participant`` and ``first_dose`` may come later.

    ``clinic_phone``: the clinic's number, for the participant's own chain.
    ``person``: the first of a clinic's staff, whose passphrase the store is made with.
    ``setup``: a clinic's set-up file that tells participant, plan and first dose instead.
    """

    role: str
    plan: LoadedProtocol
    zone: str
    language: str
    participant: str | None = None
    first_dose: date | None = None
    site: str | None = None
    clinic_phone: str | None = None
    sample: bool = False
    person: Account | None = None
    setup: OpenedSetup | None = None


def founding_from_setup(setup: OpenedSetup, zone: str, language: str) -> Founding:
    """A participant's new diary as a clinic's set-up file tells it."""
    return Founding(
        role=PATIENT,
        plan=plan_of(setup),
        zone=zone,
        language=language,
        participant=setup.participant,
        sample=setup.content.sample,
        setup=setup,
    )


def founding_acts(founding: Founding) -> list[Act]:
    """The entries that ``init`` writes, in one transaction with the making of the store."""
    if founding.role not in (PATIENT, CLINIC):
        raise DoesNotFit(N_('"{role}" is not a role; it is patient or clinic.'), role=founding.role)
    find_zone(founding.zone)
    participant = founding.participant or (UNNAMED if founding.role == PATIENT else None)
    if participant is None and founding.first_dose is not None:
        raise DoesNotFit(N_("A first dose date needs the participant it belongs to (--participant ID)."))
    author = author_of(founding.person) if founding.person else _author(founding.role, participant)
    if founding.setup is not None:
        acts = setup_acts(founding.setup, author, new=len(founding.setup.entries), known=0)
        return [_settings(founding, author), *acts]
    acts = [_settings(founding, author), _adopted(founding, participant, author)]
    if founding.person is not None:
        acts.append(Act(kind=Kind.STAFF, chain=STORE_CHAIN, author=author, payload=founding.person.added()))
    if participant is not None:
        acts += enrolment_acts(participant, founding, author)
    return acts


def enrolment_acts(participant: str, founding: Founding, author: Author) -> list[Act]:
    """A participant enrolled, and cycle 1 where its start is known."""
    checked_participant(participant)
    acts = [_act(Kind.ENROLLED, participant, author, {"site": founding.site})]
    if founding.first_dose is not None:
        acts.append(_first_cycle(participant, founding, founding.first_dose, author))
    if founding.clinic_phone is not None:
        number = {PHONE: phone_number(founding.clinic_phone)}
        acts.append(_act(Kind.SETTINGS, participant, author, number))
    return acts


def enrol(
    opened: Opened, participant: str, first_dose: date | None, author: Author, *, site: str | None = None
) -> str:
    """Add a participant to a clinic store; the enrolment's entry id."""
    checked_participant(participant)
    if not opened.staff:
        raise DoesNotFit(N_("A patient's diary holds one participant; another cannot be added."))
    if participant in opened.participants():
        raise DoesNotFit(N_("The participant {id} is already in this diary."), id=participant)
    alike = next((each for each in opened.participants() if each.casefold() == participant.casefold()), None)
    if alike is not None:
        raise DoesNotFit(
            N_("The participant {id} is hardly told apart from {other}, who is here already."),
            id=participant,
            other=alike,
        )
    level = opened.protocol().regimen.dose_levels[0]
    acts = [_act(Kind.ENROLLED, participant, author, {"site": site or opened.nature.site})]
    if first_dose is not None:
        acts.append(_cycle_act(participant, first_dose, decimal_text(level), TOLD_IN_CLINIC, author))
    enrolled = opened.store.journal.append(acts)[0].id
    opened.forget()
    return enrolled


def checked_participant(participant: str) -> str:
    """A participant id that can name a chain; refuses others."""
    if not _PARTICIPANT.fullmatch(participant) or participant in (STORE_CHAIN, ACCESS_CHAIN):
        raise DoesNotFit(
            N_(
                'The participant id "{id}" does not fit: use up to 40 letters, digits, points, hyphens '
                "and underscores, beginning with a letter or digit, and neither 'store' nor 'access'."
            ),
            id=participant,
        )
    return participant


def _author(role: str, participant: str | None) -> Author:
    if role == CLINIC:
        return Author(actor="staff", role=Role.COORDINATOR, by=By.STAFF)
    return Author(actor=participant or UNNAMED, role=Role.PARTICIPANT, by=By.SELF)


def _settings(founding: Founding, author: Author) -> Act:
    told = {
        "role": founding.role,
        "zone": founding.zone,
        "language": founding.language,
        "sample": founding.sample,
        **({"site": founding.site} if founding.role == CLINIC and founding.site else {}),
    }
    return Act(kind=Kind.SETTINGS, chain=STORE_CHAIN, author=author, payload=told)


def _adopted(founding: Founding, participant: str | None, author: Author) -> Act:
    """The plan goes into the participant's own chain in a patient's store, so that it travels with it."""
    payload = {"text": founding.plan.text, "sha256": founding.plan.sha256, "effective": None}
    return Act(
        kind=Kind.PROTOCOL_ADOPTED,
        chain=participant if founding.role == PATIENT and participant else STORE_CHAIN,
        participant=participant if founding.role == PATIENT else None,
        author=author,
        payload=payload,
    )


def _first_cycle(participant: str, founding: Founding, day: date, author: Author) -> Act:
    level = founding.plan.protocol.regimen.dose_levels[0]
    source = TOLD_IN_CLINIC if founding.role == CLINIC else TOLD_BY_CLINIC
    return _cycle_act(participant, day, decimal_text(level), source, author)


def _cycle_act(participant: str, day: date, mg: str, source: str, author: Author) -> Act:
    of_our_times("first dose", day)
    payload = {"day": day.isoformat(), "mg": mg, "source": source}
    return _act(Kind.CYCLE_START, participant, author, payload, day)


def _act(
    kind: Kind, participant: str, author: Author, payload: Mapping[str, Any], day: date | None = None
) -> Act:
    return Act(
        kind=kind,
        chain=participant,
        participant=participant,
        author=author,
        payload=payload,
        about={"day": day.isoformat()} if day else {},
    )
