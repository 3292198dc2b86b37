"""Whether a firm is small or micro, and has staff at all (三（八）; 工信部联企业〔2011〕300号)."""

from decimal import Decimal

from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import Condition, Number, Reads, Verdict, missing

_SIZE = {"small_staff": FigureKind.COUNT, "small_assets": FigureKind.MONEY}
_STAFF = ("staff", "staff_limit")
_ASSETS = ("assets", "assets_limit")


def small_or_micro() -> Condition:
    """Return the condition that staff or assets lie below the limits of a medium firm.

    Either settles it, for a firm is medium only if it reaches both.
    """
    return Condition(
        "small_firm",
        _small,
        {
            "met_staff": _STAFF,
            "met_assets": _ASSETS,
            "unmet": (*_STAFF, *_ASSETS),
            "missing": (),
            "missing_assets": _STAFF,
            "missing_staff": _ASSETS,
        },
        reads=Reads(("staff", "assets"), _SIZE),
    )


def someone_works_there() -> Condition:
    """Return the condition that the firm has staff in service: a share of nobody means nothing."""

    def judge(situation: Situation) -> Verdict:
        staff = situation.count("staff")
        if staff is None:
            return missing("staff")
        return Verdict(
            CheckOutcome.MET if staff else CheckOutcome.UNMET,
            "met" if staff else "unmet",
            {"staff": staff},
        )

    wordings = {"met": ("staff",), "unmet": ("staff",), "missing": ()}
    return Condition("staff", judge, wordings, reads=Reads(("staff",)))


def _small(situation: Situation) -> Verdict:
    staff, assets = situation.count("staff"), situation.money("assets")
    most, worth = situation.figure("small_staff"), situation.figure("small_assets")
    if not isinstance(most, int) or not isinstance(worth, Decimal):
        return missing("staff", "assets")
    about_staff: dict[str, Number] = {"staff": staff, "staff_limit": most}
    about_assets: dict[str, Number] = {"assets": assets, "assets_limit": worth}
    if staff is not None and staff < most:
        return Verdict(CheckOutcome.MET, "met_staff", about_staff)
    if assets is not None and assets < worth:
        return Verdict(CheckOutcome.MET, "met_assets", about_assets)
    if staff is None and assets is None:
        return missing("staff", "assets")
    if staff is None:
        return Verdict(CheckOutcome.MISSING, "missing_staff", about_assets, ("staff",))
    if assets is None:
        return Verdict(CheckOutcome.MISSING, "missing_assets", about_staff, ("assets",))
    return Verdict(CheckOutcome.UNMET, "unmet", about_staff | about_assets)
