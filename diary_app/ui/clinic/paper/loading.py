"""What the page shows of one paper. Asked on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.services.clinic.paper_state import Step, refuse_unseen
from diary_app.ui.clinic.paper.frame import Loaded

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore


def load_paper(store: OpenedStore, ref: PaperRef, language: str, *, reads_only: bool) -> Loaded:
    """The paper as it stands; that somebody looks at the patient's answers is written down first."""
    store.staff.note_read(ref.participant, "paper")
    paper = store.paper
    view = paper.view(ref)
    if reads_only:
        refuse_unseen(view)
    sheet, done = ref.kind is PaperKind.DIARY, view.step is Step.DONE
    return Loaded(
        view=view,
        typing=Typing(cells={}) if done or reads_only else paper.typing(ref),
        actor=store.diary.author(ref.participant).actor,
        scores=store.questionnaires.scores(view.written[0]) if done and not sheet else None,
        answers=paper.written_cells(view) if done else None,
        columns=paper.columns(view, language) if sheet else (),
        choices=paper.choices(ref, language) if sheet else {},
        left_out=paper.left_out(view) if done else (),
        reads_only=reads_only,
    )
