"""The tables of the register of organizations as peewee sees them."""

from peewee import ForeignKeyField, IntegerField, Model, TextField


class OrganizationRow(Model):
    """An organization of the register, by its credit code."""

    id = TextField(primary_key=True)
    credit_code = TextField()
    credit_code_reversed = TextField()

    class Meta:
        table_name = "organization"


class OrganizationVersionRow(Model):
    """The details of an organization as they were entered; the newest version counts."""

    id = TextField(primary_key=True)
    organization = ForeignKeyField(OrganizationRow, lazy_load=False)
    number = IntegerField()
    name = TextField()
    initials = TextField()
    kind = TextField()
    details = TextField()
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "organization_version"


class OrganizationFactRow(Model):
    """A dated fact of an organization, or the withdrawal of one."""

    id = TextField(primary_key=True)
    organization = ForeignKeyField(OrganizationRow, lazy_load=False)
    kind = TextField()
    content = TextField()
    withdraws = TextField(null=True)
    salt = TextField()
    audit_sequence = IntegerField()

    class Meta:
        table_name = "organization_fact"
