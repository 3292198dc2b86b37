"""The tables of official templates as peewee sees them."""

from peewee import TextField

from hrdesk.storage.tables import RecordedRow, WithdrawableRow


class TemplateFileRow(RecordedRow):
    """The bytes of a template, in base64."""

    sha256 = TextField()
    content = TextField()

    class Meta:
        table_name = "template_file"


class TemplateRow(WithdrawableRow):
    """A template of a measure with its mapping, or the withdrawal of one."""

    measure = TextField()
    sha256 = TextField(null=True)
    file_name = TextField(null=True)
    version = TextField(null=True)
    origin = TextField(null=True)
    mapping = TextField(null=True)

    class Meta:
        table_name = "official_template"
