"""Words for losses of the anchor, the witness file of the audit's end."""

from hrdesk.services.witness import AnchorLoss

_MOMENT = "%Y-%m-%d %H:%M"


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
