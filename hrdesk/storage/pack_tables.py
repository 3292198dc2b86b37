"""The table of policy packs as peewee sees it."""

from peewee import TextField

from hrdesk.storage.tables import RecordedRow


class PackRow(RecordedRow):
    """A policy pack with all its texts."""

    content_hash = TextField()
    policy = TextField()
    version = TextField()
    files = TextField()

    class Meta:
        table_name = "policy_pack"
