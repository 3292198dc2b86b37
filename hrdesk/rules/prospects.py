"""What the facts of one intake say of another measure (DESIGN 4.2: unknown is never "no")."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from hrdesk.domain.finding import Check, CheckOutcome, Finding
from hrdesk.domain.prospect import Prospect, ProspectKind
from hrdesk.rules.book import Book
from hrdesk.rules.fact_types import Facts
from hrdesk.rules.measure import Measure
from hrdesk.rules.registry import measure_of
from hrdesk.rules.shapes import Referral

#: Facts that mean the same in every measure that has them: of an agency, a person, a contract.
#: Others of one name do not: a platform, a level or months enjoyed are those of their measure.
COMMON_FACTS = frozenset(
    {
        "agency_kind",
        "licensed",
        "park_recognised",
        "blacklisted",
        "staff",
        "assets",
        "person",
        "birth",
        "category",
        "category_proof",
        "school_kind",
        "graduated_on",
        "unemployed_before",
        "contract_kind",
        "contract_start",
        "contract_end",
        "retirement_kind",
        "retirement_month",
    }
)
#: A category with its proof: kinds of people differ from measure to measure.
_CATEGORY, _PROOF = "category", "category_proof"
_CATEGORIES = "categories"
Raw = Mapping[str, Any]


def carried_over(application: Raw, measure: str, book: Book) -> dict[str, Any]:
    """Return an application, in the shape of the contract, as one for another measure.

    It holds the common facts that both measures have, case to case and line to line, and no
    history.
    """
    source, target = measure_of(application["measure"]), measure_of(measure)
    listed = _listed_categories(target, book)
    carried: dict[str, Any] = {
        "measure": measure,
        "on": application["on"],
        "applicant": application["applicant"],
        "facts": _common(application["facts"], source.taken, target.taken, listed),
    }
    if source.roster is not None and target.roster is not None:
        carried["lines"] = [
            _common(line, source.roster.taken, target.roster.taken, listed)
            for line in application.get("lines", ())
        ]
    return carried


def prospect_of(findings: Iterable[Finding], *, whole: bool = True) -> Prospect:
    """Return what findings of one measure, on the pieces of a roster, say of it together.

    There is at least one; the conditions of the case are those of the first. Unless the roster
    is `whole`, another line may still be claimed. The roster of a measure that weighs who is in
    it, as the new hires of a loan, is not filled in here: nobody in it and nothing that it gives
    refuses.
    """
    judged = tuple(findings)
    first = judged[0]
    measure = measure_of(first.measure)
    checks = _without_roster(measure, first.checks)
    lines = [line for finding in judged for line in finding.lines]
    hopeful = [line for line in lines if not _refusals(line.checks)]
    refused = _refusals(checks)
    if whole and lines and not hopeful and measure.roster is not None and measure.roster.decides:
        refused += tuple(dict.fromkeys(text for line in lines for text in _refusals(line.checks)))
    is_referral = isinstance(measure.shape, Referral)
    kind = ProspectKind.REFUSED if refused else ProspectKind.OPEN
    often = Counter(title for line in hopeful for title in _unknown(line.checks))
    unknown = (*_unknown(checks), *(title for title, _ in often.most_common()))
    return Prospect(
        measure=first.measure,
        kind=ProspectKind.REFERRED if is_referral else kind,
        authority=first.authority,
        unknown=tuple(dict.fromkeys(unknown)),
        refused=refused,
        lines=len(hopeful),
        listed=len(lines),
    )


def _without_roster(measure: Measure, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Return checks with those unknown that are refused by what a roster not filled in holds."""
    weighing = {each.code for each in measure.conditions if each.reads.lines}
    return tuple(
        replace(check, outcome=CheckOutcome.MISSING)
        if check.code in weighing and check.outcome is CheckOutcome.UNMET
        else check
        for check in checks
    )


def _listed_categories(measure: Measure, book: Book) -> frozenset[str]:
    """Return the kinds of people that a measure has listed at any time."""
    if _CATEGORIES not in measure.figures:
        return frozenset()
    rows = book.parameters[measure.parameter_ids[_CATEGORIES]]
    return frozenset(code for row in rows if isinstance(row.value, tuple) for code in row.value)


def _common(facts: Raw, given: Facts, taken: Facts, listed: frozenset[str]) -> dict[str, Any]:
    common = {
        name: value
        for name, value in facts.items()
        if name in COMMON_FACTS and name in taken and given.get(name) is taken[name]
    }
    # Who is of no kind that is listed here may still be of one besides: it is unknown.
    if common.get(_CATEGORY) not in listed:
        common.pop(_CATEGORY, None)
        common.pop(_PROOF, None)
    return common


def _refusals(checks: tuple[Check, ...]) -> tuple[str, ...]:
    return tuple(
        f"{check.title}\uff1a{check.shown}"
        for check in checks
        if check.outcome is CheckOutcome.UNMET
    )


def _unknown(checks: tuple[Check, ...]) -> tuple[str, ...]:
    return tuple(check.title for check in checks if check.outcome is CheckOutcome.MISSING)
