"""Who entered a row of a register and when, and who withdrew it and why, in one line."""

from hrdesk.domain.organization import Entry, Withdrawal


def entered_words(entry: Entry, withdrawal: Withdrawal | None) -> str:
    """Return who entered a row, and why it counts no more when it was withdrawn."""
    words = f"{entry.by} {entry.at:%Y-%m-%d} 登记"
    if withdrawal is None:
        return words
    by = withdrawal.entry
    return f"{words} · 撤销：{withdrawal.reason} · {by.by} {by.at:%Y-%m-%d}"
