"""The tables of the platform's answers as peewee sees them; `receipt_schema` says what they are."""

from peewee import IntegerField, TextField

from hrdesk.storage.tables import WithdrawableRow


class ReceiptRow(WithdrawableRow):
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


class SettlementRow(WithdrawableRow):
    """How a row that matched none was settled; never withdrawn."""

    batch_id = TextField()
    receipt_id = TextField()
    stray = IntegerField()
    note = TextField()

    class Meta:
        table_name = "stray_settlement"
