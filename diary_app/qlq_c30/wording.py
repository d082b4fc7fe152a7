"""Wording packs: the texts of the 30 questions in one language, from a file.

The program ships only its own unofficial short descriptions; the EORTC's
item texts need its licence and come from a file that the site holds. Every
form stores the pack's id, language, version and SHA-256.
"""

from __future__ import annotations

import errno
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.common.resources import resource
from diary_app.qlq_c30.items import ITEMS, Recall
from diary_app.qlq_c30.wording_check import MAX_BYTES, check_pack, check_size, strict_json, unfit


@dataclass(frozen=True, slots=True)
class WordingItem:
    """One question as shown: full text, short name for lists, recall period, answer words.

    ``options[v - 1]`` is the word for answer ``v``; in between the two ends
    of a seven-point scale it is empty.
    """

    n: int
    text: str
    short: str
    recall: Recall
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A checked pack. ``items[n - 1]`` is question ``n``.

    ``notice`` is shown with every page of an unofficial pack, ``copyright``
    (may be empty) wherever the texts show. ``headings`` maps a recall period
    to the line above the question. ``sha256`` is over the canonical JSON of
    the pack without its own ``sha256`` field; ``canonical`` is that JSON.
    """

    id: str
    language: str
    version: str
    official: bool
    notice: str
    copyright: str
    headings: dict[str, str]
    practice: WordingItem | None
    items: tuple[WordingItem, ...]
    canonical: str
    sha256: str

    def item(self, n: int) -> WordingItem:
        """Question ``n``, 1 to 30."""
        return self.items[n - 1]

    def heading(self, n: int) -> str:
        """The recall period to show above question ``n``; empty where it has none."""
        return self.headings[self.item(n).recall]


def load(source: str | Path) -> Wording:
    """The shipped unofficial pack of a language (``en``, ``zh_CN``) or the pack in a file.

    Raises ``DoesNotFit`` saying in one sentence what is wrong with the file.
    """
    if isinstance(source, str) and source in LANGUAGES:
        return _shipped(source)
    path = Path(source)
    return parse(read_file(path), path.name)


@lru_cache(maxsize=len(LANGUAGES))
def _shipped(language: str) -> Wording:
    path = resource("wording", f"unofficial.{language}.json")
    return parse(path.read_bytes(), path.name)


def parse(data: bytes | str, name: str = "") -> Wording:
    """A pack out of its JSON; ``name`` is what errors call it. Raises ``DoesNotFit``."""
    return of_pack(strict_json(data, name), name)


def of_pack(pack: Mapping[str, Any], name: str = "") -> Wording:
    """A pack out of its JSON object, checked. Raises ``DoesNotFit``."""
    check_pack(pack, name)
    text = canonical_json({key: value for key, value in pack.items() if key != "sha256"})
    check_size(text, name)
    digest = sha256(text.encode()).hexdigest()
    if pack.get("sha256", digest) != digest:
        raise unfit(name, N_("its sha256 is not that of its texts"))
    return Wording(
        id=pack["id"],
        language=pack["language"],
        version=pack["version"],
        official=pack["official"],
        notice=pack["notice"],
        copyright=pack["copyright"],
        headings=dict(pack["headings"]),
        practice=_practice(pack.get("practice")),
        items=tuple(_item(row) for row in pack["items"]),
        canonical=text,
        sha256=digest,
    )


def read_file(path: Path) -> bytes:
    """The bytes of a wording file, one more than it may have where it is too large. Raises ``DoesNotFit``."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep the reader waiting
            raise OSError(errno.EINVAL, "it is not a file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise DoesNotFit(
            N_("The wording file {name} cannot be read: {why}."), name=path.name, why=why
        ) from error


def shown_in(language: str) -> str | None:
    """The language of the program, one of ``LANGUAGES``, whose questions a pack of ``language`` words.

    ``en_GB`` words the English ones. Chinese in traditional characters is another language than
    ``zh_CN``: who reads the one may not read the other. ``None``: the program does not speak it.
    """
    main, *parts = language.split("_")
    if main == "zh":
        return None if {"Hant", "TW", "HK", "MO"} & set(parts) else "zh_CN"
    return main if main in LANGUAGES else None


def canonical_json(value: object) -> str:
    """Sorted keys, no spaces, characters as they are: one text for one content."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _item(row: dict[str, Any]) -> WordingItem:
    return WordingItem(row["n"], row["text"], row["short"], ITEMS[row["n"] - 1].recall, tuple(row["options"]))


def _practice(row: dict[str, Any] | None) -> WordingItem | None:
    if row is None:
        return None
    return WordingItem(0, row["text"], row["short"], "none", tuple(row["options"]))
