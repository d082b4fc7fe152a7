"""The kinds of value a study plan's file may hold, each with its own refusal sentence.

Every kind says what it takes (``accept``), what to say of a value that does
not fit (``wrong``) and of a key that is not there (``missing``). The sentences
get ``file`` and ``key`` from the loader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.domain.phone import phone_number

MISFIT = "misfit"
LONGEST_TEXT = 600
_SHOWN = 40
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PLAN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def misfit(template: str, at: str = "", /, **values: object) -> PydanticCustomError:
    """An error that pydantic carries up with its place; ``at`` is a key below that place."""
    return PydanticCustomError(MISFIT, "does not fit", {"template": template, "at": at, "values": values})


def shown(value: object) -> str:
    """A value as a person would write it, cut short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


class Fit:
    """One kind of value; subclasses say what it takes."""

    wrong: ClassVar[str]
    missing: ClassVar[str]

    def values(self) -> Mapping[str, object]:
        """What the sentences need besides file, key and what was found."""
        return {}

    def accept(self, value: object) -> object:
        """The value as the program uses it, or None where it does not fit."""
        raise NotImplementedError

    def check(self, value: object) -> object:
        """The accepted value; raises the sentence of this kind otherwise."""
        accepted = self.accept(value)
        if accepted is None:
            raise misfit(self.wrong, found=shown(value), **self.values())
        return accepted

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)


class Plain(Fit):
    """A text of one line, in one language."""

    wrong = N_("{file}: {key} must be a text in quotes, not empty and on one line; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes a text in quotes.")

    def accept(self, value: object) -> object:
        """Text that holds something and nothing that cannot be printed."""
        return value if _is_text(value) else None


class Phone(Fit):
    """A phone number, short ones such as 120 too."""

    wrong = N_('{file}: {key} must be a phone number in quotes, such as "120"; it is {found}.')
    missing = N_("{file}: {key} is missing; it takes a phone number in quotes.")

    def accept(self, value: object) -> object:
        """What ``domain.phone`` takes, as it is kept."""
        if not isinstance(value, str):
            return None
        try:
            return phone_number(value)
        except DoesNotFit:
            return None


class Code(Fit):
    """A short name that entries in the log refer to."""

    wrong = N_(
        "{file}: {key} must be a short name of small letters, digits and single underscores, "
        "such as mouth_sores; it is {found}."
    )
    missing = N_("{file}: {key} is missing; it takes a short name such as mouth_sores.")

    def accept(self, value: object) -> object:
        """A lower-case snake name of at most 40 characters."""
        fits = isinstance(value, str) and len(value) <= 40 and _CODE.fullmatch(value)
        return value if fits else None


class PlanId(Fit):
    """The study plan's own name, used as its file name."""

    wrong = N_(
        "{file}: {key} must be small letters and digits joined by hyphens, such as alter-s003; it is {found}."
    )
    missing = N_("{file}: {key} is missing; it takes a name such as alter-s003.")

    def accept(self, value: object) -> object:
        """Lower-case words joined by hyphens, at most 60 characters."""
        fits = isinstance(value, str) and len(value) <= 60 and _PLAN_ID.fullmatch(value)
        return value if fits else None


class Whole(Fit):
    """A whole number within bounds, ends included."""

    wrong = N_("{file}: {key} must be a whole number from {lowest} to {highest}; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes a whole number from {lowest} to {highest}.")

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def values(self) -> Mapping[str, object]:
        """The bounds."""
        return {"lowest": self.lowest, "highest": self.highest}

    def accept(self, value: object) -> object:
        """An integer within the bounds; true and false are no numbers."""
        fits = type(value) is int and self.lowest <= value <= self.highest
        return value if fits else None


class SchemaVersion(Fit):
    """The version of the file's layout."""

    wrong = N_("{file}: {key} must be 1, the only layout this program knows; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes 1, the layout of the file.")

    def accept(self, value: object) -> object:
        """The number 1."""
        return value if type(value) is int and value == 1 else None


