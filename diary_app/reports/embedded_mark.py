"""The mark inside a PDF: in its keywords (ISO 32000-1 section 14.3.3), to be found without a PDF reader."""

from __future__ import annotations

import base64
import binascii
import re

_LABEL = "morning-diary-mark:"
_FOUND = re.compile(_LABEL.encode("ascii") + rb"([A-Za-z0-9_-]+={0,2})")


def keywords(mark: bytes) -> list[str]:
    """The keywords of a document that carries ``mark``; none for an empty one."""
    return [_LABEL + base64.urlsafe_b64encode(mark).decode("ascii")] if mark else []


def find_mark(document: bytes) -> bytes | None:
    """The mark that a document carries; ``None`` where there is none, or more than one.

    A document that another program wrote anew may have packed it away; then it
    is not found.
    """
    found = set(_FOUND.findall(document))
    if len(found) != 1:
        return None
    try:
        return base64.b64decode(found.pop(), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
