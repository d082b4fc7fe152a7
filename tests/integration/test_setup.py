"""What a set-up file hands over and what it withholds, and whom a diary believes."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from diary_app.bootstrap import OpenedStore, open_store
from diary_app.common.errors import DoesNotFit, Tampered
from diary_app.common.i18n import translator
from diary_app.domain.log.act import Act
from diary_app.domain.log.chain import check_chains
from diary_app.domain.log.entry import Kind
from diary_app.exchange.transfer.setup import SetupContent, pack_setup
from diary_app.security.argon import LEAST_COST
from diary_app.security.clinic_keys import ClinicKeys
from diary_app.security.setup_code import SetupCode
from diary_app.security.setup_sealing import seal
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.pinning import given_nonces
from diary_app.services.transfer.setup_opening import OpenedSetup, open_setup
from diary_app.services.transfer.setup_service import read_setup
from diary_app.services.transfer.setup_taking import OtherClinic
from diary_app.services.transfer.setup_told import sentences
from tests.cli_calls import PASSPHRASE
from tests.handover import WHOSE, founded
from tests.setup_files import at_home, enrolled, handed


@pytest.fixture
def clinic(tmp_path: Path, stack: ExitStack) -> OpenedStore:
    return enrolled(tmp_path / "clinic", stack)


def forged(content: SetupContent, keys: ClinicKeys, **changed: Any) -> OpenedSetup:
    """A file with something changed, signed with these keys."""
    code = SetupCode.new()
    content = replace(content, keys=keys.public.value(), **changed)
    return open_setup(seal(pack_setup(content, keys.sign), code, LEAST_COST), code)


def kinds_told(setup: OpenedSetup) -> set[str]:
    """The kinds whose values are in a file."""
    return {entry.kind for entry in setup.entries if entry.payload is not None}


def test_what_only_the_clinic_needs_is_withheld_and_the_chain_holds(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    whose = {"participant": WHOSE}
    planned = clinic.diary.write({"kind": "visit", "day": "2026-01-26"}, **whose)
    found = clinic.diary.write({"kind": "visit", "day": "2026-01-19", "ecog": 1}, **whose)
    event = clinic.opened.store.journal.append(
        [
            Act(kind=kind, chain=WHOSE, participant=WHOSE, author=clinic.diary.author(WHOSE),
                payload={"secret": "lesion"}, note="a note", about={"day": "2026-01-19"})
            for kind in (Kind.ADVERSE_EVENT, Kind.MEDICATION, Kind.REVIEWED, Kind.SIGNED)
        ]
    )  # fmt: skip
    clinic.opened.store.journal.append(
        [
            Act(kind=Kind.CORRECT, chain=WHOSE, participant=WHOSE, author=clinic.diary.author(WHOSE),
                payload={"fields": {"secret": "lesion again"}}, corrects=event[0].id, reason="typed wrong")
        ]
    )  # fmt: skip
    file = clinic.setup.make(WHOSE, cost=LEAST_COST)
    setup = read_setup(file.content, file.code.shown())
    entries = {entry.id: entry for entry in setup.entries}
    assert "lesion" not in str(setup.content)
    assert entries[planned].payload is not None
    assert entries[found].payload is None
    assert all(entries[each.id].payload is entries[each.id].note is None for each in event)
    assert check_chains(setup.entries)[1] == []
    home = at_home(tmp_path / "home", setup, stack)
    assert home.opened.store.integrity.verify().findings == ()
    assert home.opened.store.journal.heads() != []
    view = home.today.view()
    assert view.next_visit == date(2026, 1, 26)


def test_the_plan_is_in_the_participants_chain_once(clinic: OpenedStore) -> None:
    first, second = handed(clinic), handed(clinic)
    for setup in (first, second):
        assert [entry.kind for entry in setup.entries].count("protocol_adopted") == 1
    nonces = [given.nonce for given in given_nonces(clinic.opened, WHOSE)]
    assert nonces == [first.content.nonce, second.content.nonce]
    assert len(set(nonces)) == 2


def test_a_phone_number_is_written_once(clinic: OpenedStore) -> None:
    for _ in range(2):
        file = clinic.setup.make(WHOSE, phone="010-5555 0100", cost=LEAST_COST)
    setup = read_setup(file.content, file.code.shown())
    assert sum("clinic_phone" in (entry.payload or {}) for entry in setup.entries) == 1


def test_keys_are_made_once_and_stay_with_the_store(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    public = clinic.setup.keys()
    assert clinic.setup.keys() == public
    told = clinic.opened.store.journal.entries(kinds=["keys"])
    assert [entry.payload for entry in told] == [
        {"clinic": public.value(), "fingerprint": public.fingerprint}
    ]
    clinic.close()
    again = stack.enter_context(open_store(tmp_path / "clinic", PASSPHRASE))
    assert again.setup.keys() == public


def test_a_diary_of_a_set_up_file_is_whole_or_not_there(clinic: OpenedStore, tmp_path: Path) -> None:
    setup = handed(clinic)
    broken = replace(setup.content.chains[0].entries[0], hash="0" * 64)
    chain = replace(setup.content.chains[0], entries=(broken, *setup.content.chains[0].entries[1:]))
    unfit = replace(setup, content=replace(setup.content, chains=(chain,)))
    with pytest.raises(Tampered):
        at_home(tmp_path / "home", unfit, ExitStack())
    assert not (tmp_path / "home" / "diary.db").exists()


@pytest.mark.parametrize("what", ["signature", "chain"])
def test_a_file_that_was_altered_is_tampered_with(clinic: OpenedStore, what: str) -> None:
    file = clinic.setup.make(WHOSE, cost=LEAST_COST)
    content = read_setup(file.content, file.code.shown()).content
    keys = clinic_keys(clinic.opened)
    code = SetupCode.new()
    if what == "signature":
        other = ClinicKeys.new()
        inside = pack_setup(content, other.sign)
    else:
        entries = content.chains[0].entries
        chain = replace(content.chains[0], entries=(replace(entries[0], reason="x"), *entries[1:]))
        inside = pack_setup(replace(content, chains=(chain,)), keys.sign)
    with pytest.raises(Tampered, match="does not belong" if what == "signature" else "does not hold"):
        open_setup(seal(inside, code, LEAST_COST), code)


def test_a_diary_believes_its_own_clinic_alone(clinic: OpenedStore, tmp_path: Path, stack: ExitStack) -> None:
    setup = handed(clinic)
    home = at_home(tmp_path / "home", setup, stack)
    heads = home.opened.store.journal.heads()
    newer = handed(clinic)
    stranger = ClinicKeys.new()
    with pytest.raises(Tampered, match="not signed with your clinic's key"):
        home.setup.look(forged(newer.content, stranger))
    elsewhere = "another store"
    chains = tuple(
        replace(each, key=each.key._replace(origin=elsewhere),
                entries=tuple(replace(entry, origin=elsewhere) for entry in each.entries))
        for each in newer.content.chains
    )  # fmt: skip
    other = replace(newer, keys=stranger.public, content=replace(newer.content, clinic_store=elsewhere,
                                                                 chains=chains))  # fmt: skip
    with pytest.raises(OtherClinic):
        home.setup.look(other)
    own = replace(newer, content=replace(newer.content, clinic_store=home.opened.store.store_id))
    with pytest.raises(Tampered, match="this diary itself"):
        home.setup.look(own)
    assert home.opened.store.journal.heads() == heads


def test_the_first_file_is_not_taken_in_before_somebody_compared(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    home = stack.enter_context(founded(tmp_path / "home", "patient", WHOSE))
    looked = home.setup.look(handed(clinic))
    for compared in (None, ClinicKeys.new().public):
        with pytest.raises(DoesNotFit, match="must be compared"):
            home.setup.take_in(looked, compared=compared)
    assert home.setup.pinned() is None
    taken = home.setup.take_in(looked, compared=looked.setup.keys)
    assert taken.entry is not None
    assert home.setup.pinned().keys == clinic.setup.keys()  # type: ignore[union-attr]


def test_what_a_made_up_clinic_hands_over_is_marked(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    made_up = forged(handed(clinic).content, clinic_keys(clinic.opened), sample=True)
    assert at_home(tmp_path / "home", made_up, stack).opened.nature.sample
    real = stack.enter_context(founded(tmp_path / "real", "patient", WHOSE))
    with pytest.raises(DoesNotFit, match="made-up"):
        real.setup.look(made_up)


def test_a_clinic_that_forked_is_refused_whole(clinic: OpenedStore, tmp_path: Path, stack: ExitStack) -> None:
    import shutil

    setup = handed(clinic)
    home = at_home(tmp_path / "home", setup, stack)
    clinic.close()
    shutil.copytree(tmp_path / "clinic", tmp_path / "copy")
    both = [stack.enter_context(open_store(tmp_path / each, PASSPHRASE)) for each in ("clinic", "copy")]
    first, second = map(handed, both)
    home.setup.take_in(home.setup.look(first))
    heads = home.opened.store.journal.heads()
    with pytest.raises(Tampered, match="went on twice"):
        home.setup.look(second)
    assert home.opened.store.journal.heads() == heads


def test_what_was_taken_back_is_told_as_such(clinic: OpenedStore, tmp_path: Path, stack: ExitStack) -> None:
    whose = {"participant": WHOSE}
    visit = clinic.diary.write({"kind": "visit", "day": "2026-01-26"}, **whose)
    moved = clinic.diary.write({"kind": "visit", "day": "2026-01-28"}, **whose)
    home = at_home(tmp_path / "home", handed(clinic), stack)
    clinic.diary.write({"kind": "undo", "id": visit, "reason": "moved"}, **whose)
    fields = {"day": "2026-01-29"}
    clinic.diary.write({"kind": "correct", "id": moved, "fields": fields, "reason": "moved"}, **whose)
    looked = home.setup.look(handed(clinic))
    assert sentences(looked.changes, translator("en")) == [
        "No longer holds: A visit at the clinic on 26 January 2026.",
        "Changed: A visit at the clinic on 29 January 2026.",
    ]
    home.setup.take_in(looked)
    assert home.today.view().next_visit == date(2026, 1, 29)


def test_what_the_clinic_decided_is_not_changed_at_home(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    line = {"kind": "dose_level", "day": "2026-01-12", "mg": 10, "reason": "rash"}
    level = clinic.diary.write(line, participant=WHOSE)
    home = at_home(tmp_path / "home", handed(clinic), stack)
    changes = ({"kind": "correct", "id": level, "fields": {"mg": 12}, "reason": "I feel fine"},
               {"kind": "undo", "id": level, "reason": "I feel fine"})  # fmt: skip
    for change in changes:
        with pytest.raises(DoesNotFit, match="the clinic alone changes it"):
            home.diary.write(change, participant=WHOSE)
    # another program let it through: then it is said
    undone = Act(kind=Kind.UNDO, chain=WHOSE, participant=WHOSE, author=home.diary.author(WHOSE), payload={},
                 about={"day": "2026-01-12"}, corrects=level, reason="I feel fine")  # fmt: skip
    home.opened.store.journal.append([undone])
    looked = clinic.transfer.look(home.transfer.share().content, "x.diary")
    said = "changed or undone in the diary at home, in "
    assert [said in str(remark) for remark in looked.remarks] == [True]
    clinic.transfer.take_in(looked)
    assert clinic.transfer.look(looked.content, "x.diary").remarks == ()


def test_a_participants_own_start_is_theirs_until_the_clinic_corrects_it(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    home = at_home(tmp_path / "home", handed(clinic), stack)
    told = home.diary.write({"kind": "cycle_start", "day": "2026-01-26"}, participant=WHOSE)
    moved = {"kind": "correct", "id": told, "reason": "told anew"}
    home.diary.write({**moved, "fields": {"day": "2026-01-27"}}, participant=WHOSE)
    clinic.transfer.take_in(clinic.transfer.look(home.transfer.share().content, "x.diary"))
    clinic.diary.write({**moved, "fields": {"day": "2026-01-28"}}, participant=WHOSE)
    home.setup.take_in(home.setup.look(handed(clinic)))
    with pytest.raises(DoesNotFit, match="the clinic alone changes it"):
        home.diary.write({**moved, "fields": {"day": "2026-01-26"}}, participant=WHOSE)


def test_files_in_any_order_tell_the_same(clinic: OpenedStore, tmp_path: Path, stack: ExitStack) -> None:
    whose = {"participant": WHOSE}
    files = [handed(clinic)]
    visit = clinic.diary.write({"kind": "visit", "day": "2026-01-26"}, **whose)
    files.append(handed(clinic))
    clinic.diary.write(
        {"kind": "correct", "id": visit, "fields": {"day": "2026-01-28"}, "reason": "x"}, **whose
    )
    clinic.diary.write({"kind": "hold", "from": "2026-01-19", "to": "2026-01-21", "reason": "x"}, **whose)
    files.append(handed(clinic))

    def told(order: tuple[OpenedSetup, ...]) -> list[Any]:
        home = at_home(tmp_path / f"home {len(list(tmp_path.iterdir()))}", order[0], stack)
        for setup in order[1:]:
            home.setup.take_in(home.setup.look(setup))
        records = home.opened.store.records.records(participant=WHOSE)
        return [record for record in records if record.role != "participant"]

    first, *others = [told(order) for order in permutations(files)]
    assert len(first) == 8  # enrolled, cycle, plan, visit, hold, and a nonce for each file
    assert all(each == first for each in others)
