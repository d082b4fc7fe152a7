"""A diary of a made-up person, two weeks old, for measuring."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from diary_app.security.argon import LEAST_COST
from diary_app.ui.session import Beginning, Surroundings, create_session
from tests.support import FixedClock

PASSPHRASE = "river lantern quiet orange"
FIRST = date(2026, 1, 5)


def made_diary(folder: Path, now: str, days: int = 13) -> Path:
    """Make it in ``folder`` as it stands at ``now`` (local time), with a capsule on each of ``days``."""
    at = Surroundings(folder, "en", FixedClock(now), LEAST_COST)
    chosen = Beginning(passphrase=PASSPHRASE, participant="S003-014", first_dose=FIRST)
    with create_session(at, chosen).store as store:
        for index in range(days):
            day = (FIRST + timedelta(days=index)).isoformat()
            store.diary.write({"kind": "dose", "day": day, "time": "07:10", "fasting": "yes"})
    return folder
