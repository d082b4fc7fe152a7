"""Commands that change more than one file: what each needs, and what may be there after it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import diary_app.reports.render  # noqa: F401 - loaded once, before processes are forked
from diary_app.common.errors import PlainError
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.backups import look_at
from diary_app.services.presence import holds_diary
from tests.cli_calls import PASSPHRASE
from tests.faults import handing_over, people
from tests.faults.diary_acts import found
from tests.faults.scenes import NotWhole, Scene, State, ids_in, names

NEW_PASSPHRASE = "river lantern quiet orange"
EARLIER = b"%PDF-1.4\n% of an earlier day, and whole\n%%EOF\n"
EARLIER_SCORES = b"id,QL\nof an earlier day,50\n"
"""Outputs that are there already."""
_FORMS = 300
_ITEMS = ",".join(f"Q{item}" for item in range(1, 31))


@dataclass(frozen=True, slots=True)
class Operation:
    """A command, what is there before it, and what must hold whenever it was cut off.

    ``judge`` answers what is wrong, or nothing. ``again``: what the
    environment of the next run must be, or ``None`` where there is nothing
    more to do. ``days``: how much later than its preparations it is run.
    """

    argv: Callable[[Scene], Sequence[str]]
    prepare: Callable[[Scene], None]
    judge: Callable[[Scene], str]
    environ: Mapping[str, str] = field(default_factory=dict)
    again: Callable[[Scene], Mapping[str, str] | None] = lambda _: {}
    days: int = 0

    def set_up(self, place: Path) -> Scene:
        """The scene before the command."""
        scene = Scene(place)
        scene.out("").mkdir(parents=True)
        self.prepare(scene)
        if holds_diary(scene.diary) and not scene.before.ids:
            scene.before = scene.state()
        return scene

    def run(
        self,
        scene: Scene,
        tell: Callable[[str], object] = lambda _: None,
        more: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        """The command: its exit code and complaints."""
        environ = {**self.environ, **(more or {})}
        return scene.call(*self.argv(scene), tell=tell, days=self.days, **environ)

    def note_leavings(self, scene: Scene, clean: Scene) -> str:
        """Note in ``scene`` what an undisturbed run leaves; what is wrong in ``clean``, where it ran."""
        allowed = names(scene.place) | names(clean.place)
        scene.kept["names"] = clean.kept["names"] = allowed
        fault = self.judge(clean)
        more = self.again(clean)
        if more is not None:  # what the same command leaves when it runs a second time
            self.run(clean, more=more)
            scene.kept["names"] = allowed | names(clean.place)
        return fault

    def fault(self, scene: Scene, *, again: bool = True) -> str:
        """What is wrong with what is there; ``again``: also with the next run and what that leaves."""
        try:
            return self.judge(scene) or (self._next_run(scene) if again else "")
        except (PlainError, NotWhole, OSError) as problem:
            return f"{type(problem).__name__}: {problem}"

    def _next_run(self, scene: Scene) -> str:
        more = self.again(scene)
        if more is None:
            return ""
        told: list[str] = []
        code, complaint = self.run(scene, told.append, more)
        if code:
            return f"the next run ended with {code}: {complaint}"
        scene.told, scene.kept["again"] = "".join(told), True
        left = ", ".join(sorted(self.left_over(scene)))
        return self.judge(scene) or (f"left over: {left}" if left else "")

    def left_over(self, scene: Scene) -> frozenset[str]:
        """What lies about that an undisturbed run does not leave."""
        return frozenset(names(scene.place) - scene.kept["names"])


def _made(scene: Scene) -> None:
    found(scene.diary)
    scene.weights(60, 61)


def _grew(scene: Scene, most: int) -> str:
    """The log must be as before, with at most ``most`` more entries for each run."""
    known = scene.before.ids
    now = scene.state(known)
    if now.ids[: len(known)] != known or now.digest != scene.before.digest:
        return "entries are gone or altered"
    new = len(now.ids) - len(known)
    return "" if new <= most * (2 if "again" in scene.kept else 1) else f"{new} new entries"


# backup


def _backed_up(scene: Scene) -> None:
    _made(scene)
    code, complaint = scene.call("backup", "-o", str(scene.out("b")))
    assert code == 0, complaint
    scene.kept["bytes"] = scene.out("b").read_bytes()


def _judge_backup(scene: Scene) -> str:
    if scene.out("b").exists():
        look_at(scene.out("b"))
    elif scene.told or "bytes" in scene.kept:
        return "it is not there"
    if scene.told and scene.out("b").read_bytes() == scene.kept.get("bytes"):
        return "told to be made, and it is the old one"
    return _grew(scene, 1)


def _judge_automatic(scene: Scene) -> str:
    for file in (scene.diary / "backups").glob("[!.]*"):
        look_at(file)
    return _grew(scene, 2)


# restore


def _to_restore(scene: Scene) -> None:
    _backed_up(scene)
    scene.kept["backed up"] = scene.state().ids
    scene.kept["digest"] = scene.state(scene.kept["backed up"]).digest
    scene.weights(70)


def _restored_or(scene: Scene, now: State, *others: tuple[str, ...]) -> str:
    known = scene.kept["backed up"]
    if now.digest != scene.kept["digest"] or now.ids[: len(known)] != known:
        return "what was backed up is gone or altered"
    if now.ids in others:
        return "told to be restored, and is not" if scene.told else ""
    return "" if len(now.ids) == len(known) + 1 else f"{len(now.ids)} entries: neither old nor restored"


def _judge_restore(scene: Scene) -> str:
    old, now = scene.before.ids, scene.state(scene.kept["backed up"])
    fault = _restored_or(scene, now, old)
    if fault or now.ids == old:
        return fault
    asides = (scene.diary / "set-aside").glob("*/diary.db")
    whole = any(ids_in(file.parent) == old for file in asides)
    return "" if whole else "the old diary is not among what was set aside"


def _moved_away(scene: Scene) -> None:
    _to_restore(scene)
    scene.diary.rename(scene.place.with_name("elsewhere"))


def _judge_fresh(scene: Scene) -> str:
    if not holds_diary(scene.diary):
        return "told to be restored, and is not there" if scene.told else ""
    return _restored_or(scene, scene.state(scene.kept["backed up"]))


# keys


def _judge_passphrase(scene: Scene) -> str:
    """One of the two opens it; both may, between the two copies of the key file, until the new one did."""
    old, new = scene.opens(PASSPHRASE), scene.opens(NEW_PASSPHRASE)
    if not old and not new:
        return "neither the old nor the new passphrase opens it"
    if scene.told and not new:
        return "told to be changed, and is not"
    if new and scene.opens(PASSPHRASE):
        return "the old passphrase still opens it after the new one did"
    scene.kept["opening"] = NEW_PASSPHRASE if new else PASSPHRASE
    same = scene.state(secret=scene.kept["opening"]) == scene.before
    return "" if same else "the log is not as before"


def _with_code(scene: Scene) -> None:
    _made(scene)
    told: list[str] = []
    code, complaint = scene.call("recovery", "new", tell=told.append)
    assert code == 0, complaint
    scene.kept["code"] = RecoveryCode.typed("".join(told))


def _judge_code(scene: Scene) -> str:
    page = scene.out("page.pdf")
    if page.exists() and not _whole_pdf(page):
        return "the page is cut off"
    if "again" not in scene.kept:
        page.unlink(missing_ok=True)  # the next run takes no other page's place
    new = [RecoveryCode.typed(scene.told)] if scene.told else []
    old = [] if "again" in scene.kept else [scene.kept["code"]]
    if not any(scene.opens(code) for code in old + new):
        return "neither the old nor the new recovery code opens it"
    if new and scene.opens(new[0]) and old and scene.opens(old[0]):
        return "the old recovery code still opens it after the new one did"
    return "" if scene.state() == scene.before else "the log is not as before"


# files for others


def _whole_pdf(file: Path) -> bool:
    content = file.read_bytes()
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def _with_summary(scene: Scene) -> None:
    _made(scene)
    scene.out("summary.pdf").write_bytes(EARLIER)


def _judge_summary(scene: Scene) -> str:
    if not _whole_pdf(scene.out("summary.pdf")):
        return "the summary is cut off"
    if scene.told and scene.out("summary.pdf").read_bytes() == EARLIER:
        return "told to be made, and it is the old one"
    return _grew(scene, 1)


def _with_forms(scene: Scene) -> None:
    forms = "".join(f"{form},{','.join('1' * 28)},7,7\n" for form in range(_FORMS))
    scene.out("forms.csv").write_text(f"id,{_ITEMS}\n{forms}", encoding="ascii")
    scene.out("scores.csv").write_bytes(EARLIER_SCORES)


def _judge_scores(scene: Scene) -> str:
    now = scene.out("scores.csv").read_bytes()
    if now == EARLIER_SCORES:
        return "told to be scored, and is not" if scene.told else ""
    whole = now.count(b"\n") == _FORMS + 1 and now.endswith(b"\n")
    return "" if whole else "the scores are cut off"


# a new diary


def _judge_new(scene: Scene) -> str:
    if not holds_diary(scene.diary):
        return "told to be made, and is not" if scene.told else ""
    count = len(scene.state().ids)
    return "" if count == 4 else f"it was made with {count} entries"


def _nothing(_: Scene) -> None:
    return None


OPERATIONS: dict[str, Operation] = {
    "backup": Operation(lambda at: ["backup", "-o", str(at.out("b"))], _backed_up, _judge_backup),
    "first backup": Operation(lambda at: ["backup", "-o", str(at.out("b"))], _made, _judge_backup),
    "automatic backup": Operation(
        lambda _: ["weight", "--date", "2026-01-21", "62"], _made, _judge_automatic, days=1
    ),
    "restore": Operation(lambda at: ["restore", str(at.out("b"))], _to_restore, _judge_restore),
    "restore on a fresh machine": Operation(
        lambda at: ["restore", str(at.out("b"))], _moved_away, _judge_fresh
    ),
    "passphrase change": Operation(
        lambda _: ["passphrase", "change"],
        _made,
        _judge_passphrase,
        environ={"DIARY_APP_NEW_PASSPHRASE": NEW_PASSPHRASE},
        again=lambda at: {"DIARY_APP_PASSPHRASE": at.kept["opening"]},
    ),
    "recovery new": Operation(
        lambda at: ["recovery", "new", "-o", str(at.out("page.pdf"))], _with_code, _judge_code
    ),
    "report": Operation(
        lambda at: ["report", "-o", str(at.out("summary.pdf"))], _with_summary, _judge_summary
    ),
    "share": Operation(
        lambda at: ["share", "-o", str(at.out(handing_over.FILE))],
        handing_over.before_sharing,
        handing_over.judge_sharing,
    ),
    "take-in": Operation(
        lambda at: ["take-in", str(at.out(handing_over.FILE))],
        handing_over.before_taking_in,
        handing_over.judge_taking_in,
    ),
    "staff add": Operation(
        lambda _: people.ADD,
        people.with_chief,
        people.judge_adding,
        environ=people.WITH_PASSPHRASE,
        again=people.once_more,
    ),
    "staff retire": Operation(
        people.retire, people.with_nurse, people.judge_retiring, again=people.once_more
    ),
    "score": Operation(
        lambda at: ["score", str(at.out("forms.csv")), "-o", str(at.out("scores.csv"))],
        _with_forms,
        _judge_scores,
    ),
    "init": Operation(
        lambda _: ["init", "--role", "patient", "--participant", "P1", "--first-dose", "2026-01-05"],
        _nothing,
        _judge_new,
        again=lambda at: None if holds_diary(at.diary) else {},
    ),
}
"""By name."""
