"""Words for records that somebody has to look into: lost anchors, jumps of the clock."""

from collections.abc import Sequence

from hrdesk.services.witness import AnchorLoss, ClockJump, JumpKind, RecordNote

_MOMENT = "%Y-%m-%d %H:%M"
_HOUR = 60
_DAY = 24 * _HOUR
_YEAR = 365 * _DAY
_JUMPED = {
    JumpKind.BACK: (
        "电脑时钟倒退过{often}：上一条办理记录是 {seen}，后来时钟却是 {found}，早了{span}。"
    ),
    JumpKind.AHEAD: "电脑时钟跳快过{often}：程序开着的时候一下快了{span}，{found} 发现。",
    JumpKind.SILENCE: (
        "电脑时钟对吗{often}？上一条办理记录是 {seen}，登录时时钟是 {found}，相隔{span}。"
    ),
}
#: What to do, and that nothing hangs on it (RELIABILITY P21).
CHECK_CLOCK = (
    "请核对电脑的日期和时间，不对的先校正。政策按填写的收件日期判定，不看时钟；"
    "时钟慢了，当天的收件日期会被当成“还没有到”。"
)


def lost_when(losses: tuple[AnchorLoss, ...]) -> str:
    """Return what happened, and since when, in one sentence."""
    first = losses[0]
    often = f"，共 {len(losses)} 次" if len(losses) > 1 else ""
    return (
        f"见证文件丢失或损坏过{often}：{first.last_seen:{_MOMENT}} 还在，"
        f"{first.found_at:{_MOMENT}} 登录时发现没有了，已重新写出。"
    )


def what_to_compare(losses: tuple[AnchorLoss, ...]) -> str:
    """Return how a person finds out whether the end of the audit was cut meanwhile."""
    first = losses[0]
    return (
        "一、关闭程序，运行 hrdesk verify --full，它会核对签名、内容和每一份备份；"
        f"二、取 {first.last_seen:{_MOMENT}} 以前打印的最后一份审批表，"
        f"页脚“审计”后面的第一个数不应大于 {first.last_record}。"
        "两项都对得上，到那份备份和审批表为止的记录没有少；"
        "有一项对不上，不要再录入，保留数据文件夹并报告主管。"
    )


def jumped_when(jumps: tuple[ClockJump, ...]) -> str:
    """Return how the clock does not fit and since when, in one sentence: the newest jump."""
    newest = jumps[-1]
    first = f"（共 {len(jumps)} 次，第一次 {jumps[0].found_at:{_MOMENT}}）" if jumps[1:] else ""
    return _JUMPED[newest.kind].format(
        often=first,
        seen=f"{newest.last_seen:{_MOMENT}}",
        found=f"{newest.found_at:{_MOMENT}}",
        span=_span(newest.minutes),
    )


def what_to_check(jumps: tuple[ClockJump, ...]) -> str:
    """Return what an administrator does about jumps of the clock."""
    records = "、".join(f"第 {jump.sequence} 条" for jump in jumps)
    return (
        f"{CHECK_CLOCK}校正以后时钟又会和记录对不上一次，那是正常的，一并记下。"
        f"其间登记的时间（受理、打印、备份的时刻）以时钟为准，可能不对：办理记录{records}起。"
    )


def noted(notes: Sequence[RecordNote]) -> list[str]:
    """Return the notes, each once with the records that one person noted together."""
    records: dict[tuple[str, str, str], list[str]] = {}
    for note in notes:
        key = (f"{note.noted_at:{_MOMENT}}", note.noted_by, note.note)
        records.setdefault(key, []).append(str(note.record))
    return [
        f"{when} {who} 核对第 {'、'.join(numbers)} 条{_together(numbers)}：{words}"
        for (when, who, words), numbers in records.items()
    ]


def _together(numbers: Sequence[str]) -> str:
    return f"（共 {len(numbers)} 条）" if len(numbers) > 1 else ""


def _span(minutes: int) -> str:
    if minutes >= _YEAR:
        return f"约 {round(minutes / _YEAR)} 年"
    if minutes >= _DAY:
        return f" {minutes // _DAY} 天"
    return f" {minutes // _HOUR} 小时" if minutes >= _HOUR else f" {minutes} 分钟"
