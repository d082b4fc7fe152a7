"""What a person opens a diary with."""

from __future__ import annotations

from diary_app.security.clinic_key import ClinicKey
from diary_app.security.recovery_code import RecoveryCode

Secret = str | RecoveryCode | ClinicKey
"""A passphrase, the recovery code, or the clinic's key."""
