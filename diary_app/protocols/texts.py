"""Fills a text's ``{placeholders}`` from the plan's own values, so that a limit stands in one place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from string import Formatter

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.protocol import LocalText

_UNKNOWN = N_("{file}: {key} holds the placeholder {entry}; known here are: {known}.")
_BRACES = N_("{file}: {key} holds a brace that begins or ends no placeholder.")


def plain_number(value: Decimal | int) -> str:
    """A number as it is written in a sentence: 160, 38.5, 0.5."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def filled(texts: Mapping[str, str], values: Mapping[str, Decimal | int], key: str, file: str) -> LocalText:
    """The text in all its languages, its placeholders replaced; an unknown placeholder is refused."""
    known = {name: plain_number(value) for name, value in values.items()}
    return LocalText(
        {language: _fill(text, known, f"{key}.{language}", file) for language, text in texts.items()}
    )


def _fill(text: str, known: Mapping[str, str], key: str, file: str) -> str:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise DoesNotFit(_BRACES, file=file, key=key) from None
    whole = ""
    for before, name, spec, conversion in parts:
        whole += before
        if name is None:
            continue
        if name not in known or spec or conversion:
            listed = ", ".join(f"{{{one}}}" for one in known) or "-"
            raise DoesNotFit(_UNKNOWN, file=file, key=key, entry=f"{{{name}}}", known=listed)
        whole += known[name]
    return whole
