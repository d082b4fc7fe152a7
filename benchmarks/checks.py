"""What checking costs on a diary of two years: at every opening, before a summary, and as a whole.

``python3 -m benchmarks.checks`` makes the diary (some 15 seconds) and prints the processor time of each
check, the least of five, in milliseconds.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from diary_app.storage.opening_check import MOST_AT_START, check_at_start
from tests.cli_calls import PASSPHRASE, Calls
from tests.e2e.long_diary import long_diary
from tests.store_support import reopen
from tests.support import TickingClock

PARTICIPANT = "P1"
ROUNDS = 5


def main() -> None:
    """Make the diary and measure."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "diary"
        calls = Calls(folder, TickingClock("2025-01-20T20:00"))
        made = calls("init", "--role", "patient", "--participant", PARTICIPANT, "--first-dose", "2023-01-02")
        lines = [
            {name: value for name, value in line.items() if value is not None} for line in long_diary().lines
        ]
        if made.code or calls.record(*lines).code:
            raise SystemExit("the diary could not be made")
        with reopen(folder, PASSPHRASE) as store:
            print(f"{store.journal.count()} entries, {MOST_AT_START} of them looked at when it opens")
            database, backups = store._database, folder / "backups"
            tell("at every opening", lambda: check_at_start(database, backups, store.store_id))
            tell("before a summary", lambda: store.integrity.check_chain(PARTICIPANT))
            tell("all of it", store.integrity.verify)


def tell(name: str, check: Callable[[], object]) -> None:
    """Print the least processor time of several rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        check()
        spent.append(time.process_time() - start)
    print(f"{name}: {min(spent) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
