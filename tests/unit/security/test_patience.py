"""A keychain that does not answer is given up; one that answers is as it is."""

from __future__ import annotations

import threading

import pytest

from diary_app.security.keychain import NoKeychain
from diary_app.security.patience import PatientKeychain, patiently, within


def test_what_answers_in_time_gives_its_answer_or_its_own_error() -> None:
    assert within(20, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(20, lambda: 1 // 0)
    with pytest.raises(TimeoutError):
        within(20, lambda: (_ for _ in ()).throw(TimeoutError("its own")))


def test_what_does_not_answer_is_given_up_on_a_thread_that_keeps_no_program_from_ending() -> None:
    answers = threading.Event()

    class Hanging:
        def read(self, store_id: str) -> bytes | None:
            answers.wait(20)
            return None

        keep = forget = None

    keychain = PatientKeychain(Hanging(), 0.05)  # type: ignore[arg-type]
    with pytest.raises(NoKeychain, match="does not answer"):
        keychain.read("store")
    assert not answers.is_set()
    waiting = [thread for thread in threading.enumerate() if thread.name == "diary-keychain"]
    assert [thread.daemon for thread in waiting] == [True]
    answers.set()
    waiting[0].join()


def test_where_there_is_no_keychain_there_is_none() -> None:
    assert patiently(lambda: None) is None
