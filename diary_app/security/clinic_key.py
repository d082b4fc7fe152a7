"""A clinic's age key: the public one that a diary is given, the secret one that the clinic opens it with.

Only age's own keys of X25519 are taken (https://age-encryption.org/v1): no SSH
keys, no plugins, and nothing under a passphrase, whose work a file could set.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

LARGEST_FILE = 16 * 1024
MOST_IDENTITIES = 16
_SECRET = "AGE-SECRET-KEY-"
_ENCRYPTED = ("age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----")
_SSH = (
    "ssh-",
    "ecdsa-",
    "sk-ssh-",
    "sk-ecdsa-",
    "-----BEGIN OPENSSH",
    "-----BEGIN RSA",
    "-----BEGIN PRIVATE",
)


@dataclass(frozen=True, slots=True)
class ClinicKey:
    """The secret keys of a clinic's identity file, checked. Never in a log or traceback."""

    identities: tuple[str, ...]

    def __repr__(self) -> str:
        return "ClinicKey(...)"

    @classmethod
    def of(cls, text: str) -> Self:
        """From the text of an identity file as ``age-keygen`` writes it; raises ``DoesNotFit``."""
        from pyrage import IdentityError, x25519

        lines = _lines(text)
        if any(line.startswith(_ENCRYPTED) for line in lines):
            raise DoesNotFit(
                N_("This clinic key is under a passphrase of its own; open it with age first (age -d).")
            )
        _refuse_ssh(lines)
        if not 1 <= len(lines) <= MOST_IDENTITIES:
            raise _no_identity()
        try:
            return cls(tuple(str(x25519.Identity.from_str(line)) for line in lines))
        except IdentityError:
            pass  # what it says may quote the key: raised anew below, without it
        raise _no_identity()


def recipient_in(text: str) -> str:
    """The public key (``age1...``) that a recipients file holds: one line, comments and blank ones aside.

    Raises ``DoesNotFit`` with what it holds in its place.
    """
    from pyrage import RecipientError, x25519

    lines = _lines(text)
    if any(line.upper().startswith(_SECRET) for line in lines):
        raise DoesNotFit(
            N_("This is a clinic's secret key, which stays with the clinic; its public key begins with age1.")
        )
    if any(line.startswith(_ENCRYPTED) for line in lines):
        raise DoesNotFit(N_("This is an encrypted file and not a clinic's public key."))
    _refuse_ssh(lines)
    if len(lines) != 1:
        raise DoesNotFit(
            N_("A clinic's public key is one line that begins with age1; this has {count} lines."),
            count=len(lines),
        )
    try:
        return str(x25519.Recipient.from_str(lines[0]))
    except RecipientError:
        raise DoesNotFit(
            N_("This is not a clinic's public key, or it was copied wrongly; it has 62 characters.")
        ) from None


def text_of(file: Path) -> str:
    """The text of a key file. Raises ``DoesNotFit`` for one that is too long, no text or unreadable."""
    try:
        with file.open("rb") as handle:
            content = handle.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise DoesNotFit(
            N_("The key {file} cannot be read: {why}."), file=file, why=problem.strerror or "-"
        ) from None
    if len(content) > LARGEST_FILE:
        raise DoesNotFit(N_("The file {file} is too long to be a key."), file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass  # its message would quote the bytes
    raise DoesNotFit(N_("The file {file} is no key: it is not text."), file=file)


def _lines(text: str) -> list[str]:
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]


def _refuse_ssh(lines: list[str]) -> None:
    if any(line.startswith(_SSH) for line in lines):
        raise DoesNotFit(N_("SSH keys do not open a diary; a key of age is needed (age-keygen makes one)."))


def _no_identity() -> DoesNotFit:
    return DoesNotFit(
        N_("This is not a clinic's secret key: a line that begins with AGE-SECRET-KEY-1 is needed.")
    )