class Number(Fit):
    """A number within bounds, ends included; kept exactly, as a decimal."""

    wrong = N_("{file}: {key} must be a number from {lowest} to {highest}; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes a number from {lowest} to {highest}.")

    def __init__(self, lowest: str, highest: str) -> None:
        self.lowest, self.highest = Decimal(lowest), Decimal(highest)

    def values(self) -> Mapping[str, object]:
        """The bounds."""
        return {"lowest": self.lowest, "highest": self.highest}

    def accept(self, value: object) -> object:
        """A finite decimal within the bounds."""
        if type(value) is not int and not isinstance(value, Decimal):
            return None
        number = Decimal(value)
        fits = number.is_finite() and self.lowest <= number <= self.highest
        return number if fits else None


class Flag(Fit):
    """Yes or no."""

    wrong = N_("{file}: {key} must be true or false; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes true or false.")

    def accept(self, value: object) -> object:
        """A TOML boolean."""
        return value if isinstance(value, bool) else None


class TimeOfDay(Fit):
    """A time on the clock, to the minute."""

    wrong = N_("{file}: {key} must be a time of day without quotes, such as 10:00:00; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes a time of day such as 10:00:00.")

    def accept(self, value: object) -> object:
        """A TOML local time with no seconds."""
        fits = isinstance(value, time) and not value.second and not value.microsecond
        return value if fits else None


class OneOf(Fit):
    """One of a few words."""

    wrong = N_("{file}: {key} must be one of {choices}; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes one of {choices}.")

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def values(self) -> Mapping[str, object]:
        """The words."""
        return {"choices": ", ".join(self.choices)}

    def accept(self, value: object) -> object:
        """One of the words."""
        return value if value in self.choices and isinstance(value, str) else None


class ListOf(Fit):
    """A list with a least number of entries; the entries are checked by their own kind."""

    wrong = N_(
        "{file}: {key} must be a list in square brackets, its entries at least {least}; it is {found}."
    )
    missing = N_("{file}: {key} is missing; it takes a list, its entries at least {least}.")

    def __init__(self, least: int) -> None:
        self.least = least

    def values(self) -> Mapping[str, object]:
        """The least number of entries."""
        return {"least": self.least}

    def accept(self, value: object) -> object:
        """The entries as a tuple."""
        fits = isinstance(value, list) and len(value) >= self.least
        return tuple(value) if fits and isinstance(value, list) else None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))


class Words(Fit):
    """One text in exactly the languages that the file lists under ``languages``."""

    wrong = N_("{file}: {key} must be a text for each of the languages {languages}; it is {found}.")
    missing = N_("{file}: {key} is missing; it takes a text for each of the languages {languages}.")
    one_missing = N_("{file}: {key} is missing; every text is needed in each of the languages {languages}.")
    not_listed = N_("{file}: {key} is in a language that is not listed; languages here are {languages}.")

    def values(self) -> Mapping[str, object]:
        """All languages the program knows."""
        return {"languages": ", ".join(LANGUAGES)}

    def check_in(self, value: object, info: core_schema.ValidationInfo) -> Mapping[str, str]:
        """The texts by language; ``info.context`` holds the languages the file lists."""
        expected: tuple[str, ...] = info.context or LANGUAGES[:1]
        listed = ", ".join(expected)
        if not isinstance(value, dict):
            raise misfit(self.wrong, found=shown(value), languages=listed)
        for language in value:
            if language not in expected:
                raise misfit(self.not_listed, language, languages=listed)
        for language in expected:
            if language not in value:
                raise misfit(self.one_missing, language, languages=listed)
            if not _is_text(value[language]):
                raise misfit(Plain.wrong, language, found=shown(value[language]))
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.check_in)


def _is_text(value: object) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and len(value) <= LONGEST_TEXT
        and not _UNPRINTABLE.search(value)
    )
