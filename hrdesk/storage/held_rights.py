"""Rights that older versions of cases used and the platform may still pay; see `hold_schema`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from hrdesk.domain.errors import Refused
from hrdesk.domain.right import rule_of
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.ground import Ground
from hrdesk.storage.hold_schema import TAKEN_SINCE

_BY_HOLDER = """
select * from right_held where rule = ? and identity_key in (select value from json_each(?))
"""
_BY_ORGANIZATION = "select * from right_held where rule = ? and organization = ?"


def held_rights(ground: Ground, measure: str, holders: Collection[str]) -> list[Mapping[str, Any]]:
    """Return what keyed identities hold so; `batch` is the number of the one that sent it."""
    return list(_rows(ground, _BY_HOLDER, (rule_of(measure), canonical_text(sorted(holders)))))


def held_at_organization(
    ground: Ground, measure: str, organization: str
) -> list[Mapping[str, Any]]:
    """Return what is held so under the name of an organization; a blank one has nothing."""
    if not organization:
        return []
    return list(_rows(ground, _BY_ORGANIZATION, (rule_of(measure), organization)))


def refuse_held_rights(
    ground: Ground, of: tuple[str, str], claims: Mapping[tuple[str, str], int]
) -> None:
    """Refuse rights that another case or another row used and the platform may still pay.

    `of` is measure and id of the case that claims them, `claims` its line by holder and subject.
    Refused `right.held` (number, batch), `right.line_held` (number, batch, row, line), where
    `line` is the one that the case of `number` had it on.
    """
    measure, case_id = of
    held: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in held_rights(ground, measure, {holder for holder, _ in claims}):
        held.setdefault((row["identity_key"], row["subject"]), []).append(row)
    for claim, line in claims.items():
        for row in held.get(claim, ()):
            if (row["case_id"], row["line"]) == (case_id, line):
                continue
            values = {"number": row["number"], "batch": row["batch"]}
            if line:
                raise Refused("right.line_held", **values, row=line, line=row["line"])
            raise Refused("right.held", **values)


def holders_since(ground: Ground, batch_id: str) -> list[str]:
    """Return the numbers of the other cases that have by now what a batch sent, or may be paid."""
    return [number for (number,) in ground.db.execute_sql(TAKEN_SINCE, (batch_id,))]


def not_among(
    granted: Iterable[Mapping[str, Any]],
    held: Iterable[Mapping[str, Any]],
    told_by: tuple[str, ...] = ("number", "line", "identity_key", "subject"),
) -> list[Mapping[str, Any]]:
    """Return what is only held, each once by the columns `told_by`: what is granted says it too."""
    of = itemgetter(*told_by)
    known = set(map(of, granted))
    return [row for key, row in {of(row): row for row in held}.items() if key not in known]


def _rows(ground: Ground, query: str, values: tuple[str, str]) -> Iterator[Mapping[str, Any]]:
    cursor = ground.db.execute_sql(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
