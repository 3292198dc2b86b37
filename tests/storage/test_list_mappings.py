"""Titles that an office has learned: the newest choice counts, and none changes unseen."""

import pytest

from tests.storage import desk


@pytest.fixture
def office(tmp_path):
    folder = desk.found(tmp_path / "office")
    with desk.opened(folder) as store:
        desk.fill_mappings(store)
    return folder


def test_of_two_choices_for_a_title_the_newer_one_counts(office):
    with desk.opened(office) as store, store.reading() as reader:
        assert reader.list_titles(desk.MEASURE, "people") == {
            "\u5de5\u53f7": "identity",
            "\u8bc1\u53f7": "identity",
        }
        assert reader.list_titles(desk.MEASURE, "others") == {}


def test_the_record_says_measure_and_roster_and_no_title(office):
    with desk.opened(office) as store, store.reading() as reader:
        records = [r for r in reader.audit_of(store._ground.site_id) if "mapping" in r.act]
    assert [record.act for record in records] == ["list_mapping.enter"] * 2
    assert {record.detail["roster"] for record in records} == {"people"}
    assert not any(ord(char) > 127 for record in records for char in str(record.detail))
