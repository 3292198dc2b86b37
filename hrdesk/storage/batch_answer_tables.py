"""The tables of the platform's answers as peewee sees them; see `batch_answer_schema`."""

from peewee import IntegerField, TextField

from hrdesk.storage.tables import RecordedRow, WithdrawableRow


class BatchAnswerRecord(WithdrawableRow):
    """An answer to a batch, or the withdrawal of one."""

    batch_id = TextField()
    proof = TextField()
    digest = TextField(null=True)
    row_count = IntegerField(null=True)
    accepted = IntegerField(null=True)
    failed = IntegerField(null=True)
    silent = IntegerField(null=True)
    strays = IntegerField(null=True)
    rows_salt = TextField(null=True)
    rows_digest = TextField(null=True)

    class Meta:
        table_name = "receipt"


class SettlementRow(RecordedRow):
    """How a row that matched none was settled."""

    batch_id = TextField()
    receipt_id = TextField()
    stray = IntegerField()
    note = TextField()

    class Meta:
        table_name = "stray_settlement"


class RowClosureRow(WithdrawableRow):
    """That a failed row is sent no more, or the withdrawal of that."""

    batch_id = TextField()
    place = IntegerField()
    cause = TextField(null=True)

    class Meta:
        table_name = "row_closure"


class RowSettlementRow(WithdrawableRow):
    """How what contradicts a row was settled, or the withdrawal of that."""

    batch_id = TextField()
    place = IntegerField()
    outcome = TextField(null=True)

    class Meta:
        table_name = "row_settlement"
