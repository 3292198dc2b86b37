"""The cards of a person: lines of time, one-off rights, months by case, what is left."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from hrdesk.domain.enjoyment import HeldRight, MarkKind, PendingRight, Standing
from hrdesk.services.displaying import displayed_date
from hrdesk.services.enjoyment import MonthGrant, PersonHistory, TimeLine
from hrdesk.services.session import Session
from hrdesk.ui.enjoyment import terms
from hrdesk.ui.enjoyment.legend import legend
from hrdesk.ui.enjoyment.year_model import YearModel
from hrdesk.ui.enjoyment.year_view import YearView
from hrdesk.ui.words import card, label, rule, selectable

#: How a month of the model says all that is known of it.
_WORDS = Qt.ItemDataRole.AccessibleTextRole


def main_cards(session: Session, history: PersonHistory) -> Iterator[QFrame]:
    """Yield the cards of the wide column; what is only held first: it may refuse a new case."""
    if history.pending:
        yield pending_card(session, history.pending)
    for time in history.times:
        yield _timetitled_card(session, history, time)
    if history.grants:
        yield _grantstitled_card(session, history.grants)
    yield rights_card(session, history.rights)


def side_cards(session: Session, history: PersonHistory) -> Iterator[QFrame]:
    """Yield the cards of what is left, one for each measure with a limit."""
    for standing in history.standings:
        yield _standingtitled_card(session, history, standing)


def rights_card(session: Session, rights: tuple[HeldRight, ...]) -> QFrame:
    """Return the card of one-off rights, the newest first."""
    surface, column = titled_card("enjoyment_rights", "一次性的补贴和奖补")
    if not rights:
        column.addWidget(label("没有记录。", "soft"))
    for right in reversed(rights):
        column.addWidget(rule())
        origin = right.origin
        title = " · ".join(
            filter(None, (terms.title_of(session, origin.measure), terms.purpose(session, right)))
        )
        column.addWidget(selectable(f"{title}　{terms.amount_words(right.amount_fen)}"))
        where = f" · {origin.organization}" if origin.organization else ""
        day = displayed_date(origin.received_on)
        state = terms.state_words(origin, still_open=right.amount_fen is None)
        column.addWidget(selectable(f"{state} · {origin.number} · {day}{where}", "small"))
    return surface


def pending_card(session: Session, pending: tuple[PendingRight, ...]) -> QFrame:
    """Return the card of what is only held for cases that use it no more, and why."""
    surface, column = titled_card("enjoyment_pending", terms.PENDING_TITLE)
    column.addWidget(label(terms.PENDING_MEANING, "small", wrap=True))
    for each in reversed(pending):
        what, case = terms.pending_words(session, each)
        column.addWidget(rule())
        column.addWidget(selectable(what))
        column.addWidget(selectable(case, "small"))
    return surface


def _timetitled_card(session: Session, history: PersonHistory, time: TimeLine) -> QFrame:
    surface, column = titled_card(
        f"time_{time.cost}", f"逐月记录：{terms.cost_title(session, time.cost)}"
    )
    counts = label(_counts(time), "soft", wrap=True)
    counts.setObjectName(f"time_counts_{time.cost}")
    column.addWidget(counts)
    model = YearModel(time, history.month, surface)
    view = YearView(f"years_{time.cost}", model)
    view.setAccessibleName(f"{terms.cost_title(session, time.cost)}逐月记录")
    view.setAccessibleDescription(counts.text())
    pointed = selectable(str(model.begin().data(_WORDS)), "label")
    pointed.setObjectName(f"pointed_{time.cost}")
    view.selectionModel().currentChanged.connect(
        lambda index, _: pointed.setText(str(index.data(_WORDS)))
    )
    column.addWidget(view)
    column.addWidget(pointed)
    column.addWidget(rule())
    column.addWidget(legend(time.employers, held=MarkKind.HELD in _kinds(time)))
    return surface


def _kinds(time: TimeLine) -> list[MarkKind]:
    return [mark.kind for marks in time.marks.values() for mark in marks]


def _counts(time: TimeLine) -> str:
    kinds = _kinds(time)
    named = (
        (MarkKind.ELIGIBLE, "符合"),
        (MarkKind.OFFICER, "由审批人决定"),
        (MarkKind.HELD, "暂为原案件保留"),
        (MarkKind.OPEN, "还不能确定"),
        (MarkKind.DROPPED, "申领未享受"),
    )
    return "　".join(f"{words} {kinds.count(kind)} 个月" for kind, words in named if kind in kinds)


def _grantstitled_card(session: Session, grants: tuple[MonthGrant, ...]) -> QFrame:
    surface, column = titled_card("enjoyment_months", "按单位和案件")
    for grant in reversed(grants):
        column.addWidget(rule())
        origin = grant.origin
        column.addWidget(selectable(f"{origin.applicant}　{terms.months_list(grant.months)}"))
        title = terms.title_of(session, origin.measure)
        amount = terms.sum_words(grant.fen, grant.open, "个月")
        state = terms.state_words(origin, still_open=grant.open, of=len(grant.months))
        column.addWidget(selectable(f"{state} · {title} · {origin.number} · {amount}", "small"))
    return surface


def _standingtitled_card(session: Session, history: PersonHistory, standing: Standing) -> QFrame:
    surface, column = titled_card(
        f"standing_{standing.measure}", terms.title_of(session, standing.measure)
    )
    several = len(standing.ways) > 1
    if several:
        column.addWidget(label("原法定退休年龄没有填，各种可能：", "small", wrap=True))
    for place, way in enumerate(standing.ways):
        left = label(
            terms.left_words(standing, way, history.month), "strong" if several else "heading"
        )
        left.setWordWrap(True)
        left.setObjectName(f"left_{standing.measure}_{place}")
        column.addWidget(left)
        for words in (
            terms.retirement_words(way, history.month),
            terms.reason_words(standing, way),
        ):
            if words:
                column.addWidget(label(words, "small", wrap=True))
    counts = label(terms.count_words(standing), "small", wrap=True)
    counts.setObjectName(f"used_{standing.measure}")
    column.addWidget(counts)
    if standing.elsewhere:
        note = f"别处的 {standing.elsewhere} 个月是申报的数，不知道是哪几个月，时间线上没有画。"
        column.addWidget(label(note, "small", wrap=True))
    return surface


def titled_card(name: str, title: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with its title, and the column in which it goes on."""
    surface = card(name)
    column = QVBoxLayout(surface)
    column.setContentsMargins(20, 14, 20, 16)
    column.setSpacing(7)
    column.addWidget(label(title, "strong"))
    return surface, column
