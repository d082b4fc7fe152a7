"""The system keychain: a random secret kept there opens the diary without asking. Never the only way in.

Which keychains there are is this module's own list. keyring itself goes where
an environment variable, a configuration file or an installed plug-in sends it,
also to a file in clear or to nowhere; none of that is asked here.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from diary_app.common.errors import NotSaved, PlainError
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Morning Diary"
SECRET_BYTES = 32
# Kept on the computer, encrypted under the person's login. In this order; the first that works is taken.
_REAL = (
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)
_LOCAL_MACHINE = 2  # CRED_PERSIST_LOCAL_MACHINE of wincred.h: does not travel with a roaming profile

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class NoKeychain(PlainError):
    """There is no system keychain, or it refuses."""

    exit_code = NotSaved.exit_code


@dataclass(frozen=True, slots=True)
class KeychainSecret:
    """What the keychain keeps: 256 random bits. Never in a log or traceback."""

    secret: bytes

    def __repr__(self) -> str:
        return "KeychainSecret(...)"

    @classmethod
    def new(cls) -> Self:
        """A random one."""
        return cls(secrets.token_bytes(SECRET_BYTES))


class Keychain(Protocol):
    """Keeps one secret of each diary. All of it may wait for the person: never on the window's thread."""

    def read(self, store_id: str) -> bytes | None:
        """The secret of a diary, ``None`` where none of ours is kept. Raises ``NoKeychain``."""
        ...

    def keep(self, store_id: str, secret: bytes) -> None:
        """Keep it in the place of an older one. Raises ``NoKeychain``."""
        ...

    def forget(self, store_id: str) -> None:
        """Keep it no longer; nothing happens where none is kept. Raises ``NoKeychain``."""
        ...


class SystemKeychain:
    """macOS Keychain, Windows Credential Locker, Secret Service or KWallet, through keyring."""

    def __init__(self) -> None:
        backend = _backend()
        if backend is None:
            raise NoKeychain(N_("This computer has no keychain that keeps secrets."))
        self._backend = backend

    def read(self, store_id: str) -> bytes | None:
        """See :class:`Keychain`."""
        text = self._asked(lambda backend: backend.get_password(SERVICE, store_id))
        return None if text is None else _secret_of(text)

    def keep(self, store_id: str, secret: bytes) -> None:
        """See :class:`Keychain`; what is kept is read back."""
        self._asked(lambda backend: backend.set_password(SERVICE, store_id, secret.hex()))
        if not compare_digest(self.read(store_id) or b"", secret):
            raise NoKeychain(N_("The computer's keychain does not give back what it was given."))

    def forget(self, store_id: str) -> None:
        """See :class:`Keychain`; that it is gone is looked at."""
        if not self._holds(store_id):
            return
        self._asked(lambda backend: backend.delete_password(SERVICE, store_id))
        if self._holds(store_id):
            raise _refused()

    def _holds(self, store_id: str) -> bool:
        return self._asked(lambda backend: backend.get_password(SERVICE, store_id)) is not None

    def _asked(self, act: Callable[[KeyringBackend], _T]) -> _T:
        try:
            return act(self._backend)
        except Exception as problem:  # each backend raises errors of its own library
            kind = type(problem).__name__
        # here, so that what the backend said, which may quote the secret, does not hang on the error
        _log.warning("the system keychain refused: %s", kind)
        raise _refused()


def system_keychain() -> Keychain | None:
    """The computer's keychain, ``None`` where it has none that keeps secrets."""
    try:
        return SystemKeychain()
    except NoKeychain:
        return None


def _backend() -> KeyringBackend | None:
    for module, name in _REAL:
        try:
            kind: type[KeyringBackend] = getattr(import_module(module), name)
            if kind.priority <= 0:
                continue
            backend = kind()
        except Exception as problem:  # not of this system, its service does not run, ...: each its own error
            _log.debug("no keychain by %s: %s", module, type(problem).__name__)
            continue
        if name == "WinVaultKeyring":
            backend.persist = _LOCAL_MACHINE  # type: ignore[attr-defined]
        return backend
    return None


def _secret_of(text: str) -> bytes | None:
    """What was kept; ``None`` for a text that this program did not put there."""
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        return None
    return secret if len(secret) == SECRET_BYTES else None


def _refused() -> NoKeychain:
    return NoKeychain(N_("The computer's keychain refused."))
