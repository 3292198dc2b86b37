"""Where the two folders lie that an office may change: `forms/` and `resources/`."""

from pathlib import Path

from hrdesk.domain.errors import EnvironmentFault

_PACKAGE = Path(__file__).resolve().parent.parent


def resources_folder() -> Path:
    """Return the folder of messages, divisions, fonts and icons.

    Raises EnvironmentFault `install.resource` when the installation lacks it.
    """
    return _carried("resources")


def forms_folder() -> Path:
    """Return the folder of the policy packs.

    Raises EnvironmentFault `install.resource` when the installation lacks it.
    """
    return _carried("forms")


def shipped_policy() -> Path:
    """Return the folder of the policy pack that this version carries."""
    return forms_folder() / "panzhihua-2021-373"


def _carried(name: str, package: Path = _PACKAGE) -> Path:
    # An installed package looks inside itself first: beside it lie strangers' folders.
    for folder in (package / "_carried" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise EnvironmentFault("install.resource", name=f"{name}/")
