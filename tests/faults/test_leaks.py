"""What was written, the reasons and the passphrase stand in clear nowhere; no connection is ever opened."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from diary_app.storage.tables.fixed import DRAFTS
from tests.cli_calls import PASSPHRASE
from tests.faults.leaks import MARKER, Person, forms_of, found_in, too_open
from tests.store_support import make

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    old = os.umask(0o022)
    try:
        person = Person(tmp_path_factory.mktemp("person"))
        person.keeps_a_diary(long=False)
    finally:
        os.umask(old)
    return person


def test_the_search_finds_every_form(tmp_path: Path) -> None:
    for number, (form, searched) in enumerate(forms_of(MARKER)):
        (tmp_path / str(number)).write_bytes(b"before" + searched + b"after")
        assert [hit for hit in found_in(tmp_path, [MARKER]) if hit.endswith(f"{number}: {form}")], form
    (tmp_path / MARKER).touch()
    assert any(hit.endswith("its name") for hit in found_in(tmp_path, [MARKER]))


def test_nothing_in_clear_after_use_and_after_a_kill(person: Person) -> None:
    files = [file for file in person.place.rglob("*") if file.is_file()]
    assert any(file.suffix == ".log" for file in files), "the fault was to be logged"
    assert found_in(person.place, [MARKER, PASSPHRASE]) == []
    person.is_killed_while_writing()
    assert (person.diary / "diary.db-wal").stat().st_size > 0
    assert found_in(person.place, [MARKER, PASSPHRASE]) == []


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX's")
def test_only_the_owner_may_read(person: Person) -> None:
    assert too_open(person.diary) == []


def test_no_connection_is_opened(person: Person) -> None:
    assert person.network == []
    code, _, err = person.does(
        program="import sys, socket\n" + _watcher() + "socket.getaddrinfo('127.0.0.1', 9)"
    )
    assert (code, err.count("NETWORK")) == (0, 1)


def _watcher() -> str:
    from tests.faults.leaks import WATCHED

    return WATCHED.split("from diary_app")[0]


def test_errors_of_the_database_do_not_show_what_was_to_be_written(tmp_path: Path) -> None:
    with make(tmp_path / "d") as store:
        twice = [{"name": "form", "value": MARKER}] * 2
        with pytest.raises(IntegrityError) as caught, store._database.writing() as session:
            session.execute(insert(DRAFTS), twice)
    assert MARKER not in "".join(traceback.format_exception(caught.value))
    assert "hide_parameters" in str(caught.value)
