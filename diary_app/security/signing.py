"""The diary's own signing key: Ed25519 (RFC 8032), one to every copy of a diary that marks anything.

The private key lies in the encrypted database alone; the public one stands in
the log. It shows that a mark was made with this diary open, and nothing about
who sat there.
"""

from __future__ import annotations


class DeviceSigning:
    """Makes, uses and checks signing keys; keys are raw bytes, public ones and signatures hex digits."""

    def new_key(self) -> bytes:
        """A new private key, 32 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.generate().private_bytes_raw()

    def public_key(self, private: bytes) -> str:
        """The public key that belongs to ``private``, 64 hex digits."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()

    def sign(self, private: bytes, content: bytes) -> str:
        """The signature over ``content``, 128 hex digits; the same content gives the same one."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(private).sign(content).hex()

    def holds(self, public_key: str, signature: str, content: bytes) -> bool:
        """Whether ``signature`` over ``content`` was made with the key that ``public_key`` belongs to."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
            key.verify(bytes.fromhex(signature), content)
        except (InvalidSignature, ValueError):  # ValueError: no hex digits, or no key
            return False
        return True
