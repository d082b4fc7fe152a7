from __future__ import annotations

import time

import pytest

from diary_app.security import argon
from diary_app.security.argon import (
    FLOOR_MEMORY_KIB,
    FLOOR_SECONDS,
    LEAST_COST,
    KdfCost,
    calibrate,
    derive,
    normalised,
)

SALT = bytes(range(16))


def test_the_same_passphrase_typed_another_way_is_the_same() -> None:
    composed, apart, wide = "Zoë 12", "Zoe\u0308 12", "Zoë 12"
    assert derive(composed, SALT, LEAST_COST) == derive(apart, SALT, LEAST_COST)
    assert derive(composed, SALT, LEAST_COST) == derive(wide, SALT, LEAST_COST)


def test_spaces_at_the_ends_do_not_count_and_inside_they_do() -> None:
    assert normalised(" \u3000my words\n") == normalised("my words")
    assert normalised("my  words") != normalised("my words")
    assert normalised("My words") != normalised("my words")


def test_a_passphrase_that_is_no_clean_text_still_has_bytes() -> None:
    assert normalised("a\udce9b") == b"a\xed\xb3\xa9b"


def test_salt_and_every_part_of_the_cost_matter() -> None:
    costs = [
        LEAST_COST,
        KdfCost(memory_kib=16, iterations=1, lanes=1),
        KdfCost(memory_kib=16, iterations=2, lanes=1),
        KdfCost(memory_kib=16, iterations=1, lanes=2),
    ]
    keys = {derive("words", SALT, cost) for cost in costs} | {derive("words", bytes(16), LEAST_COST)}
    assert len(keys) == 5
    assert {len(key) for key in keys} == {32}


def test_argon2id_test_vector() -> None:
    """From the reference implementation's tests (argon2id, t=2, m=2^16 KiB, p=1)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost = KdfCost(memory_kib=65536, iterations=2, lanes=1)
    known = bytes.fromhex("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")
    kdf = Argon2id(salt=b"somesalt", length=32, iterations=2, lanes=1, memory_cost=65536)
    assert kdf.derive(b"password") == known
    assert derive("password", b"somesalt", cost) == known


@pytest.mark.slow
def test_calibration_reaches_the_floor() -> None:
    """64 MiB and 0.4 s of work a guess, which a second core does not share."""
    cost = calibrate()
    start = time.process_time()
    derive("words", SALT, cost)
    worked = time.process_time() - start
    assert cost.memory_kib >= FLOOR_MEMORY_KIB == 64 * 1024
    assert cost.lanes == 1
    assert cost.is_sane()
    assert FLOOR_SECONDS == 0.4
    assert worked >= 0.8 * FLOOR_SECONDS  # clocks of processors change their pace


def test_a_busy_computer_makes_no_weaker_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall clock seems to run a hundred times faster when a hundred others have their turn too."""
    wall, worked = iter(range(0, 4_000, 40)), [0.0]

    def guess(_: str, __: bytes, cost: KdfCost) -> bytes:
        worked[0] += 0.04 * cost.iterations
        return b""

    monkeypatch.setattr(argon, "derive", guess)
    monkeypatch.setattr(time, "perf_counter", lambda: next(wall))
    monkeypatch.setattr(time, "process_time", lambda: worked[0])
    assert 0.4 <= 0.04 * calibrate().iterations < 0.6


def test_calibration_never_goes_below_64_mib() -> None:
    assert calibrate(seconds=0.001, memory_kib=8).memory_kib == 64 * 1024


@pytest.mark.parametrize(
    "cost",
    [
        KdfCost(memory_kib=8, iterations=1, lanes=2),
        KdfCost(memory_kib=8, iterations=0, lanes=1),
        KdfCost(memory_kib=8, iterations=1, lanes=0),
        KdfCost(memory_kib=2**22, iterations=1, lanes=1),
        KdfCost(memory_kib=2**21, iterations=1000, lanes=1),
        KdfCost(memory_kib=2**16, iterations=10**9, lanes=1),
        KdfCost(memory_kib=2**16, iterations=1, lanes=10**6),
    ],
)
def test_absurd_costs_are_not_sane(cost: KdfCost) -> None:
    assert not cost.is_sane()
