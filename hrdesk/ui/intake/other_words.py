"""The sentences on other rights of the same applicant."""

from hrdesk.domain.dates import written_months
from hrdesk.domain.prospect import Overlap, Prospect

#: So many unknown conditions are named; the others are counted.
_MOST_UNKNOWN = 4


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


def overlap(found: Overlap, title: str) -> str:
    """Return what is said of months that were granted before under any measure."""
    months = written_months(found.months)
    granted = f"第 {found.line} 行 {months} 已按“{title}”享受（{found.number}）"
    if found.blocked:
        return f"{granted}：同一个人、同一个月、同一种费用，不再计发"
    return f"{granted}：同一个月两种补贴，请核对是不是同一份工作"
