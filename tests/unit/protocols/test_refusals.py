"""Each refusal with its whole sentence: the file, the dotted key, and what fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.protocols.loader import LARGEST_FILE, find_protocol, load_protocol, parse_protocol

SECOND = Path(__file__).parents[2] / "data" / "protocols" / "second-trial.toml"
TEXT = SECOND.read_text(encoding="utf-8")


def refused(old: str, new: str) -> str:
    """The sentence after one place of the second plan's text was changed."""
    assert old in TEXT
    with pytest.raises(DoesNotFit) as caught:
        parse_protocol(TEXT.replace(old, new, 1), "plan.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "dose_levels = [400, 200]",
            "dose_levels = [200, 400]",
            "regimen.dose_levels must fall from one level to the next; 400 mg comes after 200 mg.",
        ),
        (
            "dose_levels = [400, 200]",
            "dose_levels = [400, 400]",
            "regimen.dose_levels must fall from one level to the next; 400 mg comes after 400 mg.",
        ),
        (
            "dose_levels = [400, 200]",
            "dose_levels = [400, 0]",
            "regimen.dose_levels[2] must be a number from 0.01 to 10000; it is 0.",
        ),
        (
            "dose_levels = [400, 200]",
            "dose_levels = [400, 300]",
            "regimen.dose_levels has 300 mg, which no 12 capsules or fewer of drug.strengths (200 mg) add "
            "up to.",
        ),
        (
            "strengths = [200]",
            "strengths = [200, 200]",
            "drug.strengths has 200 twice; each may stand there once.",
        ),
        (
            "treatment_days = 21",
            "treatment_days = 29",
            "regimen.treatment_days must be at most regimen.cycle_length, which is 28; it is 29.",
        ),
        (
            "late_after = 21:30:00",
            "late_after = 05:00:00",
            "regimen.late_after must be later than regimen.day_boundary, which is 05:00; it is 05:00.",
        ),
        (
            "late_after = 21:30:00",
            'late_after = "21:30"',
            'regimen.late_after must be a time of day without quotes, such as 10:00:00; it is "21:30".',
        ),
        (
            "window_after = 3",
            "window_after = 18",
            "questionnaire.window_before and questionnaire.window_after must together be less than "
            "questionnaire.interval_days, which is 21, so that no two windows overlap; they are 21.",
        ),
        (
            "baseline_before = 7",
            "baseline_before = 11",
            "questionnaire.baseline_before must be at most screening_days, that is 10; it is 11.",
        ),
        (
            "window_before = 3",
            "window_before = 3.0",
            "questionnaire.window_before must be a whole number from 0 to 90; it is 3.0.",
        ),
        ("fasting = false", "fasting = 0", "regimen.fasting must be true or false; it is 0."),
        (
            "allowed = [50, 280]",
            "allowed = [280, 50]",
            "vitals.systolic.allowed must be two numbers, the lower one first.",
        ),
        (
            "ask_again_outside = [35.5, 40.5]",
            "ask_again_outside = [35.5, 43.5]",
            "vitals.temperature.ask_again_outside must be empty or two numbers from 34 to 43, the lower "
            "one first.",
        ),
        ('code = "cramps"', 'code = "itching"', "symptoms has itching twice; each may stand there once."),
        (
            'code = "other"',
            'code = "forgot"',
            "not_taken_reasons has forgot twice; each may stand there once.",
        ),
        ('code = "hot"', 'code = "jaundice"', "alerts has jaundice twice; each may stand there once."),
        (
            'code = "dry_eyes"',
            'code = "Dry eyes"',
            "symptoms.Dry eyes.code must be a short name of small letters, digits and single underscores, "
            'such as mouth_sores; it is "Dry eyes".',
        ),
        (
            'id = "second-trial"',
            'id = "Second Trial"',
            'id must be small letters and digits joined by hyphens, such as alter-s003; it is "Second '
            'Trial".',
        ),
        (
            'terms = ["itching"]',
            'terms = ["itch"]',
            "alerts.itching_three_days.condition.terms names itch, which is not among the symptoms of "
            "this file: "
            "itching, dry_eyes, cramps.",
        ),
        (
            'signs = ["yellow_eyes"]',
            'signs = ["yellow_eyes", "pale"]',
            "alerts.jaundice.condition.signs names pale, which is not among the signs of this file: "
            "yellow_eyes.",
        ),
        (
            'label.en = "Yellow eyes"',
            'label.en = "Yellow eyes"\nask_with = ["itching", "itch"]',
            "signs.yellow_eyes.ask_with names itch, which is not among the symptoms of this file: "
            "itching, dry_eyes, cramps.",
        ),
        (
            'label.en = "Yellow eyes"',
            'label.en = "Yellow eyes"\nask_with = ["itching", "itching"]',
            "signs.yellow_eyes.ask_with has itching twice; each may stand there once.",
        ),
        (
            'label.en = "Yellow eyes"',
            'label.en = "Yellow eyes"\nask_from_celsius = 29.9',
            "signs.yellow_eyes.ask_from_celsius must be a number from 30 to 45; it is 29.9.",
        ),
        (
            'label.en = "Yellow eyes"',
            'label.en = "Yellow eyes"\nask_from_celsius = 44.5',
            "signs.yellow_eyes.ask_from_celsius must lie within the values allowed, 34 to 43; it is 44.5.",
        ),
        (
            "[alert_stays_days]",
            '[contact]\nemergency_number = "call us"\n\n[alert_stays_days]',
            'contact.emergency_number must be a phone number in quotes, such as "120"; it is "call us".',
        ),
        (
            "[alert_stays_days]",
            "[contact]\nemergency_number = 120\n\n[alert_stays_days]",
            'contact.emergency_number must be a phone number in quotes, such as "120"; it is 120.',
        ),
        (
            "[alert_stays_days]",
            "[contact]\n\n[alert_stays_days]",
            "contact.emergency_number is missing; it takes a phone number in quotes.",
        ),
        (
            'kind = "temperature_at_least"',
            'kind = "heat"',
            "alerts.hot.condition.kind must be one of pressure_at_least, sign_present, temperature_at_least, "
            'severity_in, weight_loss_at_least, doses_missed_in_cycle; it is "heat".',
        ),
        (
            "celsius = 39.2",
            "celsius = 44",
            "alerts.hot.condition.celsius must lie within the values allowed, 34 to 43; it is 44.",
        ),
        (
            "grades = [2, 3, 4]",
            "grades = [2, 3, 5]",
            "alerts.itching_three_days.condition.grades[3] must be a whole number from 1 to 4; it is 5.",
        ),
        (
            "count = 3",
            "count = 22",
            "alerts.tablets_missed.condition.count must be at most regimen.treatment_days, which is 21; "
            "it is 22.",
        ),
        (
            "supersedes = []",
            'supersedes = ["cold"]',
            "alerts.jaundice.supersedes names cold, which is no other rule; the rules are jaundice, hot, "
            "itching_three_days, tablets_missed.",
        ),
        (
            "supersedes = []",
            'supersedes = ["jaundice"]',
            "alerts.jaundice.supersedes names jaundice, which is no other rule; the rules are jaundice, hot, "
            "itching_three_days, tablets_missed.",
        ),
        (
            'level = "call_today"\nsupersedes = []',
            'level = "call_today"\nsupersedes = ["jaundice"]',
            "alerts.hot.supersedes names jaundice, but a rule may not silence a more urgent one.",
        ),
        (
            'level = "call_today"',
            'level = "call_tomorrow"',
            'alerts.hot.level must be one of emergency, call_today, call_soon; it is "call_tomorrow".',
        ),
        (
            "{celsius} °C",
            "{limit} °C",
            "alerts.hot.text.en holds the placeholder {limit}; known here are: {celsius}.",
        ),
        (
            "{celsius} °C",
            "{celsius:d} °C",
            "alerts.hot.text.en holds the placeholder {celsius}; known here are: {celsius}.",
        ),
        (
            "{celsius} °C",
            "{celsius °C",
            "alerts.hot.text.en holds a brace that begins or ends no placeholder.",
        ),
        (
            "Do not take them again.",
            "Do not take {count} again.",
            "regimen.vomited_text.en holds the placeholder {count}; known here are: {missed_dose_hours}.",
        ),
        (
            'awaiting_approval = ["regimen.late_after"',
            'awaiting_approval = ["regimen.late"',
            "awaiting_approval names regimen.late, which is no key of this file.",
        ),
        (
            'languages = ["en"]',
            'languages = ["zh_CN"]',
            "languages must hold en; every text is needed in English.",
        ),
        (
            'languages = ["en"]',
            'languages = ["en", "fr"]',
            'languages[2] must be one of en, zh_CN; it is "fr".',
        ),
        (
            'languages = ["en"]',
            'languages = ["en", "zh_CN"]',
            "title.zh_CN is missing; every text is needed in each of the languages en, zh_CN.",
        ),
        (
            'mild.en = "Now and then."',
            'mild.de = "Ab und zu."',
            "symptoms.itching.mild.de is in a language that is not listed; languages here are en.",
        ),
        (
            'severe.en = "Drops do not help."',
            "",
            "symptoms.dry_eyes.severe is missing; it takes a text for each of the languages en, zh_CN.",
        ),
        (
            "call_soon = 3",
            "",
            "alert_stays_days.call_soon is missing; it takes a whole number from 0 to 60.",
        ),
        (
            'title.en = "Second trial (made up)"',
            'title = "Second trial (made up)"',
            'title must be a text for each of the languages en; it is "Second trial (made up)".',
        ),
        (
            'title.en = "Second trial (made up)"',
            'title.en = " "',
            'title.en must be a text in quotes, not empty and on one line; it is " ".',
        ),
        (
            "[alert_stays_days]\nemergency = 2\ncall_today = 0\ncall_soon = 3",
            "[[alert_stays_days]]",
            "alert_stays_days must be a table with the keys emergency, call_today, call_soon; it is […].",
        ),
        (
            "screening_days = 10",
            "screening_weeks = 2",
            "screening_weeks is not a key of a study plan; here the keys are schema_version, id, version, "
            "registration, languages, retrospective_days, screening_days, awaiting_approval, title, drug, "
            "regimen, "
            "questionnaire, vitals, alert_stays_days, contact, paper, symptoms, signs, not_taken_reasons, "
            "correction_reasons, late_reasons, alerts.",
        ),
        (
            "schema_version = 1",
            "schema_version = 2",
            "schema_version must be 1, the only layout this program knows; it is 2.",
        ),
        (
            "late_after = 21:30:00",
            "extra = {}\nlate_after = 21:30:00",
            "regimen.extra is not a key of a study plan; here the keys are dose_levels, cycle_length, "
            "treatment_days, fasting, late_after, day_boundary, duration_months, longest_hold_days, "
            "missed_dose_hours, how_to_take, missed_dose_text, vomited_text.",
        ),
        ("cycle_length = 28", "cycle_length = = 28", "line 20, column 16 is not TOML: Invalid value."),
        (
            "cycle_length = 28",
            "cycle_length = 28\ncycle_length = 28",
            "line 21, column 18 is not TOML: Cannot overwrite a value.",
        ),
        (
            "cycle_length = 28",
            f"cycle_length = {'9' * 5000}",
            "a number in this file is too long, or its lists are too deep, to be read.",
        ),
        (
            "celsius = 39.2",
            "celsius = nan",
            "alerts.hot.condition.celsius must be a number from 30 to 45; it is NaN.",
        ),
    ],
)
def test_the_sentence_names_file_key_and_what_fits(old: str, new: str, sentence: str) -> None:
    assert refused(old, new) == f"plan.toml: {sentence}"


