"""One filling-in of the form, as a state machine that no window can bend.

Nothing is preselected and nothing moves on by itself; going back keeps
answers; an empty Next asks first; *declined* differs from *not seen*; the
progress counts finished questions and there is no clock in here. Every act
gives a new state, so the caller can save each one (``drafts``) before it
shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.items import ITEMS, check_answer, item

ItemState = Literal["unseen", "open", "answered", "declined"]
Place = Literal["practice", "item", "review"]

LAST = len(ITEMS)
SECONDS_A_QUESTION = 20
"""For the rough time left: the form takes about ten minutes (Aaronson 1993: 11 on average)."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a finished form says, by item number, each item in exactly one place.

    ``declined``: "I prefer not to answer"; ``not_seen``: never on the page;
    ``left_open``: seen and left without either.
    """

    answers: dict[int, int]
    declined: tuple[int, ...]
    not_seen: tuple[int, ...]
    left_open: tuple[int, ...]
    wording: str
    practice_done_at: str | None


@dataclass(frozen=True, slots=True)
class Administration:
    """The state of one filling-in; every method returns a new one.

    ``wording`` is the SHA-256 of the pack shown, ``skipping`` the protocol's
    setting, ``place`` and ``at`` the page (``at`` is the item, 1 to 30, also
    the one to come back to from the practice and review pages), ``asking``
    whether an empty Next is waiting for "answer or skip", ``to_review``
    whether this item was opened from the review page,
    ``practice_done_at`` an instant handed in by the caller.
    """

    wording: str = ""
    skipping: bool = True
    place: Place = "item"
    at: int = 1
    answers: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    declined: frozenset[int] = frozenset()
    seen: frozenset[int] = field(default=frozenset({1}))
    asking: bool = False
    to_review: bool = False
    practice_done_at: str | None = None

    # -- looking ---------------------------------------------------------

    def state(self, n: int) -> ItemState:
        """Where item ``n`` stands."""
        item(n)
        if n in self.answers:
            return "answered"
        if n in self.declined:
            return "declined"
        return "open" if n in self.seen else "unseen"

    def with_state(self, *states: ItemState) -> tuple[int, ...]:
        """The items in one of ``states``, in order."""
        return tuple(n for n in range(1, LAST + 1) if self.state(n) in states)

    @property
    def open_items(self) -> tuple[int, ...]:
        """Items without an answer and not declined, seen or not: what the review page lists."""
        return self.with_state("open", "unseen")

    @property
    def finished(self) -> int:
        """How many questions are answered or declined: what the progress bar counts, out of 30."""
        return LAST - len(self.open_items)

    @property
    def minutes_left(self) -> int:
        """A rough guess, at least 1 while a question is open, 0 when none is."""
        left = len(self.open_items)
        return max(1, (left * SECONDS_A_QUESTION + 30) // 60) if left else 0

    @property
    def can_go_on(self) -> bool:
        """True when Next goes on without asking."""
        return self.place != "item" or self.state(self.at) in ("answered", "declined")

    @property
    def can_finish(self) -> bool:
        """True when ``finish`` gives a form and does not refuse."""
        return self._why_not_finish() is None

    # -- answering -------------------------------------------------------

    def answer(self, n: int, value: int) -> Administration:
        """Choose an answer to the item on the page; stays on the page."""
        self._check_on_page(n)
        answers = MappingProxyType({**self.answers, n: check_answer(n, value)})
        return replace(self, answers=answers, declined=self.declined - {n}, asking=False)

    def decline(self, n: int) -> Administration:
        """Decline ("I prefer not to answer") the item on the page; stays on the page."""
        self._check_on_page(n)
        self._check_skipping()
        return replace(self.clear(n), declined=self.declined | {n})

    def clear(self, n: int) -> Administration:
        """Take back the answer or refusal of the item on the page: it is open again."""
        self._check_on_page(n)
        answers = MappingProxyType({k: v for k, v in self.answers.items() if k != n})
        return replace(self, answers=answers, declined=self.declined - {n}, asking=False)

    # -- moving ----------------------------------------------------------

    def next(self) -> Administration:
        """Go on; on an open item ask first (``asking``), and a second empty Next still asks."""
        if self.place == "review":
            return self
        if self.place == "practice":
            return self._show(self.at)
        return self._onward() if self.can_go_on else replace(self, asking=True)

    def skip(self) -> Administration:
        """Leave the open item on the page as it is and go on, after being asked."""
        if self.place != "item" or not self.asking:
            raise DoesNotFit(N_("There is nothing to skip here."))
        self._check_skipping()
        return self._onward()

    def back(self) -> Administration:
        """One page back; answers stay. From an item opened on the review page back to it."""
        if self.place == "review":
            return self._show(LAST)
        if self.to_review:
            return self.review()
        return self._show(max(1, self.at - 1)) if self.place == "item" else self

    def go_to(self, n: int) -> Administration:
        """Open item ``n`` from the review page; Next and Back then lead to the review page."""
        if self.place != "review":
            raise DoesNotFit(N_("Questions are opened from the review page."))
        return replace(self._show(item(n).n), to_review=True)

    def review(self) -> Administration:
        """The review page. Items that were never on a page stay *not seen*."""
        return replace(self, place="review", asking=False, to_review=False)

    def practice_done(self, at: str) -> Administration:
        """Leave the practice page; ``at`` is the caller's instant, kept with the form."""
        if self.place != "practice":
            raise DoesNotFit(N_("The practice question is not on the page."))
        return replace(self._show(self.at), practice_done_at=at)

    def finish(self) -> Submission:
        """The form to send, from the review page only; refuses an empty one."""
        reason = self._why_not_finish()
        if reason is not None:
            raise reason
        return Submission(
            answers=dict(sorted(self.answers.items())),
            declined=self.with_state("declined"),
            not_seen=self.with_state("unseen"),
            left_open=self.with_state("open"),
            wording=self.wording,
            practice_done_at=self.practice_done_at,
        )

    # -- inside ----------------------------------------------------------

    def _onward(self) -> Administration:
        if self.to_review or self.at == LAST:
            return self.review()
        return self._show(self.at + 1)

    def _show(self, n: int) -> Administration:
        return replace(self, place="item", at=n, seen=self.seen | {n}, asking=False, to_review=False)

    def _check_on_page(self, n: int) -> None:
        if self.place != "item" or item(n).n != self.at:
            raise DoesNotFit(N_("Question {n} is not on the page."), n=n)

    def _check_skipping(self) -> None:
        if not self.skipping:
            raise DoesNotFit(N_("This study asks for an answer to every question."))

    def _why_not_finish(self) -> DoesNotFit | None:
        if self.place != "review":
            return DoesNotFit(N_("Look at your answers before you finish."))
        if self.finished == 0:
            return DoesNotFit(N_("No question has an answer yet."))
        if self.open_items and not self.skipping:
            return DoesNotFit(N_("Question {n} has no answer yet."), n=self.open_items[0])
        return None


def start(wording: str, *, skipping: bool, practice: bool) -> Administration:
    """A new filling-in: nothing answered, on the practice page or on item 1.

    ``wording`` is the SHA-256 of the pack that will be shown.
    """
    if practice:
        return Administration(wording, skipping, place="practice", seen=frozenset())
    return Administration(wording, skipping)
