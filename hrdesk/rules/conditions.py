"""Conditions that many measures share; none of them holds a figure, a date or a wording."""

from collections.abc import Callable, Mapping

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import (
    MET,
    UNMET,
    Applies,
    Coded,
    Condition,
    Reads,
    Verdict,
    missing,
    silent,
)


def when_code(fact: str, *codes: str) -> Applies:
    """Return the test that a coded fact is one of these."""
    return Applies(lambda situation: situation.facts.get(fact) in codes, (fact,))


def when_listed_otherwise(fact: str, listing: str, *codes: str) -> Applies:
    """Return the test that a coded fact is listed in the pack and is none of these."""

    def applies(situation: Situation) -> bool:
        code = situation.text(fact)
        if code is None or code in codes:
            return False
        return situation.listed(listing, code) is not False

    return Applies(applies, (fact,), {listing: FigureKind.CODES})


def holds(fact: str, applies: Applies | None = None) -> Condition:
    """Return the condition that a yes-or-no fact is true."""
    unknown = missing(fact)

    def judge(situation: Situation) -> Verdict:
        value = situation.facts.get(fact)
        if value is None:
            return unknown
        return MET if value is True else UNMET

    wordings: dict[str, tuple[str, ...]] = {"met": (), "unmet": (), "missing": ()}
    return Condition(fact, judge, wordings, applies=applies, reads=Reads((fact,)))


def listed(
    fact: str,
    listing: str,
    applies: Applies | None = None,
    kind: FigureKind = FigureKind.CODES,
) -> Condition:
    """Return the condition that a coded fact stands in a dated list or table of the pack."""
    unknown = missing(fact)

    def judge(situation: Situation) -> Verdict:
        code = situation.text(fact)
        if code is None:
            return unknown
        stands = situation.listed(listing, code)
        if stands is None:
            return missing(situation.matter_fact, wording="missing_day", code=Coded(fact, code))
        numbers = {"code": Coded(fact, code)}
        if stands:
            return Verdict(CheckOutcome.MET, "met", numbers)
        return Verdict(CheckOutcome.UNMET, "unmet", numbers)

    wordings = {"met": ("code",), "unmet": ("code",), "missing": (), "missing_day": ("code",)}
    reads = Reads((fact,), {listing: kind})
    return Condition(fact, judge, wordings, applies=applies, reads=reads)


def given(fact: str) -> Condition:
    """Return the condition that a text is given; which one is nobody's business here."""
    unknown = missing(fact)

    def judge(situation: Situation) -> Verdict:
        text = situation.text(fact)
        return unknown if text is None else Verdict(CheckOutcome.MET, "met", {"text": text})

    return Condition(fact, judge, {"met": ("text",), "missing": ()}, reads=Reads((fact,)))


def listed_by(fact: str, choice: str, listings: Mapping[str, str], kind: FigureKind) -> Condition:
    """Return the condition that a coded fact stands in the list that another code chooses.

    While the choice is unlisted nothing is asked; while it is unknown, a code that stands in
    none of the lists is refused, whatever the choice turns out to be.
    """
    figures = dict.fromkeys(listings.values(), kind)

    def judge(situation: Situation) -> Verdict:
        code = situation.text(fact)
        if code is None:
            return missing(fact)
        if situation.text(choice) is None:
            return Verdict(CheckOutcome.UNMET, "unmet_all", {"code": Coded(fact, code)})
        numbers = {
            "code": Coded(fact, code),
            "choice": Coded(choice, situation.text(choice) or ""),
        }
        stands = situation.listed(listings[situation.text(choice) or ""], code)
        if stands is None:
            return Verdict(CheckOutcome.MISSING, "missing_day", numbers, (situation.matter_fact,))
        outcome = CheckOutcome.MET if stands else CheckOutcome.UNMET
        return Verdict(outcome, outcome.value, numbers)

    names = ("code", "choice")
    wordings = {
        "met": names,
        "unmet": names,
        "unmet_all": ("code",),
        "missing": (),
        "missing_day": names,
    }
    return Condition(
        fact,
        judge,
        wordings,
        applies=Applies(_chosen_or_in_none(fact, choice, listings), (choice, fact), figures),
        reads=Reads((fact, choice), figures),
    )


def _chosen_or_in_none(
    fact: str, choice: str, listings: Mapping[str, str]
) -> Callable[[Situation], bool]:
    """Return the test that the list to look in is known, or that no list has the code."""

    def applies(situation: Situation) -> bool:
        chosen, code = situation.text(choice), situation.text(fact)
        if chosen is not None or code is None:
            return chosen in listings
        return not any(situation.listed(name, code) is not False for name in listings.values())

    return applies


def left_to_officer(fact: str, question: str) -> Condition:
    """Return the condition that a yes-or-no fact is false; where it is true the text is silent."""
    readings = {"full": CheckOutcome.MET, "none": CheckOutcome.UNMET}

    def judge(situation: Situation) -> Verdict:
        value = situation.facts.get(fact)
        if value is None:
            return missing(fact)
        if value is not True:
            return MET
        return silent(situation, question, readings, Verdict(CheckOutcome.OFFICER, "officer"))

    wordings: dict[str, tuple[str, ...]] = {"met": (), "missing": (), "officer": ()}
    return Condition(fact, judge, wordings, {question: tuple(readings)}, reads=Reads((fact,)))


def cited(fact: str, question: str, applies: Applies) -> Condition:
    """Return the condition that a superior document is cited for what the clause leaves open.

    Whether the document carries the case is for an officer. Under the reading `closed` the
    clause's own list is complete, and no document is asked for.
    """
    readings = {"superior": CheckOutcome.MET, "closed": CheckOutcome.UNMET}
    unknown = missing(fact)

    def judge(situation: Situation) -> Verdict:
        document = situation.text(fact)
        if document is None:
            if situation.reading(question) == "closed":
                return Verdict(CheckOutcome.UNMET, "unmet", question=question, ruled="closed")
            return unknown
        verdict = Verdict(CheckOutcome.OFFICER, "officer", {"document": document})
        return silent(situation, question, readings, verdict)

    wordings: dict[str, tuple[str, ...]] = {"missing": (), "unmet": (), "officer": ("document",)}
    return Condition(fact, judge, wordings, {question: tuple(readings)}, applies, Reads((fact,)))
