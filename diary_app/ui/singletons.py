"""Keeps ``None``, ``True`` and ``False`` alive under a Qt binding that counts on their immortality.

From Python 3.12 on these objects are immortal (PEP 683), and an extension
built for it may give them without adding a reference. PySide6 6.12 does so
also where it runs on Python 3.11: every call that gives ``None`` takes one
reference too many, and after some ten thousand calls the interpreter aborts
("deallocating None"). Making them as good as immortal is what 3.12 does too.
"""

from __future__ import annotations

import ctypes
import sys

FOR_EVER = 1 << 40  # references; more than any program gives away
SINGLETONS = (None, True, False, NotImplemented, Ellipsis)


def keep_singletons() -> None:
    """Add references that are never given back; does nothing where they are immortal already."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for each in SINGLETONS:
        if sys.getrefcount(each) < FOR_EVER:
            ctypes.c_ssize_t.from_address(id(each)).value += FOR_EVER
