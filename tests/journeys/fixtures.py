"""The office, the writer and the theme that tests of the window stand on: a conftest takes all."""

from tests.journeys.office import (
    changes,
    office_folder,
    office_template,
    session,
    tasks,
    themed,
)
from tests.storage.quick import memory, module_folder, tmp_path

__all__ = [
    "changes",
    "memory",
    "module_folder",
    "office_folder",
    "office_template",
    "session",
    "tasks",
    "themed",
    "tmp_path",
]
