"""Whatever single key of the shipped plan is lost or spoilt, the refusal names it; nothing else is raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.common.resources import resource
from diary_app.protocols.keys import dotted
from diary_app.protocols.loader import find_protocol, parse_protocol, protocol_from
from tests.support import often
from tests.unit.protocols.toml_text import Place, key_places, parsed, written

DOCUMENT = parsed(resource("protocols", "alter-s003.toml"))
PLACES = list(key_places(DOCUMENT))
SPOILT: list[Any] = ["", True]
# plans of older diaries are without these, whatever the plan then is
OPTIONAL = {"vitals.measuring", "contact", "late_reasons"} | {
    f"signs.{sign['code']}.{key}" for sign in DOCUMENT["signs"] for key in ("ask_with", "ask_from_celsius")
}
SAME_WITHOUT = {"vitals.measuring"}


def names(places: Place) -> str:
    return ".".join(map(str, places))


def refusal() -> str:
    with pytest.raises(DoesNotFit) as caught:
        protocol_from(DOCUMENT, "plan.toml")
    sentence = str(caught.value)
    assert sentence.startswith("plan.toml: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@contextmanager
def opened(place: Place) -> Iterator[dict[str, Any]]:
    """The table that holds the place; it is as it was afterwards."""
    table: Any = DOCUMENT
    for step in place[:-1]:
        table = table[step]
    before = dict(table)
    try:
        yield table
    finally:
        table.clear()
        table.update(before)


def test_the_plan_written_back_loads() -> None:
    again = parse_protocol(written(DOCUMENT), "plan.toml")
    assert again.protocol == find_protocol("alter-s003").protocol
    assert len(PLACES) > 500


@pytest.mark.parametrize("place", PLACES, ids=names)
def test_a_lost_misspelt_or_spoilt_key_is_named(place: Place) -> None:
    name, key = dotted(DOCUMENT, place), str(place[-1])
    # Without its code an entry has only its number; without its kind a condition's keys mean nothing.
    lost = {"code": "].code is missing", "kind": f"{name} must be one of"}
    misspelt = {"code": "].code_x ", "kind": f"{name} must be one of"}
    with opened(place) as table:
        value = table.pop(key)
        if name in OPTIONAL:
            same = protocol_from(_without(name), "plan.toml") == find_protocol("alter-s003").protocol
            assert same is (name in SAME_WITHOUT)
        else:
            assert lost.get(key, f"{name} is missing") in refusal()
        table[f"{key}_x"] = value
        assert misspelt.get(key, f"{name}_x ") in refusal()
        del table[f"{key}_x"]
        for spoilt in SPOILT:
            if not _fits_anyway(key, spoilt):
                table[key] = spoilt
                sentence = refusal()
                assert name in sentence or (key == "code" and re.search(r"\](\.code)? ", sentence)), spoilt


def _without(name: str) -> dict[str, Any]:
    """The document as it is now, a key that it lost not awaiting approval either."""
    waiting = [key for key in DOCUMENT["awaiting_approval"] if key != name]
    return {**DOCUMENT, "awaiting_approval": waiting}


def _fits_anyway(key: str, value: object) -> bool:
    """True may stand for false."""
    return value is True and key in {"fasting", "skipping_allowed", "participant_sees_scores"}


ANY_VALUE = st.recursive(
    st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
    | st.times().map(lambda moment: moment.replace(microsecond=0)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=5,
)


def outcome(load: Callable[[], object]) -> str:
    """The refusal's sentence, or that the plan loads; any other exception fails the test."""
    try:
        load()
    except DoesNotFit as refused:
        return str(refused)
    return "plan.toml: loads"


@settings(max_examples=often(80), deadline=None)
@given(place=st.sampled_from(PLACES), value=ANY_VALUE)
def test_any_value_in_any_place_loads_or_is_refused_in_a_sentence(place: Place, value: Any) -> None:
    with opened(place) as table:
        table[str(place[-1])] = value
        assert outcome(lambda: protocol_from(DOCUMENT, "plan.toml")).startswith("plan.toml: ")


@settings(max_examples=often(40), deadline=None)
@given(data=st.data())
def test_any_cut_or_slip_in_the_text_loads_or_is_refused_in_a_sentence(data: st.DataObject) -> None:
    text = resource("protocols", "alter-s003.toml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    slip = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=5))
    changed = text[:start] + slip + text[start + length :]
    assert outcome(lambda: parse_protocol(changed, "plan.toml")).startswith("plan.toml: ")
