"""A file that comes in tells that nothing was written down on the days it does not speak of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from diary_app.domain.clinic.review import last_told
from tests.handover import WHOSE, Pair, dose


@pytest.mark.slow
def test_days_without_an_entry_are_not_awaited_once_a_later_file_is_here(tmp_path: Path) -> None:
    pair = Pair.made(tmp_path)
    with pair.stack:
        for day in (5, 6, 7):
            dose(pair.patient, day)
        pair.hand_over()  # made on 21 January, at 20:00
        assert last_told(pair.clinic.opened.diary(WHOSE)) == date(2026, 1, 20)
        row = next(row for row in pair.clinic.patients.rows() if row.participant == WHOSE)
        assert (row.adherence_taken, row.adherence_due) == (3, 14)  # as the patient's own diary has it
        assert row.data_to == date(2026, 1, 20)
        assert any(alert.rule == "doses_missed" for alert in row.alerts)


@pytest.mark.slow
def test_a_file_without_a_new_entry_is_written_down_once(tmp_path: Path) -> None:
    pair = Pair.made(tmp_path)
    with pair.stack:
        pair.hand_over()
        shared = pair.patient.transfer.share().content
        looked = pair.clinic.transfer.look(shared, "again.diary")
        assert looked.new == 0
        assert pair.clinic.transfer.take_in(looked).entry is not None
        count = pair.clinic.opened.store.journal.count()
        pair.clinic.transfer.take_in(pair.clinic.transfer.look(shared, "again.diary"))
        assert pair.clinic.opened.store.journal.count() == count
