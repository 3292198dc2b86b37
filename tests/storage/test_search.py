"""Lists and search: every case is found, on an index, with its number masked."""

import re

import pytest
from peewee import Model

from hrdesk.domain.form_code import FormCode
from hrdesk.storage import referral_tables, tables
from tests.storage import desk

NAMES = [
    "柳测试",
    "欧阳测",
    "㛃𬭎",
    "𠅤䶮",
    "ꀀꁀꂀ",
    "买买提·艾力",
    "John F. Smith",
    "\U000323b0某",
]
INITIALS = ["LCS", "OYC", "JH", "XY", "", "MMTAL", "JFS", "M"]
PHONES = [
    "13981234567",
    "13900004567",
    "0812-2904567",
    "0812-2900000-12",
    "2900000",
    "18608125678",
    "",
    "13981234568",
]


@pytest.fixture(scope="module")
def office(module_folder):
    """An office with one case for each name; no test changes it."""
    with desk.opened(desk.found(module_folder / "test_search")) as store:
        fill(store)
        yield store


def fill(store):
    for n, name in enumerate(NAMES, start=1):
        desk.accept(
            store,
            n,
            applicant_name=name,
            initials=INITIALS[n - 1],
            phone=PHONES[n - 1],
            paper_number=f"纸{n:03d}",
        )


def numbers(store, text):
    with store.reading() as reader:
        return [case.number[-4:] for case in reader.find_cases(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("柳测试", ["0381"]),
        ("柳", ["0381"]),
        ("测试", ["0381"]),
        ("测", ["0382", "0381"]),
        ("柳试", []),
        ("㛃", ["0383"]),
        ("𬭎", ["0383"]),
        ("𠅤䶮", ["0384"]),
        ("ꁀ", ["0385"]),
        ("买买提艾力", ["0386"]),
        ("买买提·艾力", ["0386"]),
        ("买买提•艾力", ["0386"]),
        ("艾力", ["0386"]),
        ("smith", ["0387"]),
        ("JOHN F", ["0387"]),
        ("\U000323b0", ["0388"]),
        ("王", []),
        ("", []),
        ("   ", []),
        ('"', []),
        ('" OR "', []),
        ("*", []),
        ("name_search", []),
    ],
)
def test_names_are_found_by_any_part(office, text, found):
    assert numbers(office, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("510411-2026-0383", ["0383"]),
        ("５１０４１１－２０２６－０３８３", ["0383"]),
        ("2026-0383", ["0383"]),
        ("2026-383", ["0383"]),
        ("2025-0383", []),
        ("0383", ["0383"]),
        ("383", ["0383"]),
        ("纸003", ["0383"]),
        ("纸00", ["0388", "0387", "0386", "0385", "0384", "0383", "0382", "0381"]),
    ],
)
def test_cases_are_found_by_their_numbers(office, text, found):
    assert numbers(office, text) == found


def test_people_are_found_by_whole_number_beginning_and_end(office):
    for n in range(1, 9):
        expected = f"{380 + n:04d}"
        for text in (desk.person(n), desk.person(n).lower(), desk.person(n)[:14]):
            assert expected in numbers(office, text)
        assert expected in numbers(office, desk.person(n)[-4:])
        assert numbers(office, desk.person(n)) == [expected]
    assert len(numbers(office, "510402")) == 8


def test_a_former_number_finds_its_person(office):
    number = desk.person(4)
    assert numbers(office, number[:6] + number[8:17]) == ["0384"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LC", ["0381"]),
        ("lcs", ["0381"]),
        ("ＬＣＳ", ["0381"]),
        ("l c", ["0381"]),
        ("LCSX", []),
        ("CS", []),
        ("L", []),
        ("M", ["0387"]),
        ("MM", ["0386"]),
        ("mmtal", ["0386"]),
        ("JF", ["0387"]),
        ("XY", ["0384"]),
        ("XZ", []),
        ("ZZ", []),
        ("JH1", []),
        ("J%", []),
    ],
)
def test_people_are_found_by_two_or_more_initials(office, text, found):
    assert numbers(office, text) == found


