"""Where a diary's secrets come from: a descriptor, the environment, a key file, a person at a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.cli.around import Around
from diary_app.common.errors import DoesNotFit, WrongPassphrase
from diary_app.common.i18n import N_, Translator

if TYPE_CHECKING:
    from diary_app.security.clinic_key import ClinicKey
    from diary_app.security.recovery_code import RecoveryCode
    from diary_app.security.secret import Secret

VARIABLE = "DIARY_APP_PASSPHRASE"
NEW_VARIABLE = "DIARY_APP_NEW_PASSPHRASE"
SIGN_VARIABLE = "DIARY_APP_SIGN_PASSPHRASE"
RECOVERY_VARIABLE = "DIARY_APP_RECOVERY_CODE"
_LONGEST = 4096  # bytes; a passphrase is a line, not a file


def read_passphrase(around: Around, tr: Translator, descriptor: str | None, *, twice: bool = False) -> str:
    """The passphrase; ``twice`` asks again on a terminal, as is done when one is chosen.

    Raises :class:`WrongPassphrase` (exit code 4) where there is none and no
    terminal to ask on, :class:`DoesNotFit` for an empty one.
    """
    if descriptor is not None:
        passphrase = _from_descriptor("--passphrase-fd", descriptor)
    elif VARIABLE in around.environ:
        passphrase = around.environ[VARIABLE]
    elif not around.terminal:
        raise WrongPassphrase(
            N_("The passphrase is missing: set DIARY_APP_PASSPHRASE or give --passphrase-fd N.")
        )
    else:
        passphrase = _twice(around, tr, tr("Passphrase: ")) if twice else asked(around, tr("Passphrase: "))
    return _not_empty(passphrase)


def read_new_passphrase(around: Around, tr: Translator, descriptor: str | None) -> str:
    """The passphrase of ``passphrase change``; raises as :func:`read_passphrase`."""
    if descriptor is not None:
        return _not_empty(_from_descriptor("--new-passphrase-fd", descriptor))
    if NEW_VARIABLE in around.environ:
        return _not_empty(around.environ[NEW_VARIABLE])
    if not around.terminal:
        raise WrongPassphrase(
            N_("The new passphrase is missing: set DIARY_APP_NEW_PASSPHRASE or give --new-passphrase-fd N.")
        )
    return _not_empty(_twice(around, tr, tr("New passphrase: ")))


def read_signing_passphrase(around: Around, tr: Translator, descriptor: str | None) -> str:
    """The passphrase that signs, given once more; raises as :func:`read_passphrase`."""
    if descriptor is not None:
        return _not_empty(_from_descriptor("--sign-fd", descriptor))
    if SIGN_VARIABLE in around.environ:
        return _not_empty(around.environ[SIGN_VARIABLE])
    if not around.terminal:
        raise WrongPassphrase(
            N_("To sign, give the passphrase once more: set DIARY_APP_SIGN_PASSPHRASE or give --sign-fd N.")
        )
    return _not_empty(asked(around, tr("Your passphrase once more, to sign: ")))


def handed_in(around: Around, variable: str, descriptor: str | None) -> bool:
    """Whether a script gives the passphrase, and no person is asked for it."""
    return descriptor is not None or variable in around.environ


def refuse_weak(passphrase: str, about: Sequence[str] = ()) -> None:
    """Refuse a passphrase that somebody could guess; ``about``: what is known of this diary.

    For what a person chooses at the terminal: whoever writes a script that
    hands one in has chosen elsewhere, and a refusal would only stop the script.
    """
    from diary_app.services.ways_in import strength

    if not strength(passphrase, about).enough:
        raise DoesNotFit(
            N_("This passphrase is too easy to guess; take four random words: diary-app passphrase suggest "
               "chooses some.")
        )  # fmt: skip


def read_other_key(
    around: Around, clinic_key: str | None, descriptor: str | None, passphrase_descriptor: str | None
) -> RecoveryCode | ClinicKey | None:
    """The clinic's key or the recovery code, if one was given.

    An option counts more than what is in the environment. Raises
    :class:`MistypedCode`, :class:`DoesNotFit`.
    """
    if sum(given is not None for given in (clinic_key, descriptor, passphrase_descriptor)) > 1:
        raise DoesNotFit(N_("Give one of passphrase, recovery code and clinic's key, not two."))
    if clinic_key is not None:
        return _clinic_key(Path(clinic_key))
    if descriptor is not None:
        return _code(text_from("--recovery-fd", descriptor, whole=True))
    if passphrase_descriptor is None and RECOVERY_VARIABLE in around.environ:
        return _code(around.environ[RECOVERY_VARIABLE])
    return None


def with_way_back(refusal: WrongPassphrase, secret: Secret, *, then: bool = False) -> WrongPassphrase:
    """The refusal of a passphrase that names what to do when it is forgotten; of another secret as it is,
    and of a passphrase that is right and does not count.

    ``then``: it should have opened a backup, by the keys of the time it was made.
    """
    if not isinstance(secret, str) or type(refusal) is not WrongPassphrase:
        return refusal
    if then:
        return WrongPassphrase(
            N_("This is not the passphrase that opened the diary when the backup was made; "
               "if it is forgotten, use the recovery code of that time: --recovery-fd N.")
        )  # fmt: skip
    return WrongPassphrase(
        N_("This is not the passphrase of this diary; if it is forgotten, use the recovery code: "
           "--recovery-fd N.")
    )  # fmt: skip


def _clinic_key(file: Path) -> ClinicKey:
    from diary_app.security.clinic_key import ClinicKey, text_of

    return ClinicKey.of(text_of(file.expanduser()))


def _code(text: str) -> RecoveryCode:
    from diary_app.security.recovery_code import RecoveryCode

    return RecoveryCode.typed(text)


def asked(around: Around, prompt: str) -> str:
    """What a person types, unseen; raises :class:`WrongPassphrase` where the input ends."""
    try:
        return around.ask(prompt)
    except EOFError:
        raise WrongPassphrase(N_("The passphrase is missing.")) from None


def _twice(around: Around, tr: Translator, prompt: str) -> str:
    first = asked(around, prompt)
    if asked(around, tr("The same passphrase again: ")) != first:
        raise DoesNotFit(N_("The two passphrases are not the same."))
    return first


def _not_empty(passphrase: str) -> str:
    if not passphrase.strip():
        raise DoesNotFit(N_("The passphrase is empty; choose at least a few words."))
    return passphrase


def _from_descriptor(option: str, text: str) -> str:
    return text_from(option, text, whole=False)


def text_from(option: str, text: str, *, whole: bool) -> str:
    """What is read from an open descriptor: ``whole``, or one line and nothing after it."""
    if not (text.isascii() and text.isdigit()):
        raise DoesNotFit(
            N_("{option}: {value} is not the number of an open file."), option=option, value=text
        )
    try:
        return (_rest(int(text)) if whole else _line(int(text))).decode("utf-8")
    except (OSError, OverflowError):
        raise DoesNotFit(
            N_("{option}: {value} is not the number of an open file."), option=option, value=text
        ) from None
    except UnicodeDecodeError:
        raise DoesNotFit(N_("{option}: what was read is not text in UTF-8."), option=option) from None


def _rest(descriptor: int) -> bytes:
    read = bytearray()
    while len(read) <= _LONGEST and (more := os.read(descriptor, _LONGEST)):
        read += more
    return bytes(read[:_LONGEST])  # far more than a code has: cut off, it is refused as one


def _line(descriptor: int) -> bytes:
    read = bytearray()
    while len(read) <= _LONGEST:
        byte = os.read(descriptor, 1)
        if byte in (b"", b"\n"):
            return bytes(read).removesuffix(b"\r")
        read += byte
    raise DoesNotFit(N_("The passphrase is too long: at most {most} bytes fit."), most=_LONGEST)
