"""The errors a person can act on, each with its exit code.

Everything else that is raised is a bug (exit code 1). A message is a gettext
template plus its values, so that it is translated when it is shown and never
when it is raised.
"""

from __future__ import annotations


class PlainError(Exception):
    """One plain sentence for a person: what is wrong, where, and what fits.

    ``template`` is an untranslated gettext message marked with ``N_`` where it
    is written; ``values`` fill its ``{placeholders}``. ``exit_code`` is the
    code the command line ends with.
    """

    exit_code = 1

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)


class UsageError(PlainError):
    """An unknown command, option or a missing argument."""

    exit_code = 2


class DoesNotFit(PlainError):
    """A value, id, date or content that does not fit."""

    exit_code = 3


class WrongPassphrase(PlainError):
    """The passphrase is missing or opens no key slot."""

    exit_code = 4


class Damaged(PlainError):
    """The store is there but cannot be read as it was written."""

    exit_code = 5


class NewerVersion(PlainError):
    """The store or file was written by a newer program."""

    exit_code = 6


class InUse(PlainError):
    """Another process holds the store."""

    exit_code = 7


class NotSaved(PlainError):
    """No space left, or the storage refused the write."""

    exit_code = 8


class Tampered(PlainError):
    """The log does not agree with itself or with its tables."""

    exit_code = 9


class ShorterThanMark(PlainError):
    """The log ends before a head that was seen earlier."""

    exit_code = 10


class NoDiaryHere(PlainError):
    """The folder holds no diary."""

    exit_code = 11
