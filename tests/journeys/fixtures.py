"""The office, the writer and the theme that tests of the window stand on: a conftest takes all."""

from tests.journeys.office import (
    changes,
    office_folder,
    office_template,
    session,
    tasks,
    themed,
)

__all__ = ["changes", "office_folder", "office_template", "session", "tasks", "themed"]
