"""The cards of an organization: its own rights, those of its people, months by year."""

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame

from hrdesk.services.displaying import displayed_date
from hrdesk.services.enjoyment import OrganizationHistory
from hrdesk.services.session import Session
from hrdesk.ui.enjoyment import terms
from hrdesk.ui.enjoyment.person_cards import pending_card, rights_card, titled_card
from hrdesk.ui.words import label, rule, selectable

#: So many cases stand one by one; of an agency with hundreds the earlier ones are summed up.
_MOST_CASES = 30


def organization_cards(session: Session, history: OrganizationHistory) -> Iterator[QFrame]:
    """Yield the cards of an organization; of its people no name or number stands in them."""
    if history.pending:
        yield pending_card(session, history.pending)
    yield _years_card(session, history)
    yield rights_card(session, history.own)
    if history.people:
        yield _people_card(session, history)


def _years_card(session: Session, history: OrganizationHistory) -> QFrame:
    surface, column = titled_card("enjoyment_years", "按月发的补贴：按事项和年份")
    if not history.years:
        column.addWidget(label("没有记录。", "soft"))
    for year in history.years:
        column.addWidget(rule())
        title = terms.title_of(session, year.measure)
        line = selectable(
            f"{title}　{year.year} 年　{terms.sum_words(year.fen, year.open, '个月')}"
        )
        line.setObjectName(f"year_{year.measure}_{year.year}")
        column.addWidget(line)
        column.addWidget(label(f"{year.people} 人，{year.months} 个人月", "small"))
    if len(history.years) > 1:
        column.addWidget(rule())
        fen = sum(each.fen for each in history.years)
        still_open = sum(each.open for each in history.years)
        total = selectable(f"合计　{terms.sum_words(fen, still_open, '个月')}", "strong")
        total.setObjectName("years_total")
        column.addWidget(total)
    return surface


def _people_card(session: Session, history: OrganizationHistory) -> QFrame:
    surface, column = titled_card("enjoyment_people", "本单位人员的一次性补贴和奖补")
    newest = history.people[: -_MOST_CASES - 1 : -1]
    for each in newest:
        column.addWidget(rule())
        origin = each.origin
        title = terms.title_of(session, origin.measure)
        amount = terms.sum_words(each.fen, each.open, "人")
        column.addWidget(selectable(f"{title}　{each.people} 人　{amount}"))
        day = displayed_date(origin.received_on)
        state = terms.state_words(origin, still_open=each.open, of=each.people)
        column.addWidget(selectable(f"{state} · {origin.number} · {day}", "small"))
    earlier = history.people[: len(history.people) - len(newest)]
    if earlier:
        column.addWidget(rule())
        people = sum(each.people for each in earlier)
        fen, still_open = (sum(each.fen for each in earlier), sum(each.open for each in earlier))
        amount = terms.sum_words(fen, still_open, "人")
        line = selectable(f"更早的 {len(earlier)} 件　{people} 人　{amount}")
        line.setObjectName("people_earlier")
        column.addWidget(line)
    return surface
