"""The Chinese catalogue: whole, in step with the source, its placeholders and its punctuation in order."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from dev import TEXTS
from diary_app.common.i18n import LANGUAGES, translator

ROOT = Path(__file__).resolve().parents[3]
LANGUAGE = "zh_CN"
FILE = ROOT / "resources" / "i18n" / LANGUAGE / "LC_MESSAGES" / "diary.po"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,.;:!?()]|[}\u3000-\u303f\uff00-\uffef”…][,;:!?]")
UNSPACED = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%°][\u4e00-\u9fff]")
NUMBER = r"\{(?:n|mg|cycle|percent|count|seq|page|pages|most|length)\}"
UNSPACED_NUMBER = re.compile(rf"[\u4e00-\u9fff]{NUMBER}|{NUMBER}[\u4e00-\u9fff]")

WITHOUT_CHINESE = {
    *("Tab", "Enter", "{n} %", "of {n}", "{mg} mg", "{mg} mg."),
    *("C{cycle}", "D{day}", "C{cycle} D{day}", ", ", "."),
    *("{taken} of {due}", "{scale} {score}", "{scale} {change} (now {score})", "{when} {high}/{low}"),
    *("{date}, {when}", "{date}, {when}.", "{date}, {time}", "{date}, {place}", "{state} at {time}"),
    *("{form}: {day}.", "{form}: {day}, {window}.", "{what}, {when}", "{what}: {reason}"),
    *("{level} ({day}): {text}", "QLQ-C30: {scales}.", "{first} to {last}"),
    *("; ", "{act} {what}: {line}", "{degrees} °C", "{head}: {what}.", "{kg} kg", "{place}: {state}"),
    *("{scale}: {said}.", "{sentence}.", "{what}: {answer}", "{date} {time}", "{value} °C"),
    *("{celsius} °C", "{chart} as {format}", "{count}, {day}", "{date} ({place})", "{head}: {score}"),
    *("{line} ({reason})", "SHA-256"),
    *("{kind}: {field}", "{line}, {later}", "{line}: {reason}", "{name} ({code})"),
    *("{name}: {points}, {word}", "{participant}, {date}", "{points} {word}", "{role}.", "{title}: {n}"),
    *("{told}, {points}, {word}", "{visit}, {date}", "{what}.", "{what}: {name}, {day}"),
    *("{when}: {name}, {role}: {meaning}.", "{window}. {next}"),
    "{question} ({state})",
    "{day}, {time}",
    "{what} at {time}",
}
"""Texts whose translation may hold no Chinese character: keys, units, and what joins values."""

Forms = tuple[str, ...]


def forms(told: Any) -> Forms:
    """The forms of a message or a translation: one, or one and many."""
    return (told,) if isinstance(told, str) else tuple(told or ())


@cache
def catalogue() -> Catalog:
    """The catalogue as it lies in the checkout."""
    with FILE.open("rb") as lines:
        return read_po(lines, locale=LANGUAGE, abort_invalid=True)


def messages() -> list[Message]:
    """Every text of the catalogue but its header."""
    return [message for message in catalogue() if message.id]


def translations() -> Iterator[tuple[Forms, str]]:
    """Each text's forms with each form of its translation."""
    for message in messages():
        for text in forms(message.string):
            yield forms(message.id), text


def broken(pattern: re.Pattern[str]) -> list[str]:
    """The translations in which ``pattern`` is found."""
    return [text for _, text in translations() if pattern.search(text)]


def names(text: str) -> list[str]:
    """The placeholders of a text; raises ``ValueError`` on a brace that belongs to none."""
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


def extracted() -> dict[Forms, None]:
    """The texts that ``dev.py texts`` finds in the source."""
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(TEXTS)}
    found = extract_from_dir(ROOT / "diary_app", [("**.py", "python")], keywords=keywords)
    return dict.fromkeys(forms(message) for _, _, message, _, _ in found)


