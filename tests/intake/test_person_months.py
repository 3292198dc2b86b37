"""Lines that each hold some months of a person: no month gets what was said of another one."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.dates import Month
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.deciding_cells import Decider
from hrdesk.intake.foreign_rows import ForeignLine
from hrdesk.intake.list_import import Fate, Held, People, PersonChange, changes_of, misnamed
from hrdesk.intake.monthly import in_month, listed_months, monthly_of
from hrdesk.intake.person_months import contradicting, each_month_once, together
from tests.people import identity_number
from tests.services import insured
from tests.shipped import policy

SPEC = policy().forms[insured.HARDSHIP].rosters["people"]
MONTHLY = monthly_of(SPEC)
TODAY = date(2026, 3, 18)
ANNE, BERT = identity_number(sequence=11), identity_number(sequence=22)
LETTERS = {column: column_letters(n) for n, column in enumerate(SPEC.columns)}


def line(months: str, person: str = ANNE, **changes: str) -> dict[str, str]:
    return insured.person(insured.HARDSHIP, person, months, **changes)


def put(*lines: Mapping[str, str]) -> People:
    people = People()
    for number, cells in enumerate(lines, 2):
        people.put(ForeignLine(number, cells["identity"], cells))
    return people


def held(*rows: Mapping[str, str], without: str = "") -> Held:
    kept = tuple(RosterRow(f"r{n}", row) for n, row in enumerate(rows))
    letters = {column: at for column, at in LETTERS.items() if column != without}
    return Held(SPEC, kept, TODAY, letters, Decider(SPEC))


def said(change: PersonChange) -> set[tuple[str, str]]:
    return {(each.place, each.problem.key) for each in change.refusals}


@pytest.mark.parametrize(
    "blank", [("pension",), ("pension", "medical", "unemployment"), ("on_time",)]
)
@pytest.mark.parametrize("stands", [False, True])
def test_a_month_left_blank_is_refused_at_its_cells_and_paid_with_no_other_months_amount(
    blank: tuple[str, ...], *, stands: bool
):
    first, second = line("2025-01"), line("2025-02", **dict.fromkeys(blank, ""))
    lines = [second] if stands else [first, second]
    refused, *rest = changes_of(held(*[first] * stands), put(*lines))
    number = 2 if stands else 3
    assert (refused.fate, refused.lines) == (Fate.REFUSED, (number,))
    assert said(refused) == {(f"{LETTERS[column]}{number}", "list_line.gap") for column in blank}
    assert [(each.fate, each.texts["months"]) for each in rest] == (
        [] if stands else [(Fate.NEW, "2025-01")]
    )


def test_a_column_that_is_blank_for_every_month_of_a_person_is_no_gap():
    months = ("2025-01", "2025-02")
    (change,) = changes_of(held(), put(*(line(each, pension="") for each in months)))
    assert (change.fate, change.texts["months"]) == (Fate.NEW, "2025-01—2025-02")
    assert not [key for key in change.texts if key.startswith("pension")]
    row = line("2025-01—2025-02", **{"pension@2025-02": "800"})
    (same,) = changes_of(held(row), put(*(line(each, pension="") for each in months)))
    assert same.fate is Fate.SAME


def test_a_list_without_the_column_adds_no_month_to_a_row_with_an_amount():
    added = held(line("2025-01"), without="pension")
    (change,) = changes_of(added, put(line("2025-01—2025-02", pension="")))
    assert (change.fate, said(change)) == (
        Fate.REFUSED,
        {(f"{LETTERS['months']}2", "list_line.gap")},
    )


@pytest.mark.parametrize("blank", ["pension", "on_time"])
@pytest.mark.parametrize("months", [("2025-02",), ("2025-02", "2025-03")])
def test_what_a_row_was_carried_on_with_pays_no_month_that_the_list_leaves_blank(
    blank: str, months: tuple[str, ...]
):
    carried = held(line(""))
    refused = list(changes_of(carried, put(*(line(each, **{blank: ""}) for each in months))))
    assert {each.fate for each in refused} == {Fate.REFUSED}
    assert set.union(*map(said, refused)) == {
        (f"{LETTERS[blank]}{n}", "list_line.gap") for n, _ in enumerate(months, 2)
    }


def test_what_a_row_was_carried_on_with_stays_where_the_list_has_no_such_column():
    (change,) = changes_of(held(line(""), without="pension"), put(line("2025-02", pension="")))
    assert (change.fate, change.texts) == (Fate.CHANGED, {"months": "2025-02"})


def test_an_amount_that_comes_later_does_not_fill_a_month_that_stood_blank():
    (change,) = changes_of(held(line("2025-01", pension="")), put(line("2025-02")))
    assert change.fate is Fate.CHANGED
    assert (change.texts.get("pension", ""), change.texts["pension@2025-02"]) == ("", "721.76")
    assert not change.texts.get("pension@2025-01")


AMOUNTS = st.sampled_from(["", "721.76", "800.00"])
MONTHS = [Month(2025, n) for n in range(1, 5)]


@given(
    st.sampled_from(["", "2025-01—2025-02"]),
    AMOUNTS,
    AMOUNTS,
    st.dictionaries(st.sampled_from(MONTHS), AMOUNTS, min_size=1),
)
def test_what_is_put_together_holds_for_each_month_what_was_said_of_it(months, usual, own, new):
    before = {"months": months, "pension": usual, "pension@2025-02": own if months else ""}
    before = {key: text for key, text in before.items() if text}
    stood = listed_months(MONTHLY, before)
    wanted = {month: in_month(before, "pension", month) or "" for month in stood} | new
    lines = [{"months": str(month), "pension": text} for month, text in new.items()]
    texts = {**before, **together(MONTHLY, before, lines)}
    after = {key: text for key, text in texts.items() if text}
    listed = listed_months(MONTHLY, after)
    assert {month: in_month(after, "pension", month) or "" for month in listed} == wanted


@pytest.mark.parametrize(
    ("column", "text"),
    [("name", "钱二"), ("contract_end", "2025-12-31"), ("used_months", "30")],
)
def test_lines_of_one_number_that_contradict_each_other_wait_and_name_each_other(
    column: str, text: str
):
    lines = line("2025-01"), line("2025-02", **{column: text})
    (change,) = changes_of(held(), put(*lines))
    assert (change.fate, change.lines, change.texts) == (Fate.PARKED, (2, 3), {})
    at = LETTERS[column]
    assert said(change) == {(f"{at}{n}", "list_line.contradicting") for n in (2, 3)}
    (values, same) = (each.problem.values for each in change.refusals)
    assert values == same == {"lines": "2, 3", "columns": SPEC.columns[column].label}


def test_spellings_of_one_value_and_blanks_contradict_nothing():
    lines = (
        line("2025-01", name="阿依·木", contract_end="2026-12-31"),
        line("2025-02", person=ANNE.lower(), name=" 阿依•木", contract_end="2026.12.31"),
        line("2025-03", name="", contract_end="", used_months=""),
    )
    assert contradicting(SPEC, lines) == ()
    assert each_month_once(MONTHLY, lines)


@pytest.mark.parametrize("bad", [False, True])
def test_whom_lines_of_several_names_mean_is_not_known_and_the_other_has_not_left(*, bad: bool):
    rows = line("2025-01"), line("2025-01", BERT, name="钱二")
    people = put(line("2025-01"), line("2025-02", name="钱二"))
    if bad:
        (lines,) = people.lines.values()
        people.refused.append(lines.pop())
    assert misnamed(held(*rows), people) == {2, 3}
    assert misnamed(held(*rows), put(line("2025-02", name="钱二"))) == {2}
    assert misnamed(held(*rows), put(line("2025-02", name="钱三"))) == set()
    assert misnamed(held(*rows), put(line("2025-01"))) == set()


@pytest.mark.parametrize("fate", [Fate.SAME, Fate.CHANGED])
def test_months_of_the_row_that_a_list_no_longer_names_stay_and_are_told(fate: Fate):
    """An employer who takes a month out of his list is not told that nothing differs."""
    changes = {"certificate": "虚构99号"} if fate is Fate.CHANGED else {}
    (change,) = changes_of(
        held(line("2025-01\u20142025-03")), put(line("2025-01\u20142025-02", **changes))
    )
    assert change.fate is fate
    assert [str(month) for month in change.left] == ["2025-03"]
    assert MONTHLY is not None
    assert MONTHLY.months not in change.texts


@pytest.mark.parametrize(
    ("stands", "comes"),
    [("2025-01", "2025-01"), ("2025-01", "2025-02"), ("2025-01", ""), ("", "2025-01")],
)
def test_a_list_of_other_months_or_of_none_takes_none_away_and_tells_nothing(
    stands: str, comes: str
):
    """The list of a further month comes alone every month."""
    (change,) = changes_of(held(line(stands)), put(line(comes)))
    assert change.left == ()
