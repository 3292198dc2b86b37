"""The words of corrections: what is changed, what comes of it, what was done with it."""

from hrdesk.domain.correction import Change, Correction
from hrdesk.domain.errors import Problem
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.money import from_fen, grouped
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.monthly import column_and_month
from hrdesk.services.cases import HistoryEntry
from hrdesk.services.correction_outlook import CorrectionOutlook, Result, Shift
from hrdesk.services.presenting import present
from hrdesk.ui.cases.correction_places import CorrectablePlace, place_of_problem
from hrdesk.ui.cases.facts_card import shown_text
from hrdesk.ui.outcome_words import ACTS, OUTCOMES, QUALIFIED
from hrdesk.ui.reason_row import ReasonWords

TITLE = "更正"
WHAT_IT_DOES = (
    "选中要更正的一项按 Enter，填写正确的内容。第二个人核对确认以后成为案件的新版本，"
    "原来的版本保留；收件日期、案号、事项和名册的行不能更正。"
)
CAUSE, CAUSE_HINT = "更正原因", "依据哪些材料或情况；印在审批表附页上"
SEEING, HANDING_IN = "正在核算更正以后的结果……", "正在提交更正……"
CONFIRMING, TAKING_IT_BACK, REFUSING_IT = "正在确认更正……", "正在撤回更正……", "正在退回更正……"
SEE, HAND_IN, BACK = "看结果", "提交，等第二个人确认", "返回修改"
CONFIRM, REFUSE, TAKE_BACK = "确认更正", "退回…", "撤回…"
HANDED_IN = "更正已提交，等另一位经办、审批人或者主管登录后核对确认。"
OWN = "这份更正是您提出的，请另一位经办、审批人或者主管登录后核对确认。"
NOT_YOURS = "由另一位有经办、审批人或者主管岗位的人核对确认。"
COMPARE = "请拿原件逐项核对新值，再确认；确认以后审批表要重新打印。"
STALE = "提出以后案件有了新的版本，这份更正不能再确认，只能撤回或者退回。"
NONE_VALUE = "（空）"
REFUSING = ReasonWords(
    "退回原因", "写明哪里与原件不符；会记入办理经过", "确认退回", "不退回", is_final=True
)
TAKING_BACK = ReasonWords("撤回原因", "会记入办理经过", "确认撤回", "不撤回", is_final=True)
TAKING_BACK_LEAVES = "撤回以后案件保持现在的内容，可以另提更正。"
REFUSING_LEAVES = "退回以后案件保持现在的内容，提出的人看得到原因，可以另提更正。"
_CHECKS = {
    CheckOutcome.MET: "符合",
    CheckOutcome.UNMET: "不符合",
    CheckOutcome.MISSING: "还不知道",
    CheckOutcome.OFFICER: "须审批人决定",
}
#: The acts by which a correction is proposed, taken back or refused, as the records say it.
_PROPOSED, _WITHDRAWN = "correction.propose", "correction.withdraw"
#: More conditions and values than these would push the acts out of sight.
_MOST_SHIFTS, _MOST_CHANGES, _MOST_REMARKS = 6, 12, 4


def result_words(seen: CorrectionOutlook, *, pays: bool) -> str:
    """Return outcome and amount as they are and as they would be."""
    was, now = _result(seen.was, pays=pays), _result(seen.now, pays=pays)
    if was == now:
        return f"判定和金额不变：{now}"
    return f"现在：{was}　→　更正后：{now}"


def ground_words(seen: CorrectionOutlook) -> str:
    """Return why the result is what it is, beside its conditions."""
    if not seen.is_judged:
        return "更正的内容不影响条件和金额，原来的判定保留。"
    words = "按更正后的内容重新判定。"
    if seen.fallen:
        words += f"有 {seen.fallen} 项审批人的决定因此不再适用。"
    return words


def former_account_words(seen: CorrectionOutlook) -> str:
    """Return what a correction of the account leaves as it is, "" where it leaves nothing."""
    former = seen.former_account
    if former is None:
        return ""
    return (
        f"平台已受理 {former.accepted} 行、还在等待 {former.waiting} 行，"
        "这些行是按更正以前的账户上报的，这次更正不改变它们；失败的行重新上报时才用新账户。"
    )


def remark_lines(seen: CorrectionOutlook, form: FormSpec) -> tuple[str, ...]:
    """Return what intake says of the new entries: to be looked at, none hinders."""
    return tuple(_remark(form, each) for each in seen.remarks[:_MOST_REMARKS])


