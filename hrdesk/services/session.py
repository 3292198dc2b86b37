"""A person at work: the open store, the office and the policy in one value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.amendment import Amendment, standing
from hrdesk.domain.clock import Clock
from hrdesk.domain.confirmed_figure import PlacedFigures
from hrdesk.domain.errors import Refused
from hrdesk.domain.office import Office
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.intake.form_spec import FormSpec
from hrdesk.rules.measure import Measure
from hrdesk.rules.registry import measure_of, rules

if TYPE_CHECKING:
    from hrdesk.packs.policy import Policy
    from hrdesk.storage.store import Store


@dataclass(frozen=True, slots=True)
class MeasureTitle:
    """What a card of a measure says; one that does not pay only qualifies, or `refers` to another.

    `is_handed_on` says that this office does not decide on it.
    """

    id: str
    title: str
    clause: str
    authority: str
    pays: bool
    refers: bool
    is_handed_on: bool


class Session:
    """The store opened by one person, until it is closed."""

    def __init__(self, folder: Path, store: "Store", staff: StaffMember, clock: Clock) -> None:
        self.folder = folder
        self.store = store
        self.staff = staff
        self.clock = clock
        self.office: Office = store.office()
        #: Whether the person has to set a password of his own before anything else.
        self.own_password_due = store.key_is_given
        self._closed = False
        self._policy: Policy | None = None
        self._placed: PlacedFigures | None = None

    @property
    def policy(self) -> "Policy":
        """The policy here: the shipped pack under the changes that the office confirmed."""
        policy = self._policy
        if policy is None:
            policy = self._policy = self.policy_under(self.amendments())
        return policy

    def policy_under(self, amendments: Iterable[Amendment]) -> "Policy":
        """Return the shipped pack under those of some changes of law that count."""
        from hrdesk.packs.office_law import decisions_of

        book = self.shipped.book.with_office(decisions_of(standing(amendments)))
        return replace(self.shipped, book=book)

    @property
    def placed(self) -> PlacedFigures:
        """The figures that the office confirmed for single places."""
        from hrdesk.packs.office_law import placed_figures

        placed = self._placed
        if placed is None:
            placed = self._placed = placed_figures(standing(self.amendments()))
        return placed

    def amendments(self) -> tuple[Amendment, ...]:
        """Return every change of law on record, in the order of proposal."""
        with self.store.reading() as reader:
            return reader.amendments()

    def law_changed(self) -> None:
        """Let the policy be put together anew: a change was confirmed."""
        self._policy = self._placed = None

    @cached_property
    def shipped(self) -> "Policy":
        """The shipped policy pack."""
        from hrdesk.packs.policy import load_policy
        from hrdesk.reference.locations import shipped_policy

        return load_policy(shipped_policy())

    @property
    def measures(self) -> tuple[MeasureTitle, ...]:
        """The measures that can be taken in, in the order of the document."""
        return tuple(
            MeasureTitle(
                form.measure,
                form.title,
                form.clause,
                form.authority,
                form.pays,
                form.refers,
                form.is_handed_on(self.office.level),
            )
            for form in map(self.form, self.policy.at_counter)
        )

    def known_measures(self) -> tuple[Measure, ...]:
        """Return every measure by which something may have been granted here."""
        return tuple(map(measure_of, {**rules(), **self.policy.forms}))

    def form(self, measure: str) -> FormSpec:
        """Return the form of a measure."""
        return self.policy.forms[measure]

    def require(self, *roles: Role) -> None:
        """Refuse (`rights.role`) unless the person at work holds one of the roles."""
        if not any(self.staff.may(role) for role in roles):
            raise Refused("rights.role", name=self.staff.name)

    def last_backup(self) -> datetime | None:
        """Return when the newest verified backup was made, or None."""
        from hrdesk.storage.backup import last_verified

        return last_verified(self.folder)

    def close(self) -> None:
        """Make a verified backup when something changed since the last, and wipe the key.

        After a retirement the data key is changed first. The store is closed and the key wiped
        even when either fails; the failure is then raised, so that the window can say it. Closing
        a second time does nothing.
        """
        from hrdesk.storage.backup import back_up_if_changed

        if self._closed:
            return
        self._closed = True
        try:
            self.store.change_key_if_due()
            back_up_if_changed(self.store)
        finally:
            self.store.close()


def log_in(folder: Path, login: str, password: str, clock: Clock) -> Session:
    """Open the store for a person; WrongKey (`login.wrong…`) says neither which part was wrong.

    Takes some tenths of a second on purpose: each guess of a password costs as much. From the
    third wrong one on it says how many are left; after five the account waits (Refused
    `login.locked`). Raises EnvironmentFault `folder.in_use` while another program has the
    folder, Damaged, Tampered and TooNew for what is not to be opened.
    """
    from hrdesk.storage.keys.slots import unlock
    from hrdesk.storage.store import Store

    credentials = unlock(folder, login, password, clock)
    store = Store.open(folder, credentials, clock)
    try:
        staff = store.staff(credentials.staff_id)
    except BaseException:
        store.close()
        raise
    return Session(folder, store, staff, clock)
