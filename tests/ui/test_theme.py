"""The token table drives everything: no colour in code, sizes as designed, contrast as promised."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo

from diary_app.ui import icons
from diary_app.ui.kit import Kit
from diary_app.ui.theme.fonts import families
from diary_app.ui.theme.sheet import build_style_sheet
from diary_app.ui.theme.tokens import Look, table, text_sizes

UI = Path(__file__).resolve().parents[2] / "diary_app" / "ui"
THEMES = ("light", "dark")
PAIRS = [
    *[
        ("ink", ground, 7.0)
        for ground in ("bg", "surface", "sunken", "accent-soft", "due-soft", "urgent-soft")
    ],
    *[("ink-2", ground, 7.0) for ground in ("bg", "surface", "sunken", "rail")],
    *[("ink-3", ground, 4.5) for ground in ("bg", "surface", "sunken", "rail")],
    ("accent", "surface", 4.5),
    ("on-accent", "accent", 7.0),
    ("due", "due-soft", 7.0),
    ("surface", "due", 7.0),
    ("urgent", "urgent-soft", 7.0),
    ("on-urgent", "urgent-solid", 7.0),
    *[(f"on-sev-{grade}", f"sev-{grade}", 4.5) for grade in range(5)],
    ("line-strong", "surface", 3.0),
    ("line-strong", "bg", 3.0),
]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_contrast(theme: str, text: str, ground: str, least: float) -> None:
    look = Look(theme=theme)  # type: ignore[arg-type]
    assert contrast(look.colour(text), look.colour(ground)) >= least


def test_no_colour_stands_in_code() -> None:
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|Qt\.GlobalColor\.(?!transparent)|QColor\(\s*(\d|\")")
    hits = [
        f"{file.relative_to(UI)}: {line.strip()}"
        for file in UI.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if named.search(line) and not line.strip().startswith(("#", '"""'))
    ]
    assert [hit for hit in hits if "``#RRGGBB``" not in hit] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", text_sizes())
def test_the_style_sheet_is_whole_in_every_look(theme: str, text: int) -> None:
    images = {"arrow_down": "down.svg", "arrow_up": "up.svg", "check": "check.svg"}
    sheet = build_style_sheet(Look(theme=theme, text=text), images)  # type: ignore[arg-type]
    assert sheet.count("{") == sheet.count("}")
    colours = {value.lower() for value in table()["colours"][theme].values()}
    assert {found.lower() for found in re.findall(r"#[0-9a-fA-F]{6}", sheet)} <= colours


def test_sizes_are_those_of_the_design() -> None:
    look = Look()
    assert {role: look.pixels(role) for role in ("question", "hero", "page-title", "card-title", "body")} == {
        "question": 45, "hero": 36, "page-title": 30, "card-title": 24, "body": 18,
    }  # fmt: skip
    assert Look(text=200).target("button") == 94  # 2.6 text sizes
    assert look.target("main") == 72
    assert Look(mode="clinic").pixels("body") == 15


@pytest.mark.parametrize("role", sorted(table()["type"]["roles"]))
def test_text_never_shrinks_when_a_larger_size_is_chosen(role: str) -> None:
    sizes = [Look(text=text).pixels(role) for text in text_sizes()]
    assert all(before <= after for before, after in pairwise(sizes))
    assert sizes[0] >= 14


def test_the_bundled_fonts_are_used(kit: Kit) -> None:
    assert {"Inter"} <= set(QFontDatabase.families())
    info = QFontInfo(kit.font("body"))
    assert (info.family(), info.pixelSize()) == ("Inter", 18)
    assert QFontInfo(kit.font("page-title")).weight() == 700
    assert families("zh_CN")[:2] == ["Inter", "Noto Sans SC"]


def test_the_text_size_is_not_in_the_sheet_so_that_a_step_costs_no_new_one() -> None:
    images = {"arrow_down": "a", "arrow_up": "b", "check": "c"}
    assert len({build_style_sheet(Look(text=text), images) for text in (100, 150, 200)}) == 1


def test_images_that_the_system_cleared_away_are_made_anew(kit: Kit) -> None:
    [arrow, *_] = re.findall(r'url\("(.+?)"\)', kit.appearance.sheet)
    shutil.rmtree(Path(arrow).parent)
    kit.appearance.set_look(Look(theme="dark"))
    found = re.findall(r'url\("(.+?)"\)', kit.appearance.sheet)
    assert found
    assert all(Path(image).is_file() for image in found)


@pytest.mark.logs("images of the look could not be written: OSError")
def test_a_disk_that_takes_no_images_costs_no_more_than_those(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError

    monkeypatch.setattr(icons, "write_image", full)
    kit.appearance.set_look(Look(theme="dark"))
    assert Look(theme="dark").colour("bg") in kit.appearance.sheet
