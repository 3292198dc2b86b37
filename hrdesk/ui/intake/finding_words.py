"""The finding in one sentence: what it is, and what is missing or in the way."""

from dataclasses import dataclass

from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome
from hrdesk.domain.money import grouped
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.said_list import Said
from hrdesk.ui.outcome_words import QUALIFIED

#: More titles than this make no sentence that one can read out.
_MOST_TITLES = 3

#: The conditions that make an outcome what it is.
DECIDING = {
    Outcome.INELIGIBLE: CheckOutcome.UNMET,
    Outcome.INCOMPLETE: CheckOutcome.MISSING,
    Outcome.OFFICER: CheckOutcome.OFFICER,
}
_SENTENCES = {
    Outcome.INELIGIBLE: "{n} 项条件不符合：{titles}",
    Outcome.INCOMPLETE: "缺 {n} 项条件：{titles}",
    Outcome.OFFICER: "待裁量：{titles}",
}
_LINES = {
    Outcome.INELIGIBLE: "名册 {n} 行都不符合",
    Outcome.INCOMPLETE: "名册 {n} 行待补",
    Outcome.OFFICER: "名册 {n} 行待裁量",
}
_NO_LINES = "名册里还没有可以判定的行"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said beside a finding: that rows are not judged yet, and sentences about rows."""

    not_judged: str = ""
    of_rows: tuple[Said, ...] = ()


def headline(finding: Finding) -> str:
    """Return the outcome as the panel says it; a loan only qualifies."""
    if finding.qualifies and finding.outcome is Outcome.ELIGIBLE:
        return QUALIFIED
    return terms.HEADLINES[finding.outcome]


def in_one_sentence(finding: Finding) -> str:
    """Return what decides the outcome."""
    if finding.outcome is Outcome.REFERRAL:
        return _pre_check(finding)
    if finding.outcome not in DECIDING:
        return f"{len(finding.checks)} 项条件全部符合"
    outcome, sentence = DECIDING[finding.outcome], _SENTENCES[finding.outcome]
    titles = [check.title for check in finding.checks if check.outcome is outcome]
    if not titles:
        return _of_lines(finding)
    return sentence.format(n=len(titles), titles=_listed(titles))


def amount_in_short(finding: Finding) -> str:
    """Return the amount as a line that says everything has room for it, or "" without one."""
    if finding.outcome is Outcome.REFERRAL:
        return f"{terms.HANDED_TO} {finding.authority}"
    if finding.qualifies:
        most = finding.ceiling if finding.outcome is Outcome.ELIGIBLE else None
        return f"{terms.CEILING} {grouped(most)} {terms.YUAN}" if most is not None else ""
    if finding.amount is None or finding.outcome is Outcome.INELIGIBLE:
        return ""
    words = f"{terms.AMOUNT} {grouped(finding.amount)} {terms.YUAN}"
    return f"{words}（{terms.AMOUNT_SO_FAR}）" if finding.outcome in DECIDING else words


def _pre_check(finding: Finding) -> str:
    """Return what a pre-check found; it decides nothing, whatever it is."""
    if not finding.checks:
        return "登记后转办"
    open_ones = [
        f"{n} 项{words}"
        for outcome, words in ((CheckOutcome.UNMET, "不符合"), (CheckOutcome.MISSING, "还不知道"))
        if (n := sum(check.outcome is outcome for check in finding.checks))
    ]
    return f"预审：{'，'.join(open_ones)}，照样转办" if open_ones else "预审：各项符合"


def _of_lines(finding: Finding) -> str:
    """Return what decides the outcome where the case's own conditions do not: rows of a roster."""
    if not finding.lines:
        return _NO_LINES
    deciding = [line for line in finding.lines if line.outcome is finding.outcome]
    titles = dict.fromkeys(
        check.title
        for line in deciding
        for check in line.checks
        if check.outcome is DECIDING[finding.outcome]
    )
    words = _LINES[finding.outcome].format(n=len(deciding))
    return f"{words}：{_listed(list(titles))}" if titles else words


def _listed(titles: list[str]) -> str:
    shown = "、".join(titles[:_MOST_TITLES])
    return shown if len(titles) <= _MOST_TITLES else f"{shown}等"


def reading_words(check: Check) -> list[tuple[str, str]]:
    """Return each reading of a silent text with what the case would give under it."""
    lines = []
    for reading in check.readings:
        gives = terms.READING_OUTCOMES[reading.outcome]
        # Nought says no more than the outcome, and of a loan it says something wrong.
        if reading.amount:
            gives = f"{gives}，{grouped(reading.amount)} 元"
        lines.append((reading.text, gives))
    return lines
