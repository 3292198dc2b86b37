"""What the rows of a case that were sent stood at, and what of the case stays for that reason.

`sent_schema` holds the same below every service; `hrdesk verify` asks for each correction that was
confirmed what stood then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.domain.correction import Change
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.row_states import failed_lines, locked_rows

_FRAMES = """
select distinct coalesce(json_extract(b.frame, '$.lines'), ''),
  coalesce(json_extract(b.frame, '$.payee'), '[]')
from batch_row r join batch b on b.id = r.batch_id
where r.case_id = ? and not exists (select 1 from batch_void v where v.batch_id = b.id)
"""
_THEN = """
select line, state, roster, payee from row_at_correction where case_id = ? and version = ?
"""


@dataclass(frozen=True, slots=True)
class SentRows:
    """The lines that may be corrected (`failed`) and those that no batch may send again (`locked`);
    0 is the case. `roster` is the one whose rows are lines, "" where rows are cases, and `payee`
    are the entries of the payee's account: as every open batch of the case names them.
    """

    failed: frozenset[int]
    locked: frozenset[int]
    roster: str
    payee: frozenset[str]

    @property
    def is_free(self) -> bool:
        """Whether the case as a whole failed: then all of it may be corrected."""
        return 0 in self.failed and not self.locked

    def keeps(self, change: Change) -> bool:
        """Tell whether an entry stays as it was sent."""
        if self.is_free:
            return False
        if self.roster and change.roster == self.roster:
            return change.line not in self.failed
        is_payee = not change.roster and change.key in self.payee
        return bool(self.locked) and not (is_payee and self.failed)

    def pays_otherwise(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        """Tell whether a finding gives another result than before for what did not fail."""
        return not self.is_free and self._pays(before) != self._pays(after)

    def _pays(self, finding: Mapping[str, Any]) -> list[object]:
        lines = [
            [line, each["outcome"], each["amount"], each.get("months")]
            for line, each in enumerate(finding.get("lines", ()), 1)
            if line not in self.failed
        ]
        count = len(finding.get("lines", ()))
        whole = [finding["outcome"], *([] if count else [finding["amount"]])]
        return [count, lines, whole if self.locked else []]


def sent_rows(db: KeyedDatabase, case_id: str) -> SentRows:
    """Return what the rows of a case stand at."""
    locked = frozenset(each.line for each in locked_rows(db, case_id))
    failed = frozenset(each.line for each in failed_lines(db, case_id))
    return SentRows(
        failed - locked, locked, *_named(db.execute_sql(_FRAMES, (case_id,)).fetchall())
    )


def rows_at_correction(connection: Any, case_id: str, version: int) -> SentRows | None:
    """Return what the rows of a case stood at when a correction made that version of it.

    None where no open batch held the case.
    """
    rows = connection.execute(_THEN, (case_id, version)).fetchall()
    locked = frozenset(line for line, state, *_ in rows if state == "locked")
    failed = frozenset(line for line, state, *_ in rows if state == "failed")
    if not rows:
        return None
    return SentRows(failed - locked, locked, *_named({row[2:] for row in rows}))


def _named(frames: Iterable[tuple[str, str]]) -> tuple[str, frozenset[str]]:
    """Return the roster and the entries of the account that all frames name."""
    frames = list(frames)
    rosters = {roster for roster, _ in frames}
    payees = [frozenset(map(str, stored_value(payee))) for _, payee in frames]
    roster = rosters.pop() if len(rosters) == 1 else ""
    return roster, frozenset.intersection(*payees) if payees else frozenset()
