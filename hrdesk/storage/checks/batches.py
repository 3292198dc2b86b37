"""Upload batches: each as its record says, all that it sent, and each record with its row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hrdesk.storage import batches
from hrdesk.storage.amounts import share_fen
from hrdesk.storage.batch_schema import MAKE, MAKE_GUARD, VOID, VOID_GUARD, WRITE, WRITE_GUARD
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.chain import record_flaws
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.entitlement import CLERKS, RELEASERS, since, under

_BATCHES = """
    select b.*, a.act, a.subject, a.at, a.actor, a.detail, s.code from batch b
    join site s on s.id = b.site_id left join audit a on a.sequence = b.audit_sequence
"""
_FILES = """
    select f.*, b.number, a.act, a.subject, a.at, a.actor, a.detail
    from batch_file f join batch b on b.id = f.batch_id
    left join audit a on a.sequence = f.audit_sequence
"""
_VOIDS = """
    select v.*, b.number, a.act, a.subject, a.at, a.actor, a.detail
    from batch_void v join batch b on b.id = v.batch_id
    left join audit a on a.sequence = v.audit_sequence
"""
_CASES = """
    select k.*, c.measure, v.amount_fen as decided_fen,
      case when k.follows is null then null else w.finding end as finding
    from batch_case k
    left join cases c on c.id = k.case_id
    left join case_version v on v.case_id = k.case_id and v.number = k.version
    left join case_value w on w.version_id = v.id
    where k.batch_id = ? order by k.place
"""
_ROWS = "select place, case_id, line, cells from batch_row where batch_id = ? order by place"
_STATES = """
    select b.number from batch b join batch_case k on k.batch_id = b.id
    where k.open is not (not exists (select 1 from batch_void v where v.batch_id = b.id))
    group by b.id
"""
#: Where the batch says what each row pays, the rows of a case pay what the batch says of it; and
#: nothing is sent of a case that was not found eligible.
_AMOUNTS = """
    select b.number, c.number from batch b join batch_case k on k.batch_id = b.id
    join cases c on c.id = k.case_id
    join case_version v on v.case_id = k.case_id and v.number = k.version
    where (v.outcome is not 'eligible' or exists (
      select 1 from json_each(b.frame, '$.columns') p
      where json_extract(p.value, '$.source') = 'row.amount'
      and coalesce(k.amount_fen, 0) is not (
        select coalesce(sum(json_extract(r.cells, '$[' || p.key || ']')), 0)
        from batch_row r where r.batch_id = k.batch_id and r.case_id = k.case_id)))
"""
_WITH_RECORD = f"""
    select b.number from batch_void v join batch b on b.id = v.batch_id
    join audit a on a.sequence = v.audit_sequence join staff s on s.id = a.actor
    where {since(VOID_GUARD)} and
"""  # noqa: S608 - our own words
_HAS_LEFT = "exists (select 1 from batch_file f where f.batch_id = v.batch_id)"
#: What left was voided without the role for it, or as something that was never written.
_UNENTITLED = f"""{_WITH_RECORD} {_HAS_LEFT}
    and (v.cause is not 'person' or s.kind <> 'person' or not {under("a", RELEASERS)})
"""
#: What never left was voided by somebody else than a clerk.
_NO_CLERK = f"""{_WITH_RECORD} not {_HAS_LEFT}
    and (s.kind <> 'person' or not {under("a", CLERKS)})
"""
#: Made, or recorded as copied, by somebody else than a clerk.
_BY_NO_CLERK = f"""
    select distinct b.number from batch b join (
      select id as batch_id, audit_sequence from batch where {since(MAKE_GUARD)}
      union all select batch_id, audit_sequence from batch_file where {since(WRITE_GUARD)}
    ) r on r.batch_id = b.id
    join audit a on a.sequence = r.audit_sequence join staff s on s.id = a.actor
    where s.kind <> 'person' or not {under("a", CLERKS)}
"""  # noqa: S608 - our own words
_STRAY = """
    select substr(batch_id, 1, 8) from batch_case where batch_id not in (select id from batch)
    union select substr(batch_id, 1, 8) from batch_row where batch_id not in (select id from batch)
"""
_LOST = """
    select coalesce(b.number, json_extract(a.detail, '$.batch'), substr(a.subject, 1, 8))
    from audit a left join batch b on b.id = a.subject where a.act = ?
    and (select count(*) from {table} r where r.audit_sequence = a.sequence) is not 1
