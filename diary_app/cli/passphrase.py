"""Where the passphrase comes from: a file descriptor, the environment, or a person at a terminal."""

from __future__ import annotations

import os

from diary_app.cli.around import Around
from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_, Translator

VARIABLE = "DIARY_APP_PASSPHRASE"
_LONGEST = 4096  # bytes; a passphrase is a line, not a file


def read_passphrase(around: Around, tr: Translator, descriptor: str | None, *, twice: bool = False) -> str:
    """The passphrase; ``twice`` asks again on a terminal, as is done when one is chosen.

    Raises :class:`WrongPassphrase` (exit code 4) where there is none and no
    terminal to ask on, :class:`DoesNotFit` for an empty one.
    """
    if descriptor is not None:
        passphrase = _from_descriptor(descriptor)
    elif VARIABLE in around.environ:
        passphrase = around.environ[VARIABLE]
    else:
        passphrase = _asked(around, tr, twice)
    if not passphrase.strip():
        raise DoesNotFit(N_("The passphrase is empty; choose at least a few words."))
    return passphrase


def _asked(around: Around, tr: Translator, twice: bool) -> str:
    if not around.terminal:
        raise WrongPassphrase(
            N_("The passphrase is missing: set DIARY_APP_PASSPHRASE or give --passphrase-fd N.")
        )
    try:
        first = around.ask(tr("Passphrase: "))
        if twice and around.ask(tr("The same passphrase again: ")) != first:
            raise DoesNotFit(N_("The two passphrases are not the same."))
    except EOFError:
        raise WrongPassphrase(N_("The passphrase is missing.")) from None
    return first


def _from_descriptor(text: str) -> str:
    """One line read from an open descriptor, byte by byte so that nothing after it is taken."""
    if not (text.isascii() and text.isdigit()):
        raise DoesNotFit(N_("--passphrase-fd: {value} is not the number of an open file."), value=text)
    try:
        return _line(int(text)).decode("utf-8")
    except (OSError, OverflowError):
        raise DoesNotFit(
            N_("--passphrase-fd: {value} is not the number of an open file."), value=text
        ) from None
    except UnicodeDecodeError:
        raise DoesNotFit(N_("The passphrase is not text in UTF-8.")) from None


def _line(descriptor: int) -> bytes:
    read = bytearray()
    while len(read) <= _LONGEST:
        byte = os.read(descriptor, 1)
        if byte in (b"", b"\n"):
            return bytes(read).removesuffix(b"\r")
        read += byte
    raise DoesNotFit(N_("The passphrase is too long: at most {most} bytes fit."), most=_LONGEST)
