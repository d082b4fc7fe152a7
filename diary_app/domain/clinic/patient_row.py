"""One line of the clinic's patients list: the shapes it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

NO_FILE_DAYS = 7
"""Days without anything new from a diary after which the list says so.

The plan's own week: a participant may add to a past day for seven days (``retrospective_days`` of
the plan), so what a file does not bring after that can no longer be filled in at home.
"""


class FormState(StrEnum):
    """Where the next questionnaire stands on a day, the most pressing first."""

    OVERDUE = "overdue"
    DUE = "due"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextForm:
    """The questionnaire that is looked at next.

    ``day``: its target; ``opens`` and ``closes`` lie inside its window.
    ``days_left``: of an open window after today. ``on_its_way``: the clinic's
    copy of the diary does not reach the end of the window yet, so the form may
    lie in a file that has not come.
    """

    day: date
    opens: date
    closes: date
    state: FormState
    days_left: int
    on_its_way: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAlert:
    """An alert that nobody at the clinic has written about yet.

    ``rule`` and ``level`` as in the plan; ``code`` says which text tells it and
    ``values`` what met the rule (``patient_row_alerts.met``).
    """

    rule: str
    level: str
    day: date
    code: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRow:
    """One participant on a day, as the clinic's copy of the diary tells.

    ``cycle_day`` runs past the cycle's length while the next start is awaited;
    of somebody who stopped it is that of the last day in the study.
    ``awaiting_start``: it does so now, for the log holds no later start, not even of a day to come.
    ``adherence_*``: capsules due up to ``data_to``, the last day that the copy
    has an entry about; what lies after it is not known, and not "not recorded".
    ``off_plan``: doses up to then that the plan did not have.
    ``last_dose``: when it was taken, or its day where no time was told.
    ``days_without_file``: days since ``data_to`` (or the first dose, where nothing ever came); ``None``
    before the first dose and once what was awaited is there. ``mg``: the dose level in force.
    ``to_review`` = how many ``alerts``. ``held``: the clinic paused the doses
    today. ``stopped``: out of the study.
    """

    participant: str
    site: str | None
    first_dose: date | None
    cycle: int | None
    cycle_day: int | None
    awaiting_start: bool
    mg: Decimal | None
    held: bool
    stopped: bool
    adherence_taken: int
    adherence_due: int
    adherence_percent: float | None
    off_plan: int
    last_dose: datetime | date | None
    data_to: date | None
    days_without_file: int | None
    last_qlq: date | None
    next_qlq: NextForm | None
    alerts: tuple[RowAlert, ...]
    to_review: int

    @property
    def file_missing(self) -> bool:
        """Whether nothing came for longer than ``NO_FILE_DAYS``."""
        return self.days_without_file is not None and self.days_without_file > NO_FILE_DAYS
