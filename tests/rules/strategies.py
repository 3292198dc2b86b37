"""Well-typed cases of the startup grant: boundary dates, known and unknown facts, histories."""

from datetime import date, timedelta

from hypothesis import strategies as st

PERSON = "51042119750815412X"
OTHER_PERSON = "510411199811300034"
FIRM = "91510402MA62123453"
OTHER_FIRM = "91510411MA62ABCD0P"
CATEGORIES = (
    "student",
    "grassroots_graduate",
    "unemployed_graduate",
    "returning_migrant",
    "hardship",
    "other",
)
YES_NO_FACTS = (
    "founded_agency",
    "is_founder",
    "enrolled",
    "full_time",
    "school_in_province",
    "category_proof",
    "unemployed",
)
_TURNS = (
    date(2021, 10, 24),
    date(2026, 10, 23),
    date(2026, 10, 24),
    date(2024, 6, 30),
    date(2019, 6, 30),
    date(2020, 2, 29),
    date(2025, 2, 28),
)
BOUNDARIES = (
    *sorted({turn + timedelta(days=shift) for turn in _TURNS for shift in (-1, 0, 1)}),
    date.min,
    date.max,
)
days = st.one_of(
    st.sampled_from(BOUNDARIES), st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.dates()
).map(date.isoformat)
people = st.sampled_from((PERSON, OTHER_PERSON))
firms = st.sampled_from((FIRM, OTHER_FIRM))
amounts = st.integers(0, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02}")
grants = st.fixed_dictionaries(
    {"measure": st.sampled_from(("startup_grant", "startup_grant", "tax_relief"))},
    optional={
        "person": people,
        "organization": firms,
        "on": days,
        "amount": amounts,
        "detail": st.just({"course": "x"}),
        "number": st.just("510411-2024-0001"),
    },
)
histories = st.lists(grants, max_size=4)
FACTS = {
    "category": st.one_of(st.sampled_from(CATEGORIES), st.text(min_size=1, max_size=8)),
    "registered_on": days,
    "graduated_on": days,
    "entity": firms,
    "superior_document": st.text(max_size=12),
    **dict.fromkeys(YES_NO_FACTS, st.booleans()),
}
facts = st.fixed_dictionaries(
    {}, optional={name: st.one_of(values, st.none()) for name, values in FACTS.items()}
)
likely_facts = st.fixed_dictionaries(
    {
        "category": st.sampled_from(CATEGORIES),
        "registered_on": st.sampled_from(BOUNDARIES).map(date.isoformat),
        "graduated_on": st.sampled_from(BOUNDARIES).map(date.isoformat),
        "entity": firms,
        "superior_document": st.just("X〔2023〕1"),
        **{name: st.sampled_from((True, True, True, False)) for name in YES_NO_FACTS},
    }
)
applications = st.fixed_dictionaries(
    {
        "measure": st.just("startup_grant"),
        "on": days,
        "applicant": people,
        "facts": st.one_of(facts, likely_facts),
        "history": histories,
    }
)
