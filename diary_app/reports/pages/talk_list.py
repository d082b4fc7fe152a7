"""To talk about today: numbered items with a box to tick."""

from __future__ import annotations

from reportlab.platypus import Flowable

from diary_app.charts.shapes import Box, Circle, Picture, RoundRect, text_at
from diary_app.common.i18n import N_, Translator
from diary_app.reports.fonts import text_width
from diary_app.reports.formats import space
from diary_app.reports.pages.paint import PictureFlowable
from diary_app.reports.pages.parts import INNER, heading, mixed, para, table
from diary_app.reports.summary import TalkItem, TalkLevel
from diary_app.reports.text import cut

LEVEL_WORDS: dict[TalkLevel, str] = {
    TalkLevel.EMERGENCY: N_("Emergency alert:"),
    TalkLevel.CALL_TODAY: N_("Call-today alert:"),
    TalkLevel.CALL_SOON: N_("Call-soon alert:"),
}
"""What stands before an alert of the study plan; the other levels speak for themselves."""

_MOST = 600


def talk_section(items: tuple[TalkItem, ...], tr: Translator) -> list[Flowable]:
    """The section; a sentence when no rule found anything."""
    parts: list[Flowable] = [heading(tr("To talk about today"))]
    if not items:
        return [*parts, para(tr("Nothing in this period meets a rule of this list."), token="ink-2")]
    rows = [
        [
            PictureFlowable(_number(n)),
            mixed(item_texts(item, tr), space(tr)),
            PictureFlowable(_tick_box(), "RIGHT"),
        ]
        for n, item in enumerate(items, start=1)
    ]
    return [
        *parts,
        table(rows, (22, INNER - 42, 20), [("ALIGN", (-1, 0), (-1, -1), "RIGHT")], head=False, pad=1.3),
    ]


def item_texts(item: TalkItem, tr: Translator) -> list[tuple[str, bool]]:
    """The texts of an item, each with whether it is bold."""
    level = LEVEL_WORDS.get(item.level)
    lead = [(tr(level), True)] if level else []
    details = [(cut(detail.text(tr), _MOST, tr), False) for detail in item.details]
    return [*lead, (sentence(cut(item.headline.text(tr), _MOST, tr), tr), True), *details]


def sentence(text: str, tr: Translator) -> str:
    """``text`` with a full stop where it has no end of its own."""
    return text if text.endswith((".", "!", "?", "\u3002", "\uff01", "\uff1f", ")")) else text + tr(".")


def _number(n: int) -> Picture:
    label = text_at(text_width, (7.5, 10.5), str(n), 8.5, bold=True, anchor="middle")
    return Picture(15, 15, (Circle(7.5, 7.5, 7.0, None, "ink", 0.9), label))


def _tick_box() -> Picture:
    return Picture(12, 12, (RoundRect(Box(0.5, 0.5, 11.5, 11.5), 2, None, "line-strong", 0.9),))