def test_rules_that_silence_each_other_in_a_ring() -> None:
    text = TEXT.replace(
        'code = "itching_three_days"\nlevel = "call_soon"\nsupersedes = []',
        'code = "itching_three_days"\nlevel = "call_soon"\nsupersedes = ["tablets_missed"]',
    )
    text = text.replace(
        'code = "tablets_missed"\nlevel = "call_soon"\nsupersedes = []',
        'code = "tablets_missed"\nlevel = "call_soon"\nsupersedes = ["itching_three_days"]',
    )
    with pytest.raises(
        DoesNotFit, match=r"itching_three_days.supersedes names tablets_missed, but then rules"
    ):
        parse_protocol(text, "plan.toml")


def test_a_file_that_ends_early() -> None:
    with pytest.raises(DoesNotFit, match="the file ends in the middle of something, so it is not TOML: "):
        parse_protocol('id = "second', "plan.toml")


def test_an_empty_file_misses_its_first_key() -> None:
    with pytest.raises(DoesNotFit, match=r"^plan.toml: schema_version is missing; it takes 1, "):
        parse_protocol("", "plan.toml")


def test_brackets_without_end() -> None:
    with pytest.raises(
        DoesNotFit, match=r"^plan.toml: a number in this file is too long, or its lists are too deep"
    ):
        parse_protocol("a = " + "[" * 100_000, "plan.toml")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "plan.toml"
    with pytest.raises(DoesNotFit) as caught:
        load_protocol(missing)
    assert str(caught.value) == f"{missing}: there is no such file."


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DoesNotFit) as caught:
        load_protocol(tmp_path)
    assert str(caught.value) == f"{tmp_path}: this is a folder; give a study plan's file."


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(TEXT.replace("°", "\u00b0").encode("latin-1"))
    with pytest.raises(DoesNotFit) as caught:
        load_protocol(path)
    assert str(caught.value) == f"{path}: a study plan is a text in UTF-8; this file is not."


