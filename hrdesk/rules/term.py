"""Whether the document was in force: for the matter, and for the application (clause 五)."""

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Reads, Verdict, missing, silent

LAST_DAY = "last_day"
EARLIER_MATTER = "earlier_matter"
LAPSED_BASIS = "lapsed_basis"
_LAST_DAY_READINGS = {"usage": CheckOutcome.UNMET, "civil_code": CheckOutcome.MET}
_EARLIER_READINGS = {
    "earlier_document": CheckOutcome.OFFICER,
    "this_document": CheckOutcome.MET,
    "none": CheckOutcome.UNMET,
}
_IN_FORCE_WORDINGS = {
    "met": ("matter", "first_day", "last_day"),
    "unmet_over": ("matter", "last_day"),
    "officer_earlier": ("matter", "first_day"),
    "officer_last_day": ("matter", "last_day"),
}
_IN_FORCE_QUESTIONS = {
    EARLIER_MATTER: tuple(_EARLIER_READINGS),
    LAST_DAY: tuple(_LAST_DAY_READINGS),
}
_LAPSED_READINGS = {"runs_out": CheckOutcome.MET, "stops": CheckOutcome.UNMET}


def in_force() -> Condition:
    """Return the condition that the matter lies between the document's first and last day.

    A matter before the first day belongs to the document that was repealed; the day on which
    usage and the Civil Code (民法典 202) differ belongs to an officer. The matter cannot lie
    after the application.
    """
    ahead_or_unknown: dict[str, tuple[str, ...]] = {"unmet_ahead": ("matter", "on"), "missing": ()}
    return Condition(
        "in_force",
        _in_force,
        {**_IN_FORCE_WORDINGS, **ahead_or_unknown},
        _IN_FORCE_QUESTIONS,
        reads=Reads(matter=True),
    )


def application_in_force() -> Condition:
    """Return the condition of `in_force` where the application is the matter (三（八）)."""
    return Condition("in_force", _in_force, _IN_FORCE_WORDINGS, _IN_FORCE_QUESTIONS)


def applied() -> Condition:
    """Return the condition that the application came while the document was in force.

    Afterwards the matter may still be in force, but the basis for paying has lapsed.
    """
    return Condition(
        "applied",
        _applied,
        {
            "met": ("on", "last_day"),
            "officer_last_day": ("on", "last_day"),
            "officer_lapsed": ("on", "last_day"),
        },
        {LAST_DAY: tuple(_LAST_DAY_READINGS), LAPSED_BASIS: tuple(_LAPSED_READINGS)},
    )


def outside_term(situation: Situation) -> str | None:
    """Return the word for an application outside the document's term, or None within it.

    For what another authority decides: it is told to it and decides nothing. `early`,
    `last_day` (the day on which usage and the Civil Code differ), `lapsed`.
    """
    on, book = situation.on, situation.book
    if on < book.first_day:
        return "early"
    if on <= book.last_day:
        return None
    reading = situation.reading(LAST_DAY) if on == book.disputed_last_day else "usage"
    return {"usage": "lapsed", "civil_code": None}.get(reading or "", "last_day")


def _in_force(situation: Situation) -> Verdict:
    matter, book = situation.matter, situation.book
    if matter is None:
        return missing(situation.matter_fact)
    if matter > situation.on:
        numbers = {"matter": matter, "on": situation.on}
        return Verdict(CheckOutcome.UNMET, "unmet_ahead", numbers)
    if matter < book.first_day:
        numbers = {"matter": matter, "first_day": book.first_day}
        earlier = Verdict(CheckOutcome.OFFICER, "officer_earlier", numbers)
        return silent(situation, EARLIER_MATTER, _EARLIER_READINGS, earlier)
    numbers = {"matter": matter, "first_day": book.first_day, "last_day": book.last_day}
    if matter <= book.last_day:
        return Verdict(CheckOutcome.MET, "met", numbers)
    del numbers["first_day"]
    if matter == book.disputed_last_day:
        disputed = Verdict(CheckOutcome.OFFICER, "officer_last_day", numbers)
        return silent(situation, LAST_DAY, _LAST_DAY_READINGS, disputed)
    return Verdict(CheckOutcome.UNMET, "unmet_over", numbers)


def _applied(situation: Situation) -> Verdict:
    on, book = situation.on, situation.book
    numbers = {"on": on, "last_day": book.last_day}
    if on <= book.last_day:
        return Verdict(CheckOutcome.MET, "met", numbers)
    lapsed = silent(
        situation,
        LAPSED_BASIS,
        _LAPSED_READINGS,
        Verdict(CheckOutcome.OFFICER, "officer_lapsed", numbers),
    )
    if on != book.disputed_last_day or situation.reading(LAST_DAY) == "usage":
        return lapsed
    readings = {"usage": lapsed.outcome, "civil_code": CheckOutcome.MET}
    disputed = Verdict(CheckOutcome.OFFICER, "officer_last_day", numbers)
    return silent(situation, LAST_DAY, readings, disputed)
