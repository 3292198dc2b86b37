"""The tables as peewee sees them; `schema` and `migrations` say what they are.

No model is tied to a database: each query names the one it runs on, so that several stores can
be open at once.
"""

from peewee import (
    BlobField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class MetaRow(Model):
    """Single values of the store: its id, the key of keyed identities."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "meta"


class Site(Model):
    """An office; `own` marks the one whose folder this is."""

    id = TextField(primary_key=True)
    code = TextField()
    name = TextField()
    level = TextField()
    own = IntegerField()


class Staff(Model):
    """An account: a person, or the recovery key."""

    id = TextField(primary_key=True)
    site = ForeignKeyField(Site, lazy_load=False)
    kind = TextField()
    login = TextField()
    name = TextField()
    roles = TextField()
    created_at = TextField()


class StaffKey(Model):
    """The public keys of an account; former ones stay for verification."""

    id = TextField(primary_key=True)
    staff = ForeignKeyField(Staff, lazy_load=False)
    verify_key = BlobField()
    seal_key = BlobField()
    since = TextField()

    class Meta:
        table_name = "staff_key"


class RetirementRow(Model):
    """That an account acts no more, with the reason."""

    staff = ForeignKeyField(Staff, lazy_load=False, primary_key=True)
    reason = TextField()
    retired_at = TextField()
    retired_by = TextField()

    class Meta:
        table_name = "retirement"


class Party(Model):
    """A person who applies, by identity number."""

    id = TextField(primary_key=True)
    identity_key = TextField()
    identity = TextField()
    identity_reversed = TextField()


class DraftRow(Model):
    """What is being typed."""

    id = TextField(primary_key=True)
    measure = TextField()
    policy = TextField()
    owner = TextField()
    entries = TextField()
    created_at = TextField()
    saved_at = TextField()
    revision = IntegerField()

    class Meta:
        table_name = "draft"


class NumberBlock(Model):
    """The numbers that an office may give in a year."""

    site = ForeignKeyField(Site, lazy_load=False)
    year = IntegerField()
    first = IntegerField()
    next = IntegerField()

    class Meta:
        table_name = "number_block"
        primary_key = CompositeKey("site", "year")


class CaseRow(Model):
    """An accepted case: what is searched and listed."""

    id = TextField(primary_key=True)
    site = ForeignKeyField(Site, lazy_load=False)
    number = TextField()
    year = IntegerField()
    sequence = IntegerField()
    measure = TextField()
    party = ForeignKeyField(Party, lazy_load=False)
    organization = TextField()
    applicant_name = TextField()
    initials = TextField()
    phone = TextField()
    paper_number = TextField()
    received_on = TextField()
    entered_at = TextField()
    state = TextField()
    outcome = TextField()
    amount_fen = IntegerField(null=True)
    accepted_by = TextField()

    class Meta:
        table_name = "cases"


class VersionRow(Model):
    """A signed version of a case: digests and signature, no personal value."""

    id = TextField(primary_key=True)
    case = ForeignKeyField(CaseRow, lazy_load=False)
    number = IntegerField()
    scheme = IntegerField()
    form_hash = TextField()
    policy_hash = TextField()
    parameters_hash = TextField()
    register_digest = TextField()
    entries_digest = TextField()
    application_digest = TextField()
    finding_digest = TextField()
    outcome = TextField()
    amount_fen = IntegerField(null=True)
    rights_digest = TextField()
    months_digest = TextField()
    account_key = TextField()
    content_hash = TextField()
    previous_signature = TextField()
    signature = TextField()
    signed_by = TextField()
    key_id = TextField()
    signed_at = TextField()

    class Meta:
        table_name = "case_version"


class ValueRow(Model):
    """The values of a version, kept apart so that they can be erased by law one day."""

    version_id = TextField(primary_key=True)
    salt = TextField()
    entries = TextField()
    application = TextField()
    finding = TextField()

    class Meta:
        table_name = "case_value"


class RightOnce(Model):
    """A right to a measure that its holder uses once, by the version that claims it.

    SQLite derives `rule` from the measure, whose right it is.
    """

    id = TextField(primary_key=True)
    measure = TextField()
    rule = TextField()
    holder = TextField()
    identity_key = TextField()
    subject = TextField()
    detail = TextField()
    organization = TextField()
    case = ForeignKeyField(CaseRow, lazy_load=False)
    version = IntegerField()
    line = IntegerField()
    granted_on = TextField()
    amount_fen = IntegerField(null=True)
    active = IntegerField()

    class Meta:
        table_name = "right_once"


class RightMonth(Model):
    """A month for which a person was granted a measure, by the version that claims it."""

    id = TextField(primary_key=True)
    cost = TextField()
    measure = TextField()
    identity_key = TextField()
    month = TextField()
    amount_fen = IntegerField(null=True)
    case = ForeignKeyField(CaseRow, lazy_load=False)
    version = IntegerField()
    line = IntegerField()
    active = IntegerField()

    class Meta:
        table_name = "right_month"


class AuditRow(Model):
    """One record of the audit chain."""

    sequence = IntegerField(primary_key=True)
    at = TextField()
    running = FloatField()
    actor = TextField()
    key_id = TextField()
    roles = TextField()
    act = TextField()
    subject = TextField()
    detail = TextField()
    previous_hash = TextField()
    hash = TextField()
    signature = TextField()

    class Meta:
        table_name = "audit"


class NoteRow(Model):
    """What was found out about a record that somebody has to look into; see `record_notes`."""

    record = IntegerField(primary_key=True)
    note = TextField()
    noted_at = TextField()
    noted_by = TextField()

    class Meta:
        table_name = "record_note"


class PaperRow(Model):
    """A printed copy."""

    id = TextField(primary_key=True)
    case = ForeignKeyField(CaseRow, lazy_load=False)
    version = IntegerField()
    kind = TextField()
    copy_number = IntegerField(column_name="copy")
    content_hash = TextField()
    system_fonts = TextField()
    made_at = TextField()
    made_by = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "paper"


class RecordedRow(Model):
    """What each table has whose rows are never changed; see `withdrawable`."""

    id = TextField(primary_key=True)
    salt = TextField()
    audit_sequence = IntegerField()


class WithdrawableRow(RecordedRow):
    """… and whose rows are corrected by withdrawal alone."""

    withdraws = TextField(null=True)
    reason = TextField(null=True)
