"""Random acts on a filling-in, beside a plain model of what must be true; a kill between any two."""

from __future__ import annotations

import json

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.administration import Administration, start
from diary_app.qlq_c30.drafts import from_draft, to_draft
from tests.support import often


class FillingIn(RuleBasedStateMachine):
    """The person's acts; ``answers``, ``declined`` and ``seen`` are what they did."""

    @initialize(skipping=st.booleans(), practice=st.booleans())
    def begin(self, skipping: bool, practice: bool) -> None:
        self.state: Administration = start("pack", skipping=skipping, practice=practice)
        self.answers: dict[int, int] = {}
        self.declined: set[int] = set()
        self.seen: set[int] = set() if practice else {1}

    def moved(self, state: Administration) -> None:
        self.state = state
        if state.place == "item":
            self.seen.add(state.at)

    @property
    def on_item(self) -> bool:
        return self.state.place == "item"

    @precondition(lambda self: self.on_item)
    @rule(value=st.integers(1, 4))
    def answer(self, value: int) -> None:
        place = self.state.at
        self.state = self.state.answer(place, value)
        assert (self.state.place, self.state.at) == ("item", place)  # Q02
        self.answers[place] = value
        self.declined.discard(place)

    @precondition(lambda self: self.on_item and self.state.skipping)
    @rule()
    def decline(self) -> None:
        self.state = self.state.decline(self.state.at)
        self.declined.add(self.state.at)
        self.answers.pop(self.state.at, None)

    @precondition(lambda self: self.on_item)
    @rule()
    def clear(self) -> None:
        self.state = self.state.clear(self.state.at)
        self.declined.discard(self.state.at)
        self.answers.pop(self.state.at, None)

    @rule()
    def next(self) -> None:
        before = self.state
        self.moved(before.next())
        if before.place == "item" and before.state(before.at) == "open":  # Q05
            assert self.state.asking
            assert self.state.at == before.at

    @precondition(lambda self: self.on_item and self.state.asking and self.state.skipping)
    @rule()
    def skip(self) -> None:
        self.moved(self.state.skip())

    @rule()
    def back(self) -> None:
        self.moved(self.state.back())

    @precondition(lambda self: self.state.place == "review")
    @rule(n=st.integers(1, 30))
    def open_from_review(self, n: int) -> None:
        self.moved(self.state.go_to(n))
        assert self.state.back().place == "review"

    @rule()
    def review(self) -> None:
        self.moved(self.state.review())

    @rule()
    def kill_and_resume(self) -> None:
        """Q15: the saved draft holds all but the open question "answer or skip?"."""
        draft = json.loads(json.dumps(to_draft(self.state)))
        self.state = from_draft(draft, wording="pack")
        assert to_draft(self.state) == draft

    @precondition(lambda self: self.state.place == "review")
    @rule()
    def finish(self) -> None:
        whole = len(self.answers) + len(self.declined) == 30
        possible = bool(self.answers or self.declined) and (self.state.skipping or whole)
        assert self.state.can_finish == possible
        if not possible:
            try:
                self.state.finish()
            except DoesNotFit:
                return
            raise AssertionError("an incomplete form was taken")
        form = self.state.finish()
        assert form.answers == self.answers
        assert set(form.declined) == self.declined
        assert set(form.not_seen) == set(range(1, 31)) - self.seen
        placed = [*form.answers, *form.declined, *form.not_seen, *form.left_open]
        assert sorted(placed) == list(range(1, 31))

    @invariant()
    def says_only_what_was_done(self) -> None:
        """Q01, Q03: nothing chosen by itself, nothing lost by moving about."""
        if not hasattr(self, "state"):
            return
        assert dict(self.state.answers) == self.answers
        assert self.state.declined == self.declined
        assert self.state.finished == len(self.answers) + len(self.declined)
        assert set(self.state.with_state("unseen")) == set(range(1, 31)) - self.seen


FillingIn.TestCase.settings = settings(max_examples=often(20), stateful_step_count=60, deadline=None)
test_filling_in = FillingIn.TestCase
