"""Damaged files are named as damaged and kept as they are; a wrong value is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.damage import damage


@pytest.mark.slow
@pytest.mark.logs("a damaged copy of the key file")
@pytest.mark.logs("the accounts could not be read: Damaged")
def test_damages(tmp_path: Path) -> None:
    damages = damage(tmp_path, 40)
    assert damages.bad == []
    assert damages.ends["named as damaged"] > 14
