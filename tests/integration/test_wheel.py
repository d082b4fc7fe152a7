"""An installed wheel stands alone: it finds its fonts, icons, plans and texts inside itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

ASK = """
import json, pathlib
from diary_app.common.i18n import LANGUAGES, translator
from diary_app.common.resources import resource
from diary_app.common.version import version
kinds = {"fonts": "*.ttf", "icons": "*.svg", "protocols": "*.toml", "themes": "*.json"}
print(json.dumps({
    "root": str(resource()),
    "version": version(),
    "found": {kind: sorted(p.name for p in resource(kind).glob(end)) for kind, end in kinds.items()},
    "languages": [translator(language).language for language in LANGUAGES],
}))
"""


def _run(*command: object, cwd: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=environ, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _files(folder: str, pattern: str) -> list[str]:
    paths = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; the libraries are those of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install"]
    _run(*pip, "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    site = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # a plain path line: the checkout's own .pth file in there is not followed
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_holds_the_program_its_resources_and_its_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = {f"diary_app/{path}" for path in _files("resources", "*")}
    assert resources <= names
    assert set(_files("diary_app", "*.py")) <= names
    assert {"LICENSE", "THIRD_PARTY.md"} <= {name.partition(".dist-info/licenses/")[2] for name in names}
    assert {name.split("/")[0].split("-")[0] for name in names} == {"diary_app", "morning_diary"}


def test_every_catalogue_is_in_the_wheel_compiled(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    catalogues = [path.relative_to(ROOT) for path in ROOT.glob("resources/i18n/*/LC_MESSAGES/diary.po")]
    assert {f"diary_app/{path.with_suffix('.mo').as_posix()}" for path in catalogues} <= names


def test_the_installed_program_reads_its_own_resources(installed: Path, tmp_path: Path) -> None:
    told = json.loads(_run(installed, "-c", ASK, cwd=tmp_path))
    assert Path(told["root"]).is_relative_to(installed.parent.parent)
    assert {"Inter-Regular.ttf", "NotoSansSC-Regular.ttf"} <= set(told["found"]["fonts"])
    assert all(told["found"].values())
    assert told["languages"] == ["en", "zh_CN"]


def test_this_checkout_reads_the_resources_beside_the_package() -> None:
    from diary_app.common.resources import resource

    assert resource() == ROOT / "resources"
    assert resource("fonts", "Inter-Regular.ttf").is_file()


def test_the_installed_program_can_be_called(installed: Path, tmp_path: Path) -> None:
    script = installed.with_name("diary-app.exe" if os.name == "nt" else "diary-app")
    assert "Usage" in _run(script, "--help", cwd=tmp_path)
