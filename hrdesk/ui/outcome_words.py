"""Short words for outcomes, states and acts, as lists and case pages say them."""

from hrdesk.domain.case import CaseState
from hrdesk.domain.finding import Outcome

OUTCOMES = {
    Outcome.ELIGIBLE: "符合条件",
    Outcome.INELIGIBLE: "不符合",
    Outcome.INCOMPLETE: "待补",
    Outcome.OFFICER: "需裁量",
    Outcome.REFERRAL: "转报",
}

#: What a loan gives instead of money.
QUALIFIED = "资格符合"

STATES = {CaseState.ACCEPTED: "已受理"}

ACTS = {
    "case.accept": "受理",
    "case.decide": "审批人决定",
    "paper.add": "打印或另存审批表",
}

PAPERS = {"approval_form": "审批表"}
