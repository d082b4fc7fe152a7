"""The build compiles the text catalogues, and puts resources into a real wheel only."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Any

import pytest

from hatch_build import ResourcesHook, compile_catalogues

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Taken"
msgstr "已服"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} 天"

msgid "Not yet translated"
msgstr ""
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "resources" / "i18n" / "zh_CN" / "LC_MESSAGES" / "diary.po"
    file.parent.mkdir(parents=True)
    file.write_text(PO, encoding="utf-8")
    return file


def test_a_compiled_catalogue_speaks(tmp_path: Path, catalogue: Path) -> None:
    assert compile_catalogues(tmp_path) == [catalogue.with_suffix(".mo")]
    assert {path.name for path in catalogue.parent.iterdir()} == {"diary.po", "diary.mo"}
    spoken = gettext.translation("diary", str(tmp_path / "resources" / "i18n"), ["zh_CN"])
    assert spoken.gettext("Taken") == "已服"
    assert spoken.ngettext("{n} day", "{n} days", 2) == "{n} 天"
    assert spoken.gettext("Not yet translated") == "Not yet translated"


def test_only_a_newer_catalogue_is_compiled_again(tmp_path: Path, catalogue: Path) -> None:
    compile_catalogues(tmp_path)
    assert compile_catalogues(tmp_path) == []
    compiled = catalogue.with_suffix(".mo").stat().st_mtime_ns
    os.utime(catalogue, ns=(compiled + 1, compiled + 1))
    assert compile_catalogues(tmp_path) == [catalogue.with_suffix(".mo")]


def test_a_catalogue_that_does_not_parse_is_named(tmp_path: Path, catalogue: Path) -> None:
    catalogue.write_text(PO + '\nmsgid "open\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"diary\.po.*on "):
        compile_catalogues(tmp_path)
    assert not catalogue.with_suffix(".mo").exists()


@pytest.mark.parametrize(("version", "shipped"), [("standard", True), ("editable", False)])
def test_the_build_hook(tmp_path: Path, catalogue: Path, version: str, shipped: bool) -> None:
    build_data: dict[str, Any] = {"force_include": {}}
    hook = ResourcesHook(str(tmp_path), {}, None, None, str(tmp_path), "wheel")  # type: ignore[arg-type]
    hook.initialize(version, build_data)
    assert catalogue.with_suffix(".mo").exists()
    expected = {str(tmp_path / "resources"): "diary_app/resources"} if shipped else {}
    assert build_data["force_include"] == expected
