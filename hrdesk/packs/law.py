"""Which policy counts for whom: by the day of receipt, by the hash of a version, by its id.

An application received from the first day of a successor on is taken in, judged and printed by
it; what was accepted before stays with the pack that it was signed under. What the office changed
of a policy is laid over that policy alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from hrdesk.domain.amendment import Amendment, StandingAmendment, Successor, standing
from hrdesk.domain.errors import Damaged
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.office_law import decisions_of, placed_figures
from hrdesk.packs.policy import Policy, kept_policy


class Packs:
    """The packs that are known, each read when it is first asked for.

    `kept` gives those that the store keeps, by hash.
    """

    def __init__(self, shipped: Policy, kept: Callable[[], Mapping[str, PackFiles]]) -> None:
        self.shipped = shipped
        self._kept = kept
        self._read = {shipped.content_hash: shipped}

    def of(self, content_hash: str) -> Policy:
        """Return a pack by its hash; Damaged (`store.pack_missing`) when it was never kept."""
        policy = self._read.get(content_hash)
        if policy is None:
            files = self._kept().get(content_hash)
            if files is None:
                raise Damaged("store.pack_missing")
            policy = self._read[content_hash] = kept_policy(files)
        return policy


class Law:
    """The policies of an office as its changes of law make them."""

    def __init__(self, packs: Packs, on_record: Iterable[Amendment]) -> None:
        amendments = tuple(on_record)
        self.packs = packs
        self._standing = standing(amendments)
        self._successions = sorted(_successions(self._standing), key=lambda each: each[0].first_day)
        self._known = {
            each.content.policy: each.content.content_hash
            for each in amendments
            if isinstance(each.content, Successor) and each.withdrawal is None
        }
        self._under: dict[str, Policy] = {}
        #: The figures that the office confirmed for single places; they hold under any policy.
        self.placed = placed_figures(self._standing)

    def on(self, day: date) -> Policy:
        """Return the policy for applications received on a day."""
        found = self.packs.shipped.content_hash
        for successor, last_day in self._successions:
            if successor.first_day <= day and (last_day is None or day <= last_day):
                found = successor.content_hash
        return self.of(found)

    def of(self, content_hash: str) -> Policy:
        """Return the policy of a pack by its hash; raises as `Packs.of`."""
        policy = self._under.get(content_hash)
        if policy is None:
            pack = self.packs.of(content_hash)
            book = pack.book.with_office(decisions_of(self._standing, pack.id))
            policy = self._under[content_hash] = replace(pack, book=book)
        return policy

    def named(self, policy: str) -> Policy:
        """Return the policy of an id: the shipped one, or a successor that is on record."""
        shipped = self.packs.shipped
        return self.of(self._known.get(policy, shipped.content_hash))

    def knows(self, policy: str, content_hash: str) -> bool:
        """Tell whether a policy of this id counts, or was proposed with other texts."""
        if policy == self.packs.shipped.id:
            return True
        counting = any(
            isinstance(each.amendment.content, Successor)
            and each.amendment.content.policy == policy
            and not each.never_counts
            for each in self._standing
        )
        return counting or self._known.get(policy, content_hash) != content_hash

    def policies(self, begun_by: date = date.max) -> tuple[Policy, ...]:
        """Return the shipped policy, then every successor that counts, by its first day.

        With a day only those that had begun by then.
        """
        begun = (each for each, _ in self._successions if each.first_day <= begun_by)
        hashes = (each.content_hash for each in begun)
        return tuple(map(self.of, dict.fromkeys((self.packs.shipped.content_hash, *hashes))))


def _successions(
    changes: Iterable[StandingAmendment],
) -> Iterator[tuple[Successor, date | None]]:
    for each in changes:
        if isinstance(each.amendment.content, Successor):
            yield each.amendment.content, each.last_day