def test_initials_find_the_newest_of_many(store):
    for n in range(1, 54):
        desk.accept(store, n, initials="CSA" if n % 2 else "CSB")
    assert numbers(store, "CS") == [f"{n:04d}" for n in range(433, 383, -1)]
    assert len(numbers(store, "CSB")) == 26


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13981234567", ["0381"]),
        ("139 8123 4567", ["0381"]),
        ("139-8123-4567", ["0381"]),
        ("+86 13981234567", ["0381"]),
        ("１３９８１２３４５６７", ["0381"]),
        ("1398123456", []),
        ("13981234566", []),
        ("4567", ["0383", "0382", "0381"]),
        ("04567", ["0383", "0382"]),
        ("904567", ["0383"]),
        ("234567", ["0381"]),
        ("567", []),
        ("5678", ["0386"]),
        ("0812-2904567", ["0383"]),
        ("08122904567", ["0383"]),
        ("(0812)2904567", ["0383"]),
        ("2904567", ["0383"]),
        ("2900000", ["0385"]),
        ("08122900000-12", ["0384"]),
        ("0028122904567", []),
    ],
)
def test_people_are_found_by_telephone(office, text, found):
    assert numbers(office, text) == found


def test_a_telephone_finds_the_newest_of_many(store):
    for n in range(1, 54):
        desk.accept(store, n)
    assert numbers(store, "13800000000") == [f"{n:04d}" for n in range(433, 383, -1)]


def test_a_scanned_form_finds_its_case_and_nothing_else(office):
    with office.reading() as reader:
        case = reader.case(reader.find_cases("0383")[0].id)
    printed = FormCode(case.number, 1, case.version.content_hash).payload()
    assert numbers(office, printed) == numbers(office, printed.swapcase()) == ["0383"]
    assert numbers(office, printed.replace("-0383|", "-0399|")) == []
    assert numbers(office, printed.removesuffix("0")[:-1]) == []


def test_a_scanned_letter_finds_the_case_that_it_hands_on_and_nothing_else(store):
    case, other = desk.refer(store, 1), desk.refer(store, 2)
    with store.reading() as reader:
        letter = reader.letter(case.id).number
        printed = FormCode(letter, 1, case.version.content_hash).payload()
        for text in (printed, printed.swapcase()):
            assert [each.id for each in reader.find_cases(text)] == [case.id]
        assert reader.find_cases(printed.replace("-0001|", "-0003|")) == ()
        theirs = FormCode(reader.letter(other.id).number, 1, other.version.content_hash)
        assert [each.id for each in reader.find_cases(theirs.payload())] == [other.id]


def test_three_last_digits_are_too_few_to_tell(store):
    desk.accept(store, 1)
    assert desk.person(1)[-3:] not in "0381"
    assert numbers(store, desk.person(1)[-3:].lower()) in ([], ["0381"])


def test_lists_mask_the_number_and_name_the_clerk(office):
    with office.reading() as reader:
        first = reader.cases(limit=1)[0]
    assert first.applicant_name == NAMES[-1]
    assert first.applicant_masked == desk.person(8)[:6] + "*" * 8 + desk.person(8)[-4:]
    assert first.accepted_by == "柳测试"
    assert first.amount_fen == 1_000_000


@pytest.mark.parametrize("size", [1, 3, 8, 100])
def test_pages_join_without_gap_and_without_overlap(store, size):
    fill(store)
    desk.begin_year(store, 2025)
    desk.begin_year(store, 2024)
    for n, year in ((11, 2025), (12, 2025), (13, 2024)):
        desk.accept(store, n, received_on=desk.RECEIVED.replace(year=year))
    seen, after = [], None
    with store.reading() as reader:
        while page := reader.cases(after, size):
            assert len(page) <= size
            seen += [case.number for case in page]
            after = page[-1]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 11


def test_pages_go_on_past_four_digits(tmp_path):
    folder = tmp_path / "office"
    desk.create_store(
        folder, desk.founding(first_numbers={2026: 9998}), desk.SteppingClock(), desk.CHEAP
    )
    with desk.opened(folder) as store:
        for n in range(1, 5):
            desk.accept(store, n)
        with store.reading() as reader:
            page = reader.cases(limit=2)
            rest = reader.cases(page[-1], 2)
    assert [case.number[12:] for case in page + rest] == ["10001", "10000", "9999", "9998"]


