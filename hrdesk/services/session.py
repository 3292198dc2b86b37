"""A person at work: the open store, the office and the policy in one value."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.amendment import Amendment
from hrdesk.domain.case import Case, Draft
from hrdesk.domain.clock import Clock, today
from hrdesk.domain.confirmed_figure import PlacedFigures
from hrdesk.domain.office import Office
from hrdesk.domain.pack_files import PackFiles
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.intake.form_spec import FormSpec
from hrdesk.rules.measure import Measure
from hrdesk.rules.registry import measure_of, rules
from hrdesk.services.laws import Laws

if TYPE_CHECKING:
    from hrdesk.packs.law import Law
    from hrdesk.packs.policy import Policy
    from hrdesk.storage.store import Store


@dataclass(frozen=True, slots=True)
class MeasureTitle:
    """What a card of a measure says; one that does not pay only qualifies, or `refers` to another.

    `is_handed_on` says that this office does not decide on it; `document` is that of its policy.
    """

    id: str
    title: str
    clause: str
    authority: str
    pays: bool
    refers: bool
    is_handed_on: bool
    document: str


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
        self._laws = Laws(store)
        self._pick: Callable[[Law], Policy] | None = None

    @property
    def law(self) -> "Law":
        """The policies here under the changes that the office confirmed."""
        return self._laws.law()

    @property
    def policy(self) -> "Policy":
        """The policy of today, or that of the draft or case for which this session stands."""
        return self._pick(self.law) if self._pick else self.law.on(today(self.clock))

    def of_draft(self, draft: Draft) -> "Session":
        """Return this session as it is for a draft: under the policy whose form is filled in."""
        return self.of_policy(draft.policy)

    def of_case(self, case: Case) -> "Session":
        """Return this session as it is for a case: under the pack that its version has."""
        return self._under(lambda law: law.of(case.version.policy_hash))

    def of_policy(self, policy: str) -> "Session":
        """Return this session under a policy, by its id."""
        return self._under(lambda law: law.named(policy))

    def _under(self, pick: "Callable[[Law], Policy]") -> "Session":
        other = copy(self)
        other._pick = pick
        return other

    def kept_packs(self) -> Mapping[str, PackFiles]:
        """Return the packs that the store keeps besides the shipped one, by hash.

        A process of its own is given them.
        """
        shipped = self.law.packs.shipped.content_hash
        with self.store.reading() as reader:
            kept = reader.packs()
        return {
            content_hash: pack for content_hash, pack in kept.items() if content_hash != shipped
        }

    def law_under(self, amendments: Iterable[Amendment]) -> "Law":
        """Return the policies under those of some changes of law that count."""
        return self._laws.under(amendments)

    @property
    def placed(self) -> PlacedFigures:
        """The figures that the office confirmed for single places, whatever the policy."""
        return self.law.placed

    def amendments(self) -> tuple[Amendment, ...]:
        """Return every change of law on record, in the order of proposal."""
        with self.store.reading() as reader:
            return reader.amendments()

    def law_changed(self) -> None:
        """Let the policy be put together anew: a change was confirmed."""
        self._laws.changed()

    @property
    def measures(self) -> tuple[MeasureTitle, ...]:
        """The measures that can be taken in, in the order of the document."""
        return tuple(map(self._title, self.policy.at_counter))

    @property
    def measures_gone(self) -> tuple[MeasureTitle, ...]:
        """The measures of earlier policies that today's has no more, for what came in before."""
        earlier = self.law.policies(today(self.clock))
        measures = dict.fromkeys(each for policy in earlier for each in policy.at_counter)
        return tuple(self._title(each) for each in measures if each not in self.policy.at_counter)

    @property
    def measures_ever(self) -> tuple[MeasureTitle, ...]:
        """The measures that can be taken in, then those of other policies that count here."""
        others = [measure for policy in self.law.policies() for measure in policy.at_counter]
        return tuple(map(self._title, dict.fromkeys((*self.policy.at_counter, *others))))

    def _title(self, measure: str) -> MeasureTitle:
        form = self.form(measure)
        return MeasureTitle(
            form.measure,
            form.title,
            form.clause,
            form.authority,
            form.pays,
            form.refers,
            form.is_handed_on(self.office.level),
            form.document,
        )

    def known_measures(self) -> tuple[Measure, ...]:
        """Return every measure by which something may have been granted here."""
        named = {measure for policy in self.law.policies() for measure in policy.forms}
        return tuple(map(measure_of, [*rules(), *sorted(named - rules().keys())]))

    def form(self, measure: str) -> FormSpec:
        """Return the form of a measure."""
        return self.policy_with(measure).forms[measure]

    def policy_with(self, measure: str) -> "Policy":
        """Return the policy here, or the last one that had a measure which it has no more."""
        for policy in (self.policy, *reversed(self.law.policies())):
            if measure in policy.forms:
                return policy
        raise KeyError(measure)

    def require(self, *roles: Role) -> None:
        """Refuse (`rights.role`) unless the person at work holds one of the roles."""
        self.staff.require(*roles)

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
