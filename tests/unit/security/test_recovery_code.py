from __future__ import annotations

from itertools import combinations

import pytest

from diary_app.common.errors import WrongPassphrase
from diary_app.security.recovery_code import (
    ALPHABET,
    BITS,
    MistypedCode,
    RecoveryCode,
    line_holds,
    symbols_of,
)

CODE = RecoveryCode.new()


def test_codes_are_random_and_long_enough() -> None:
    codes = {RecoveryCode.new().symbols for _ in range(200)}
    assert len(codes) == 200
    assert BITS >= 128
    assert set("".join(codes)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_it_is_shown_in_four_lines_of_two_groups() -> None:
    lines = CODE.lines()
    assert [len(line) for line in lines] == [9] * 4
    assert {line[4] for line in lines} == {"-"}
    assert RecoveryCode.typed("\n".join(lines)) == CODE


def test_it_hides_in_tracebacks() -> None:
    assert CODE.symbols[:4] not in repr(CODE)


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def test_how_it_is_typed_does_not_matter() -> None:
    shown = "\n".join(CODE.lines())
    ways = {
        "lower case": shown.lower(),
        "one line": shown.replace("\n", " "),
        "nothing between": CODE.symbols,
        "spaces and blank lines": "\r\n \n".join(" ".join(line.replace("-", "")) for line in CODE.lines()),
        "other hyphens": shown.replace("-", " \u2013 ").replace("\n", "\u2014"),
        "minus signs": shown.replace("-", "\u2212"),
        "look-alikes": shown.replace("0", "O").replace("1", "l"),
        "more look-alikes": shown.replace("0", "o").replace("1", "I"),
        "full width": "\u3000".join(map(_wide, CODE.lines())),
    }
    for way, typed in ways.items():
        assert RecoveryCode.typed(typed) == CODE, way


def test_every_wrong_character_is_found_in_its_line() -> None:
    for at, right in enumerate(CODE.symbols):
        for other in ALPHABET.replace(right, "") + "U?":
            with pytest.raises(MistypedCode) as caught:
                RecoveryCode.typed(CODE.symbols[:at] + other + CODE.symbols[at + 1 :])
            assert caught.value.lines == (at // 8 + 1,)


def test_two_characters_in_each_others_place_are_found() -> None:
    swapped = 0
    for place in range(4):
        line = CODE.symbols[8 * place :][:8]
        for one, two in combinations(range(8), 2):
            typed = list(line)
            typed[one], typed[two] = typed[two], typed[one]
            swapped += line[one] != line[two]
            assert line_holds("".join(typed), place) is (line[one] == line[two])
    assert swapped > 50


def test_lines_in_another_order_are_found() -> None:
    lines = CODE.lines()
    with pytest.raises(MistypedCode, match="look at line 2, 3 again"):
        RecoveryCode.typed("\n".join([lines[0], lines[2], lines[1], lines[3]]))


def test_a_line_that_is_too_short_or_too_long_is_named() -> None:
    lines = CODE.lines()
    for wrong in (lines[2][:-1], lines[2] + "7"):
        with pytest.raises(MistypedCode) as caught:
            RecoveryCode.typed("\n".join([lines[0], lines[1], wrong, lines[3]]))
        assert caught.value.lines == (3,)


@pytest.mark.parametrize("typed", ["", "\n\n", "7K2M", "7" * 33, "x" * 100_000, "\N{SNOWMAN}"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(MistypedCode, match=f"32 characters in 4 lines; {len(symbols_of(typed))} were typed"):
        RecoveryCode.typed(typed)
    assert MistypedCode.exit_code == WrongPassphrase.exit_code


def test_the_check_is_the_documented_sum() -> None:
    """By hand from docs/keys.md: the powers of 2 in the field of x^5 + x^2 + 1 are 2 4 8 16 5 10 20 13."""
    powers = [2, 4, 8, 16, 5, 10, 20]
    for place in range(4):
        for at, power in enumerate(reversed(powers)):
            line = ["0"] * 7
            line[at] = "1"
            beginning = _times(place + 1, 20)
            assert line_holds("".join(line) + ALPHABET[beginning ^ power], place)


def _times(one: int, two: int) -> int:
    product = 0
    for bit in range(5):
        product ^= (one << bit) if two >> bit & 1 else 0
    for bit in range(9, 4, -1):
        product ^= (0b100101 << (bit - 5)) if product >> bit & 1 else 0
    return product
