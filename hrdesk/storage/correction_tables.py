"""The tables of corrections as peewee sees them."""

from peewee import IntegerField, TextField

from hrdesk.storage.tables import RecordedRow, WithdrawableRow


class CorrectionRow(WithdrawableRow):
    """A proposed correction of a case, or the withdrawal of one."""

    case_id = TextField()
    version = IntegerField()
    changes = TextField(null=True)
    cause = TextField(null=True)

    class Meta:
        table_name = "correction"


class CorrectionConfirmationRow(RecordedRow):
    """The confirmation of a correction by a second person, the version that it makes, what was
    shown to that person.
    """

    correction_id = TextField()
    case_id = TextField()
    version = IntegerField()
    seen = TextField()

    class Meta:
        table_name = "correction_confirmation"
