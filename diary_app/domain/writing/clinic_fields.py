"""What the clinic's lines have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.writing.draft import Setting
from diary_app.domain.writing.fields import Fields


def refuse_to_come(day: date, setting: Setting) -> None:
    """Refuse a day after today."""
    if day > setting.today():
        raise DoesNotFit(N_("The day {day} has not come yet."), day=day.isoformat())


def needed_text(fields: Fields, name: str) -> str:
    """A text that must be there and not be blank."""
    text = fields.optional_text(name)
    if text is None:
        raise DoesNotFit(N_('"{field}" is missing.'), field=name)
    return text.strip()


def refuse_participant(setting: Setting) -> None:
    """Refuse a line in a patient's store that is the clinic's alone."""
    if not setting.staff:
        raise DoesNotFit(N_("Only the clinic writes this down, in its own store."))


def given(**values: Any) -> dict[str, Any]:
    """The values that were given, by name."""
    return {name: value for name, value in values.items() if value is not None}
