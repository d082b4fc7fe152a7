"""Pictures as files: small, and compared pixel by pixel.

A picture is kept in 256 colours of its own, which takes a third of the room: the areas keep theirs, the edges
of letters move by a few levels of 255. :func:`differing` forgives that and nothing that an eye would see.
Pictures taken without a screen and under a virtual one are the same to the byte.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageChops
from PySide6.QtGui import QImage, QPixmap

FORGIVEN = 8
"""Levels of 255 by which a colour may be another one."""
SHARE = 0.001
"""The part of all pixels that may differ by more."""

_EXACT = 96  # colours of areas


def image_of(pixmap: QPixmap) -> Image.Image:
    """What was grabbed, in memory."""
    grabbed = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (grabbed.width(), grabbed.height())
    return Image.frombytes("RGB", size, bytes(grabbed.constBits()), "raw", "RGB", grabbed.bytesPerLine())


def save(image: Image.Image, path: Path) -> None:
    """Write a small PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    in_few_colours(image).save(path, "PNG", optimize=True)


def in_few_colours(image: Image.Image) -> Image.Image:
    """The most frequent colours as they are, the others by the nearest of as many that cover them best."""
    pixels = np.asarray(image, dtype=np.uint32)
    packed = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    found, place, count = np.unique(packed, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, (found >> 8) & 255, found & 255], axis=-1)
    by_frequency = np.argsort(-count, kind="stable")
    palette = colours[by_frequency[:_EXACT]]
    rest = colours[by_frequency[_EXACT:]]
    if len(rest):
        strip = Image.fromarray(rest.astype(np.uint8)[np.newaxis])
        covering = strip.quantize(256 - _EXACT, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette = np.concatenate([palette, np.asarray(covering.convert("RGB"), dtype=np.uint32)[0]])
        palette = np.unique(palette, axis=0)
    apart = np.abs(colours[:, np.newaxis].astype(np.int16) - palette[np.newaxis].astype(np.int16)).max(
        axis=-1
    )
    few = Image.fromarray(apart.argmin(axis=-1)[place].reshape(packed.shape).astype(np.uint8), mode="P")
    few.putpalette(palette.astype(np.uint8).tobytes())
    return few


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
