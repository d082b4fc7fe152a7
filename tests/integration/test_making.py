"""Making a diary through the composition root, when something beside it goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from diary_app import bootstrap
from diary_app.common.errors import NotSaved
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding
from tests.support import FixedClock


@pytest.mark.logs("settings file beside the new diary")
def test_a_settings_file_that_is_not_saved_leaves_the_new_diary_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSaved("The settings were not saved.")

    monkeypatch.setattr(bootstrap, "save_settings", refuse)
    founding = Founding(
        role="patient", plan=find_protocol("alter-s003"), zone="UTC", language="en", participant="P1"
    )
    folder = tmp_path / "d"
    with bootstrap.create_store(
        folder, "made-up words", founding, clock=FixedClock(), cost=LEAST_COST
    ) as made:
        assert made.opened.participants() == ["P1"]
    bootstrap.open_store(folder, "made-up words", clock=FixedClock()).close()
