"""Rows that are never changed: a kind says whether one is ever withdrawn, and its table agrees."""

from pathlib import Path

import pytest

from hrdesk.storage import amendments, batch_answers, corrections, list_mappings, packs, templates
from hrdesk.storage.answers import ANSWERS
from hrdesk.storage.closures import CLOSURES
from hrdesk.storage.purchases import PURCHASES
from hrdesk.storage.settlements import ROW_SETTLEMENTS
from hrdesk.storage.withdrawable import RecordKind
from tests.storage import desk

NEVER_WITHDRAWN = (
    *(amendments.CONFIRMATIONS, corrections.CONFIRMATIONS, list_mappings.MAPPINGS),
    *(packs.PACKS, batch_answers.SETTLEMENTS, templates.FILES),
)
WITHDRAWN = (
    *(amendments.AMENDMENTS, corrections.CORRECTIONS, PURCHASES),
    *(batch_answers.BATCH_ANSWERS, templates.TEMPLATES, ANSWERS, CLOSURES, ROW_SETTLEMENTS),
)


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    folder: Path = tmp_path_factory.mktemp("kinds") / "data"
    desk.found(folder)
    with desk.without_guards(folder) as connection:
        tables = [kind.model._meta.table_name for kind in (*NEVER_WITHDRAWN, *WITHDRAWN)]
        return {table: set(desk.columns_of(connection, table)) for table in tables}


@pytest.mark.parametrize("kind", (*NEVER_WITHDRAWN, *WITHDRAWN), ids=lambda kind: kind.enter)
def test_a_table_has_the_columns_that_its_rows_are_hashed_over_and_no_others(
    kind: RecordKind, columns: dict[str, set[str]]
):
    table = kind.model._meta.table_name
    assert columns[table] == {*kind.hashed, "salt", "audit_sequence"}
    assert ("withdraws" in columns[table]) is (kind in WITHDRAWN)


@pytest.mark.parametrize(
    ("model", "withdraw"),
    [(packs.PACKS.model, "policy.drop"), (batch_answers.BATCH_ANSWERS.model, "")],
)
def test_a_kind_and_its_table_cannot_differ_about_withdrawal(model, withdraw):
    with pytest.raises(TypeError):
        RecordKind(model, enter="x", place=(), content=(), withdraw=withdraw)
