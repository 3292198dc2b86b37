"""Fixtures of the security tests."""

from tests.journeys.office import office_folder, office_template
from tests.storage.quick import memory, tmp_path

__all__ = ["memory", "office_folder", "office_template", "tmp_path"]
