"""Pictures as files: small, and compared pixel by pixel.

A picture is kept in 256 colours of its own, which takes a third of the room and moves no colour by more
than five levels of 255; :func:`differing` forgives more than that and nothing that an eye would see.
Pictures taken without a screen and under a virtual one are the same to the byte.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtGui import QImage, QPixmap

FORGIVEN = 8
"""Levels of 255 by which a colour may be another one."""
SHARE = 0.001
"""The part of all pixels that may differ by more."""


def image_of(pixmap: QPixmap) -> Image.Image:
    """What was grabbed, in memory."""
    grabbed = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (grabbed.width(), grabbed.height())
    return Image.frombytes("RGB", size, bytes(grabbed.constBits()), "raw", "RGB", grabbed.bytesPerLine())


def save(image: Image.Image, path: Path) -> None:
    """Write a small PNG."""
    few = image.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, "PNG", optimize=True)


def differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a colour differs by more than is forgiven, else black; both have the same size."""
    red, green, blue = ImageChops.difference(one, other.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda level: 255 if level > FORGIVEN else 0)


def share_differing(one: Image.Image, other: Image.Image) -> float:
    """Which part of all pixels differs; 1 where not even the size is the same."""
    if one.size != other.size:
        return 1.0
    return differing(one, other).histogram()[255] / (one.width * one.height)
