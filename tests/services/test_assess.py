"""`hrdesk assess`: one JSON object per line whatever the line, the right exit code, light."""

import io
import json
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.services.assess import assess_line, assess_stream, main_assess
from tests.patience import PROGRAM_S
from tests.rules.strategies import applications
from tests.shipped import book

GOOD = {"measure": "startup_grant", "on": "2024-07-10", "applicant": "510402199003072217"}
GOOD_LINE = json.dumps(GOOD).encode() + b"\n"


def assess(*lines: bytes) -> tuple[int, list[dict[str, object]]]:
    out = io.BytesIO()
    code = assess_stream(lines, out, lambda _on: book())
    text = out.getvalue().decode()
    assert text.endswith("\n") or not text
    return code, [json.loads(line) for line in text.splitlines()]


def test_outcomes_do_not_change_the_exit_code():
    code, answers = assess(GOOD_LINE, json.dumps({**GOOD, "facts": {"is_founder": False}}).encode())
    assert code == 0
    assert [answer["outcome"] for answer in answers] == ["incomplete", "ineligible"]


def test_an_error_stands_in_its_place_and_the_others_are_judged():
    code, answers = assess(GOOD_LINE, b"{\n", GOOD_LINE)
    assert code == 2
    assert ["error" in answer for answer in answers] == [False, True, False]


def test_blank_lines_line_ends_and_byte_order_mark():
    code, answers = assess(
        b"\xef\xbb\xbf" + GOOD_LINE.rstrip() + b"\r\n",
        b"\n",
        b" \t\r\n",
        b"\xef\xbb\xbf\n",
        GOOD_LINE,
    )
    assert (code, len(answers)) == (0, 2)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        (b"{", ""),
        (b"nonsense", ""),
        (b"[]", ""),
        (b"3", ""),
        (b"null", ""),
        (b'"x"', ""),
        (b"\xff\xfe", ""),
        (b"\xed\xa0\x80", ""),
        (b'{"a": NaN}', ""),
        (b'{"a": -Infinity}', ""),
        (b'{"on": "2024-01-01", "on": "2024-01-02"}', ""),
        (b"[" * 100_000, ""),
        (b'{"a":' * 100_000, ""),
        (b"9" * 5_000, ""),
        (b"{} {}", ""),
        (b"{}", "measure"),
        (json.dumps({**GOOD, "on": 1e400}).encode(), ""),
        (json.dumps({**GOOD, "facts": {"enrolled": 1}}).encode(), "facts.enrolled"),
        (json.dumps({**GOOD, "history": [{"measure": 1}]}).encode(), "history[0].measure"),
        (json.dumps({**GOOD, "lines": [{}]}).encode(), "lines"),
        (json.dumps({**GOOD, "facts": {"\ud800": 1}}).encode(), "facts.\\ud800"),
    ],
)
def test_a_line_that_is_no_case(line, where):
    code, (answer,) = assess(line)
    assert code == 2
    assert list(answer) == ["error"]
    assert list(answer["error"]) == ["where", "problem", "remedy"]
    assert answer["error"]["where"] == where
    assert answer["error"]["problem"]
    assert answer["error"]["remedy"]


def test_an_error_repeats_nothing_of_the_person():
    line = json.dumps({**GOOD, "applicant": ["510402199003072217"]})
    assert "510402199003072217" not in json.dumps(assess_line(line, book()))


def test_chinese_is_written_as_it_is():
    out = io.BytesIO()
    assess_stream([GOOD_LINE], out, lambda _on: book())
    assert "还不知道机构的设立登记日期" in out.getvalue().decode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.sampled_from(("measure", "on", "applicant", "facts", "lines", "history", "colour"))
almost_cases = st.builds(
    lambda case, changes: {**case, **changes},
    applications,
    st.dictionaries(names, json_values, max_size=2),
)
lines = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    json_values.map(lambda value: json.dumps(value).encode()),
    almost_cases.map(lambda value: json.dumps(value).encode()),
    applications.map(
        lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    ),
).map(lambda line: line.replace(b"\n", b" "))


@given(st.lists(lines, max_size=5))
def test_each_line_that_is_not_blank_gives_exactly_one_object(found):
    out = io.BytesIO()
    code = assess_stream([line + b"\n" for line in found], out, lambda _on: book())
    answers = [json.loads(line) for line in out.getvalue().decode().split("\n")[:-1]]
    kept = [line for line in found if not is_blank(line)]
    assert len(answers) == len(kept)
    assert code == (2 if any("error" in answer for answer in answers) else 0)


def is_blank(line: bytes) -> bool:
    try:
        return not line.decode().removeprefix("\ufeff").strip()
    except UnicodeDecodeError:
        return False


def test_a_file_is_assessed_with_what_the_office_decided(tmp_path):
    facts = {
        "founded_agency": True,
        "is_founder": True,
        "registered_on": "2026-10-24",
        "category": "hardship",
        "category_proof": True,
    }
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({**GOOD, "on": "2026-10-24", "facts": facts}), encoding="utf-8")
    office = tmp_path / "office.toml"
    office.write_text(
        'policy = "panzhihua-2021-373"\n[[rulings]]\nquestion = "last_day"\n'
        'reading = "civil_code"\nfrom = 2026-10-01\ndocument = "D"\n',
        encoding="utf-8",
    )
    answers = []
    for decisions in (None, str(office)):
        out = io.BytesIO()
        assert main_assess(str(cases), decisions, out) == 0
        answers.append(json.loads(out.getvalue()))
    assert [answer["outcome"] for answer in answers] == ["officer", "eligible"]
    assert len(answers[1]["notes"]) == 1


def test_standard_input_is_read(monkeypatch):
    class Standard:
        buffer = io.BytesIO(GOOD_LINE * 2)

    monkeypatch.setattr(sys, "stdin", Standard)
    out = io.BytesIO()
    assert main_assess("-", None, out) == 0
    assert out.getvalue().count(b"\n") == 2


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(EnvironmentFault) as caught:
            main_assess(str(path), None, io.BytesIO())
        assert caught.value.key == "assess.no_file"


def test_an_office_file_that_does_not_fit_is_refused(tmp_path):
    office = tmp_path / "office.toml"
    office.write_text("colour = 1", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        main_assess("-", str(office), io.BytesIO())
    assert caught.value.key == "export.invalid"


def test_assess_is_light():
    """Neither window nor store nor printing is imported, and pydantic only to read the pack."""
    program = """
        import io, sys
        from hrdesk.services.assess import main_assess
        assert "pydantic" not in sys.modules
        sys.stdin = type("Standard", (), {"buffer": io.BytesIO(b"{}")})
        assert main_assess("-", None, io.BytesIO()) == 2
        heavy = {"PySide6", "peewee", "playhouse", "sqlcipher3", "sqlite3", "reportlab"}
        heavy |= {"cryptography", "argon2", "pypinyin", "pypdfium2"}
        print(sorted(heavy & set(sys.modules)))
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=PROGRAM_S,
        check=False,
    )
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")