"""
_TABLES = {MAKE: "batch", WRITE: "batch_file", VOID: "batch_void"}


def batch_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare batches, their cases, rows, files and ends with their records, both ways."""
    for row in _rows(connection, _BATCHES):
        if not _batch_holds(connection, row):
            yield tampered("verify.batch_changed", number=row["number"])
    yield from _amount_flaws(connection, _AMOUNTS)
    yield from _later_flaws(connection)
    for (number,) in connection.execute(_STATES):
        yield tampered("verify.batch_state", number=number)
    for question, key in (
        (_BY_NO_CLERK, "verify.batch_unentitled"),
        (_UNENTITLED, "verify.void_unentitled"),
        (_NO_CLERK, "verify.void_no_clerk"),
    ):
        for (number,) in connection.execute(question):
            yield tampered(key, number=number)
    for (number,) in connection.execute(_STRAY):
        yield tampered("verify.batch_changed", number=number)
    for act, table in _TABLES.items():
        for (number,) in connection.execute(_LOST.format(table=table), (act,)):
            yield tampered("verify.batch_missing", number=number)


def sent_flaws(connection: Any, database: str, batch_id: str) -> Iterator[Flaw]:
    """Compare all that one batch sends with its record, and the record with who signed it."""
    for row in _rows(connection, f"{_BATCHES} where b.id = ?", (batch_id,)):
        if not _batch_holds(connection, row):
            yield tampered("verify.batch_changed", number=row["number"])
        yield from record_flaws(connection, database, row["audit_sequence"])
    yield from _amount_flaws(connection, f"{_AMOUNTS} and b.id = ?", (batch_id,))


def _amount_flaws(connection: Any, query: str, values: tuple[object, ...] = ()) -> Iterator[Flaw]:
    for number, case in connection.execute(query, values):
        yield tampered("verify.batch_amounts", number=number, case=case)


def _later_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare what became of batches: workbooks that were written, and ends."""
    for query, act, columns, detail in (
        (_FILES, WRITE, ("written_at", "written_by"), batches.file_detail),
        (_VOIDS, VOID, ("voided_at", "voided_by"), batches.void_detail),
    ):
        for row in _rows(connection, query):
            if not _recorded(row, act, columns, detail):
                yield tampered("verify.batch_changed", number=row["number"])


def _batch_holds(connection: Any, row: Mapping[str, Any]) -> bool:
    """Recompute the digests of a batch from its cells upward, and what it adds up to."""
    cases = list(_rows(connection, _CASES, (row["id"],)))
    sent: dict[str, list[tuple[int, str]]] = {}
    order: list[str] = []
    for place, case_id, line, cells in connection.execute(_ROWS, (row["id"],)):
        if place != len(order) + 1:
            return False
        order.append(case_id)
        sent.setdefault(case_id, []).append((line, cells))
    expected = [case["case_id"] for case in cases for _ in range(case["row_count"])]
    if order != expected or not all(_case_holds(row, case, sent) for case in cases):
        return False
    number = f"{row['code'][:6]}-P{row['year']:04d}-{row['sequence']:04d}"
    amounts = [case["amount_fen"] for case in cases if case["amount_fen"] is not None]
    added = (number, len(cases), len(order), sum(amounts) if amounts else None)
    if added != (row["number"], row["case_count"], row["row_count"], row["sum_fen"]):
        return False
    made = (row["act"], row["subject"], row["at"], row["actor"])
    return made == (MAKE, row["id"], row["made_at"], row["made_by"]) and bool(
        stored_value(row["detail"]) == batches.batch_detail(row, cases)
    )


def _case_holds(
    row: Mapping[str, Any], case: Mapping[str, Any], sent: Mapping[str, list[tuple[int, str]]]
) -> bool:
    rows = sent.get(case["case_id"], [])
    return bool(
        case["measure"] == row["measure"]
        and case["follows"] == row["follows"]
        and _sent_fen(case, rows) == case["amount_fen"]
        and case["rows_digest"] == batches.rows_digest(case["salt"], rows)
    )


def _sent_fen(case: Mapping[str, Any], rows: list[tuple[int, str]]) -> object:
    """Return what the rows of a case pay: all of it, or where rows are sent again, theirs."""
    if case["follows"] is None:
        return case["decided_fen"]
    if case["finding"] is None:
        return ""
    finding, lines = stored_value(case["finding"]), [line for line, _ in rows]
    if max(lines, default=0) > len(finding.get("lines", ())):
        return ""
    return share_fen(finding, lines)


def _recorded(
    row: Mapping[str, Any],
    act: str,
    written: tuple[str, str],
    detail: Callable[[Mapping[str, object]], dict[str, str]],
) -> bool:
    made = (row["act"], row["subject"], row["at"], row["actor"])
    if made != (act, row["batch_id"], *(row[column] for column in written)):
        return False
    return bool(stored_value(row["detail"]) == detail(row))


def _rows(connection: Any, query: str, values: tuple[object, ...] = ()) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
