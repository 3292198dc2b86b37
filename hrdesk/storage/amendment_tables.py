"""The tables of changes of law as peewee sees them."""

from peewee import IntegerField, Model, TextField


class AmendmentRow(Model):
    """A proposed change of law, or the withdrawal of one."""

    id = TextField(primary_key=True)
    kind = TextField()
    content = TextField(null=True)
    document = TextField(null=True)
    issued_on = TextField(null=True)
    note = TextField(null=True)
    withdraws = TextField(null=True)
    reason = TextField(null=True)
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "amendment"


class ConfirmationRow(Model):
    """The confirmation of a change by a second person, and what was shown to that person."""

    id = TextField(primary_key=True)
    amendment_id = TextField()
    seen = TextField()
    withdraws = TextField(null=True)
    reason = TextField(null=True)
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "amendment_confirmation"
