"""What is asked before the first paint reads the key file alone and loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diary_app.services.presence import holds_diary, opens_without_asking

ROOT = Path(__file__).parents[3]
STORED = ROOT / "tests" / "data" / "stores"
_ASKED = """
import sys
from pathlib import Path
from diary_app.services.presence import opens_without_asking
print(opens_without_asking(Path(sys.argv[1])))
heavy = {"cryptography", "pyrage", "keyring", "sqlmodel", "sqlalchemy", "sqlcipher3", "zxcvbn", "reportlab"}
print(sorted(heavy & set(sys.modules)))
"""


def test_it_loads_nothing_heavy() -> None:
    command = [sys.executable, "-c", _ASKED, str(STORED / "keys-version-3")]
    asked = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert asked.stdout.splitlines() == ["True", "[]"]


@pytest.mark.parametrize(
    ("content", "opens"),
    [(None, False), (b"", False), (b"{", False), (STORED / "keys-version-1" / "keys.json", False),
     (STORED / "keys-version-3" / "keys.json", True)],
)  # fmt: skip
def test_a_key_file_that_says_nothing_else_asks(
    tmp_path: Path, content: bytes | Path | None, opens: bool
) -> None:
    if content is not None:
        whole = content.read_bytes() if isinstance(content, Path) else content
        (tmp_path / "keys.copy.json").write_bytes(whole)
    assert opens_without_asking(tmp_path) is opens
    assert holds_diary(tmp_path) is (content is not None)
    assert opens_without_asking(tmp_path / "none") is False
