"""Reading the fields of a record line strictly: every refusal names the field and what fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)
# Days and instants around them must exist in every zone and months ahead.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
# A number written with a larger exponent would be spelt out in that many digits.
_LARGEST_EXPONENT = 20
LONGEST_NOTE = 2000
LONGEST_REASON = 200


def decimal_text(value: Decimal) -> str:
    """A decimal as it travels in the log: plain digits, no trailing zeros, no exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Fields:
    """The fields of one line, each read once; what is left over at the end does not belong."""

    def __init__(self, line: Mapping[str, Any]) -> None:
        self._line = dict(line)
        self._read: set[str] = set()

    def raw(self, name: str) -> Any:
        """The value of a field as it stands, ``None`` when absent."""
        self._read.add(name)
        return self._line.get(name)

    def has(self, name: str) -> bool:
        """Whether the line gives this field."""
        return self._line.get(name) is not None

    def required(self, name: str) -> Any:
        """The value of a field that must be there."""
        value = self.raw(name)
        if value is None:
            raise DoesNotFit(N_('"{field}" is missing.'), field=name)
        return value

    def day(self, name: str = "day") -> date:
        """A date that must be there, written YYYY-MM-DD."""
        return self._date(name, self.required(name))

    def optional_day(self, name: str) -> date | None:
        """A date, if given."""
        value = self.raw(name)
        return None if value is None else self._date(name, value)

    def _date(self, name: str, value: Any) -> date:
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return of_our_times(name, date.fromisoformat(value))
            except ValueError:
                pass  # falls through to the one refusal below
        raise DoesNotFit(
            N_('"{field}": {value} is not a date; write it like 2026-01-05.'), field=name, value=shown(value)
        )

    def optional_time(self, name: str = "time") -> time | None:
        """A 24-hour time HH:MM, if given."""
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, str) or not _TIME.fullmatch(value):
            raise DoesNotFit(
                N_('"{field}": {value} is not a time; write it like 07:10.'), field=name, value=shown(value)
            )
        return time.fromisoformat(value)

    def decimal(self, name: str) -> Decimal:
        """A number that must be there (a JSON number or digits as text)."""
        return _decimal(name, self.required(name))

    def optional_decimal(self, name: str) -> Decimal | None:
        """A number, if given."""
        value = self.raw(name)
        return None if value is None else _decimal(name, value)

    def whole(self, name: str, lowest: int, highest: int) -> int:
        """A whole number between two bounds, both inside, that must be there."""
        return whole(name, self.required(name), lowest, highest)

    def optional_whole(self, name: str, lowest: int, highest: int) -> int | None:
        """A whole number between two bounds, if given."""
        value = self.raw(name)
        return None if value is None else whole(name, value, lowest, highest)

    def choice(self, name: str, fits: Sequence[str], default: str | None = None) -> str:
        """One of a few words."""
        value = self.raw(name)
        if value is None and default is not None:
            return default
        if value not in fits or not isinstance(value, str):
            raise DoesNotFit(
                N_('"{field}": {value} does not fit; it is one of {fits}.'),
                field=name,
                value=shown(value),
                fits=", ".join(fits),
            )
        return value

    def optional_flag(self, name: str) -> bool | None:
        """True or false, if given."""
        value = self.raw(name)
        if value is not None and not isinstance(value, bool):
            raise DoesNotFit(
                N_('"{field}": {value} does not fit; it is true or false.'), field=name, value=shown(value)
            )
        return value

    def optional_text(self, name: str, longest: int = LONGEST_REASON) -> str | None:
        """A text up to a length, if given; blank counts as not given."""
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, str) or not _encodes(value):
            raise DoesNotFit(N_('"{field}": {value} is not a text.'), field=name, value=shown(value))
        if len(value) > longest:
            raise DoesNotFit(
                N_('"{field}" is too long: {length} characters; at most {longest} fit.'),
                field=name,
                length=len(value),
                longest=longest,
            )
        return value if value.strip() else None

    def mapping(self, name: str) -> Mapping[str, Any]:
        """An object that must be there."""
        value = self.required(name)
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise DoesNotFit(N_('"{field}": {value} is not an object.'), field=name, value=shown(value))
        return value

    def sequence(self, name: str) -> Sequence[Any]:
        """A list, empty when absent."""
        value = self.raw(name)
        if value is None:
            return ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise DoesNotFit(N_('"{field}": {value} is not a list.'), field=name, value=shown(value))
        return value

    def finish(self) -> None:
        """Refuse a field that nobody read."""
        unknown = sorted(set(self._line) - self._read)
        if unknown:
            raise DoesNotFit(
                N_('"{field}" does not belong here; what fits: {fits}.'),
                field=named(unknown[0]),
                fits=", ".join(sorted(self._read - {"kind"})),
            )


def whole(name: str, value: Any, lowest: int, highest: int) -> int:
    """``value`` as a whole number between two bounds, both inside; ``name`` is for the refusal."""
    fits = not isinstance(value, bool) and (isinstance(value, int) or _plain(value))
    if not fits or not lowest <= value <= highest or value != int(value):
        raise DoesNotFit(
            N_('"{field}": {value} does not fit; it is a whole number from {lowest} to {highest}.'),
            field=name,
            value=shown(value),
            lowest=lowest,
            highest=highest,
        )
    return int(value)


def _decimal(name: str, value: Any) -> Decimal:
    text = shown(value) if isinstance(value, int) and not isinstance(value, bool) else ""
    if isinstance(value, str):
        text = value
    elif _plain(value):
        text = format(value, "f")
    if not _DECIMAL.fullmatch(text):
        raise DoesNotFit(
            N_('"{field}": {value} is not a number; write it like 12 or 36.8.'),
            field=name,
            value=shown(value),
        )
    return Decimal(text)


def _plain(value: Any) -> bool:
    """Whether ``value`` is a decimal number of a size that can be spelt out."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else None
    return isinstance(exponent, int) and abs(exponent) <= _LARGEST_EXPONENT


def of_our_times(name: str, day: date) -> date:
    """``day`` itself, if it lies in years in which all the arithmetic of days holds."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise DoesNotFit(
            N_('"{field}": {value} lies outside the years {earliest} to {latest}.'),
            field=name,
            value=day.isoformat(),
            earliest=EARLIEST_YEAR,
            latest=LATEST_YEAR,
        )
    return day


def shown(value: Any) -> str:
    """A value as a refusal shows it: short, on one line."""
    try:
        return named(f'"{value}"' if isinstance(value, str) else str(value))
    except ValueError:  # more digits than Python writes out
        return "..."


def named(text: str) -> str:
    """A name or id as a refusal shows it: nothing that breaks, hides or turns the line, and short."""
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:61])
    return text if len(text) <= 60 else text[:57] + "..."


def _encodes(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
