"""Signatures, against the test vectors of RFC 8032 section 7.1."""

from __future__ import annotations

import pytest

from diary_app.security.signing import DeviceSigning

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]
signing = DeviceSigning()


@pytest.mark.parametrize(("private", "public", "content", "signature"), VECTORS)
def test_the_vectors_of_the_standard(private: str, public: str, content: str, signature: str) -> None:
    key, message = bytes.fromhex(private), bytes.fromhex(content)
    assert signing.public_key(key) == public
    assert signing.sign(key, message) == signature
    assert signing.holds(public, signature, message)
    assert not signing.holds(public, signature, message + b"x")


def test_another_key_or_no_key_at_all() -> None:
    one, other = signing.new_key(), signing.new_key()
    assert len(one) == 32
    assert one != other
    signature = signing.sign(one, b"heads")
    assert signing.holds(signing.public_key(one), signature, b"heads")
    assert not signing.holds(signing.public_key(other), signature, b"heads")
    for public, signed in (("", signature), ("zz", signature), (signing.public_key(one), "00"), ("00", "")):
        assert not signing.holds(public, signed, b"heads")
