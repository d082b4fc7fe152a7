"""A wording pack out of the files that a site may hold: what fits, and one sentence for what does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import translator
from diary_app.exchange.wording.csv_pack import template
from diary_app.exchange.wording.reading import read_wording
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.wording import Wording, load
from tests.wordings import (
    COPYRIGHT,
    HEADING,
    as_csv,
    as_json,
    csv_rows,
    fhir,
    licensed,
    options,
    sentence,
)

FILES = {
    "json": as_json(licensed()),
    "csv": as_csv(csv_rows()),
    "semicolons": as_csv(csv_rows(), ";"),
    "fhir": as_json(fhir()),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_tells_the_same_questions(name: str) -> None:
    pack = read_wording(FILES[name], "site.file")
    assert [item.text for item in pack.items] == [sentence(one.n) for one in ITEMS]
    assert [list(item.options) for item in pack.items] == [options(one.highest) for one in ITEMS]
    assert [pack.heading(n) for n in (5, 6, 30)] == ["", HEADING, HEADING]
    assert (pack.official, pack.notice, pack.copyright, pack.version) == (True, "", COPYRIGHT, "3.0")


def test_what_a_file_does_not_name_is_named_in_the_programs_own_words() -> None:
    for name, language in (("csv", "en"), ("fhir", "zh_CN")):
        pack, own = read_wording(FILES[name], name), load(language)
        assert [item.short for item in pack.items] == [item.short for item in own.items]
        assert pack.practice == own.practice
    assert read_wording(FILES["csv"], "x").language == "en_GB"


def test_a_questionnaire_is_read_by_its_numbers_or_else_as_it_stands() -> None:
    shuffled = fhir()
    for group in shuffled["item"]:
        group["item"].reverse()
    assert read_wording(as_json(shuffled), "x").sha256 == read_wording(FILES["fhir"], "x").sha256
    plain = fhir()
    for group in plain["item"]:
        for item in group["item"]:
            item["linkId"] = "question-" + "abcdefghij"[len(item["text"]) % 10]
    assert read_wording(as_json(plain), "x").sha256 == read_wording(FILES["fhir"], "x").sha256


def test_a_display_before_the_questions_tells_their_recall_period() -> None:
    flat = fhir()
    first, second = (group["item"] for group in flat["item"])
    flat["item"] = [*first, {"linkId": "d", "type": "display", "text": HEADING}, *second]
    assert read_wording(as_json(flat), "x").heading(6) == HEADING


def _csv(change: Callable[[list[list[str]]], Any]) -> bytes:
    rows = csv_rows()
    change(rows)
    return as_csv(rows)


def _cell(row: str, column: int, value: str) -> bytes:
    return _csv(lambda rows: next(each for each in rows if each[0] == row).__setitem__(column, value))


def _fhir(change: Callable[[dict[str, Any]], Any]) -> bytes:
    data = fhir()
    change(data)
    return as_json(data)


def _item(n: int, **changed: Any) -> bytes:
    def change(data: dict[str, Any]) -> None:
        every = [item for group in data["item"] for item in group["item"]]
        every[n - 1].update(changed)

    return _fhir(change)


MISFITS: dict[str, tuple[bytes, str]] = {
    "another header": (b"a,b\n1,2\n", "its first line is not row,text,short,answer_1"),
    "nothing": (b"", "its first line is not row"),
    "a line short": (_csv(lambda rows: rows.pop()), "question 30 has no line"),
    "a line twice": (_csv(lambda rows: rows.append(rows[-1])), "line 39 is a second one for '30'"),
    "a strange line": (_csv(lambda rows: rows.append(["31", "x"])), "line 39 begins with '31'"),
    "seven answers": (_cell("7", 9, "x"), "question 7 has 7 answers, not 4"),
    "an answer too many": (_cell("7", 7, "Always"), "question 7 has 5 answers, not 4"),
    "an answer short": (_cell("7", 6, ""), "answer 4 of question 7 is empty"),
    "an end without words": (_cell("30", 9, ""), "answer 7 of question 30 is empty"),
    "no text": (_cell("7", 1, ""), "text of question 7 is empty"),
    "an override": (_cell("7", 1, "a\u202eb"), "text of question 7 is too long or has control characters"),
    "no copyright": (_cell("copyright", 1, ""), "copyright is empty in an official pack"),
    "official": (_cell("official", 1, "perhaps"), "official is 'perhaps', not yes or no"),
    "no language": (_cell("language", 1, ""), "language is empty"),
    "an id for a page": (_cell("id", 1, "x" * 61), "id is longer than 60 characters"),
    "no heading": (_cell("heading_past_week", 1, ""), "headings past_week is empty"),
    "utf-16": ("row".encode("utf-16"), "it is no text in UTF-8"),
    "huge": (b"x" * 1_000_001, "it is larger than a wording pack can be"),
    "half a quote": (as_csv(csv_rows()) + b'"', "is no line of a CSV file"),
    "another resource": (as_json({"resourceType": "Patient"}), "pack has no copyright"),
    "29 items": (_fhir(lambda data: data["item"][1]["item"].pop()), "29 questions, not 30"),
    "no version": (_fhir(lambda data: data.pop("version")), "the Questionnaire has no version"),
    "no id at all": (_fhir(lambda data: data.pop("id")), "the Questionnaire has no id"),
    "no licence": (_fhir(lambda data: data.pop("copyright")), "the Questionnaire has no copyright"),
    "no recall": (
        _fhir(lambda data: data["item"][1].pop("text")),
        "no group or display before question 6 tells its recall period",
    ),
    "items": (_fhir(lambda data: data.update(item=3)), "its items are no list of objects"),
    "free text": (_item(9, type="text"), "question 9 is of the type 'text', not choice"),
    "no sentence": (_item(9, text=None), "question 9 has no text"),
    "no answers": (_item(9, answerOption=None), "question 9 has no answerOption"),
    "a value set": (_item(9, answerOption=None, answerValueSet="#x"), "question 9 stand in a value set"),
    "strange answers": (
        _item(9, answerOption=[{"valueDate": "2026-01-01"}] * 4),
        "an answer to question 9 is neither a coding, a number nor a text",
    ),
    "highest first": (
        _item(9, answerOption=[{"valueCoding": {"code": str(n), "display": "x"}} for n in (4, 3, 2, 1)]),
        "the answers to question 9 are numbered 4, 3, 2, 1, not 1 to 4",
    ),
    "from nought": (
        _item(9, answerOption=[{"valueCoding": {"code": str(n), "display": "x"}} for n in range(4)]),
        "the answers to question 9 are numbered 0, 1, 2, 3, not 1 to 4",
    ),
    "bare numbers": (
        _item(9, answerOption=[{"valueInteger": n} for n in range(1, 5)]),
        "answer 1 of question 9 is empty",
    ),
    "nan": (b'{"resourceType": "Questionnaire", "version": NaN}', "no valid JSON"),
}  # fmt: skip


@pytest.mark.parametrize("what", MISFITS)
def test_what_does_not_fit_is_one_sentence_that_names_it(what: str) -> None:
    data, wanted = MISFITS[what]
    with pytest.raises(DoesNotFit) as caught:
        read_wording(data, "site.file")
    told = str(caught.value)
    assert told.startswith("The wording file site.file does not fit: ")
    assert wanted in told
    assert "\n" not in told
    assert translator("zh_CN").error(caught.value)


def test_an_empty_template_fits_but_for_what_is_to_be_filled_in() -> None:
    rows = template().splitlines()
    assert [row.partition(",")[0] for row in rows[-30:]] == [str(one.n) for one in ITEMS]
    with pytest.raises(DoesNotFit, match="id is empty"):
        read_wording(template().encode(), "site.csv")


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in _places(each, (*path, key)))]


SPOILS = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.integers(), max_size=3)


@pytest.mark.slow
@given(data=st.data(), make=st.sampled_from([licensed, fhir]), spoil=SPOILS)
def test_a_value_that_was_spoilt_is_refused_in_a_sentence_or_read(data: Any, make: Any, spoil: Any) -> None:
    """Whatever stands anywhere in the file: a whole pack, or one plain refusal, never another fault."""
    whole = make()
    place = data.draw(st.sampled_from(_places(whole)))
    spoilt = json.loads(json.dumps(whole))
    holder = spoilt
    for key in place[:-1]:
        holder = holder[key]
    if place:
        holder[place[-1]] = spoil
    else:
        spoilt = spoil
    pack, refusal = _read(as_json(spoilt))
    assert "\n" not in refusal
    if pack is not None:
        assert [len(item.options) for item in pack.items] == [one.highest for one in ITEMS]
        assert all(item.text.strip() for item in pack.items)


def _read(data: bytes) -> tuple[Wording | None, str]:
    try:
        return read_wording(data, "site.json"), ""
    except DoesNotFit as refusal:
        return None, str(refusal)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(DoesNotFit):
        read_wording(data, "site.file")
