"""Who may apply: the kind of agency, its licence, the blacklist (三; 四（二）; 条例 14, 18)."""

from collections.abc import Mapping

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.conditions import holds, listed, when_code
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import MET, Applies, Condition, Reads, Verdict, silent

#: The dated list of the kinds that may apply.
_KINDS = "agency_kinds"
#: The figures of a measure for which an agency applies.
AGENCY_FIGURES: Mapping[str, Figure] = {
    _KINDS: Figure(FigureKind.CODES, fact="agency_kind", closed=False)
}
BLACKLISTED = "blacklisted"
_COMMERCIAL, _PARK = "commercial", "park"
_READINGS = {"pays": CheckOutcome.MET, "refuses": CheckOutcome.UNMET}


def agency() -> tuple[Condition, ...]:
    """Return the conditions of an agency that may apply: of a listed kind, not blacklisted.

    The figure `agency_kinds` lists the kinds; a commercial one is licensed or filed. While
    the kind is unknown nothing further is asked.
    """
    return (
        listed("agency_kind", _KINDS),
        holds("licensed", when_code("agency_kind", _COMMERCIAL)),
        not_blacklisted(),
    )


def agency_or_park() -> tuple[Condition, ...]:
    """Return the conditions of an agency, or of a recognised park."""
    return (*agency(), holds("park_recognised", when_code("agency_kind", _PARK)))


def not_blacklisted() -> Condition:
    """Return the condition about the blacklist (四（二）), of which the text sets no consequence.

    It belongs to a case only when somebody has looked it up.
    """

    def judge(situation: Situation) -> Verdict:
        if situation.facts[BLACKLISTED] is not True:
            return MET
        listed_now = Verdict(CheckOutcome.OFFICER, "officer")
        return silent(situation, BLACKLISTED, _READINGS, listed_now)

    return Condition(
        BLACKLISTED,
        judge,
        {"met": (), "officer": ()},
        {BLACKLISTED: tuple(_READINGS)},
        Applies(lambda situation: BLACKLISTED in situation.facts, (BLACKLISTED,)),
        Reads((BLACKLISTED,)),
    )
