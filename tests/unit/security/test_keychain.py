"""Only a real system keychain is used, and what it does not do is told."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from diary_app.security import keychain
from diary_app.security.keychain import (
    SERVICE,
    KeychainSecret,
    NoKeychain,
    SystemKeychain,
    system_keychain,
)

SECRET = bytes(range(32))


class Fake:
    """A backend that keeps what it is given, until a test breaks it."""

    priority = 5.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self.kept[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        try:
            del self.kept[service, user]
        except KeyError:
            raise PasswordDeleteError("none") from None


def planted(monkeypatch: pytest.MonkeyPatch, kind: type, name: str = "Keyring") -> None:
    """Put a backend where one of the accepted names is looked for."""
    module = ModuleType("planted_backend")
    setattr(module, name, kind)
    monkeypatch.setitem(sys.modules, "planted_backend", module)
    monkeypatch.setattr(keychain, "_REAL", (("no.such.module", "Keyring"), ("planted_backend", name)))


def test_what_is_kept_is_read_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, Fake)
    chain = SystemKeychain()
    assert chain.read("store") is None
    chain.forget("store")  # there is nothing, and that is no fault
    chain.keep("store", SECRET)
    chain.keep("other", bytes(32))
    assert chain._backend.kept[SERVICE, "store"] == SECRET.hex()  # type: ignore[attr-defined]
    assert (chain.read("store"), chain.read("other")) == (SECRET, bytes(32))
    chain.forget("store")
    assert (chain.read("store"), chain.read("other")) == (None, bytes(32))


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, SECRET.hex() + "00", "\N{SNOWMAN}"])
def test_what_somebody_else_put_there_is_none_of_ours(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    planted(monkeypatch, Fake)
    chain = SystemKeychain()
    chain._backend.set_password(SERVICE, "store", text)
    assert chain.read("store") is None
    chain.forget("store")
    assert chain._backend.get_password(SERVICE, "store") is None


def _lies(self: Any, service: str, user: str) -> str:
    return bytes(32).hex()


def _nothing(*_: object) -> None:
    return None


@pytest.mark.parametrize("broken", [{"set_password": _nothing}, {"get_password": _lies}])
def test_a_keychain_that_does_not_give_back_what_it_was_given(
    monkeypatch: pytest.MonkeyPatch, broken: dict[str, Callable[..., Any]]
) -> None:
    planted(monkeypatch, type("Broken", (Fake,), broken))
    with pytest.raises(NoKeychain, match="does not give back"):
        SystemKeychain().keep("store", SECRET)


def test_one_that_only_says_that_it_forgot(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, type("Keeps", (Fake,), {"delete_password": _nothing}))
    chain = SystemKeychain()
    chain.keep("store", SECRET)
    with pytest.raises(NoKeychain, match="refused"):
        chain.forget("store")


@pytest.mark.logs("system keychain refused: (KeyringLocked|OSError|PasswordSetError)")
@pytest.mark.parametrize("problem", [KeyringLocked, OSError, PasswordSetError])
def test_a_refusal_is_one_sentence_and_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, problem: type[Exception]
) -> None:
    def refuse(self: Any, service: str, user: str, *more: str) -> None:
        raise problem(f"cannot store {SECRET.hex()} for {user}")

    names = ("get_password", "set_password", "delete_password")
    planted(monkeypatch, type("Refuses", (Fake,), dict.fromkeys(names, refuse)))
    caplog.set_level(logging.DEBUG)
    chain = SystemKeychain()
    for act in (chain.read, chain.forget, lambda store: chain.keep(store, SECRET)):
        with pytest.raises(NoKeychain, match="refused") as refusal:
            act("store")
        told = "".join(traceback.format_exception(refusal.value))
        assert SECRET.hex() not in told + caplog.text
        assert refusal.value.exit_code == 8


def test_here_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or, on a computer that has one, it is one of the accepted kinds."""
    found = system_keychain()
    if found is None:
        with pytest.raises(NoKeychain, match="has no keychain"):
            SystemKeychain()
    else:
        kind = type(found._backend)  # type: ignore[attr-defined]
        assert (kind.__module__, kind.__name__) in keychain._REAL


class PlainText(Fake, KeyringBackend):
    """What a plug-in would offer: it keeps secrets in clear, and says that it is the best."""

    priority = 99.0  # type: ignore[assignment]

    def __init__(self) -> None:
        Fake.__init__(self)


def test_whatever_keyring_is_set_to_a_plain_or_empty_one_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(keychain, "_REAL", ())
    before = keyring.get_keyring()
    try:
        for configured in (PlainText(), null.Keyring(), fail.Keyring()):
            keyring.set_keyring(configured)  # type: ignore[arg-type]
            assert system_keychain() is None
    finally:
        keyring.set_keyring(before)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert system_keychain() is None


def test_a_setting_of_keyring_does_not_turn_the_real_one_away(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, Fake)
    before = keyring.get_keyring()
    try:
        keyring.set_keyring(PlainText())  # type: ignore[arg-type]
        chain = SystemKeychain()
    finally:
        keyring.set_keyring(before)
    assert type(chain._backend) is Fake


def test_one_that_does_not_work_here_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in ({"priority": property(lambda _: 1 / 0)}, {"priority": 0}):
        planted(monkeypatch, type("Broken", (Fake,), broken))
        assert system_keychain() is None


def test_on_windows_it_stays_on_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, type("WinVaultKeyring", (Fake,), {}), "WinVaultKeyring")
    assert SystemKeychain()._backend.persist == 2  # type: ignore[attr-defined]


def test_the_accepted_ones_are_there_in_keyring() -> None:
    """A name that keyring changed would silently take the keychain away."""
    from importlib import import_module

    for module, name in keychain._REAL:
        assert issubclass(getattr(import_module(module), name), KeyringBackend)


def test_a_new_secret_is_random_and_not_shown() -> None:
    made = {KeychainSecret.new().secret for _ in range(50)}
    assert len(made) == 50
    assert {len(each) for each in made} == {32}
    assert repr(KeychainSecret(SECRET)) == "KeychainSecret(...)"
