"""Installing a wording, and which one a form is asked in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diary_app.bootstrap import OpenedStore
from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.entry import STORE_CHAIN, Kind
from diary_app.qlq_c30.wording import load, parse
from tests.handover import founded
from tests.wordings import as_csv, as_json, csv_rows, fhir, licensed, sentence


@pytest.fixture
def home(tmp_path: Path) -> OpenedStore:
    """A participant's diary."""
    with founded(tmp_path / "home", "patient", "P1") as store:
        yield store


def packs(store: OpenedStore) -> list[tuple[str, str, bool]]:
    return [(each.wording.id, each.shows_in, each.in_use) for each in store.wordings.installed()]


def test_the_latest_of_a_language_is_shown_and_nothing_goes(home: OpenedStore) -> None:
    assert home.wordings.for_language("en") == load("en")
    first = home.wordings.install(as_json(licensed()), "a.json")
    assert home.questionnaires.wording("en").item(7).text == sentence(7)
    assert home.questionnaires.wording("zh_CN") == load("zh_CN")
    home.wordings.install(as_csv(csv_rows()), "b.csv")
    home.wordings.install(as_json(fhir()), "c.json")
    assert packs(home) == [
        ("made-up-licensed", "en", False), ("made-up-csv", "en", True), ("made-up-fhir", "zh_CN", True)
    ]  # fmt: skip
    again = home.wordings.install(as_json(licensed()), "a.json")
    assert again.new
    assert again.entry != first.entry
    assert [each[2] for each in packs(home)] == [False, False, True, True]
    entry = home.opened.store.journal.entry(first.entry)
    assert entry is not None
    assert (entry.kind, entry.chain, entry.participant) == (Kind.WORDING_INSTALLED, STORE_CHAIN, None)
    assert parse(entry.payload["text"]) == first.wording
    assert entry.payload["sha256"] == first.wording.sha256
    assert home.opened.store.integrity.verify().whole


def test_the_pack_in_use_is_not_written_twice(home: OpenedStore) -> None:
    done = home.wordings.install(as_json(licensed()), "a.json")
    count = home.opened.store.journal.count()
    again = home.wordings.install(json.dumps(licensed(), indent=2).encode(), "other.json")
    assert (again.new, again.entry) == (False, done.entry)
    assert home.opened.store.journal.count() == count


@pytest.mark.parametrize("language", ["de", "zh_TW", "zh_Hant"])
def test_a_language_that_nobody_would_see_is_refused(home: OpenedStore, language: str) -> None:
    with pytest.raises(DoesNotFit, match=f"in the language {language}; this program shows questions in en"):
        home.wordings.install(as_json(licensed(language=language)), "a.json")
    assert packs(home) == []


def test_what_was_installed_is_neither_undone_nor_corrected(home: OpenedStore) -> None:
    done = home.wordings.install(as_json(licensed()), "a.json")
    for act in (home.diary.undo, lambda entry: home.diary.correct(entry, {"version": "4"}, "why")):
        with pytest.raises(DoesNotFit):
            act(done.entry)
    assert len(packs(home)) == 1


def test_a_form_names_the_pack_it_was_begun_in_also_where_another_came_between(home: OpenedStore) -> None:
    service = home.questionnaires
    begun = service.begin(pack=service.wording_to_show("en")).practice_done("2026-01-20T12:00:00+00:00")
    service.save_draft(begun.answer(1, 2))
    home.wordings.install(as_json(licensed()), "a.json")
    shown = service.wording_to_show("en")
    assert shown == load("en") != service.wording("en")
    state = service.resume(pack=shown)
    assert state.answers == {1: 2}
    with pytest.raises(DoesNotFit, match="another wording"):
        service.resume(pack=service.wording("en"))
    service.submit(state.review().finish())
    assert service.wording_to_show("en").item(1).text == sentence(1)
    fresh = service.begin(pack=service.wording_to_show("en"))
    service.submit(fresh.answer(1, 2).review().finish())
    first, second = home.opened.store.records.records(kind="qlq")
    assert (first.payload["wording"]["sha256"], first.payload["wording"]["official"]) == (shown.sha256, False)
    assert second.payload["wording"] == {
        "id": "made-up-licensed", "version": "3.0", "language": "en", "official": True,
        "sha256": service.wording("en").sha256,
    }  # fmt: skip


def test_a_form_of_a_pack_that_nobody_knows_is_not_written(home: OpenedStore) -> None:
    other = parse(as_json(licensed()))
    state = home.questionnaires.begin(pack=other)
    with pytest.raises(DoesNotFit, match="another wording"):
        home.questionnaires.submit(state.answer(1, 2).review().finish())
