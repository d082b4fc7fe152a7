from __future__ import annotations

import time

import pytest

from diary_app.security.strength import (
    LEAST_LOG10_GUESSES,
    four_words,
    four_words_bits,
    log10_guesses,
)


@pytest.mark.parametrize(
    "weak",
    ["", "   ", "pass", "password1234", "1234567890", "qwertyuiop", "aaaaaaaaaaaaaaaaaaaaaaaa", "12.03.1957",
     "Morning diary", "ｐａｓｓｗｏｒｄ", "letmein2026", "abcabcabcabcabc", "P@ssw0rd!"],
)  # fmt: skip
def test_what_is_guessed_first_is_weak(weak: str) -> None:
    assert log10_guesses(weak) < LEAST_LOG10_GUESSES


@pytest.mark.parametrize(
    "strong",
    ["plum tree behind the house", "我家门前有一条弯弯的小河", "xk7-Qz!pw93Lmv", "à demain les hirondelles"],
)
def test_words_of_ones_own_are_strong(strong: str) -> None:
    assert log10_guesses(strong) >= LEAST_LOG10_GUESSES


def test_what_is_known_of_the_diary_helps_to_guess() -> None:
    assert log10_guesses("SH-0417-Wang", ["SH-0417-Wang"]) < 3 < log10_guesses("SH-0417-Wang")


def test_a_long_text_is_looked_at_in_no_time() -> None:
    start = time.perf_counter()
    assert log10_guesses("p4$s" * 5000) > 0
    assert log10_guesses("river lantern " * 5000) >= LEAST_LOG10_GUESSES
    assert time.perf_counter() - start < 5


def test_four_random_words_are_strong_enough() -> None:
    suggested = {four_words() for _ in range(200)}
    assert len(suggested) == 200
    assert {len(each.split(" ")) for each in suggested} == {4}
    assert all(log10_guesses(each) >= LEAST_LOG10_GUESSES for each in sorted(suggested)[:40])
    assert 51.6 < four_words_bits() < 51.8


def test_every_word_is_likely() -> None:
    words = {word for _ in range(20_000) for word in four_words().split(" ")}
    assert len(words) > 7_700  # of 7,739: what is left out after 80,000 draws is a handful
