"""What the commands of the clinic's decisions have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.services.clinic.visits import VisitsService


Site = Annotated[str | None, typer.Option(metavar="SITE", help="The site; default: that of the store.")]
_LONGEST_SITE = 80


def checked_site(text: str | None) -> str | None:
    """The name of a site, without blanks around it."""
    from diary_app.domain.writing.fields import Fields, shown

    told = Fields({"site": text}).optional_text("site", _LONGEST_SITE)
    if text is not None and told is None:
        raise DoesNotFit(N_('"{field}" is missing.'), field="site")
    if told is None:
        return None
    name = " ".join(told.split())
    if not name.isprintable():
        raise DoesNotFit(N_('"{field}": {value} is not a text.'), field="site", value=shown(told))
    return name


def decide(call: Call, act: Callable[[VisitsService, dict[str, Any]], str]) -> None:
    """Open the store, let ``act`` write (with who writes, and under which key), print the id."""
    with call.open() as opened:
        call.wrote_in(opened, act(opened.visits, {"writer": call.writing(opened), "key": call.options.key}))


def record(
    call: Call,
    day: str,
    fields: dict[str, Any],
    note: str | None,
    method: Callable[[VisitsService], Callable[..., str]],
) -> None:
    """Let one of the services' methods write ``fields`` about a day, and print the id."""
    on = given_day(day)
    decide(call, lambda visits, how: method(visits)(call.participant, on, fields, note=note, **how))


def given_day(text: str, name: str = "date") -> date:
    """A day that must be there."""
    from diary_app.domain.writing.fields import Fields

    return Fields({name: text}).day(name)


def level(text: str | None, name: str = "mg") -> Decimal | None:
    """A number of mg, if given."""
    from diary_app.domain.writing.fields import Fields

    return Fields({name: text}).optional_decimal(name)


def needed_level(text: str, name: str = "mg") -> Decimal:
    """A number of mg."""
    from diary_app.domain.writing.fields import Fields

    return Fields({name: text}).decimal(name)


def given(**fields: Any) -> dict[str, Any]:
    """The fields that were given."""
    return {name: value for name, value in fields.items() if value is not None}
