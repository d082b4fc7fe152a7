"""What is worked out of the log and kept only to save doing it again; no part of what is verified."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import Field, SQLModel


class SummaryRow(SQLModel, table=True):
    """What the patients list needs of one participant's diary, as JSON; ``made_by``: by which program."""

    __tablename__ = "patient_summary"

    participant: str = Field(primary_key=True)
    made_by: str
    value: str


SUMMARIES: Table = SQLModel.metadata.tables["patient_summary"]
DERIVED: tuple[Table, ...] = (SUMMARIES,)
