"""The bundled fonts (Inter and Noto Sans SC, both SIL OFL 1.1) and the font of each role."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from diary_app.common.resources import resource
from diary_app.ui.theme.tokens import Look

LATIN = "Inter"
CHINESE = "Noto Sans SC"
_FALLBACKS = ["Segoe UI", "Microsoft YaHei UI", "system-ui", "PingFang SC"]
_UPRIGHT_LATIN = "Inter*.ttf"
_UPRIGHT_CHINESE = "NotoSansSC*.ttf"
_loaded: set[Path] = set()


def load_fonts(language: str) -> None:
    """Register the bundled fonts; the large Chinese ones only where they are needed first."""
    _load(_UPRIGHT_LATIN)
    if language.startswith("zh"):
        load_chinese()


def load_chinese() -> None:
    """Register Noto Sans SC (typed text may be Chinese in any language)."""
    _load(_UPRIGHT_CHINESE)


def _load(pattern: str) -> None:
    for path in sorted(resource("fonts").glob(pattern)):
        if path not in _loaded:
            QFontDatabase.addApplicationFont(str(path))
            _loaded.add(path)


def families(language: str) -> list[str]:
    """Font families in order for a language."""
    own = [LATIN, CHINESE]  # Latin letters and figures come from Inter in both languages
    return own if not language.startswith("zh") else [*own, *_FALLBACKS]


def font(look: Look, role: str, language: str, *, tabular: bool = False) -> QFont:
    """The font of a role of text: whole pixels, no hinting; ``tabular`` figures where they stand in columns.

    Negative letter spacing is for titles in Latin only.
    """
    return QFont(_made(look, role, language, tabular))


@lru_cache(maxsize=256)
def _made(look: Look, role: str, language: str, tabular: bool) -> QFont:
    row = look.role(role)
    made = QFont()
    made.setFamilies(families(language))
    made.setPixelSize(look.pixels(role))
    made.setWeight(QFont.Weight(int(row["weight"])))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    if not language.startswith("zh"):
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, row["spacing"] * look.pixels(role))
    return made
