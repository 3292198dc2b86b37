"""Build hook: a plain install carries forms/ and resources/ inside the package.

An editable install reads both from the checkout, so nothing is copied there: a copy would go
stale unseen.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("forms", "resources")


class CarryHook(BuildHookInterface):
    """Adds the folders that an office may change to the wheel, under hrdesk/_carried."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to carry.

        Errors: FileNotFoundError when one is missing; an install without it could not start.
        """
        if version == "editable":
            return
        for folder in CARRIED:
            source = Path(self.root, folder)
            if not source.is_dir():
                raise FileNotFoundError(
                    f"{folder}/ is missing beside pyproject.toml: nothing to carry"
                )
            build_data["force_include"][str(source)] = f"hrdesk/_carried/{folder}"
