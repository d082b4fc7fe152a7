"""A limit for the system keychain, which may wait for a person or never answer at all.

Each call runs on a daemon thread: one that is given up neither blocks whoever
asked nor keeps the program from ending.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from diary_app.common.i18n import N_
from diary_app.security.keychain import Keychain, NoKeychain

LOOK = 10.0  # seconds for looking whether there is one, and for opening the diary at the start
KEEP = 30.0  # seconds where the person has just asked for it and may have to type a password of the computer
_T = TypeVar("_T")


def within(seconds: float, call: Callable[[], _T]) -> _T:
    """What ``call`` gives or raises, if it does so in time; else ``NoKeychain``."""
    answer: Future[_T] = Future()

    def work() -> None:
        try:
            answer.set_result(call())
        except BaseException as problem:  # raised again where it was asked
            answer.set_exception(problem)

    threading.Thread(target=work, name="diary-keychain", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        if answer.done():  # the keychain's own, not ours
            raise
    raise NoKeychain(N_("The computer's keychain does not answer."))


class PatientKeychain:
    """Another keychain, each call with a limit; see :class:`Keychain`."""

    def __init__(self, keychain: Keychain, seconds: float) -> None:
        self._keychain, self._seconds = keychain, seconds

    def read(self, store_id: str) -> bytes | None:
        """As the other; ``NoKeychain`` where it does not answer."""
        return within(self._seconds, lambda: self._keychain.read(store_id))

    def keep(self, store_id: str, secret: bytes) -> None:
        """As the other; one that answers later may keep it all the same, for a slot that is not made."""
        within(self._seconds, lambda: self._keychain.keep(store_id, secret))

    def forget(self, store_id: str) -> None:
        """As the other; ``NoKeychain`` where it does not answer."""
        within(self._seconds, lambda: self._keychain.forget(store_id))


def patiently(find: Callable[[], Keychain | None], seconds: float | None = None) -> Keychain | None:
    """What ``find`` finds, asked with a limit; ``None`` where there is none or looking takes too long."""
    try:
        found = within(LOOK, find)
    except NoKeychain:
        return None
    return None if found is None else PatientKeychain(found, LOOK if seconds is None else seconds)
