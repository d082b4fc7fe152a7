"""The visit summary as a PDF: into a stream, or as a file that is whole or not there."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_, Translator
from diary_app.common.paths import claim, clear_cut_off
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


def save_visit_summary(summary: VisitSummary, tr: Translator, path: Path) -> str:
    """Write the PDF to ``path``, replacing what is there only once all of it is on the disk.

    Answers with the SHA-256 of its bytes, 64 hex digits.

    :raises NotSaved: the folder does not exist, is full or cannot be written to;
        nothing is left behind and an older file stays as it was.
    """
    whole = BytesIO()
    render_visit_summary(summary, tr, whole)
    save_whole(whole.getvalue(), path)
    return hashlib.sha256(whole.getvalue()).hexdigest()


def save_whole(content: bytes, path: Path) -> None:
    """Write a document's bytes as :func:`save_visit_summary` does; its owner alone can read the file.

    :raises NotSaved: as there.
    """
    try:
        _replace(path, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotSaved(N_("{path} could not be written: {reason}."), path=path, reason=reason) from error


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():
        # a device or a pipe would be replaced by a file of its name
        raise OSError(errno.EINVAL, "it is not a file")
    clear_cut_off(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            claim(handle)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
