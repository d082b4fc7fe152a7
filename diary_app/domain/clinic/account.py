"""Who works at a clinic: accounts, as the log's ``staff`` entries tell them, and what each may do.

An account is never changed and never deleted: it is added, and one day retired.
Its name stands with everything its person wrote, so a name is given once only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import ACCESS_CHAIN, By, Entry, Kind, Role
from diary_app.domain.writing.fields import Fields, named

ROLES = (Role.NURSE, Role.COORDINATOR, Role.INVESTIGATOR, Role.MONITOR)
MANAGING = frozenset({Role.COORDINATOR, Role.INVESTIGATOR})
"""Who adds and retires people, and changes who else can open the store."""
LONGEST_NAME = 80
ADDED, RETIRED = "added", "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A member of staff. ``slot``: the id of the key slot that this person's passphrase opens."""

    id: str
    name: str
    role: Role
    slot: str

    @property
    def manages(self) -> bool:
        """Whether this person may add and retire people."""
        return self.role in MANAGING

    @property
    def reads_only(self) -> bool:
        """Whether this person writes nothing but that they looked."""
        return self.role is Role.MONITOR

    def added(self) -> dict[str, Any]:
        """The payload of the ``staff`` entry that adds this account."""
        return {"act": ADDED, "account": self.id, "name": self.name, "role": self.role.value,
                "slot": self.slot}  # fmt: skip

    def retired(self) -> dict[str, Any]:
        """The payload of the ``staff`` entry that retires it."""
        return {"act": RETIRED, "account": self.id, "name": self.name}


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who was ever added: those who work here, and those who were retired."""

    active: tuple[Account, ...] = ()
    retired: tuple[Account, ...] = ()

    @property
    def known(self) -> bool:
        """Whether this store has accounts at all; one without them is used as one by all."""
        return bool(self.active or self.retired)

    def with_slot(self, slot: str | None) -> Account | None:
        """Whose passphrase opens a slot."""
        return next((each for each in self.active if each.slot == slot), None)

    def called(self, name: str) -> Account | None:
        """Who works here under a name; case and width do not matter."""
        return next((each for each in self.active if same_name(each.name, name)), None)

    def account(self, account_id: str) -> Account:
        """Who works here under an id. Raises ``DoesNotFit``."""
        for each in self.active:
            if each.id == account_id:
                return each
        raise DoesNotFit(N_("Nobody who works here has the id {id}; staff list names them."),
                         id=named(account_id))  # fmt: skip

    def new_account(self, name: str, role: str, slot: str) -> Account:
        """An account that can be added. Raises ``DoesNotFit`` for its name, its role, or a first one
        who could add nobody."""
        name, kind = checked_name(name), checked_role(role)
        if any(same_name(each.name, name) for each in (*self.active, *self.retired)):
            raise DoesNotFit(
                N_("{name} is there already, or was once; a second person of that name needs an addition, "
                   "so that the log tells them apart."), name=name,
            )  # fmt: skip
        if not self.known and kind not in MANAGING:
            raise DoesNotFit(N_("The first person is a coordinator or an investigator: they add the others."))
        return Account(id=slot, name=name, role=kind, slot=slot)

    def refuse_last(self, leaving: Account, can_sign_in: Callable[[Account], bool]) -> None:
        """Refuse to let the last one go who may add people, and can sign in. Raises ``DoesNotFit``."""
        staying = [each for each in self.active if each != leaving and each.manages]
        if leaving.manages and not any(map(can_sign_in, staying)):
            raise DoesNotFit(
                N_("{name} is the last coordinator or investigator and cannot be retired: nobody could add "
                   "people then."), name=leaving.name,
            )  # fmt: skip


def people_in(entries: Iterable[Entry], origin: str) -> People:
    """The accounts that this store's own ``staff`` entries tell, in their order; no other store's count."""
    added: dict[str, Account] = {}
    gone: set[str] = set()
    for entry in entries:
        told = entry.payload
        if entry.kind != Kind.STAFF or entry.origin != origin or told is None:
            continue
        if told["act"] == RETIRED:
            gone.add(told["account"])
        elif told["act"] == ADDED:
            added[told["account"]] = Account(
                id=told["account"], name=told["name"], role=Role(told["role"]), slot=told["slot"]
            )
    return People(
        tuple(each for key, each in added.items() if key not in gone),
        tuple(each for key, each in added.items() if key in gone),
    )


def checked_name(name: str) -> str:
    """A person's name as it stands in the log: one line, trimmed. Raises ``DoesNotFit``."""
    text = Fields({"name": name}).optional_text("name", LONGEST_NAME)
    trimmed = " ".join((text or "").split())
    if not trimmed or not trimmed.isprintable():
        raise DoesNotFit(N_("Type the person's name, as it is to stand in the log."))
    return trimmed


def checked_role(role: str) -> Role:
    """One of the roles staff have. Raises ``DoesNotFit``."""
    if role not in ROLES:
        raise DoesNotFit(
            N_("{role} is no role of staff; there are: {fits}."), role=named(role), fits=", ".join(ROLES)
        )
    return Role(role)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a reader."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def author_of(account: Account) -> Author:
    """The author of what this person does."""
    return Author(actor=account.name, role=account.role, by=By.STAFF)


def signed_in_author(account: Account | None, user: str | None, hand: By | None) -> Author:
    """Who writes in a store with accounts; ``user``: the name that was given beside the passphrase.

    Raises ``DoesNotFit`` where nobody is signed in, or somebody else.
    """
    account = required(account)
    refuse_other(account, user)
    return Author(actor=account.name, role=account.role, by=hand or By.STAFF)


def required(account: Account | None) -> Account:
    """Who is signed in. Raises ``DoesNotFit`` where nobody is."""
    if account is None:
        raise nobody_signed_in()
    return account


def refuse_unless_managing(account: Account | None) -> None:
    """Refuse whoever may not say who can open the store. Raises ``DoesNotFit``."""
    if not required(account).manages:
        raise DoesNotFit(N_("A coordinator or an investigator does this."))


class NotThisPerson(DoesNotFit):
    """The passphrase is somebody else's than the name that was given."""


def refuse_other(account: Account, user: str | None) -> None:
    """Refuse a name that is not that of whoever is signed in. Raises ``NotThisPerson``."""
    if user is not None and not same_name(user, account.name):
        raise NotThisPerson(
            N_("This is the passphrase of {name}; --user {user} does not fit."), name=account.name,
            user=named(user),
        )  # fmt: skip


def nobody_signed_in() -> DoesNotFit:
    """What to say to whoever opened the store with the recovery code or a key."""
    return DoesNotFit(
        N_("Nobody is signed in: in a clinic's store everybody writes under their own passphrase.")
    )


def refuse_acts(acts: Sequence[Act], account: Account | None) -> None:
    """Refuse what a store with accounts does not let in: a monitor's writing, and nobody's.

    ``account``: who is signed in. What the program itself notes, and that
    somebody looked, printed or exported (the access chain), always passes.
    Raises ``DoesNotFit``.
    """
    if account is not None and not account.reads_only:
        return
    if all(act.chain == ACCESS_CHAIN or act.author.role is Role.SYSTEM for act in acts):
        return
    refuse_reader(required(account))


def refuse_reader(account: Account | None) -> None:
    """Refuse a monitor. Raises ``DoesNotFit``."""
    if account is not None and account.reads_only:
        raise reads_only(account.name)


def reads_only(name: str) -> DoesNotFit:
    """What a monitor is told who would change something."""
    return DoesNotFit(
        N_("{name} is signed in as a monitor, who may look at everything and change nothing."), name=name
    )
