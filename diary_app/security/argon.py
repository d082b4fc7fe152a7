"""From a passphrase to a key: Argon2id (RFC 9106), with its cost as data."""

from __future__ import annotations

import math
import time
import unicodedata
from dataclasses import dataclass, replace

KEY_BYTES = 32
SALT_BYTES = 16
_MIB = 1024
_START_ITERATIONS = 3
MOST_WORK = 64 * 1024 * _MIB
"""What a file may ask for in all, over all its slots: a wrong passphrase is tried on each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfCost:
    """What one guess costs. ``memory_kib``: KiB; ``iterations``: passes; ``lanes``: parallel lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    @property
    def work(self) -> int:
        """KiB that are passed over in all."""
        return self.memory_kib * self.iterations

    def is_sane(self) -> bool:
        """Whether a file may ask for this: at least what RFC 9106 section 3.1 allows, at most 2 GiB.

        The product of memory and passes is capped too, so that a slot file
        that was tampered with cannot keep the program busy for hours.
        """
        return (
            1 <= self.lanes <= 64
            and 1 <= self.iterations <= 1_000
            and 8 * self.lanes <= self.memory_kib <= 2048 * _MIB
            and self.work <= MOST_WORK
        )


# What RFC 9106 allows at the least: for tests only, handed in like any other cost.
LEAST_COST = KdfCost(memory_kib=8, iterations=1, lanes=1)
# What a guess at a real diary's passphrase costs at the least.
FLOOR_MEMORY_KIB = 64 * _MIB
FLOOR_SECONDS = 0.4


def normalised(passphrase: str) -> bytes:
    """The bytes a passphrase stands for.

    Unicode form NFKC, so that the same words typed on another keyboard or
    system (composed or not, full-width or not) are the same passphrase; then
    white space at both ends is dropped, because nobody sees it there. Case and
    inner spaces count.
    """
    return unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "surrogatepass")


def derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """The 256-bit key of a passphrase. Slow on purpose: never on the window's thread."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(normalised(passphrase))


def calibrate(
    seconds: float = FLOOR_SECONDS, memory_kib: int = 2 * FLOOR_MEMORY_KIB, lanes: int = 1
) -> KdfCost:
    """The cost at which one guess takes at least ``seconds`` on this computer.

    One lane, so that a second core does not make a guess shorter.
    ``memory_kib`` is never taken below 64 MiB; where the computer has not that
    much to give, ``MemoryError`` is raised rather than a weaker slot made.
    """
    cost = KdfCost(memory_kib=max(memory_kib, FLOOR_MEMORY_KIB), iterations=_START_ITERATIONS, lanes=lanes)
    while (taken := _seconds_of(cost)) < seconds:
        # a little over the mark, so that a second look rarely falls short again
        wanted = math.ceil(cost.iterations * 1.15 * seconds / taken)
        cost = replace(cost, iterations=max(cost.iterations + 1, wanted))
    return cost


def _seconds_of(cost: KdfCost) -> float:
    """What a guess takes when nothing else runs: time spent waiting for others does not count."""
    wall, worked = time.perf_counter(), time.process_time()
    derive("calibration", bytes(SALT_BYTES), cost)
    return min(time.perf_counter() - wall, time.process_time() - worked)
