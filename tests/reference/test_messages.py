"""The catalogue: three sentences for every key, loud about what it does not know."""

import re
from pathlib import Path

import pytest

from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.foreign_sheet import Flaw
from hrdesk.intake.foreign_cells import flaw_problem
from hrdesk.intake.values import read_date
from hrdesk.reference.locations import resources_folder
from hrdesk.reference.messages import UnknownMessage, catalogue, read_catalogue
from tests.intake.forms import FORM

MESSAGES = """
[date.after]
where = "{label}"
problem = "不能晚于“{other}”（{limit}）。"
remedy = "核对。"

[login.wrong]
where = "登录"
problem = "不对。"
remedy = "再试。"

[disk.full]
where = "磁盘 {drive}"
problem = "满了。"
remedy = "腾出 {needed} MB，{{ }} 不动。"
"""
#: A day as a message or the manual writes it, to its last figure and the character behind.
SPELLED_DAY = re.compile("2024[-./年]?0?6[-./月]?30日?")
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual.md"
HALF_WIDTH = re.compile("[\u4e00-\u9fff”）][,;?!:]")
WORDS = '[display]\ndate = "{year}年"\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "messages.toml").write_text(MESSAGES, encoding="utf-8")
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def parts(message):
    return (message.where, message.problem, message.remedy)


def test_a_problem_names_its_field_and_the_other_by_their_labels(folder):
    problem = Problem("date.after", "registered_on", {"other": "on", "limit": "2026-03-18"})
    labels = {"registered_on": "注册日期", "on": "收到申请日期"}
    message = read_catalogue(folder).render(problem, labels)
    assert parts(message) == ("注册日期", "不能晚于“收到申请日期”（2026-03-18）。", "核对。")


def test_a_place_without_a_label_is_shown_as_it_stands(folder):
    problem = Problem("date.after", "lines[0].end", {"other": "start", "limit": "x"})
    message = read_catalogue(folder).render(problem)
    assert message.where == "lines[0].end"
    assert "start" in message.problem


def test_a_fault_fills_its_placeholders(folder):
    message = read_catalogue(folder).render(Refused("disk.full", drive="D:", needed=12))
    assert parts(message) == ("磁盘 D:", "满了。", "腾出 12 MB，{ } 不动。")


def test_braces_in_a_value_are_text(folder):
    problem = Problem("date.after", "a", {"other": "{limit}", "limit": "{0}{x"})
    assert "“{limit}”（{0}{x）" in read_catalogue(folder).render(problem).problem


def test_an_unknown_key_is_loud(folder):
    with pytest.raises(UnknownMessage, match=r"no\.such"):
        read_catalogue(folder).render(Refused("no.such"))


def test_a_missing_value_is_loud(folder):
    with pytest.raises(UnknownMessage, match=r"disk\.full needs the value 'needed'"):
        read_catalogue(folder).render(Refused("disk.full", drive="D:"))


def test_a_page_of_words(folder):
    assert read_catalogue(folder).words("display") == {"date": "{year}年"}
    with pytest.raises(UnknownMessage, match="no words for other"):
        read_catalogue(folder).words("other")


@pytest.mark.parametrize(
    "wrong",
    [
        '[a.b]\nwhere = ""\nproblem = "x"\n',
        '[a.b]\nwhere = ""\nproblem = "x"\nremedy = ""\n',
        '[a.b]\nwhere = ""\nproblem = ""\nremedy = "x"\n',
        '[a.b]\nwhere = ""\nproblem = "x"\nremedy = "x"\nhint = "x"\n',
        '[a.b]\nwhere = ""\nproblem = 3\nremedy = "x"\n',
        'a = "x"\n',
    ],
)
def test_a_message_without_its_three_sentences_is_loud(folder, wrong):
    (folder / "messages.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(UnknownMessage):
        read_catalogue(folder)


def test_an_office_may_save_the_file_with_a_byte_order_mark(folder):
    (folder / "messages.toml").write_text(MESSAGES, encoding="utf-8-sig")
    assert read_catalogue(folder).keys() == {"date.after", "login.wrong", "disk.full"}


def test_the_shipped_catalogue_is_read_once():
    assert catalogue() is catalogue()


@pytest.mark.parametrize("key", sorted(catalogue().keys()))
def test_each_shipped_message_reads_well(key):
    values = dict.fromkeys(catalogue().placeholders(key), "某")
    message = catalogue().render(Problem(key, "field", values), {"field": "某栏"})
    assert message.problem[-1] in "。：某", message.problem
    assert message.remedy.endswith("。"), message.remedy
    for sentence in parts(message):
        assert not HALF_WIDTH.search(sentence), "full-width punctuation after Chinese"


def test_every_problem_of_a_form_finds_its_words():
    labels = {field.id: field.label for field in FORM.fields.values()}
    fault = InvalidInput("accept.incomplete", (Problem("field.required", "name"),), count=1)
    assert "1" in catalogue().render(fault, labels).problem
    assert catalogue().render(fault.problems[0], labels).where == "姓名"


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_of_a_cell_has_its_message(flaw):
    assert catalogue().render(flaw_problem(flaw), {"": "某栏"}).remedy


def test_messages_and_manual_name_the_same_spellings_of_a_day_and_each_is_read():
    values = {"text": "某"}
    says = [
        catalogue().render(Problem(key, "", values), {"": ""}).remedy
        for key in ("date.form", "list_cell.not_a_day")
    ]
    says += [line for line in MANUAL.read_text("utf-8").splitlines() if "日期可以写" in line]
    named = [SPELLED_DAY.findall(each) for each in says]
    assert all(read_date(spelling).value is not None for each in named for spelling in each)
    kinds = [{spelling.replace("06", "6") for spelling in each} for each in named]
    assert len(kinds) == 3
    assert kinds[0] == kinds[1] == kinds[2]


def test_the_files_are_where_the_locations_say():
    assert (resources_folder() / "messages.toml").is_file()
