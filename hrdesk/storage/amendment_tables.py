"""The tables of changes of law as peewee sees them."""

from peewee import TextField

from hrdesk.storage.tables import RecordedRow, WithdrawableRow


class AmendmentRow(WithdrawableRow):
    """A proposed change of law, or the withdrawal of one."""

    policy = TextField()
    kind = TextField()
    content = TextField(null=True)
    document = TextField(null=True)
    issued_on = TextField(null=True)
    note = TextField(null=True)

    class Meta:
        table_name = "amendment"


class ConfirmationRow(RecordedRow):
    """The confirmation of a change by a second person, and what was shown to that person.

    Of a successor also the hash of its pack and its first day, "" otherwise: the record says them
    in plain words, so that its signature is the office's under this pack from this day on.
    """

    amendment_id = TextField()
    seen = TextField()
    pack = TextField()
    first_day = TextField()

    class Meta:
        table_name = "amendment_confirmation"
