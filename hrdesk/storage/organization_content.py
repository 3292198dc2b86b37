"""Dated facts of organizations as the store writes them: a kind and canonical JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_never

from hrdesk.domain.dates import Period
from hrdesk.domain.organization import (
    BaseLevel,
    DatedFact,
    Licence,
    LicenceKind,
    Matter,
    NoOther,
    ParkRecognition,
    Recognition,
)
from hrdesk.storage.canonical import canonical_text, stored_value

_KINDS: Mapping[type[DatedFact], str] = {
    Licence: "licence",
    Recognition: "recognition",
    ParkRecognition: "park",
    NoOther: "no_other",
}


def kind_of(fact: DatedFact) -> str:
    """Return the kind under which a dated fact is stored."""
    return _KINDS[type(fact)]


def written_content(fact: DatedFact) -> str:
    """Return a dated fact as canonical JSON; equal facts are equal texts."""
    return canonical_text(_content(fact))


def fact_from(kind: str, content: str) -> DatedFact:
    """Return a stored dated fact; LookupError for a kind that is none."""
    stored: Mapping[str, Any] = stored_value(content)
    if kind == _KINDS[NoOther]:
        return NoOther(
            Matter(stored["matter"]), date.fromisoformat(stored["confirmed_on"]), stored["source"]
        )
    if kind == _KINDS[Licence]:
        return Licence(
            LicenceKind(stored["kind"]),
            stored["number"],
            _period(stored),
            stored["issued_by"],
            date.fromisoformat(stored["seen_on"]),
        )
    if kind == _KINDS[Recognition]:
        return Recognition(BaseLevel(stored["level"]), _period(stored), stored["document"])
    if kind == _KINDS[ParkRecognition]:
        return ParkRecognition(_period(stored), stored["document"])
    raise LookupError(f"{kind} is no kind of dated fact")


def _content(fact: DatedFact) -> dict[str, object]:
    match fact:
        case NoOther():
            return {
                "matter": fact.matter.value,
                "confirmed_on": fact.confirmed_on.isoformat(),
                "source": fact.source,
            }
        case Licence():
            return _dated(fact.period) | {
                "kind": fact.kind.value,
                "number": fact.number,
                "issued_by": fact.issued_by,
                "seen_on": fact.seen_on.isoformat(),
            }
        case Recognition():
            return _dated(fact.period) | {"level": fact.level.value, "document": fact.document}
        case ParkRecognition():
            return _dated(fact.period) | {"document": fact.document}
    assert_never(fact)


def _dated(period: Period) -> dict[str, object]:
    last = period.last
    return {"from": period.first.isoformat(), "to": last.isoformat() if last else None}


def _period(stored: Mapping[str, Any]) -> Period:
    last = stored["to"]
    return Period(date.fromisoformat(stored["from"]), date.fromisoformat(last) if last else None)
