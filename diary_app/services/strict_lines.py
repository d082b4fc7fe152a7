"""Reading record lines: strict JSON, decimals kept exact, one sentence for what does not fit."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.writing.fields import named

LONGEST_LINE = 256 * 1024
LONGEST_NUMBER = 1000  # digits; Python refuses to read about four times as many, in words of its own


def parse_line(text: str) -> dict[str, Any]:
    """One JSON object; refuses NaN, infinities, a name given twice and anything that is not an object."""
    if len(text) > LONGEST_LINE:
        raise DoesNotFit(N_("The line is too long: at most {longest} characters fit."), longest=LONGEST_LINE)
    try:
        value = json.loads(
            text,
            parse_int=_whole_number,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_no_twins,
        )
    except json.JSONDecodeError as error:
        raise DoesNotFit(N_("This is not JSON: see character {at}."), at=error.pos + 1) from None
    except ArithmeticError:  # an exponent beyond what a decimal number takes, or endless digits
        raise DoesNotFit(N_("This is not strict JSON: a number in it is too long.")) from None
    except RecursionError:  # Python's own words speak of Python
        raise DoesNotFit(N_("This is not strict JSON: {why}."), why="it is nested too deeply") from None
    except ValueError as error:
        raise DoesNotFit(N_("This is not strict JSON: {why}."), why=error) from None
    if not isinstance(value, dict):
        raise DoesNotFit(N_("A record line is one JSON object."))
    return value


def _whole_number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise OverflowError
    return int(digits)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{named(twin)}" is there twice')
    return values
