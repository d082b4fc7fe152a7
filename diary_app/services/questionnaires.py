"""Filling in the QLQ-C30: the draft that survives a kill, the submitted form, its scores."""

from __future__ import annotations

from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import refuse_reader
from diary_app.domain.facts import Form, fact_of
from diary_app.domain.log.entry import Kind
from diary_app.domain.record import resolve
from diary_app.domain.schedule import Schedule, WindowState
from diary_app.qlq_c30.administration import Administration, Submission, start
from diary_app.qlq_c30.drafts import from_draft, to_draft
from diary_app.qlq_c30.scoring import Scores, score
from diary_app.qlq_c30.wording import Wording
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened, wording_reference

_DRAFT = "qlq:{participant}"


class QuestionnaireService:
    """One administration at a time per participant, saved as an encrypted draft after every answer."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def wording(self, language: str | None = None) -> Wording:
        """The pack that is shown."""
        return self._opened.wording(language)

    def wording_to_show(self, language: str, participant: str | None = None) -> Wording:
        """The pack of ``language``, or the one in which an unfinished form was begun.

        A form has one wording from its first question to its last, also where another pack was
        installed in between: the next form is asked in that one.
        """
        draft = self._draft(participant)
        begun = self._opened.packs().with_sha256(str(draft.get("wording"))) if draft else None
        return begun or self.wording(language)

    def begin(self, participant: str | None = None, pack: Wording | None = None) -> Administration:
        """A fresh administration after the study plan's settings; nothing is saved yet.

        ``pack``: the one that will be shown, the store's where none is given.
        """
        plan = self._opened.diary(self._opened.participant(participant)).protocol.questionnaire
        pack = pack or self.wording()
        return start(pack.sha256, skipping=plan.skipping_allowed, practice=pack.practice is not None)

    def resume(self, participant: str | None = None, pack: Wording | None = None) -> Administration | None:
        """The unfinished administration, if there is one.

        It goes on only in the pack it was begun in; raises :class:`DoesNotFit` where ``pack`` (the
        store's where none is given) is another one.
        """
        draft = self._draft(participant)
        return from_draft(draft, (pack or self.wording()).sha256) if draft else None

    def begun_in_lost_wording(self, participant: str | None = None) -> bool:
        """Whether answers wait whose pack is not there any more, so that nobody can go on with them."""
        draft = self._draft(participant)
        return draft is not None and self._opened.packs().with_sha256(str(draft.get("wording"))) is None

    def _draft(self, participant: str | None) -> dict[str, Any] | None:
        draft = self._opened.store.drafts.get(self._name(participant))
        return draft if isinstance(draft, dict) else None

    def save_draft(self, administration: Administration, participant: str | None = None) -> None:
        """Keep the state of an unfinished administration, durably, outside the log; a monitor keeps none."""
        refuse_reader(self._opened.account)
        self._opened.store.drafts.put(self._name(participant), to_draft(administration))

    def discard_draft(self, participant: str | None = None) -> None:
        """Throw an unfinished administration away."""
        self._opened.store.drafts.delete(self._name(participant))

    def submit(
        self,
        submission: Submission,
        participant: str | None = None,
        writer: Writer = ANYBODY,
        late_reason: str | None = None,
    ) -> str:
        """Write the finished form as one entry and drop its draft in the same transaction; its id.

        It names the pack that it was shown in. ``late_reason``: why it comes outside its window, a
        code of the plan's short list; passed over where the window opened since it was asked.
        """
        now = self._opened.local_now()
        whose = self._opened.participant(participant)
        line: dict[str, Any] = {
            "kind": Kind.QLQ.value,
            "day": self._opened.today(whose).isoformat(),
            "time": now.strftime("%H:%M"),
            "answers": {str(item): value for item, value in submission.answers.items()},
            "declined": list(submission.declined),
            "left_open": list(submission.left_open),
            "wording": wording_reference(self._shown(submission)),
            "practice_done_at": submission.practice_done_at,
        }
        line |= {"late_reason": late_reason} if late_reason and self.outside_window(whose) else {}
        return self._diary.write(line, participant=whose, writer=writer, drop_drafts=[self._name(whose)])

    def _shown(self, submission: Submission) -> Wording:
        """The pack that a form was filled in with. Raises ``DoesNotFit`` for one that nobody here knows."""
        pack = self._opened.packs().with_sha256(submission.wording)
        if pack is None:
            raise DoesNotFit(N_("These answers were begun with another wording of the questions."))
        return pack

    def outside_window(self, participant: str | None = None) -> bool:
        """Whether a form filled in now lies outside every planned window: early, late or unscheduled."""
        whose = self._opened.participant(participant)
        schedule, now = Schedule(self._opened.diary(whose)), self._opened.local_now()
        return schedule.window(self._opened.today(whose), now) != WindowState.IN_WINDOW

    def scores(self, entry_id: str) -> Scores:
        """The scores of one submitted form; refuses an id that is not a form's."""
        entries = self._opened.store.journal.record_entries(entry_id)
        form = fact_of(resolve(entries)) if entries else None
        if not isinstance(form, Form):
            raise DoesNotFit(N_("There is no questionnaire {id}."), id=entry_id)
        return score(form.answers)

    def _name(self, participant: str | None) -> str:
        return _DRAFT.format(participant=self._opened.participant(participant))
