"""Dated facts of organizations as the store writes them: a kind and canonical JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

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
    """Return a stored dated fact."""
    stored: Mapping[str, Any] = stored_value(content)
    if kind == _KINDS[NoOther]:
        return NoOther(
            Matter(stored["matter"]), date.fromisoformat(stored["confirmed_on"]), stored["source"]
        )
    last = stored["to"]
    period = Period(date.fromisoformat(stored["from"]), date.fromisoformat(last) if last else None)
    if kind == _KINDS[Licence]:
        return Licence(
            LicenceKind(stored["kind"]),
            stored["number"],
            period,
            stored["issued_by"],
            date.fromisoformat(stored["seen_on"]),
        )
    if kind == _KINDS[Recognition]:
        return Recognition(BaseLevel(stored["level"]), period, stored["document"])
    return ParkRecognition(period, stored["document"])


def _content(fact: DatedFact) -> dict[str, object]:
    if isinstance(fact, NoOther):
        return {
            "matter": fact.matter.value,
            "confirmed_on": fact.confirmed_on.isoformat(),
            "source": fact.source,
        }
    last = fact.period.last
    dated: dict[str, object] = {
        "from": fact.period.first.isoformat(),
        "to": last.isoformat() if last else None,
    }
    if isinstance(fact, Licence):
        return dated | {
            "kind": fact.kind.value,
            "number": fact.number,
            "issued_by": fact.issued_by,
            "seen_on": fact.seen_on.isoformat(),
        }
    if isinstance(fact, Recognition):
        return dated | {"level": fact.level.value, "document": fact.document}
    return dated | {"document": fact.document}
