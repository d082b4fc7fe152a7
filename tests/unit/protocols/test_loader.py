"""What loads, and what is kept of it."""

from __future__ import annotations

import hashlib
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from diary_app.common.resources import resource
from diary_app.domain.protocol import AlertLevel, SeverityIn
from diary_app.protocols.loader import find_protocol, load_protocol, parse_protocol, shipped_protocols

SECOND = Path(__file__).parents[2] / "data" / "protocols" / "second-trial.toml"


def test_the_plans_that_come_with_the_program_are_named_after_their_ids() -> None:
    assert shipped_protocols() == ["alter-s003"]
    assert [find_protocol(name).protocol.id for name in shipped_protocols()] == shipped_protocols()


def test_text_and_digest_are_those_of_the_file() -> None:
    content = resource("protocols", "alter-s003.toml").read_bytes()
    loaded = find_protocol("alter-s003")
    assert loaded.text.encode() == content
    assert loaded.sha256 == hashlib.sha256(content).hexdigest()


def test_the_kept_text_gives_the_same_plan_again() -> None:
    loaded = find_protocol("alter-s003")
    assert parse_protocol(loaded.text, "the log") == loaded


def test_a_path_loads_as_well_as_an_id() -> None:
    assert find_protocol(str(SECOND)) == load_protocol(SECOND)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "from-notepad.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SECOND.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load_protocol(path)
    assert loaded.protocol == load_protocol(SECOND).protocol
    assert loaded.text.startswith("# A made-up study plan.")
    assert loaded.sha256 == hashlib.sha256(loaded.text.encode()).hexdigest()


def test_the_second_plan_differs_in_everything_that_code_might_take_for_granted() -> None:
    plan = load_protocol(SECOND).protocol
    assert (plan.regimen.cycle_length, plan.regimen.treatment_days) == (28, 21)
    assert plan.regimen.dose_levels == (Decimal(400), Decimal(200))
    assert plan.drug.strengths == (Decimal(200),)
    assert plan.reference_mg_per_day == (Decimal(8400), 28)
    assert (plan.regimen.late_after, plan.regimen.day_boundary) == (time(21, 30), time(5, 0))
    assert plan.regimen.fasting is False
    assert plan.regimen.duration_months == 6
    assert plan.questionnaire.interval_days == 21
    assert plan.questionnaire.baseline_before == 7
    assert (plan.questionnaire.window_before, plan.questionnaire.window_after) == (3, 3)
    assert [symptom.code for symptom in plan.symptoms] == ["itching", "dry_eyes", "cramps"]
    assert plan.alert_stays_days[AlertLevel.CALL_TODAY] == 0
    assert "made up" in plan.title.in_language("en")
    assert "made-up" in plan.drug.name.in_language("en")


def test_a_language_that_a_plan_does_not_have_falls_back_to_english() -> None:
    plan = load_protocol(SECOND).protocol
    assert plan.title.in_language("zh_CN") == "Second trial (made up)"


def test_placeholders_take_the_number_as_the_file_has_it() -> None:
    plan = load_protocol(SECOND).protocol
    texts = {rule.code: rule.text.in_language("en") for rule in plan.alerts}
    assert texts["hot"] == "Please call your clinic today. You wrote down 39.2 °C or more."
    assert texts["itching_three_days"].endswith("on 3 days running.")
    assert plan.regimen.missed_dose_text.in_language("en").startswith("With less than 8 hours")


@pytest.mark.parametrize(("written", "meant"), [("39.20", "39.2"), ("40", "40"), ("40.0", "40")])
def test_numbers_in_sentences_have_no_needless_digits(written: str, meant: str) -> None:
    text = SECOND.read_text(encoding="utf-8").replace("celsius = 39.2", f"celsius = {written}")
    rule = parse_protocol(text, "plan.toml").protocol.alert_rule("hot")
    assert rule is not None
    assert f"wrote down {meant} °C" in rule.text.in_language("en")


def test_conditions_keep_their_terms_and_days() -> None:
    rule = load_protocol(SECOND).protocol.alert_rule("itching_three_days")
    assert rule is not None
    assert rule.condition == SeverityIn(grades=(2, 3, 4), terms=("itching",), days_running=3)
