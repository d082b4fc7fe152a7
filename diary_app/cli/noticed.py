"""What a command that wrote a record says about it on standard error; it changes nothing of how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.cli.labels import CODES
from diary_app.common.i18n import Translator

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.cli.call import Call


def say_noticed(call: Call, opened: OpenedStore, entry_id: str) -> None:
    """Say that the record stands twice, is off the plan, or which call stands because of it."""
    from diary_app.services.noticing import noticed

    found = noticed(opened.opened, entry_id)
    for remark in found.remarks:
        call.warn(call.tr(remark.template, **remark.values))
    for alert in found.calls:
        text = alert.rule.text.in_language(call.language)
        call.warn(call_words(call.tr, alert.rule.level, alert.day.isoformat(), text))


def call_words(tr: Translator, level: str, day: str, text: str) -> str:
    """A call that stands, as ``status`` says it."""
    return tr("{level} ({day}): {text}", level=tr(CODES[level]), day=day, text=text)
