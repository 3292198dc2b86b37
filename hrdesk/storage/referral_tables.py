"""The tables of referrals and purchased services as peewee sees them."""

from peewee import IntegerField, Model, TextField

from hrdesk.storage.tables import WithdrawableRow


class LetterRow(Model):
    """The letter by which a case was handed on."""

    id = TextField(primary_key=True)
    site_id = TextField()
    number = TextField()
    year = IntegerField()
    sequence = IntegerField()
    case_id = TextField()
    authority = TextField()
    given_at = TextField()
    given_by = TextField()
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "letter"


class AnswerRow(WithdrawableRow):
    """An answer to the letter of a case, or the withdrawal of one."""

    case_id = TextField()
    received_on = TextField(null=True)
    authority = TextField(null=True)
    document = TextField(null=True)
    verdict = TextField(null=True)
    words = TextField(null=True)

    class Meta:
        table_name = "referral_answer"


class PurchaseRow(WithdrawableRow):
    """A service bought of an organization, or the withdrawal of such a row."""

    organization_id = TextField()
    bought = TextField(null=True)
    contract = TextField(null=True)
    signed_on = TextField(null=True)
    begins_on = TextField(null=True)
    ends_on = TextField(null=True)
    fen = IntegerField(null=True)
    department = TextField(null=True)
    document = TextField(null=True)

    class Meta:
        table_name = "purchase"
