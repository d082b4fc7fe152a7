"""How answers, passes and steps of a paper form are said."""

from __future__ import annotations

from diary_app.domain.clinic.paper import PaperKind, Value
from diary_app.services.clinic.paper_state import PaperView, Pass, Step
from diary_app.ui.kit import Kit

BLANK_SIGN = "\N{EN DASH}"


def answer_words(kit: Kit, options: tuple[str, ...], value: Value | None) -> str:
    """An answer with its number, such as "2 A little"; left blank in words."""
    if value is None:
        return kit.tr("Left blank")
    word = options[int(value) - 1] if 1 <= int(value) <= len(options) else ""
    return f"{value} {word}".strip()


def sign_of(value: Value | None) -> str:
    """What stands in a cell: the digit, or a dash for left blank."""
    return BLANK_SIGN if value is None else str(value)


def read_blank(text: str) -> bool:
    """Whether somebody typed the sign for left blank."""
    return text in ("-", BLANK_SIGN, "\N{MINUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}")


def pass_words(kit: Kit, done: Pass) -> str:
    """Who typed a pass and when."""
    return kit.listed([done.by, f"{kit.short_date(done.at.date())} {kit.clock_time(done.at.time())}"])


def title_of(kit: Kit, kind: PaperKind) -> str:
    """What the paper is called."""
    return kit.tr("Paper QLQ-C30") if kind is PaperKind.QLQ else kit.tr("Paper diary sheet")


def next_words(kit: Kit, view: PaperView) -> str:
    """What is to be done next with a paper."""
    if view.step is Step.FIRST:
        return kit.tr("First entry is not finished")
    if view.step is Step.SECOND:
        return kit.tr("Second entry, blind")
    open_ones = len(view.unsettled)
    if open_ones:
        return kit.tr.plural("{n} difference to settle", "{n} differences to settle", open_ones)
    return kit.tr("Ready to save and score")
