"""What other cases were granted since a case was accepted: whoever decides has to know of it.

A case is judged by what was on record at its acceptance. Only where the law was changed since is it
judged anew by what is on record then: lines that held nothing may count now, and what their people
were granted meanwhile counts with them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.money import from_fen, money_text, to_fen
from hrdesk.rules.registry import measure_of
from hrdesk.services.granted_before import GrantMemory
from hrdesk.services.session import Session

#: Under this name a finding keeps what was granted since, as of each decision.
GRANTED_SINCE = "granted_since"
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GrantedSince:
    """A grant of another case, with its day of receipt.

    `amount_fen` is in fen, None while it is open or stands month by month. `lines` are the rows
    of this case's roster whose person has it, counted from 1, none for the applicant or the
    organization. `months` are written `2025-11`.
    """

    number: str
    on: date
    amount_fen: int | None
    lines: tuple[int, ...]
    months: tuple[str, ...]

    def as_record(self, version: int) -> dict[str, object]:
        """Return it as the finding of a version keeps it."""
        return {
            "number": self.number,
            "on": self.on.isoformat(),
            "amount": None if self.amount_fen is None else money_text(from_fen(self.amount_fen)),
            "lines": list(self.lines),
            "months": list(self.months),
            "version": version,
        }


def granted_since(session: Session, case: Case) -> tuple[GrantedSince, ...]:
    """Return what is on record now of the applicant, the organization and the people of a roster
    under the measure of a case, and was not, or not so, when it was accepted; by case.
    """
    frozen: Any = case.version.facts.get("history") or ()
    known = [_plain(each) for each in frozen]
    rows = _rows_of(case)
    found = [_since(rows, each) for each in on_record(session, case) if _plain(each) not in known]
    return tuple(sorted(found, key=lambda each: (each.number, each.lines, each.months)))


def on_record(session: Session, case: Case) -> tuple[Entry, ...]:
    """Return what other cases were granted, as of now, as the history of a case says it."""
    return tuple(each for each in _on_record(session, case) if each["number"] != case.number)


def _on_record(session: Session, case: Case) -> Iterator[Entry]:
    form, version = session.of_case(case).form(case.measure), case.version
    applicant = str(version.facts["applicant"])
    organization = version.entries.get(form.organization, "") if form.organization else ""
    with session.store.reading() as reader:
        yield from reader.grants(case.measure, applicant, organization)
        people = frozenset(_rows_of(case))
        granted = GrantMemory().granted(reader, measure_of(case.measure), people)
        yield from granted.entries


def _since(rows: Mapping[str, list[int]], entry: Entry) -> GrantedSince:
    amount = entry.get("amount")
    person = entry.get("person", "")
    return GrantedSince(
        str(entry["number"]),
        date.fromisoformat(entry["on"]),
        None if amount is None else to_fen(Decimal(amount)),
        tuple(rows.get(person, ())),
        tuple(entry.get("detail", {}).get("months", ())),
    )


def _rows_of(case: Case) -> dict[str, list[int]]:
    """Return the rows of each person of a roster, counted from 1."""
    lines: dict[str, list[int]] = {}
    given: Any = case.version.facts.get("lines") or ()
    for place, line in enumerate(given, 1):
        if line.get("person"):
            lines.setdefault(line["person"], []).append(place)
    return lines


def _plain(entry: Entry) -> list[object]:
    """Return what makes two entries of the record one."""
    return [entry.get(part) for part in ("number", "person", "on", "amount", "detail")]
