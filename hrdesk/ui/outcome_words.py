"""Short words for outcomes, states and acts, as lists and case pages say them."""

from collections.abc import Mapping

from hrdesk.domain.case import CaseState
from hrdesk.domain.finding import Outcome
from hrdesk.domain.print_spec import PaperKind
from hrdesk.domain.referral import Referred, Verdict

OUTCOMES = {
    Outcome.ELIGIBLE: "符合条件",
    Outcome.INELIGIBLE: "不符合",
    Outcome.INCOMPLETE: "待补",
    Outcome.OFFICER: "需裁量",
    Outcome.REFERRAL: "转办",
}

#: What a loan gives instead of money.
QUALIFIED = "资格符合"

STATES = {CaseState.ACCEPTED: "已受理"}

ACTS = {
    "case.accept": "受理",
    "case.decide": "裁量决定",
    "correction.propose": "提出更正",
    "correction.withdraw": "撤回更正",
    "correction.confirm": "确认更正",
    "paper.add": "打印或另存",
    "letter.give": "编转办函号",
    "answer.enter": "登记答复",
    "answer.withdraw": "撤销一条答复",
}

PAPERS: Mapping[str, str] = {
    PaperKind.APPROVAL_FORM: "审批表",
    PaperKind.REFERRAL_LETTER: "转办函",
    PaperKind.REFERRAL_NOTICE: "告知单",
}

VERDICTS = {
    Verdict.ACCEPTED: "同意办理",
    Verdict.REFUSED: "不予办理",
    Verdict.OTHER: "其他",
}


def referral_state(referred: Referred) -> str:
    """Return how far a referral is, in a word."""
    if referred.answered is not None:
        return "已答复"
    return "已转办" if referred.letter else "未出函"
