"""The visit summary of the patient in view: asks where it goes, makes it, says so."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from diary_app.services.reporting import SummaryRequest
from diary_app.ui.clinic.saving import ask_where
from diary_app.ui.page import Page, sentence_for
from diary_app.ui.pages.settings.section import breakable
from diary_app.ui.session import Session
from diary_app.ui.widgets.buttons import Button


class SummaryAct:
    """Serves one button of ``page``; the services write down that the summary was made."""

    def __init__(self, page: Page, session: Session, button: Button) -> None:
        self._page, self._store, self._button = page, session.store, button

    def ask(self, participant: str) -> None:
        """Ask where the PDF goes, then make it."""
        tr = self._page.tr_
        out = ask_where(
            self._page,
            self._page.kit,
            tr("Where should the PDF go?"),
            f"{participant}.pdf",
            tr("PDF files (*.pdf)"),
            tr("The PDF was not made."),
        )
        if out is not None:
            self.make(participant, out)

    def make(self, participant: str, out: Path) -> None:
        """Write the PDF to ``out``."""
        reporting, staff = self._store.reporting, self._store.staff
        request = SummaryRequest(participant=participant, language=self._page.tr_.language)
        self._button.explain(self._page.tr_("Making the PDF…"))

        def write() -> None:
            staff.note_read(participant, "report")
            reporting.make_pdf(request, out)

        self._page.runner.run(write, partial(self._made, out), self._failed)

    def _made(self, out: Path, _: None) -> None:
        self._button.explain("")
        tr = self._page.tr_
        saved = tr("Saved as {path}", path=breakable(out))
        if self._page.in_view:
            self._page.say_notice(tr("The PDF is made"), saved)
        else:
            self._page.kit.commands.told.emit(tr("The PDF is made"), saved, True)

    def _failed(self, error: Exception) -> None:
        self._button.explain("")
        page = self._page
        if page.in_view:
            page.say_failure(error)
        else:
            page.kit.commands.told.emit(
                page.tr_("The PDF was not made."), sentence_for(page.kit, error), False
            )
