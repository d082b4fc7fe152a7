"""Set-up files that somebody made up: refused in one way, or taken in and then readable."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from diary_app.common.errors import PlainError
from diary_app.common.i18n import translator
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.chain import chain_key
from diary_app.domain.log.entry import By, Entry, Kind, Role
from diary_app.domain.status import status
from diary_app.exchange.transfer import container, setup
from diary_app.exchange.transfer.container import NewerFile, Unfit
from diary_app.exchange.transfer.container_chains import ChainRange
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.security.clinic_keys import ClinicKeys
from diary_app.security.setup_code import SetupCode
from diary_app.security.setup_sealing import seal
from diary_app.services.transfer.setup_opening import OpenedSetup, diary_of, open_setup
from diary_app.services.transfer.setup_told import changes, says, sentences
from tests.mutations import mutated
from tests.origins import Origins
from tests.support import often

WHOSE = "P1"
pytestmark = pytest.mark.often
ROUNDS = often(150)
NURSE = Author(actor="Nurse Li", role=Role.NURSE, by=By.STAFF)
PLAN = find_protocol("alter-s003")
TOLD: tuple[tuple[Kind, dict[str, Any], str | None], ...] = (
    (Kind.ENROLLED, {"site": "Site 04"}, None),
    (Kind.CYCLE_START, {"day": "2026-01-05", "mg": "12", "source": "clinic"}, "2026-01-05"),
    (Kind.HOLD, {"to": "2026-01-09", "reason": "rash"}, "2026-01-07"),
    (Kind.DOSE_LEVEL, {"mg": "10", "reason": "rash"}, "2026-01-10"),
    (Kind.VISIT, {"day": "2026-01-26", "next_start": "2026-01-26"}, "2026-01-26"),
    (Kind.SETTINGS, {"clinic_phone": "010-5555 0100"}, None),
    (Kind.STOP, {"reason": "end"}, "2026-06-01"),
    (Kind.PROTOCOL_ADOPTED, {"text": PLAN.text, "sha256": PLAN.sha256, "effective": None}, None),
)
KEYS = ClinicKeys.new()
CODE = SetupCode.new()


def chain(told: Sequence[tuple[Kind, Any, str | None]]) -> list[Entry]:
    """A clinic's chain, whatever it says; every hash holds."""
    origins = Origins()
    for kind, payload, day in told:
        about = {"day": day} if day else {}
        act = Act(kind=kind, chain=WHOSE, participant=WHOSE, author=NURSE, payload=payload, about=about)
        origins.write("c", act)
    return origins.entries


def content_of(entries: Sequence[Entry]) -> setup.SetupContent:
    """What a file with these entries says."""
    return setup.SetupContent(
        clinic_store="c",
        site="Site 04",
        keys=KEYS.public.value(),
        participant=WHOSE,
        nonce="0" * 32,
        made_at=datetime(2026, 1, 5, tzinfo=UTC),
        sample=False,
        chains=(ChainRange(chain_key(entries[0]), tuple(entries)),),
    )


def opened(content: setup.SetupContent) -> OpenedSetup:
    """The file, sealed and opened."""
    return open_setup(seal(setup.pack_setup(content, KEYS.sign), CODE, LEAST_COST), CODE)


def look_through(found: OpenedSetup) -> None:
    """All that the window shows of a file."""
    said = says(found, date(2026, 1, 6), "en")
    assert said.participant == WHOSE
    sentences(changes(found, found.entries), translator("en"))
    day = date(2026, 1, 12)
    status(diary_of(found), day, day)


def test_a_file_says_what_was_told() -> None:
    found = opened(content_of(chain(TOLD)))
    assert sentences(changes(found, found.entries), translator("en")) == [
        "Your first capsule is on 5 January 2026, 12 mg a day.",
        "From 10 January 2026 on the dose is 10 mg a day.",
        "No capsules from 7 January 2026 to 9 January 2026.",
        "The treatment ends: no capsules from 1 June 2026 on.",
        "A visit at the clinic on 26 January 2026.",
        "The phone number of your clinic is 010-5555 0100.",
        "The study plan of your clinic is in force.",
    ]
    look_through(found)


def test_the_format_takes_what_it_wrote_and_nothing_else() -> None:
    chance = random.Random(20260105)
    content = content_of(chain(TOLD[:3]))
    given = setup.pack_setup(content, KEYS.sign)
    assert setup.unpack_setup(given).content == content
    line, body = container.read_json(given.split(b"\n", 1)[0]), container.read_json(given.split(b"\n", 1)[1])
    own = {"format", "version", "body", "signature"}
    facts = {name: told for name, told in line.items() if name not in own}
    past_the_parser = 0
    for _ in range(ROUNDS):
        both = mutated({"facts": facts, "body": body}, chance)
        try:
            packed = container.pack(setup.FORMAT, 1, both["facts"], both["body"], KEYS.sign)
        except (ValueError, TypeError, KeyError):  # nothing that a file could hold
            continue
        past_the_parser += 1
        try:
            read = setup.unpack_setup(packed)
        except (Unfit, NewerFile):
            continue
        assert setup.pack_setup(read.content, KEYS.sign) == packed
    assert past_the_parser > ROUNDS * 0.8


def test_what_a_clinic_that_writes_what_it_likes_hands_over_can_be_shown() -> None:
    chance = random.Random(11)
    refused = shown = 0
    for _ in range(ROUNDS // 3):
        told = list(TOLD)
        place = chance.randrange(len(told) - 1)
        kind, payload, day = told[place]
        both = mutated({"payload": payload, "day": day}, chance)
        if not isinstance(both, dict) or not isinstance(both.get("payload"), dict):
            continue
        other = both.get("day")
        told[place] = (kind, both["payload"], other if isinstance(other, str) else None)
        try:
            content = content_of(chain(told))
        except ValueError:  # what has no canonical form never was an entry
            continue
        try:
            look_through(opened(content))
            shown += 1
        except PlainError:
            refused += 1
    assert min(refused, shown) > 5


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.SYSTEM])
def test_a_clinic_speaks_for_its_staff_alone(role: Role) -> None:
    entries = chain(TOLD)
    if role is Role.PARTICIPANT:
        broken = content_of(chain(TOLD))
        origins = Origins()
        author = replace(NURSE, role=role)
        origins.write("c", Act(kind=Kind.ENROLLED, chain=WHOSE, participant=WHOSE, author=author, payload={}))
        with pytest.raises(PlainError, match="not one that a clinic writes"):
            opened(replace(broken, chains=content_of(origins.entries).chains))
    else:
        assert opened(content_of(entries)).participant == WHOSE
