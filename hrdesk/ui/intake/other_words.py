"""The sentences on other rights of the same applicant."""

from hrdesk.domain.dates import written_months
from hrdesk.domain.prospect import Overlap, Prospect, Standing

#: So many unknown conditions are named; the others are counted.
_MOST_UNKNOWN = 4
_WAITS = {Standing.DECIDING: "还没有裁量", Standing.INCOMPLETE: "那一件还没有审完"}


def folded(count: int) -> str:
    """Return the line that opens and closes the list."""
    return f"同一次还可以申请：{count} 项"


def refused(count: int) -> str:
    """Return the line that opens the reasons of what cannot be claimed."""
    return f"这次不能申请：{count} 项，看原因"


def referred(count: int) -> str:
    """Return the heading of what other authorities decide."""
    return f"由其他部门办理：{count} 项"


def unknown(prospect: Prospect) -> str:
    """Return what is still to be known, and of how many people."""
    parts = []
    if prospect.listed:
        parts.append(f"名册里 {prospect.lines} 人没有发现不符合的")
    titles = prospect.unknown[:_MOST_UNKNOWN]
    if titles:
        more = len(prospect.unknown) - len(titles)
        rest = f"等 {more + len(titles)} 项" if more else ""
        parts.append(f"还要知道：{'、'.join(titles)}{rest}")
    if prospect.exclusive:
        parts.append("同一个人、同一个月只能享受其中一项")
    return "；".join(parts) or "已知的条件都符合"


def part_of_roster(looked_at: int, listed: int) -> str:
    """Return what is said when other measures were not judged with the whole roster."""
    return f"名册有 {listed} 行，其他事项只看了前 {looked_at} 行。"


def more_overlaps(count: int) -> str:
    """Return what is said of overlaps that are not named."""
    return f"重复的月份还有 {count} 处"


def overlap(found: Overlap, title: str) -> str:
    """Return what is said of months that another case claimed before under any measure."""
    months = written_months(found.months)
    if found.standing is Standing.GRANTED:
        told = f"第 {found.line} 行 {months} 已按“{title}”受理、符合（{found.number}）"
        paid = "不再计发"
    elif found.standing is Standing.HELD:
        told = f"第 {found.line} 行 {months} 在“{title}”里更正前已经上报（{found.number}），"
        told += "平台还可能发放"
        paid = "暂不计发"
    else:
        told = f"提示：第 {found.line} 行 {months} 在“{title}”里也申请了（{found.number}），"
        told += _WAITS[found.standing]
        paid = "只计发一次"
    if found.blocked:
        return f"{told}：同一个人、同一个月、同一种费用，{paid}"
    return f"{told}：同一个月两种补贴，请核对是不是同一份工作"