def _remark(form: FormSpec, remark: Problem) -> str:
    roster, line, key = place_of_problem(remark.where)
    known = form.rosters[roster].columns if roster else form.fields
    row = f"第 {line} 行" if roster else ""
    column, month = column_and_month(key)
    label = known[column].label if column in known else key
    where = f"{row}{label}" if month is None else f"{row}{label}（{month}）"
    labels = {field.id: field.label for field in known.values()}
    said = present(remark, labels)
    return f"请再看一眼　{where}：{said.problem} {said.remedy}".rstrip()


def shift_lines(seen: CorrectionOutlook) -> tuple[str, ...]:
    """Return the conditions that say something else, the first of them."""
    lines = tuple(_shift(each) for each in seen.shifts[:_MOST_SHIFTS])
    rest = len(seen.shifts) - len(lines)
    return (*lines, f"另有 {rest} 项条件的内容有变化。") if rest else lines


def history_lines(form: FormSpec, entry: HistoryEntry) -> tuple[str, ...]:
    """Return what the history of a case says below an act on a correction."""
    correction = entry.correction
    if correction is None:
        return ()
    if entry.act == _PROPOSED:
        # Once it is confirmed, that act says what was changed.
        changes = () if correction.made else _change_lines(form, correction)
        return (f"　原因：{correction.cause}", *changes)
    if correction.withdrawal is not None:
        return (f"　原因：{correction.withdrawal.reason}",)
    return (f"　{correction.entry.by} 提出", *_change_lines(form, correction))


def act_words(entry: HistoryEntry) -> str:
    """Return what an act of the history was; who refuses one of another does not take it back."""
    if entry.act == _WITHDRAWN and entry.correction is not None and entry.correction.was_refused:
        return "退回更正"
    return ACTS[entry.act]


def _change_lines(form: FormSpec, correction: Correction) -> tuple[str, ...]:
    """Return old and new values, masked where a type is masked."""
    shown = correction.changes[:_MOST_CHANGES]
    lines = tuple(f"　{_masked(form, each)}" for each in shown)
    rest = len(correction.changes) - len(shown)
    return (*lines, f"　另有 {rest} 处。") if rest else lines


def summary_words(correction: Correction) -> str:
    """Return who proposed a correction, when, how much it changes, and why."""
    entry = correction.entry
    return (
        f"{entry.by} {entry.at:%Y-%m-%d %H:%M} 提出，更正 {len(correction.changes)} 处。"
        f"原因：{correction.cause}"
    )


def where_words(place: CorrectablePlace) -> str:
    """Return the place of an entry with its row."""
    return f"{place.who}　{place.spec.label}" if place.who else place.spec.label


def made_words(version: int) -> str:
    """Return what is said once a correction is confirmed."""
    return f"更正已确认，成为第 {version} 版；审批表要重新打印，旧的不再使用。"


def _masked(form: FormSpec, change: Change) -> str:
    spec = form.fields.get(change.key)
    where = spec.label if spec is not None and not change.roster else ""
    if change.roster:
        column = form.rosters[change.roster].columns.get(change.key.partition("@")[0])
        spec = column
        where = f"第 {change.line} 行{column.label if column is not None else change.key}"
    if spec is None:
        titles = {f"material.{each.id}": each.title for each in form.materials}
        return f"{titles.get(change.key, change.key)}：收取方式有变化"
    values = [shown_text(spec, each) or NONE_VALUE for each in (change.before, change.after)]
    return f"{where}：{values[0]} → {values[1]}"


def _result(result: Result, *, pays: bool) -> str:
    if not pays:
        most = "" if not result.amount_fen else f" 最高 {_yuan(result.amount_fen)}"
        eligible = result.outcome is Outcome.ELIGIBLE
        return QUALIFIED + most if eligible else OUTCOMES[result.outcome]
    amount = "" if result.amount_fen is None else f" {_yuan(result.amount_fen)}"
    return OUTCOMES[result.outcome] + amount


def _shift(shift: Shift) -> str:
    row = f"第 {shift.line} 行　" if shift.line else ""
    was, now = (
        "不问" if each is None else f"{_CHECKS[each[0]]}（{each[1]}）"
        for each in (shift.was, shift.now)
    )
    return f"{row}{shift.title}：{was} → {now}"


def _yuan(fen: int) -> str:
    return f"{grouped(from_fen(fen))} 元"
