"""One case under the law as it stands and under a proposed change, as judging it again would be."""

from dataclasses import dataclass

from hrdesk.domain.finding import Finding
from hrdesk.services.granted_since import GrantedSince, granted_since
from hrdesk.services.granted_since import on_record as history_now
from hrdesk.services.judged_again import same_result
from hrdesk.services.previewing import Sides, as_confirmed, require_open
from hrdesk.services.session import Session
from hrdesk.services.taken_decisions import DECISIONS


@dataclass(frozen=True, slots=True)
class BothSides:
    """The findings of a case as the law stands and under a proposed change.

    `granted` is what other cases were granted since it was accepted: where the change judges it
    otherwise, `after` counts that too, as judging the case again would (`granted_since`).
    """

    before: Finding
    after: Finding
    granted: tuple[GrantedSince, ...]


def side_by_side(session: Session, amendment: str, case_id: str) -> BothSides:
    """Return both findings of a case; Refused `lookup.no_case`, `amendments.gone`."""
    on_record = session.amendments()
    require_open(on_record, amendment)
    with session.store.reading() as reader:
        case = reader.case(case_id)
    field = session.of_case(case).form(case.measure).district
    district = case.version.entries.get(field, "") if field else ""
    decided = {DECISIONS: case.version.finding.get(DECISIONS, ())}
    now, then = session.law, session.law_under(as_confirmed(on_record, amendment))
    sides = Sides(now, then, on_record, amendment).of(case.version.policy_hash)
    before, after = (side.finding(case.version.facts, district, decided) for side in sides)
    granted = granted_since(session, case)
    if granted and not same_result(after.as_record(), before.as_record()):
        facts = {**case.version.facts, "history": list(history_now(session, case))}
        return BothSides(before, sides[1].finding(facts, district, decided), granted)
    return BothSides(before, after, ())
