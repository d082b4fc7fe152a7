"""What looks like a phone number, and how it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.domain.phone import phone_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("120", "120"),
        (" 010-5555 0100 ", "010-5555 0100"),
        ("+86 (10) 5555/0100", "+86 (10) 5555/0100"),
        ("０１０－５５５５　０１００", "010-5555 0100"),
        ("＋86（10）5555 0100", "+86(10)5555 0100"),
        ("010 \u2013 5555  0100", "010 - 5555 0100"),
        ("5555 0100 ext 12", "5555 0100 ext 12"),
        ("5555 0100 EXT. 12", "5555 0100 EXT. 12"),
        ("5555 0100x12", "5555 0100x12"),
        ("010-5555 0100转8001", "010-5555 0100转8001"),
        ("010-5555 0100 分机 12", "010-5555 0100 分机 12"),
        ("1" * 40, "1" * 40),
    ],
)
def test_what_is_taken(typed: str, kept: str) -> None:
    assert phone_number(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "12", "1-2", "---", "+ ()", "1" * 41, "call 010", "010 5555 ext", "ext 12", "转8001",
        "010;5555", "010.5555", "010\n\n5555a", "١٢٣", "010 5555 ext 1234567", "tel:010",
    ],
)  # fmt: skip
def test_what_is_refused_in_a_plain_sentence(typed: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        phone_number(typed)
    assert str(refused.value) == (
        "This does not look like a phone number. Please write it like 010-5555 0100."
    )


@given(st.text(max_size=60) | st.text("0123456789 +()-/xet.", max_size=45))
def test_whatever_is_typed_is_refused_or_kept_as_it_would_be_kept_again(typed: str) -> None:
    try:
        kept = phone_number(typed)
    except DoesNotFit:
        return
    assert phone_number(kept) == kept
    assert 3 <= len(kept) <= 40
    assert sum(character in "0123456789" for character in kept) >= 3
