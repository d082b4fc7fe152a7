"""The one function that builds the style sheet, and the helpers painted widgets share."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from diary_app.ui.theme.tokens import Look

_TONES = ("ink", "ink-2", "ink-3", "accent", "on-accent", "due", "urgent", "on-urgent", "worse")
_CARDS = {
    "plain": ("surface", "line", 1),
    "dominant": ("surface", "accent", 2),
    "done": ("surface", "accent-line", 2),
    "info": ("accent-soft", "accent-line", 1),
    "due": ("due-soft", "due-line", 2),
    "urgent": ("urgent-soft", "urgent-solid", 2),
    "emergency": ("urgent-solid", "urgent-solid", 2),
}
_CHIPS = {
    "plain": ("sunken", "line", "ink-2"),
    "due": ("due-soft", "due-line", "due"),
    "overdue": ("due", "due", "surface"),
    "urgent": ("urgent-soft", "urgent-line", "urgent"),
    "ok": ("accent-soft", "accent-line", "accent"),
}

_BASE = """
QWidget#root, QDialog {{ background: {bg}; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {line-strong}; padding: 6px; }}
QFrame#rail {{ background: {rail}; border: 0; border-right: 1px solid {line}; }}
QFrame[panel="sunken"] {{ background: {sunken}; border: 0; border-radius: {tile}px; }}
QFrame[panel="row"] {{ background: transparent; border: 0; border-bottom: 1px solid {line}; }}
QFrame[panel="row-due"] {{ background: {due-soft}; border: 0; border-bottom: 1px solid {line}; }}
QFrame[panel="divider"] {{ background: {line}; border: 0; }}
QFrame[rule="line"] {{ background: {line}; border: 0; }}
QFrame[rule="accent-line"] {{ background: {accent-line}; border: 0; }}
QFrame[panel="key"] {{ background: {surface}; border: 1px solid {line-strong}; border-radius: 6px; }}
QFrame[panel="warn"] {{ background: {due-soft}; border: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: 0; }}
"""

_FIELDS = """
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QPlainTextEdit {{
  background: {surface}; color: {ink}; border: 1px solid {line-strong}; border-radius: {control}px;
  padding: 0 14px; selection-background-color: {accent}; selection-color: {on-accent}; }}
