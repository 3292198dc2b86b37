"""Every stored decision worked out again from what is stored (RELIABILITY P20).

And every row that a batch froze is built again from its case (RELIABILITY P8).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from hrdesk.domain.amendment import Amendment
from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Fault
from hrdesk.domain.pack_files import PackFiles
from hrdesk.services.child_process import ChildProcess
from hrdesk.services.judged_again import same_result
from hrdesk.services.laws import known_packs
from hrdesk.services.sent_again import SentAgain, SentDifference, SentGround
from hrdesk.services.session import Session, log_in
from hrdesk.services.sliced_judging import SLICE, SlicedJudging
from hrdesk.services.taken_decisions import decisions_in
from hrdesk.storage.sent_pieces import SentPiece
from hrdesk.storage.stored_cases import StoredVersion

if TYPE_CHECKING:
    from hrdesk.packs.law import Law, Packs
    from hrdesk.services.child_process import Speaker


@dataclass(frozen=True, slots=True)
class Difference:
    """A version that is judged otherwise now, by what was stored with it.

    `outcome_now` is "" where it cannot be worked out any more.
    """

    number: str
    version: int
    measure: str
    outcome: str
    amount: str | None
    outcome_now: str
    amount_now: str | None

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"{self.number}/{self.version}"


@dataclass(frozen=True, slots=True)
class Replay:
    """How many versions were worked out again, and those that differ.

    `rows` is how many frozen rows of batches were built again, `sent` those that differ.
    """

    versions: int
    differences: tuple[Difference, ...]
    rows: int
    sent: tuple[SentDifference, ...]

    @property
    def is_as_it_was(self) -> bool:
        """Whether nothing differs."""
        return not self.differences and not self.sent


_Stored: TypeAlias = StoredVersion | SentPiece
_Found: TypeAlias = tuple[Difference | SentDifference, ...]


class Replaying(SlicedJudging[_Stored, _Found, Replay]):
    """A replay under way: all versions, then what all batches sent, case by case."""

    def __init__(self, session: Session) -> None:
        """Begin; nothing is written."""
        with session.store.reading() as reader:
            ground = SentGround.of(session.office.name, reader.templates())
        self._session = session
        self._versions = self._rows = 0
        child = ChildProcess(_replay_all, session.amendments(), session.kept_packs(), ground)
        super().__init__(child, self._next)

    def _next(self, after: _Stored | None) -> Sequence[_Stored]:
        with self._session.store.reading() as reader:
            if not isinstance(after, SentPiece):
                versions = reader.stored_versions(after, SLICE)
                self._versions += len(versions)
                if versions:
                    return versions
                after = None
            pieces = reader.sent_pieces(after, SLICE)
        self._rows += sum(len(piece.rows) for piece in pieces)
        return pieces

    def _whole(self, found: Sequence[_Found]) -> Replay:
        all_found = tuple(chain.from_iterable(found))
        return Replay(
            versions=self._versions,
            differences=tuple(each for each in all_found if isinstance(each, Difference)),
            rows=self._rows,
            sent=tuple(each for each in all_found if isinstance(each, SentDifference)),
        )


def replay_folder(folder: Path, login: str, password: str, clock: Clock) -> Replay:
    """Work out every decision of a data folder again, for one who may open it.

    Raises what `log_in` does; the folder is closed again without a backup, as nothing changes.
    """
    session = log_in(folder, login, password, clock)
    try:
        replaying = Replaying(session)
        try:
            while (replay := replaying.advance()) is None:
                continue
        finally:
            replaying.cancel()
    finally:
        session.store.close()
    return replay


def _replay_all(
    speaker: "Speaker",
    on_record: tuple[Amendment, ...],
    kept: Mapping[str, PackFiles],
    ground: SentGround,
) -> None:
    """Work out every version, build every row that is told; runs in the child."""
    from hrdesk.services.orphan import end_with_parent

    end_with_parent(lambda: None)
    packs = known_packs(lambda: kept)
    law, again = _LawThen(packs, on_record), SentAgain(packs, tuple(kept), ground)
    found: _Found | None = None
    while told := speaker.ask(found):
        is_sent = isinstance(told[0], SentPiece)
        found = tuple(again.differences(told) if is_sent else law.differences(told))


class _LawThen:
    """The law as it stood at each moment of the audit chain; put together once for each."""

    def __init__(self, packs: "Packs", on_record: tuple[Amendment, ...]) -> None:
        self._packs = packs
        self._on_record = on_record
        self._law: tuple[int, Law] | None = None

    def differences(self, versions: tuple[StoredVersion, ...]) -> Iterator[Difference]:
        """Yield the versions that are judged otherwise."""
        for each in versions:
            finding = each.finding()
            now = self._again(each, finding)
            if now is not None and same_result(now, finding):
                continue
            yield Difference(
                number=each.number,
                version=each.version,
                measure=each.measure,
                outcome=str(finding.get("outcome", "")),
                amount=_text(finding.get("amount")),
                outcome_now="" if now is None else str(now["outcome"]),
                amount_now=None if now is None else _text(now["amount"]),
            )

    def _again(
        self, each: StoredVersion, finding: Mapping[str, Any]
    ) -> Mapping[str, object] | None:
        """Return the finding of a version as it comes now; None where it cannot be worked out.

        What is stored may be damaged: that is what a replay looks for, and it goes on to the
        next one.
        """
        from hrdesk.rules.application import read_application
        from hrdesk.rules.judge import judge
        from hrdesk.rules.plan import plan_of
        from hrdesk.rules.registry import measure_of

        try:
            application = read_application(each.application())
            decided = decisions_in(finding)
            book = self._at(each.sequence).of(each.policy_hash).book
            plan_of(measure_of(application.measure), book)
        except (Fault, KeyError, TypeError, ValueError):
            return None
        return judge(application, book, None, decided).as_record()

    def _at(self, sequence: int) -> "Law":
        from hrdesk.packs.law import Law

        then = [
            each
            for each in self._on_record
            if each.confirmation is not None and each.confirmation.sequence < sequence
        ]
        if self._law is None or self._law[0] != len(then):
            self._law = (len(then), Law(self._packs, then))
        return self._law[1]


def _text(amount: object) -> str | None:
    return None if amount is None else str(amount)
