"""Notes on records that somebody looked into: what was noted in one act is one line."""

from dataclasses import replace

from hrdesk.services.witness import RecordNote
from hrdesk.ui.settings.record_words import noted
from tests.conftest import TEST_MOMENT


def test_records_that_were_noted_together_are_one_line_with_their_count():
    one = RecordNote(204, "电池没电", TEST_MOMENT, "某某")
    other = replace(one, record=7, note="校正过")
    assert noted((one, replace(one, record=188), other)) == [
        f"{TEST_MOMENT:%Y-%m-%d %H:%M} 某某 核对第 204、188 条（共 2 条）：电池没电",
        f"{TEST_MOMENT:%Y-%m-%d %H:%M} 某某 核对第 7 条：校正过",
    ]