def test_half_a_character_in_a_text() -> None:
    with pytest.raises(DoesNotFit, match="text in UTF-8"):
        parse_protocol(TEXT + "# \ud800", "plan.toml")


def test_a_file_over_one_mebibyte(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    filler = "# " + "x" * (LARGEST_FILE - len(TEXT.encode()) - 2)
    path.write_text(TEXT + filler, encoding="utf-8")
    assert load_protocol(path).protocol.id == "second-trial", "exactly at the limit still fits"
    path.write_text(TEXT + filler + "x", encoding="utf-8")
    with pytest.raises(DoesNotFit) as caught:
        load_protocol(path)
    assert (
        str(caught.value) == f"{path}: a study plan is a text of at most 1048576 bytes; this one is larger."
    )
    with pytest.raises(DoesNotFit, match="at most 1048576 bytes"):
        parse_protocol(TEXT + filler + "x", "plan.toml")


def test_a_large_file_is_called_too_large_wherever_it_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("#" + "\u00e9" * LARGEST_FILE, encoding="utf-8")
    with pytest.raises(DoesNotFit, match="at most 1048576 bytes"):
        load_protocol(path)


@pytest.mark.parametrize("name", ["alter-s004", "", "a\0b", "x" * 5000])
def test_a_name_that_is_neither_plan_nor_file(name: str) -> None:
    with pytest.raises(DoesNotFit) as caught:
        find_protocol(name)
    assert str(caught.value).startswith("There is no study plan ")
    assert str(caught.value).endswith("; give the path of a file or one of: alter-s003.")


@pytest.mark.parametrize("name", ["no-such-plan.toml", "a\0b.toml", "x" * 5000 + ".toml"])
def test_a_path_that_leads_nowhere(name: str) -> None:
    with pytest.raises(DoesNotFit):
        find_protocol(name)
