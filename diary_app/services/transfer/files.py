"""Files of the hand-over as they lie on a disk: read with a limit, and looked for in a visit summary."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.exchange.transfer import sealed

LARGEST = 64 * 1024 * 1024
"""Bytes that are read of a file: a visit summary may carry a sealed one."""
_PDF = b"%PDF-"


def is_pdf(content: bytes) -> bool:
    """Whether a file begins as a PDF."""
    return content.startswith(_PDF)


def read_file(file: Path) -> bytes:
    """The bytes of a file. Raises ``DoesNotFit`` for one that cannot be read or is too big."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would keep the reader waiting
            raise OSError(errno.EINVAL, "it is not a file")
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        raise DoesNotFit(N_("{file} cannot be read: {why}."), file=file, why=reason) from None
    if len(content) > LARGEST:
        raise DoesNotFit(N_("{file} is too big: at most {most} bytes are read."), file=file, most=LARGEST)
    return content


def attached(document: bytes) -> bytes:
    """The sealed diary that a visit summary carries; nothing where there is none, or several."""
    from diary_app.reports.attached import attached_files

    found = [each for each in attached_files(document) if sealed.is_sealed(each)]
    return found[0] if len(found) == 1 else b""
