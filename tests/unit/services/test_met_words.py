"""What met an alert's rule in few words, the same in the window and at the command line."""

from __future__ import annotations

import pytest

from diary_app.common.i18n import translator
from diary_app.protocols.loader import find_protocol
from diary_app.services.clinic.met_words import met_words


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("temperature", {"celsius": "38.6"}, "38.6 °C"),
        ("weight_loss", {"percent": "7.1"}, "Weight −7.1 %"),
        ("doses_missed", {"count": "2", "not_recorded": "0"}, "2 not taken"),
        ("doses_missed", {"count": "2", "not_recorded": "1"}, "2 not taken or recorded"),
        ("pressure", {"systolic": "163", "diastolic": "101"}, "BP 163/101"),
        ("severity_days", {"term": "tiredness", "grade": "3", "days": "2"}, "Tiredness 3, 2 days running"),
        ("withdrawn", {}, "Corrected since"),
        ("of another program", {}, "To review"),
    ],
)
def test_words(code: str, values: dict[str, str], words: str) -> None:
    plan = find_protocol("alter-s003").protocol
    assert met_words(translator("en"), plan, code, values) == words
