"""A table of the study plan's file: every key known, every key there."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from diary_app.common.i18n import N_
from diary_app.protocols.fields import Fit, misfit, shown

_NOT_A_TABLE = N_("{file}: {key} must be a table with the keys {keys}; it is {found}.")
_UNKNOWN = N_("{file}: {key} is not a key of a study plan; here the keys are {keys}.")
_MISSING_TABLE = N_("{file}: {key} is missing; see the study plan that comes with the program.")


class Table(BaseModel):
    """Base of all tables. What a plan leaves out, it says with an empty list.

    Optional are only keys with a default here: a plan in the log of an older diary has none of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _exact_keys(cls, value: Any) -> Any:
        fields = cls.model_fields
        if not isinstance(value, dict):
            raise misfit(_NOT_A_TABLE, keys=", ".join(fields), found=shown(value))
        for key in value:
            if key not in fields:
                raise misfit(_UNKNOWN, key, keys=", ".join(fields))
        for key, declared in fields.items():
            if key not in value and declared.is_required():
                raise cls._missing(key)
        return value

    @classmethod
    def _missing(cls, key: str) -> PydanticCustomError:
        for fit in cls.model_fields[key].metadata:
            if isinstance(fit, Fit):
                return misfit(fit.missing, key, **fit.values())
        return misfit(_MISSING_TABLE, key)
