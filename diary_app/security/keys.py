"""The data key that encrypts a store."""

from __future__ import annotations

import secrets

DATA_KEY_BYTES = 32


def new_data_key() -> bytes:
    """A random 256-bit key from the operating system's source."""
    return secrets.token_bytes(DATA_KEY_BYTES)
