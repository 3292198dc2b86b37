"""Fixtures of the security tests."""

from tests.journeys.office import office_folder, office_template

__all__ = ["office_folder", "office_template"]