def spoken() -> Iterator[str]:
    """Texts that the source hands to a text function, wherever: also inside an f-string."""
    functions = {keyword.split(":")[0]: int("1c," in keyword) for keyword in TEXTS}  # and which argument
    for path in sorted((ROOT / "diary_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield from _literals(node.args[functions[called]]) if called in functions else ()


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


class TestWhole:
    def test_no_text_is_untranslated(self) -> None:
        assert len(messages()) > 700
        left = [message.id for message in messages() if not all(forms(message.string) or ("",))]
        assert left == []

    def test_no_translation_is_a_guess(self) -> None:
        assert [message.id for message in messages() if message.fuzzy] == []
        assert not catalogue().fuzzy

    def test_chinese_has_one_form(self) -> None:
        assert catalogue().num_plurals == 1
        assert {len(forms(message.string)) for message in messages()} == {1}

    def test_nothing_in_the_source_is_missing(self) -> None:
        known = {forms(message.id) for message in messages()}
        assert [text for text in extracted() if text not in known] == []

    def test_nothing_is_there_that_the_source_does_not_say(self) -> None:
        found = extracted()
        assert [message.id for message in messages() if forms(message.id) not in found] == []

    def test_no_text_hides_where_the_extraction_does_not_look(self) -> None:
        known = {form for message in messages() for form in forms(message.id)}
        assert [text for text in spoken() if text not in known] == []

    def test_it_is_in_the_order_of_its_tool(self) -> None:
        ids = [forms(message.id)[0] for message in messages()]
        assert ids == sorted(ids)

    def test_the_header_holds_no_blanks_of_a_form(self) -> None:
        header = FILE.read_text(encoding="utf-8").split("\n\n")[0]
        assert not re.search("@|YEAR|FULL NAME|FIRST AUTHOR|ORGANIZATION|fuzzy", header)
        assert "Morning Diary" in header
        assert "Apache-2.0" in header


class TestEachTranslation:
    def test_placeholders_are_those_of_the_text(self) -> None:
        wrong = [(ids, text) for ids, text in translations() if names(text) != names(ids[-1])]
        assert wrong == []

    def test_both_forms_of_the_text_have_the_same_placeholders(self) -> None:
        assert [ids for ids, _ in translations() if names(ids[0]) != names(ids[-1])] == []

    def test_spaces_at_the_ends_are_those_of_the_text(self) -> None:
        def ends(text: str) -> tuple[bool, bool]:
            return text[:1].isspace(), text[-1:].isspace()

        joins = {", ", "; "}  # Chinese commas take no space
        wrong = [ids for ids, text in translations() if ids[0] not in joins and ends(text) != ends(ids[0])]
        assert wrong == []

    def test_it_is_in_chinese(self) -> None:
        plain = {ids[0] for ids, text in translations() if not CHINESE.search(text)}
        assert plain <= WITHOUT_CHINESE

    def test_punctuation_is_full_width(self) -> None:
        assert broken(HALF_WIDTH) == []

    def test_a_space_stands_between_chinese_and_latin_or_numbers(self) -> None:
        assert broken(UNSPACED) == []
        assert broken(UNSPACED_NUMBER) == []

    def test_a_sentence_ends_as_one(self) -> None:
        sentence = re.compile(r"[^.]\.$")
        wrong = [
            text for ids, text in translations() if sentence.search(ids[0]) and text[-1:] not in "。？"
        ]  # fmt: skip
        assert [text for text in wrong if text not in NO_SENTENCES] == []

    def test_it_says_you_politely(self) -> None:
        assert broken(re.compile("你")) == []


NO_SENTENCES = {"编号", "研究编号", "查找研究编号", "保存在本机，不联网"}
"""Heads of columns ("No.", "Study no."), and the promise on the rail, which stands alone."""


class TestInUse:
    def test_each_text_comes_out_of_the_translator(self) -> None:
        tr = translator(LANGUAGE)
        for message in messages():
            if message.context:
                assert tr.within(message.context, message.id) == message.string
            elif isinstance(message.id, str):
                assert tr(message.id) == message.string
            else:
                one, many = message.id
                values = dict.fromkeys(set(names(many)) - {"n"}, "x")
                assert tr.plural(one, many, 2, **values) == forms(message.string)[0].format(n=2, **values)

    def test_a_word_may_depend_on_what_it_is_about(self) -> None:
        for language, answers in {"en": ("Yes", "Yes"), "zh_CN": ("有", "是")}.items():
            tr = translator(language)
            assert (tr.within("sign", "Yes"), tr("Yes")) == answers

    def test_one_and_many_read_the_same(self) -> None:
        tr = translator(LANGUAGE)
        assert [tr.plural("{n} day", "{n} days", n) for n in (0, 1, 14)] == ["0 天", "1 天", "14 天"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_has_its_translator(self, language: str) -> None:
        tr = translator(language)
        assert tr("Cycle {n}", n=3) == {"en": "Cycle 3", "zh_CN": "第 3 周期"}[language]
