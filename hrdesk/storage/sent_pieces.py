"""What batches sent, case by case, with all that building their rows again takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hrdesk.domain.batch import SentRow
from hrdesk.domain.case import Case, CaseState, CaseVersion
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.connection import KeyedDatabase

#: Batches come first, in order, so that a slice reads its own cases and not those of all.
_PIECES = """
select b.audit_sequence, k.place, b.id, b.number, b.follows is not null, b.frame,
  v.case_id as "case", v.id, v.number, v.form_hash, v.policy_hash, v.parameters_hash,
  v.content_hash, v.previous_signature, v.signature, v.signed_by, v.signed_at,
  w.entries, w.finding, c.number, c.paper_number, c.measure, c.state, c.received_on,
  c.entered_at, s.code
from batch b cross join batch_case k on k.batch_id = b.id
cross join case_version v on v.case_id = k.case_id and v.number = k.version
join case_value w on w.version_id = v.id join cases c on c.id = k.case_id
join site s on s.id = c.site_id
where b.audit_sequence >= ?1 and (b.audit_sequence > ?1 or k.place > ?2)
order by b.audit_sequence, k.place limit ?3
"""
_ROWS = """
select place, line, cells from batch_row where batch_id = ? and case_id = ? order by place
"""
#: A slice ends with the case that makes it longer than this: a roster of thousands goes alone.
_MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class SentPiece:
    """What a batch sent of one case: the version as it was signed, and the rows as frozen.

    The texts are as they are stored: whoever builds many again reads them where nobody waits.
    `rows` are place in the batch, line, and cells of each; `follows` tells that failed rows go
    again, so that not every line that counts need be there.
    """

    place: tuple[int, int]
    batch: str
    follows: bool
    frame_text: str
    number: str
    version: int
    measure: str
    policy_hash: str
    signed: tuple[Any, ...]
    rows: tuple[tuple[int, int, str], ...]

    def frame(self) -> Mapping[str, Any]:
        """Return the frame of the batch."""
        frame: Mapping[str, Any] = stored_value(self.frame_text)
        return frame

    def sent(self) -> tuple[SentRow, ...]:
        """Return the rows as they were frozen."""
        return tuple(SentRow(line, tuple(stored_value(cells))) for _, line, cells in self.rows)

    def case(self) -> Case:
        """Return the case in the version that was sent; its facts are not needed and left out."""
        case_id, version_id, number, form, policy, parameters, content = self.signed[:7]
        previous, signature, signed_by, signed_at, entries, finding = self.signed[7:13]
        case, paper, measure, state, received, entered, office = self.signed[13:]
        version = CaseVersion(
            id=version_id,
            case_id=case_id,
            number=number,
            entries=stored_value(entries),
            facts={},
            finding=stored_value(finding),
            form_hash=form,
            policy_hash=policy,
            parameters_hash=parameters,
            content_hash=content,
            previous_signature=previous,
            signature=signature,
            signed_by=signed_by,
            signed_at=datetime.fromisoformat(signed_at),
        )
        return Case(
            id=case_id,
            number=case,
            paper_number=paper,
            measure=measure,
            office_code=office,
            state=CaseState(state),
            received_on=date.fromisoformat(received),
            entered_at=datetime.fromisoformat(entered),
            version=version,
        )


def sent_pieces(db: KeyedDatabase, after: SentPiece | None, limit: int) -> tuple[SentPiece, ...]:
    """Return the slice that follows a piece, the batch made first at the top."""
    place = after.place if after is not None else (0, 0)
    pieces, length = [], 0
    for row in db.execute_sql(_PIECES, (*place, limit)):
        rows = tuple(db.execute_sql(_ROWS, (row[2], row[6])))
        pieces.append(_piece(row, rows))
        length += len(row[17]) + len(row[18]) + sum(len(cells) for _, _, cells in rows)
        if length > _MOST_CHARACTERS:
            break
    return tuple(pieces)


def _piece(row: tuple[Any, ...], rows: tuple[tuple[int, int, str], ...]) -> SentPiece:
    return SentPiece(
        place=(row[0], row[1]),
        batch=row[3],
        follows=bool(row[4]),
        frame_text=row[5],
        number=row[19],
        version=row[8],
        measure=row[21],
        policy_hash=row[10],
        signed=row[6:],
        rows=rows,
    )
