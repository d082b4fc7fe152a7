"""Files of the hand-over that somebody made up: changed in structure, packed as a whole file, and read."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diary_app.exchange.transfer import container, receipt, sealed
from diary_app.exchange.transfer.container import NewerFile, Unfit
from tests.mutations import mutated

DATA = Path(__file__).parents[1] / "data" / "transfer"
_SIGNATURE = "0" * 128
_OWN = {"format", "version", "body", "signature"}


def _read_sealed(content: bytes) -> None:
    sender, found = sealed.read_sender(content)
    sealed.read_contents(sender, found)


def _read_receipt(content: bytes) -> None:
    receipt.decode(content)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, an honest file of it, and what reads it."""

    name: str
    file: Path
    read: Callable[[bytes], None]


FORMATS = {
    "sealed": Format(sealed.FORMAT, DATA / "sealed-1.inside", _read_sealed),
    "receipt": Format(receipt.FORMAT, DATA / "receipt-1.receipt", _read_receipt),
}


def parts(content: bytes) -> dict[str, Any]:
    """The facts of a container's head, and its body."""
    line, _, body = content.partition(b"\n")
    facts = {name: told for name, told in json.loads(line).items() if name not in _OWN}
    return {"facts": facts, "body": json.loads(body)}


def packed(format_: Format, told: dict[str, Any]) -> bytes:
    """A whole file of that format; its signature is anybody's."""
    return container.pack(format_.name, 1, told["facts"], told["body"], lambda _: _SIGNATURE)


def try_files(name: str, count: int, seed: int) -> tuple[int, list[str]]:
    """``count`` made-up files: how many a parser of JSON lets through, and what was raised but a refusal."""
    format_, chance = FORMATS[name], random.Random(seed)
    honest = parts(format_.file.read_bytes())
    past, bad = 0, list[str]()
    for number in range(count):
        try:
            content = packed(format_, mutated(honest, chance))
        except (ValueError, TypeError, KeyError):  # nothing that a file could hold
            continue
        past += 1
        try:
            format_.read(content)
        except (Unfit, NewerFile):
            continue
        except Exception as problem:
            bad.append(f"{name} {seed}/{number}: {type(problem).__name__}: {problem}")
    return past, bad
