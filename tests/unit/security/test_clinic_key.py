"""A clinic's key files: read as age writes them, anything else refused in one sentence without quoting it."""

from __future__ import annotations

import traceback
from itertools import count
from pathlib import Path

import pyrage
import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.security.clinic_key import LARGEST_FILE, ClinicKey, recipient_in, text_of

PAIR = pyrage.x25519.Identity.generate()
PUBLIC, SECRET = str(PAIR.to_public()), str(PAIR)
SSH = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN made@up"


@pytest.mark.parametrize("text", ["{}", "{}\n", "# a comment\n\n  {}  \r\n", "\t{}\n# more\n"])
def test_a_recipients_file_with_comments(text: str) -> None:
    assert recipient_in(text.format(PUBLIC)) == PUBLIC
    assert recipient_in(text.format(PUBLIC.upper())) == PUBLIC


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("", "0 lines"),
        ("# only a comment", "0 lines"),
        (f"{PUBLIC}\n{PUBLIC}\n", "2 lines"),
        (SECRET, "secret key, which stays"),
        (SECRET.lower(), "secret key, which stays"),
        (f"# public key: {PUBLIC}\n{SECRET}\n", "secret key, which stays"),
        (SSH, "SSH keys"),
        ("ssh-rsa AAAA", "SSH keys"),
        ("age-encryption.org/v1\n-> X25519 abc", "encrypted file"),
        ("age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t", "62 characters"),
        (PUBLIC[:-1], "62 characters"),
        (PUBLIC[:-1] + ("q" if PUBLIC[-1] != "q" else "p"), "62 characters"),
        (PUBLIC + " " + PUBLIC, "62 characters"),
        ("\x00", "62 characters"),
        ("x" * 10_000, "62 characters"),
    ],
    ids=count(),  # a key made anew would give each process tests of other names
)
def test_anything_but_one_public_key_is_refused(text: str, fragment: str) -> None:
    with pytest.raises(DoesNotFit, match=fragment) as refusal:
        recipient_in(text)
    assert SECRET[16:40] not in "".join(traceback.format_exception(refusal.value))


def test_every_single_wrong_character_of_a_public_key_is_found() -> None:
    for place in range(len(PUBLIC)):
        with pytest.raises(DoesNotFit):
            recipient_in(PUBLIC[:place] + ("2" if PUBLIC[place] != "2" else "3") + PUBLIC[place + 1 :])


def test_an_identity_file_as_it_is_made() -> None:
    assert ClinicKey.of(f"# created: today\n# public key: {PUBLIC}\n{SECRET}\n").identities == (SECRET,)
    assert len(ClinicKey.of("\n".join([SECRET] * 3)).identities) == 3
    assert SECRET not in repr(ClinicKey.of(SECRET))


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("", "is needed"),
        ("# nothing", "is needed"),
        (PUBLIC, "is needed"),
        (SECRET[:-1], "is needed"),
        (f"{SECRET}\nrubbish", "is needed"),
        ("\n".join([SECRET] * 17), "is needed"),
        ("AGE-PLUGIN-YUBIKEY-1QYQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SMN5RQT", "is needed"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc", "SSH keys"),
        ("age-encryption.org/v1\n-> scrypt Z 30\n", "passphrase of its own"),
        ("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl", "passphrase of its own"),
    ],
    ids=count(),
)
def test_anything_but_an_identity_is_refused(text: str, fragment: str) -> None:
    with pytest.raises(DoesNotFit, match=fragment) as refusal:
        ClinicKey.of(text)
    told = "".join(traceback.format_exception(refusal.value))
    assert SECRET[16:40] not in told
    assert refusal.value.__context__ is None


def test_files_that_are_no_text_or_too_long(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("\ufeff" + PUBLIC, encoding="utf-8")  # as an editor on Windows may save it
    assert recipient_in(text_of(file)) == PUBLIC
    file.write_bytes(b"\xff\xff")
    with pytest.raises(DoesNotFit, match="not text"):
        text_of(file)
    file.write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(DoesNotFit, match="too long"):
        text_of(file)
    with pytest.raises(DoesNotFit, match="cannot be read"):
        text_of(tmp_path / "none")
    with pytest.raises(DoesNotFit, match="cannot be read"):
        text_of(tmp_path)
