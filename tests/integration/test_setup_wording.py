"""The wording that a clinic installed travels in its set-up files; the participant's form is asked in it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from diary_app.bootstrap import OpenedStore
from diary_app.common.errors import DoesNotFit, Tampered
from diary_app.common.i18n import translator
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import Kind
from diary_app.qlq_c30.wording import load, parse
from diary_app.security.argon import LEAST_COST
from diary_app.services.transfer.setup_opening import OpenedSetup
from diary_app.services.transfer.setup_told import says, sentences
from diary_app.services.wording_packs import pack_of, pack_payload
from tests.handover import WHOSE
from tests.setup_files import at_home, enrolled, handed
from tests.wordings import COPYRIGHT, as_json, fhir, licensed, sentence

PACK = parse(as_json(licensed()))
ENGLISH = "The questionnaire in English is asked in the wording made-up-licensed, version 3.0."
CHINESE = "The questionnaire in Chinese is asked in the wording made-up-fhir, version 3.0."


@pytest.fixture
def clinic(tmp_path: Path, stack: ExitStack) -> OpenedStore:
    return enrolled(tmp_path / "clinic", stack)


def told(looked: Any) -> list[str]:
    return sentences(looked.changes, translator("en"))


def installed(setup: OpenedSetup) -> int:
    return [entry.kind for entry in setup.entries].count(Kind.WORDING_INSTALLED)


def test_the_first_set_up_file_brings_it_and_the_form_names_it(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    clinic.wordings.install(as_json(licensed(version="2")), "old.json")
    clinic.wordings.install(as_json(licensed()), "new.json")
    clinic.wordings.install(as_json(fhir()), "chinese.json")
    setup = handed(clinic)
    said = says(setup, date(2026, 1, 20), "en")
    assert [(pack.id, pack.version, pack.shows_in) for pack in said.packs] == [
        ("made-up-licensed", "3.0", "en"), ("made-up-fhir", "3.0", "zh_CN")
    ]  # fmt: skip
    home = at_home(tmp_path / "home", setup, stack)
    pack = home.questionnaires.wording_to_show("en")
    assert (pack.item(7).text, pack.copyright, pack.notice) == (sentence(7), COPYRIGHT, "")
    state = home.questionnaires.begin(pack=pack).answer(1, 2).review()
    home.questionnaires.submit(state.finish())
    [form] = home.opened.store.records.records(kind="qlq")
    assert (form.payload["wording"]["id"], form.payload["wording"]["sha256"]) == (PACK.id, PACK.sha256)
    assert all(each.from_clinic and each.in_use for each in home.wordings.installed())
    assert home.opened.store.integrity.verify().whole


def test_a_later_file_brings_it_once_and_says_so(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    home = at_home(tmp_path / "home", handed(clinic), stack)
    pack = home.questionnaires.wording_to_show("en")
    assert pack == load("en")
    begun = home.questionnaires.begin(pack=pack).practice_done("2026-01-20T12:00:00+00:00").answer(1, 2)
    home.questionnaires.save_draft(begun)
    clinic.wordings.install(as_json(licensed()), "new.json")
    clinic.wordings.install(as_json(fhir()), "chinese.json")
    first, second = handed(clinic), handed(clinic)
    assert installed(first) == installed(second) == 2
    looked = home.setup.look(first)
    assert told(looked) == [ENGLISH, CHINESE]
    assert home.questionnaires.wording("en") == load("en")
    home.setup.take_in(looked)
    assert home.questionnaires.wording("en") == PACK
    assert home.questionnaires.wording_to_show("en") == pack, "what was begun goes on as it was begun"
    looked = home.setup.look(second)
    assert told(looked) == []
    home.setup.take_in(looked)
    assert len(home.wordings.installed()) == 2
    with pytest.raises(DoesNotFit, match="came from your clinic and stays"):
        home.wordings.install(as_json(licensed(version="9")), "mine.json")
    clinic.wordings.install(as_json(licensed(version="4")), "next.json")
    looked = home.setup.look(handed(clinic))
    assert told(looked) == [ENGLISH.replace("3.0", "4")]
    home.setup.take_in(looked)
    assert home.questionnaires.wording("en").version == "4"


def test_the_clinics_wording_counts_before_one_that_the_diary_installed_itself(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    home = at_home(tmp_path / "home", handed(clinic), stack)
    clinic.wordings.install(as_json(licensed()), "theirs.json")
    setup = handed(clinic)
    for version in ("7", "8", "9"):
        home.wordings.install(as_json(licensed(version=version)), "mine.json")
    assert home.questionnaires.wording("en").version == "9"
    home.setup.take_in(home.setup.look(setup))
    assert home.questionnaires.wording("en") == PACK


def test_it_adds_little_to_a_set_up_file(clinic: OpenedStore) -> None:
    before = len(clinic.setup.make(WHOSE, cost=LEAST_COST).content)
    clinic.wordings.install(as_json(licensed()), "new.json")
    added = len(clinic.setup.make(WHOSE, cost=LEAST_COST).content) - before
    assert added < 2 * len(PACK.canonical) + 5_000


SPOILT = {
    "another text": {"text": PACK.canonical.replace("question 7", "question 77")},
    "another name": {"version": "3.1"},
    "half a pack": {"text": PACK.canonical[:-40]},
    "no text": {"text": 7},
    "a field more": {"html": "x"},
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_pack_is_none(what: str) -> None:
    assert pack_of(pack_payload(PACK)) == PACK
    with pytest.raises(DoesNotFit):
        pack_of({**pack_payload(PACK), **SPOILT[what]})


def test_a_spoilt_pack_in_a_set_up_file_is_refused(clinic: OpenedStore) -> None:
    payload = {**pack_payload(PACK), **SPOILT["another text"]}
    author = clinic.diary.author(WHOSE)
    act = Act(kind=Kind.WORDING_INSTALLED, chain=WHOSE, participant=WHOSE, author=author, payload=payload)
    clinic.opened.store.journal.append([act])
    with pytest.raises(DoesNotFit, match="The wording in the set-up file cannot be used"):
        handed(clinic)


def test_a_pack_in_a_language_of_a_newer_program_is_kept_and_not_shown(
    clinic: OpenedStore, tmp_path: Path, stack: ExitStack
) -> None:
    german = parse(as_json(licensed(language="de")))
    act = Act(kind=Kind.WORDING_INSTALLED, chain=WHOSE, participant=WHOSE, author=clinic.diary.author(WHOSE),
              payload=pack_payload(german))  # fmt: skip
    clinic.opened.store.journal.append([act])
    home = at_home(tmp_path / "home", handed(clinic), stack)
    assert home.wordings.installed() == []
    assert home.questionnaires.wording("en") == load("en")


def test_a_diary_installs_nothing_in_a_clinic(clinic: OpenedStore, tmp_path: Path, stack: ExitStack) -> None:
    """The wording is the clinic's word: a participant's chain that tells one is refused."""
    home = at_home(tmp_path / "home", handed(clinic), stack)
    home.wordings.install(as_json(licensed()), "mine.json")
    shared = home.transfer.share()
    clinic.transfer.take_in(clinic.transfer.look(shared.content, "x.sealed"))
    assert clinic.questionnaires.wording("en") == load("en")
    author = replace(home.diary.author(WHOSE))
    act = Act(kind=Kind.WORDING_INSTALLED, chain=WHOSE, participant=WHOSE, author=author,
              payload=pack_payload(PACK))  # fmt: skip
    home.opened.store.journal.append([act])
    looked = clinic.transfer.look(home.transfer.share(everything=True).content, "y.sealed")
    assert isinstance(looked.problem, Tampered)
