"""What a command that wrote a record says about it on standard error; it changes nothing of how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.cli.labels import CODES
from diary_app.common.i18n import Translator

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.cli.call import Call


def noticed_sentences(call: Call, opened: OpenedStore, entry_id: str) -> list[str]:
    """That the record stands twice, is off the plan, or which call stands because of it."""
    from diary_app.services.noticing import noticed

    found = noticed(opened.opened, entry_id)
    odd = [call.tr(remark.template, **remark.values) for remark in found.remarks]
    calls = [(each.rule.level, each.day.isoformat(), each.rule.text) for each in found.calls]
    return odd + [
        call_words(call.tr, level, day, text.in_language(call.language)) for level, day, text in calls
    ]


def call_words(tr: Translator, level: str, day: str, text: str) -> str:
    """A call that stands, as ``status`` says it."""
    return tr("{level} ({day}): {text}", level=tr(CODES[level]), day=day, text=text)
