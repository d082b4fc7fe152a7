"""Calls: the clinic's number, what was shown and done about alerts, and the signs that are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain import signs
from diary_app.domain.alerts import Alert, raised
from diary_app.domain.calls import DONE, Done, shown
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import By, Kind, Role
from diary_app.domain.phone import phone_number
from diary_app.domain.protocol import Sign
from diary_app.domain.record import Record
from diary_app.domain.writing.fields import named
from diary_app.services.alert_acts import answer_act
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened

PHONE = "clinic_phone"
_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)


@dataclass(frozen=True, slots=True)
class Contact:
    """The clinic's number; ``by_clinic``: told by the clinic's store, not typed by the participant."""

    phone: str
    by_clinic: bool


class CallsService:
    """What is known and written down about calls."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def contact(self, participant: str | None = None) -> Contact | None:
        """The clinic's number: what the clinic told before what the participant typed, then the newest."""
        whose = self._opened.participant(participant)
        records = self._opened.store.records.records(participant=whose, kind=Kind.SETTINGS.value)
        told = [one for one in records if one.chain == whose and not one.void and one.payload.get(PHONE)]
        if not told:
            return None
        newest = max(told, key=lambda record: (_by_clinic(record), record.order))
        return Contact(phone=newest.payload[PHONE], by_clinic=_by_clinic(newest))

    def write_phone(self, phone: str, *, participant: str | None = None, writer: Writer = ANYBODY) -> str:
        """Write down the clinic's number; the entry's id.

        Refuses what does not look like a phone number and, in a patient's
        store, to set another one than the clinic told.
        """
        whose = self._opened.participant(participant)
        number = phone_number(phone)
        known = self.contact(whose)
        if known is not None and known.by_clinic and not self._opened.staff:
            raise DoesNotFit(N_("Your clinic has told its own number; only the clinic changes it."))
        act = Act(
            kind=Kind.SETTINGS,
            chain=whose,
            author=self._diary.author(whose, writer),
            payload={PHONE: number},
            participant=whose,
        )
        return self._append([act], whose)[0]

    def keep_phone(self, typed: str | None) -> None:
        """Keep a number that was typed and not written down, as an encrypted draft; ``None`` drops it."""
        drafts = self._opened.store.drafts
        if typed is not None:
            drafts.put(PHONE, {PHONE: typed})
        elif drafts.get(PHONE) is not None:
            drafts.delete(PHONE)

    def kept_phone(self) -> str | None:
        """The number that was typed and not written down, if any."""
        draft = self._opened.store.drafts.get(PHONE)
        return str(draft[PHONE]) if isinstance(draft, Mapping) else None

    def note_shown(self, alerts: Sequence[Alert], *, participant: str | None = None) -> None:
        """Log that alerts were shown, each once for its rule and day; nothing if all is known."""
        whose = self._opened.participant(participant)
        diary = self._opened.diary(whose)
        new = {_shown_key(alert, whose): alert for alert in alerts if not shown(diary, alert.rule, alert.day)}
        find_key = self._opened.store.journal.find_key
        acts = [
            Act(
                kind=Kind.ALERT_SHOWN,
                chain=whose,
                author=_PROGRAM,
                payload={"rule": alert.rule.code, "level": alert.rule.level.value},
                participant=whose,
                about={"day": alert.day.isoformat()},
                key=key,
            )
            for key, alert in new.items()
            if find_key(key) is None
        ]
        if acts:
            self._append(acts, whose)

    def answer(
        self, rule: str, day: date, done: str, *, participant: str | None = None, writer: Writer = ANYBODY
    ) -> str:
        """Log what was done about a rule's alert of ``day`` (``domain.calls.Done``); the entry's id.

        Refuses an alert that does not hold, and ``measured_again``: that is
        written with the reading itself.
        """
        whose = self._opened.participant(participant)
        if done not in DONE or done == Done.MEASURED_AGAIN:
            fits = ", ".join(code for code in DONE if code != Done.MEASURED_AGAIN)
            raise DoesNotFit(N_('"done": {value} does not fit; it is one of {fits}.'), value=named(done),
                             fits=fits)  # fmt: skip
        diary = self._opened.diary(whose)
        held = raised(diary, day, day, self._opened.today(whose))
        alert = next((one for one in held if one.rule.code == rule), None)
        if alert is None:
            raise DoesNotFit(N_("There is no call {rule} for {day}."), rule=named(rule), day=day.isoformat())
        author = self._diary.author(whose, writer)
        return self._append([answer_act(alert, Done(done), diary, author)], whose)[0]

    def signs_for_page(
        self, severities: Mapping[str, int], day: date | None = None, participant: str | None = None
    ) -> tuple[Sign, ...]:
        """The signs to ask on the page of symptoms beside ``severities`` (term to 0-4)."""
        whose, about = self._about(day, participant)
        return signs.asked_with_symptoms(self._opened.diary(whose), about, severities)

    def signs_for_pressure(self, day: date | None = None, participant: str | None = None) -> tuple[Sign, ...]:
        """The signs to ask after the last reading of the day, where it reached a rule's limit."""
        whose, about = self._about(day, participant)
        return signs.asked_with_pressure(self._opened.diary(whose), about)

    def signs_for_temperature(
        self, celsius: Decimal, day: date | None = None, participant: str | None = None
    ) -> tuple[Sign, ...]:
        """The signs to ask with a temperature (degrees Celsius)."""
        whose, about = self._about(day, participant)
        return signs.asked_with_temperature(self._opened.diary(whose).protocol_on(about), celsius)

    def sign_answers(self, day: date | None = None, participant: str | None = None) -> dict[str, bool]:
        """What is answered about the day already, by the code of the sign."""
        whose, about = self._about(day, participant)
        return signs.sign_answers(self._opened.diary(whose), about)

    def answer_signs(
        self,
        answers: Mapping[str, bool],
        *,
        day: date | None = None,
        participant: str | None = None,
        writer: Writer = ANYBODY,
    ) -> list[str]:
        """Write down the answers (code to yes or no) that are new or changed, together; the entries' ids."""
        whose, about = self._about(day, participant)
        before = self.sign_answers(about, whose)
        lines = [
            {"kind": Kind.SIGN.value, "day": about.isoformat(), "sign": code, "present": present}
            for code, present in answers.items()
            if before.get(code) is not present
        ]
        if not lines:
            return []
        return self._diary.write_together(lines, participant=whose, writer=writer)

    def _about(self, day: date | None, participant: str | None) -> tuple[str, date]:
        whose = self._opened.participant(participant)
        return whose, day or self._opened.today(whose)

    def _append(self, acts: Sequence[Act], whose: str) -> list[str]:
        entries = self._opened.store.journal.append(acts)
        for entry in entries:
            self._opened.refresh(entry.id, whose)
        return [entry.id for entry in entries]


def _by_clinic(record: Record) -> bool:
    return record.role != Role.PARTICIPANT


def _shown_key(alert: Alert, participant: str) -> str:
    return f"alert-shown:{participant}:{alert.rule.code}:{alert.day.isoformat()}"
