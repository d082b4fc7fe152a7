"""The visit summary as a PDF: into a stream, or as a file that is whole or not there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from diary_app.common.durable import flush_file, flush_folder
from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_, Translator
from diary_app.common.outputs import PDF, checked_output
from diary_app.common.paths import clear_cut_off, open_part
from diary_app.reports.summary import VisitSummary


def render_visit_summary(summary: VisitSummary, tr: Translator, out: BinaryIO) -> None:
    """Write the visit summary as a PDF to ``out``.

    ``tr`` must speak the summary's language. The same summary always gives the
    same bytes. Nothing is written before the whole document is made.
    """
    if tr.language != summary.header.language:
        raise ValueError(f"summary in {summary.header.language}, translator in {tr.language}")
    from diary_app.reports.pages.document import build

    whole = BytesIO()
    build(summary, tr, whole)
    out.write(whole.getvalue())


def save_visit_summary(
    summary: VisitSummary, tr: Translator, path: Path, log: Callable[[str], None] | None = None
) -> None:
    """Write the PDF to ``path``, replacing what is there only once all of it is on the disk.

    ``log`` is given the SHA-256 of its bytes, 64 hex digits, before the file
    takes its name: a summary that nobody wrote down would later be taken for
    an altered one. What it raises goes on, and nothing is saved then.

    :raises DoesNotFit: ``path`` lies in a diary's folder, or is another file than a PDF.
    :raises NotSaved: the folder does not exist, is full or cannot be written to;
        nothing is left behind and an older file stays as it was.
    """
    real = checked_output(path, PDF)
    whole = BytesIO()
    render_visit_summary(summary, tr, whole)
    sha256 = hashlib.sha256(whole.getvalue()).hexdigest()
    save_whole(whole.getvalue(), real, None if log is None else lambda: log(sha256))


def save_whole(content: bytes, path: Path, before: Callable[[], None] | None = None) -> None:
    """Write a document's bytes as :func:`save_visit_summary` does; its owner alone can read the file.

    ``path`` comes from ``common.outputs.checked_output``. ``before``: called
    once the bytes are on the disk and before they take the name.

    :raises NotSaved: as there.
    """
    try:
        _replace(path, content, before)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSaved(N_("{path} could not be written: {reason}."), path=path, reason=reason) from error


def _replace(path: Path, content: bytes, before: Callable[[], None] | None) -> None:
    clear_cut_off(path)
    handle, beside = open_part(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            flush_file(file.fileno())
        if before is not None:
            before()
        beside.replace(path)
    except BaseException:
        with suppress(OSError):  # a storage that refuses all
            beside.unlink()
        raise
    flush_folder(path.parent)
