"""The layers hold: import-linter's contracts of pyproject.toml, and proof that they can fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest
from importlinter.api import use_cases

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract["name"] for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}
STANDARD_LIBRARY_ONLY = ("domain", "charts", "qlq_c30")
# The one package that may use data frames, and only inside its functions.
BATCH = "diary_app.qlq_c30.batch"
DATA_FRAMES = {"narwhals", "polars"}


def test_every_contract_holds(capfd: pytest.CaptureFixture[str]) -> None:
    held = use_cases.lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True)
    assert held, capfd.readouterr().out


PLANTED = {
    "an unplaced package": ("utils/__init__.py", "", "layers"),
    "an unplaced module": ("helpers.py", "", "layers"),
    "an import upwards": ("domain/planted.py", "import diary_app.services", "layers"),
    "an import upwards inside a function": (
        "common/planted.py", "def f():\n    from diary_app import domain", "layers",
    ),
    "an import of the program's start": ("ui/planted.py", "import diary_app.__main__", "layers"),
    "siblings below": ("reports/planted.py", "import diary_app.storage", "layers"),
    "siblings above": ("cli/planted.py", "import diary_app.ui", "layers"),
    "Qt in a service": ("services/planted.py", "from PySide6.QtCore import QObject", "qt"),
    "Qt beside the layers": ("planted.py", "import PySide6", "qt"),
    "Qt in the core": ("charts/planted.py", "import shiboken6", "qt-free-core"),
    "the database in a service": ("services/planted.py", "import sqlalchemy.orm", "database"),
    "the model library in the domain": ("domain/planted.py", "import sqlmodel", "database"),
    "the cipher in the window": ("ui/planted.py", "import sqlcipher3", "database"),
    "a PDF outside the reports": ("services/planted.py", "from reportlab.pdfgen import canvas", "pdf"),
    "the window at the store": ("ui/planted.py", "import diary_app.storage", "window"),
}  # fmt: skip


def _file(what: str) -> str:
    """Where a breach is planted: a module of its own, so that each can be told from the others."""
    number = list(PLANTED).index(what)
    return PLANTED[what][0].replace("planted.py", f"planted_{number}.py")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each contract of a copy in which all breaches are planted at once."""
    planted = {_file(what): content for what, (_, content, _) in PLANTED.items()}
    out = _lint_copy(tmp_path_factory.mktemp("planted"), planted)
    found = re.split(r"^(.+)\n-+\n", out.partition("Broken contracts")[2], flags=re.M)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_breach_fails(said: dict[str, str], what: str) -> None:
    module = _file(what).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    words = said[CONTRACTS[PLANTED[what][2]]]
    assert re.search(rf"^- +diary_app\.{re.escape(module)}( ->|$)", words, re.M), words


@pytest.mark.slow
def test_an_untouched_copy_passes_so_that_the_plant_is_what_fails(tmp_path: Path) -> None:
    out = _lint_copy(tmp_path, {})
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in out, out


def test_the_inner_layers_use_the_standard_library_alone() -> None:
    graph = grimp.build_graph("diary_app", include_external_packages=True, cache_dir=None)
    foreign = _foreign_imports(graph)
    for module in graph.find_descendants(BATCH) | {BATCH}:
        foreign[module] = foreign.get(module, set()) - DATA_FRAMES
    assert {module: names for module, names in foreign.items() if names} == {}


def test_a_foreign_import_in_an_inner_layer_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _plant(tmp_path, {"domain/planted.py": "def f():\n    import pydantic.fields"})
    shutil.move(tmp_path / "diary_app", tmp_path / "diary_copy")
    monkeypatch.syspath_prepend(str(tmp_path))
    graph = grimp.build_graph("diary_copy", include_external_packages=True, cache_dir=None)
    assert _foreign_imports(graph)["diary_copy.domain.planted"] == {"pydantic"}


def test_data_frame_libraries_are_not_imported_with_the_modules_that_use_them() -> None:
    modules = grimp.build_graph("diary_app", cache_dir=None).find_descendants(BATCH) | {BATCH}
    load = f"import sys, importlib\nfor name in {sorted(modules)}: importlib.import_module(name)\n"
    load += "print({'narwhals', 'polars', 'pandas'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", load], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "set()", ran.stdout + ran.stderr


def test_the_lock_names_every_direct_dependency_with_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|://|--(extra-)?index-url|--find-links|@", lock)
    pins = re.findall(r"^([\w.-]+)==", lock, re.M)
    hashed = re.findall(r"^([\w.-]+)==[^\n]+(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", lock, re.M)
    assert pins == hashed
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]
    names = {re.split(r"[<>=~! ;\[]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names <= set(pins), names - set(pins)


def _plant(folder: Path, files: dict[str, str]) -> None:
    """A copy of the package in ``folder`` with ``files`` added."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "diary_app", folder / "diary_app", ignore=ignore)
    for file, content in files.items():
        planted = folder / "diary_app" / file
        planted.parent.mkdir(exist_ok=True)
        planted.write_text(f'"""Planted."""\n{content}\n', encoding="utf-8")


def _lint_copy(folder: Path, files: dict[str, str]) -> str:
    """What import-linter says of such a copy."""
    _plant(folder, files)
    shutil.copy(ROOT / "pyproject.toml", folder)
    lint = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", lint, "--no-cache", "--no-logo"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True, text=True, timeout=120, check=False,
    ).stdout  # fmt: skip


def _foreign_imports(graph: grimp.ImportGraph) -> dict[str, set[str]]:
    """Modules of the inner layers and what they import from outside the standard library."""
    found = {}
    for module in graph.modules:
        package, _, rest = module.partition(".")
        if rest.split(".")[0] not in STANDARD_LIBRARY_ONLY:
            continue
        imported = {target.split(".")[0] for target in graph.find_modules_directly_imported_by(module)}
        foreign = imported - {package} - sys.stdlib_module_names
        if foreign:
            found[module] = foreign
    return found
