"""What is worked out of the log and kept only to save doing it again; no part of what is verified."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import Field, SQLModel


class SummaryRow(SQLModel, table=True):
    """What one page needs of one participant's diary, as JSON.

    ``part``: which page's it is; ``made_by``: which program worked it out;
    ``heads``: the ends of the participant's chains that it was worked out of.
    """

    __tablename__ = "patient_summary"

    part: str = Field(primary_key=True)
    participant: str = Field(primary_key=True, index=True)
    made_by: str
    heads: str
    value: str


SUMMARIES: Table = SQLModel.metadata.tables["patient_summary"]
DERIVED: tuple[Table, ...] = (SUMMARIES,)
