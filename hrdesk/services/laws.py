"""The policies of an open store, put together when they are first asked for."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from hrdesk.domain.amendment import Amendment
from hrdesk.domain.pack_files import PackFiles

if TYPE_CHECKING:
    from hrdesk.packs.law import Law, Packs
    from hrdesk.storage.store import Store


class Laws:
    """The law of one store; the packs are read once, the changes of law when they changed."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._packs: Packs | None = None
        self._law: Law | None = None

    def law(self) -> "Law":
        """Return the policies under the changes that the office confirmed.

        Raises Tampered `law.tampered` (sequence) when they are not what was recorded and signed.
        """
        law = self._law
        if law is None:
            with self._store.reading() as reader:
                on_record = reader.proven_amendments()
            law = self._law = self.under(on_record)
        return law

    def under(self, amendments: Iterable[Amendment]) -> "Law":
        """Return the policies under those of some changes of law that count."""
        from hrdesk.packs.law import Law

        if self._packs is None:
            self._packs = known_packs(self._kept)
        return Law(self._packs, amendments)

    def changed(self) -> None:
        """Let the law be put together anew: a change was confirmed."""
        self._law = None

    def _kept(self) -> Mapping[str, PackFiles]:
        with self._store.reading() as reader:
            return reader.packs()


def known_packs(kept: Callable[[], Mapping[str, PackFiles]]) -> "Packs":
    """Return the shipped pack and those that a store keeps; also for a process of its own."""
    from hrdesk.packs import policy
    from hrdesk.packs.law import Packs
    from hrdesk.reference.locations import shipped_policy

    return Packs(policy.load_policy(shipped_policy()), kept)