QUERIES = [
    "测",
    "柳测试",
    "510402",
    desk.person(3),
    "0383",
    "2026-383",
    "510411-2026-0383",
    "纸003",
    "MM",
    "mmtal",
    "4567",
    "13981234567",
    "0812-2904567",
    f"hrdesk:1|510411-2026-0383|v1|{'0' * 64}",
]


@pytest.mark.parametrize("text", ["测", "510402", desk.person(1)[-4:], "4567", "纸", "MM"])
def test_a_search_that_is_cut_lists_the_newest(tmp_path, text):
    with desk.opened(desk.found(tmp_path)) as store:
        for n in range(1, 6):
            desk.accept(
                store,
                n,
                applicant_name="柳测试",
                initials="MMTAL",
                phone="13981234567",
                paper_number=f"纸{9 - n:03d}",
            )
        with store.reading() as reader:
            everything = reader.find_cases(text)
            cut = reader.find_cases(text, 2)
    assert cut == everything[:2]
    assert [case.number for case in everything] == sorted(
        (case.number for case in everything), reverse=True
    )


#: How many statements a search may take: one for each kind of thing that the text can be.
MOST_STATEMENTS = 10


@pytest.mark.parametrize("text", QUERIES)
def test_no_search_reads_a_whole_table(office, text):
    assert 1 <= len(plans(office, lambda reader: reader.find_cases(text))) <= MOST_STATEMENTS


def test_each_new_question_is_one_statement_on_its_own_index(office):
    asked = {
        "cases_initials": (lambda reader: reader.find_cases("mmtal")),
        "cases_phone_end": (lambda reader: reader.find_cases("13981234567")),
    }
    for index, work in asked.items():
        using = [
            statement
            for statement in plans(office, work)
            if any(index in step for step in plan_of(office, statement))
        ]
        assert len(using) == 1, index
    scanned = f"hrdesk:1|510411-2026-0383|v1|{'0' * 64}"
    assert len(plans(office, lambda reader: reader.find_cases(scanned))) == 1


def test_neither_list_nor_history_nor_case_reads_a_whole_table(office):
    with office.reading() as reader:
        last = reader.cases(limit=3)[-1]
    for work in (
        lambda reader: reader.cases(None, 100),
        lambda reader: reader.cases(last, 100),
        lambda reader: reader.grants(desk.MEASURE, desk.person(1), "91510411MA00000000"),
        lambda reader: reader.case(last.id),
        lambda reader: reader.papers(last.id),
        lambda reader: reader.audit_of(last.id),
        lambda reader: reader.audit_head(),
    ):
        assert plans(office, work)


def plan_of(store, statement):
    with store.reading():
        connection = store._ground.db.raw()
        return [row[3] for row in connection.execute(f"explain query plan {statement}")]


def plans(store, work):
    """Run some reads, and return their statements after checking that each uses an index."""
    statements = []
    with store.reading() as reader:
        connection = store._ground.db.raw()
        connection.set_trace_callback(statements.append)
        work(reader)
        connection.set_trace_callback(None)
        # What the indexes of names ask of their own tables is traced as a comment, or, when a
        # connection first reads how an index is set up, by the name of that table.
        statements = [
            text
            for text in statements
            if not text.startswith("--") and not re.search(r"'\w+_search_config'", text)
        ]
        for statement in statements:
            plan = [row[3] for row in connection.execute(f"explain query plan {statement}")]
            # A page walks its index from the newest on and stops at its limit, and so does
            # the question for the last record.
            whole = [
                step
                for step in plan
                if step.startswith("SCAN")
                and "cases_newest" not in step
                and "VIRTUAL TABLE" not in step
                and not statement.endswith("LIMIT 1")
            ]
            assert whole == [], (statement, plan)
    return statements


def test_a_page_is_one_query(office):
    assert len(plans(office, lambda reader: reader.cases(None, 100))) == 1


def models():
    """Every table that peewee knows; what only others inherit from is none."""
    known = [*vars(tables).values(), *vars(referral_tables).values()]
    found = [kind for kind in known if isinstance(kind, type) and issubclass(kind, Model)]
    found = [kind for kind in found if not kind.__subclasses__()]
    assert len(found) > 10
    return found


def test_the_models_are_the_tables(folder):
    with desk.raw(folder) as connection:
        for model in models():
            name = model._meta.table_name
            columns = {row[1] for row in connection.execute(f"pragma table_xinfo({name})")}
            assert columns == set(model._meta.columns), name
