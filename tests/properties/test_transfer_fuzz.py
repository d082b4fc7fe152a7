"""Files of the hand-over that somebody made up: refused in one way, or taken in and then readable."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from diary_app.common.errors import PlainError
from diary_app.domain.diary import Diary
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import Entry, Kind
from diary_app.domain.record import group_by_record, resolve
from diary_app.domain.status import status
from diary_app.exchange.transfer import container, sealed
from diary_app.exchange.transfer.container import NewerFile, Unfit
from diary_app.exchange.transfer.container_chains import ChainRange
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.taking_in_checks import refuse_unreadable
from tests.faults.hostile_files import FORMATS, packed, parts, try_files
from tests.handover import WHOSE, Pair, dose
from tests.mutations import mutated
from tests.origins import Origins
from tests.store_support import PATIENT
from tests.support import often

pytestmark = pytest.mark.often
ROUNDS = often(120)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    made = Pair.new(tmp_path_factory.mktemp("fuzz") / "pair")
    with made.stack:
        dose(made.patient, 5, note="a note")
        yield made


@pytest.fixture(scope="module")
def inside(pair: Pair) -> bytes:
    keys = clinic_keys(pair.clinic.opened)
    return keys.open(sealed.unwrap(pair.patient.transfer.share(notes=True).content).age)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_takes_what_it_wrote_and_nothing_else(name: str) -> None:
    format_ = FORMATS[name]
    format_.read(packed(format_, parts(format_.file.read_bytes())))
    past_the_parser, bad = try_files(name, ROUNDS, seed=20260105)
    assert bad == []
    assert past_the_parser > ROUNDS * 0.8


def test_a_small_file_of_very_many_parts_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_PARTS", 1000)
    assert container.read_json(b"[" + b",".join([b"[]"] * 499) + b"]")
    with pytest.raises(Unfit, match="too many parts"):
        container.read_json(b"[" + b",".join([b"[]"] * 501) + b"]")


def test_bytes_at_random(inside: bytes) -> None:
    chance = random.Random(7)
    for _ in range(ROUNDS):
        content = bytearray(inside)
        for _turn in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        cut = bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
        if cut != inside:
            with pytest.raises((Unfit, NewerFile)):
                FORMATS["sealed"].read(cut)


SAMPLES: tuple[tuple[Kind, dict[str, Any]], ...] = (
    (Kind.DOSE, {"status": "taken", "mg": "12", "capsules": 1, "fasting": "yes",
                 "taken_at": "2026-01-05T07:10:00+08:00"}),
    (Kind.BP, {"readings": [[128, 82], [126, 80]], "measured_at": "2026-01-05T07:10:00+08:00"}),
    (Kind.SYMPTOMS, {"severities": {"cough": 2, "nausea": 1}}),
    (Kind.SIGN, {"sign": "black_stool", "present": True}),
    (Kind.CYCLE_START, {"mg": "12", "source": "participant, told by clinic"}),
    (Kind.HOLD, {"to": "2026-01-09", "reason": "told by clinic"}),
    (Kind.QLQ, {"target": "2026-01-05", "answers": {"1": 2, "29": 6}, "declined": [23], "not_seen": [],
                "mode": "self", "language": "en", "wording": {"id": "x", "official": False}}),
    (Kind.CORRECT, {"fields": {"mg": "10"}}),
)  # fmt: skip


def chain_of(kind: Kind, payload: Any) -> list[Entry]:
    """What a diary of somebody who writes what they like would hand over; every hash holds."""
    origins = Origins()
    whose = {"chain": WHOSE, "participant": WHOSE, "author": replace(PATIENT, actor=WHOSE)}
    about = {"day": "2026-01-05"}
    for each, held in SAMPLES[:2]:
        origins.write("d", Act(kind=each, payload=held, about=about, **whose))
    corrects = origins.entries[0].id if kind is Kind.CORRECT else None
    origins.write("d", Act(kind=kind, payload=payload, about=about, corrects=corrects, **whose))
    return origins.entries


def test_what_is_taken_in_can_be_read(pair: Pair) -> None:
    chance = random.Random(11)
    adoptions = pair.clinic.opened.diary(WHOSE)._adoptions
    today = pair.clinic.opened.today(WHOSE)
    taken = 0
    for _ in range(ROUNDS):
        kind, sample = chance.choice(SAMPLES)
        payload = mutated(sample, chance)
        try:
            entries = chain_of(kind, payload)
            pair.clinic.opened.store.journal.look(entries)
            refuse_unreadable(WHOSE, entries)
        except (PlainError, ValueError, TypeError):  # the last two: no such payload can be written at all
            continue
        taken += 1
        diary = Diary(WHOSE, adoptions)
        for group in group_by_record(entries).values():
            diary.put(resolve(group))
        status(diary, today, today)
    assert ROUNDS * 0.15 < taken < ROUNDS * 0.9


def test_ranges_are_read_as_they_were_written(inside: bytes) -> None:
    sender, found = sealed.read_sender(inside)
    contents = sealed.read_contents(sender, found)
    assert all(isinstance(each, ChainRange) for each in contents.chains)
    assert sealed.encode(sender, contents, lambda _: found.signature) == inside
