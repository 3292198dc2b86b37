"""The tables of upload batches as peewee sees them; `batch_schema` says what they are."""

from peewee import CompositeKey, IntegerField, Model, TextField


class BatchRecord(Model):
    """A batch: its number, its template, what it adds up to."""

    id = TextField(primary_key=True)
    site_id = TextField()
    number = TextField()
    year = IntegerField()
    sequence = IntegerField()
    measure = TextField()
    frame = TextField()
    case_count = IntegerField()
    row_count = IntegerField()
    sum_fen = IntegerField(null=True)
    follows = TextField(null=True)
    made_at = TextField()
    made_by = TextField()
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "batch"


class BatchCaseRow(Model):
    """A case of a batch; `open` while no other batch may hold it."""

    batch_id = TextField()
    case_id = TextField()
    version = IntegerField()
    place = IntegerField()
    row_count = IntegerField()
    amount_fen = IntegerField(null=True)
    salt = TextField()
    rows_digest = TextField()
    follows = TextField(null=True)
    open = IntegerField()

    class Meta:
        table_name = "batch_case"
        primary_key = CompositeKey("batch_id", "place")


class BatchFileRow(Model):
    """A file of a copy that left, read back from where it lies and found as it was meant."""

    audit_sequence = IntegerField(primary_key=True)
    batch_id = TextField()
    file_name = TextField()
    digest = TextField()
    part = IntegerField()
    purpose = TextField()
    written_at = TextField()
    written_by = TextField()

    class Meta:
        table_name = "batch_file"


class BatchVoidRow(Model):
    """The end of a batch."""

    batch_id = TextField(primary_key=True)
    cause = TextField()
    reason = TextField()
    voided_at = TextField()
    voided_by = TextField()
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "batch_void"
