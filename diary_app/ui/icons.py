"""The Lucide icons (ISC licence) in any colour of the token table."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from diary_app.common.resources import resource


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str, line: float) -> QSvgRenderer:
    text = _source(name).replace("currentColor", colour)
    if line != 2.0:
        text = text.replace('stroke-width="2"', f'stroke-width="{line}"')
    return QSvgRenderer(QByteArray(text.encode("utf-8")))


def paint_icon(painter: QPainter, name: str, colour: str, box: QRectF, line: float = 2.0) -> None:
    """Paint an icon into ``box``; ``line`` is its stroke on the 24 px grid."""
    _renderer(name, colour, line).render(painter, box)


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, line: float = 2.0) -> QPixmap:
    """An icon as a picture of ``size`` device-independent pixels."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, colour, QRectF(0, 0, size, size), line)
    painter.end()
    return made


def icon(name: str, colour: str, size: int = 24) -> QIcon:
    """An icon for Qt's own widgets (menus, fields)."""
    return QIcon(pixmap(name, colour, size, 2.0))


def write_image(name: str, colour: str, folder: Path) -> str:
    """A coloured copy of an icon as a file, for style sheets; gives its path with slashes."""
    path = folder / f"{name}-{colour.lstrip('#')}.svg"
    if not path.exists():
        path.write_text(_source(name).replace("currentColor", colour), encoding="utf-8")
    return path.as_posix()