QPlainTextEdit {{ padding: 8px 10px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QDateEdit[wrong="true"], QTimeEdit[wrong="true"] {{
  border: 2px solid {urgent-line}; }}
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QTimeEdit:disabled {{
  background: {sunken}; color: {ink-3}; border-color: {line}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 40px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{arrow_down}"); width: 20px; height: 20px; }}
QTimeEdit QLineEdit {{ border: 0; padding: 0 0 0 12px; background: transparent; }}
QTimeEdit::up-button, QTimeEdit::down-button {{ border: 0; width: 40px; }}
QTimeEdit::up-arrow {{ image: url("{arrow_up}"); width: 18px; height: 18px; }}
QTimeEdit::down-arrow {{ image: url("{arrow_down}"); width: 18px; height: 18px; }}
QComboBox QAbstractItemView, QMenu {{
  background: {surface}; color: {ink}; border: 1px solid {line-strong}; padding: 4px; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: 1.9em; padding: 0 10px; }}
QComboBox QAbstractItemView::item:selected, QMenu::item:selected {{
  background: {accent-soft}; color: {accent}; }}
QMenu::item {{ min-height: 1.9em; padding: 0 24px 0 38px; border-radius: 8px; }}
QMenu::indicator {{ width: 20px; height: 20px; left: 10px; }}
QMenu::indicator:checked {{ image: url("{check}"); }}
QCalendarWidget {{ background: {surface}; border: 1px solid {line-strong}; border-radius: {control}px; }}
QCalendarWidget QWidget {{ background: {surface}; alternate-background-color: {sunken}; }}
QCalendarWidget QToolButton {{ background: {surface}; color: {ink}; padding: 8px; border: 0;
  min-width: 32px; min-height: 32px; border-radius: 8px; }}
QCalendarWidget QToolButton:hover {{ background: {sunken}; }}
QCalendarWidget QToolButton:focus {{ border: 2px solid {ink}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{
  selection-background-color: {accent}; selection-color: {on-accent}; outline: 0; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {line-strong}; }}
"""

_BARS = """
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
QScrollBar::handle:vertical {{
  background: {line-strong}; border-radius: 3px; min-height: 48px; margin: 2px 4px; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; }}
QScrollBar::handle:horizontal {{
  background: {line-strong}; border-radius: 3px; min-width: 48px; margin: 4px 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


_TABLES = """
QTableView {{
  background: {surface}; color: {ink}; gridline-color: {line}; border: 1px solid {line}; outline: 0;
  selection-background-color: {accent-soft}; selection-color: {ink}; }}
QTableView::item {{ padding: 0 7px; }}
QTableView::item:focus {{
  background: {accent-soft}; color: {ink}; border: 2px solid {ink}; padding: 0 5px; }}
QHeaderView, QTableCornerButton::section {{ background: {sunken}; border: 0; }}
QHeaderView::section {{
  background: {sunken}; color: {ink}; border: 0; padding: 4px 10px;
  border-right: 1px solid {line}; border-bottom: 1px solid {line}; }}
"""


def build_style_sheet(look: Look, images: dict[str, str]) -> str:
    """The whole style sheet of the window.

    ``images`` gives the files of ``arrow_down``, ``arrow_up`` and ``check`` in
    this look's colours (style sheets can only name files). The text size is not
    in it, for a new sheet is worked out anew for every widget there is: what
    must grow with the text is told in ``em``.
    """
    names = {name: look.colour(name) for name in _colour_names()}
    sizes = {"control": look.radius("control"), "tile": look.radius("tile")}
    values = {**names, **sizes, **images}
    parts = [template.format_map(values) for template in (_BASE, _FIELDS, _TABLES, _BARS)]
    return "\n".join([*parts, *_tones(look), *_cards(look), *_chips(look)])


def _colour_names() -> list[str]:
    from diary_app.ui.theme.tokens import table

    return list(table()["colours"]["light"])


def _tones(look: Look) -> list[str]:
    return [f'QLabel[tone="{tone}"] {{ color: {look.colour(tone)}; }}' for tone in _TONES]


def _cards(look: Look) -> list[str]:
    radius = look.radius("card")
    return [
        f'QFrame[card="{kind}"] {{ background: {look.colour(fill)};'
        f" border: {width}px solid {look.colour(line)}; border-radius: {radius}px; }}"
        for kind, (fill, line, width) in _CARDS.items()
    ]


def _chips(look: Look) -> list[str]:
    radius = look.radius("chip")
    rules = [_chip(look, kind, radius, *colours) for kind, colours in _CHIPS.items()]
    for grade in range(5):
        colours = (f"sev-{grade}", f"sev-{grade}", f"on-sev-{grade}")
        rules.append(_chip(look, f"sev-{grade}", radius, *colours))
    return rules


def _chip(look: Look, kind: str, radius: int, fill: str, line: str, ink: str) -> str:
    return (
        f'QFrame[chip="{kind}"] {{ background: {look.colour(fill)};'
        f" border: 1px solid {look.colour(line)}; border-radius: {radius}px; }}"
        f' QFrame[chip="{kind}"] QLabel {{ color: {look.colour(ink)}; }}'
    )


def build_palette(look: Look) -> QPalette:
    """Qt's own palette in this look, for the parts a style sheet does not reach."""
    pairs = {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.PlaceholderText: "ink-3",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on-accent",
    }
    palette = QPalette()
    for role, name in pairs.items():
        palette.setColor(role, QColor(look.colour(name)))
    return palette
