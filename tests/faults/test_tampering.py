"""Whoever alters a diary, verify names the kind and the first bad number."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_calls import Calls
from tests.faults.tampering import WAYS, Way, diary, put_back, tampered

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return diary(tmp_path_factory.mktemp("whole") / "d")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_each_way_is_named(whole: Calls, tmp_path: Path, way: Way) -> None:
    ran = tampered(whole, tmp_path / "d", way)
    assert ran.code == 9
    findings = [(found["kind"], found["seq"]) for found in ran.json["findings"]]
    assert (way.kind, way.seq) in findings
    chain = [found for found in findings if found[0] not in ("tables", "guard")]
    assert chain == ([(way.kind, way.seq)] if way.seq else [])


def test_an_old_page_put_back(tmp_path: Path) -> None:
    """A page is sealed by itself, so an old one is accepted as such: the log and its tables give it away."""
    told = put_back(tmp_path / "d")
    found = {page: ran.code for page, (ran, same) in told.items() if ran.code or not same}
    assert len(found) >= 5
    assert set(found.values()) == {5, 9}
    for ran, _ in told.values():
        assert bool(ran.json["findings"]) == bool(ran.code)
