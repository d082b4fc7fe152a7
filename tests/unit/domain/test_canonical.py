"""The canonical form, against an independent implementation of RFC 8785."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import Kind

SAFE = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-SAFE, SAFE) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_same_bytes_as_an_independent_implementation(value: Any) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)


def test_keys_are_ordered_by_utf16_units_not_by_code_points() -> None:
    # RFC 8785 section 3.2.3: U+1F600 (D83D DE00) comes before U+FB33, though its code point is higher
    value = {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "\r": 4, "1": 5, "\x80": 6, "\xf6": 7}
    assert canonical_json(value) == rfc8785.dumps(value)
    text = canonical_json(value).decode()
    assert text.index("\U0001f600") < text.index("\ufb33")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('\u20ac$\x0f\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),  # RFC 8785 section 3.2.2.2
        ("\x7f\u2028", '"\x7f\u2028"'),
        ({"b": 1, "a": [True, None, {}]}, '{"a":[true,null,{}],"b":1}'),
        ((1, 2), "[1,2]"),
        (Kind.DOSE, '"dose"'),
        (-0, "0"),
        (SAFE, "9007199254740991"),
    ],
)
def test_written_as_the_standard_says(value: Any, expected: str) -> None:
    assert canonical_json(value).decode() == expected


@pytest.mark.parametrize("value", [SAFE + 1, -SAFE - 1, "\ud800", {"\udfff": 1}, ["ok", {"a": 2**60}]])
def test_values_outside_the_standard_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"beyond 2|surrogates"):
        canonical_json(value)


@pytest.mark.parametrize("value", [1.5, Decimal("1.5"), b"x", {1: 2}, {"a": {3, 4}}, object(), float("nan")])
def test_values_the_log_never_holds_are_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)
