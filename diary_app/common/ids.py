"""Identifiers of entries, stores and drafts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

NewId = Callable[[], str]


def new_id() -> str:
    """A random UUID (RFC 9562, version 4) in its usual text form."""
    return str(uuid4())
