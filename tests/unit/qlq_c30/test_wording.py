from __future__ import annotations

import json
import re
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.wording import Wording, load, parse


def pack(**changed: Any) -> dict[str, Any]:
    """The English pack as plain data, without its hash."""
    data: dict[str, Any] = json.loads(load("en").canonical)
    return {**deepcopy(data), **changed}


def as_file(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


@pytest.fixture(params=LANGUAGES)
def shipped(request: pytest.FixtureRequest) -> Wording:
    return load(request.param)


def test_a_pack_is_shipped_for_every_language(shipped: Wording) -> None:
    assert shipped.language in LANGUAGES
    assert [one.n for one in shipped.items] == list(range(1, 31))
    assert [len(one.options) for one in shipped.items] == [4] * 28 + [7] * 2
    assert [one.recall for one in shipped.items] == [one.recall for one in ITEMS]
    assert shipped.practice is not None
    assert len(shipped.practice.options) == 4


def test_it_says_that_it_is_unofficial_and_claims_no_copyright(shipped: Wording) -> None:
    assert not shipped.official
    assert shipped.notice
    assert shipped.copyright == ""


def test_texts_are_short_descriptions_and_no_questions(shipped: Wording) -> None:
    """Our own words: no sentence of a form is this short, and none of ours asks."""
    for one in (*shipped.items, shipped.practice):
        assert one is not None
        for text in (one.text, one.short):
            assert 0 < len(text) <= 40
            assert not re.search(
                r"[?？。:]|\b(have|has|did|do|does|were|was|are|how|would|you)\b|吗|是否", text, re.I
            )


def test_names_in_lists_are_told_apart(shipped: Wording) -> None:
    assert len({one.short for one in shipped.items}) == len({one.text for one in shipped.items}) == 30


def test_languages_have_the_same_shape_and_different_words() -> None:
    english, chinese = load("en"), load("zh_CN")
    assert (english.id, english.version) == (chinese.id, chinese.version)
    assert not {one.text for one in english.items} & {one.text for one in chinese.items}
    assert all(re.search("[一-鿿]", one.text + one.short) for one in chinese.items)


def test_the_ends_of_the_seven_points_have_words_and_the_middle_none(shipped: Wording) -> None:
    for one in shipped.items[28:]:
        assert one.options[0]
        assert one.options[-1]
        assert set(one.options[1:-1]) == {""}


def test_the_recall_period_stands_above_items_6_to_30(shipped: Wording) -> None:
    assert [n for n in range(1, 31) if not shipped.heading(n)] == [1, 2, 3, 4, 5]
    assert "7" in shipped.heading(6)


def test_words_of_the_pictures() -> None:
    english = load("en")
    assert english.item(12).text == "Feeling weak"
    assert english.item(12).options == ("Not at all", "A little", "Quite a bit", "Very much")
    assert (english.item(29).text, english.item(23).short) == ("Your overall health", "Irritability")
    assert english.item(30).options[0] == "Very poor"


def test_the_hash_is_over_the_canonical_json(shipped: Wording) -> None:
    data = json.loads(shipped.canonical)
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(text.encode("utf-8")).hexdigest() == shipped.sha256
    assert parse(shipped.canonical) == shipped
    assert parse(json.dumps(data, indent=3)).sha256 == shipped.sha256


def test_a_changed_letter_changes_the_hash_and_a_stated_hash_is_checked() -> None:
    data = pack()
    before = parse(as_file(data))
    data["items"][11]["text"] += "."
    assert parse(as_file(data)).sha256 != before.sha256
    with pytest.raises(DoesNotFit, match="sha256"):
        parse(as_file({**data, "sha256": before.sha256}))


def test_a_site_can_install_another_language(tmp_path: Path) -> None:
    data = pack(id="site-pack", language="de", official=True, notice="", copyright="© holder", practice=None)
    file = tmp_path / "pack.json"
    file.write_bytes(b"\xef\xbb\xbf" + as_file(data))
    found = load(file)
    assert (found.language, found.official, found.copyright, found.practice) == ("de", True, "© holder", None)


def _items(change: Any) -> dict[str, Any]:
    data = pack()
    change(data["items"])
    return data


def _without(key: str) -> dict[str, Any]:
    data = pack()
    del data[key]
    return data


MISFITS: dict[str, tuple[Any, str]] = {
    "one question short": (_items(lambda i: i.pop()), "29 questions, not 30"),
    "one too many": (_items(lambda i: i.append(i[0])), "31 questions, not 30"),
    "wrong order": (_items(lambda i: i.reverse()), "question 1 has the number 30"),
    "three answers": (_items(lambda i: i[4]["options"].pop()), "question 5 has 3 answers, not 4"),
    "four for seven": (
        _items(lambda i: i[28].update(options=list("abcd"))),
        "question 29 has 4 answers, not 7",
    ),
    "empty answer": (
        _items(lambda i: i[4].update(options=["a", "", "c", "d"])),
        "answer 2 of question 5 is empty",
    ),
    "end word missing": (
        _items(lambda i: i[29].update(options=[""] * 7)),
        "answer 1 of question 30 is empty",
    ),
    "empty text": (_items(lambda i: i[6].update(text=" ")), "text of question 7 is empty"),
    "text is a number": (_items(lambda i: i[6].update(text=7)), "text of question 7 is not text"),
    "override": (_items(lambda i: i[6].update(text="a\u202eb")), "text of question 7 .* control characters"),
    "huge text": (_items(lambda i: i[6].update(text="a" * 1001)), "text of question 7 is too long"),
    "wrong recall": (_items(lambda i: i[5].update(recall="none")), "question 6 has the recall period 'none'"),
    "unknown item key": (_items(lambda i: i[5].update(html="x")), "question 6 has an unknown 'html'"),
    "item is no object": (_items(lambda i: i.__setitem__(5, "x")), "question 6 is not an object"),
    "n is true": (_items(lambda i: i[0].update(n=True)), "question 1 has the number True"),
    "no id": (_without("id"), "pack has no id"),
    "no items": (_without("items"), "pack has no items"),
    "unknown key": (pack(author="x"), "unknown 'author'"),
    "bad language": (pack(language="English"), "language 'English'"),
    "no notice": (pack(notice=""), "notice is empty"),
    "official is text": (pack(official="no"), "official 'no'"),
    "other format": (pack(format=2), "format 2"),
    "headings": (pack(headings={"none": ""}), "headings must give"),
    "practice": (pack(practice={"text": "a", "short": "b", "options": []}), "practice has 0 answers"),
    "not an object": ([1], "not one JSON object"),
}


@pytest.mark.parametrize("what", MISFITS)
def test_a_file_that_is_no_pack_is_refused_in_one_sentence(what: str) -> None:
    data, wanted = MISFITS[what]
    with pytest.raises(DoesNotFit, match=wanted) as caught:
        parse(as_file(data), "site.json")
    sentence = str(caught.value)
    assert sentence.startswith("The wording file site.json ")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000, b" " * 1_000_001],
    ids=["empty", "cut", "utf-16", "nan", "twice", "deep", "huge"],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(DoesNotFit, match=r"site\.json does not fit"):
        parse(data, "site.json")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(DoesNotFit, match=f"{path.name} cannot be read"):
            load(path)
