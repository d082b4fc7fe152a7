"""Kinds of records and of files, in words: pure functions, no widgets."""

from __future__ import annotations

from diary_app.common.i18n import N_, Translator
from diary_app.domain.log.entry import Kind
from diary_app.services.clinic.files import FileRow
from diary_app.ui.clinic.log.store_words import FILES
from diary_app.ui.clinic.log.words import ACTIONS

ACTS = {
    Kind.TAKEN_IN: N_("Taken in"),
    Kind.PRINTED: N_("Printed"),
    Kind.EXPORTED: N_("Given out"),
    Kind.SETTINGS: N_("Given out"),
}


def kind_words(tr: Translator, kind: str) -> str:
    """What a record is about, as the log page calls it; the log's own word where there is none."""
    return tr(ACTIONS[kind][0]) if kind in ACTIONS else kind


def file_words(tr: Translator, row: FileRow) -> str:
    """What a file is."""
    if row.what in FILES:
        words = tr(FILES[row.what])
        form = row.details.get("format")
        return tr("{line} ({reason})", line=words, reason=str(form).upper()) if form else words
    return row.what or tr("File")


def act_words(tr: Translator, row: FileRow) -> str:
    """What was done with it."""
    return tr(ACTS[Kind(row.kind)])
