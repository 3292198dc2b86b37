"""Holding a file of a pack against its model: every misfit with file, line and remedy."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hrdesk.domain.errors import Problem
from hrdesk.packs.toml_file import Step, TomlFile

FileModel = TypeVar("FileModel", bound=BaseModel)

_NOTHING = object()
#: What pydantic calls a misfit, and the message for it.
_KEYS = {
    "missing": "pack.missing_key",
    "extra_forbidden": "pack.unknown_key",
    "string_type": "pack.not_text",
    "int_type": "pack.not_whole_number",
    "bool_type": "pack.not_yes_no",
    "date_type": "pack.not_date",
    "dict_type": "pack.not_table",
    "model_type": "pack.not_table",
    "list_type": "pack.not_list",
}


def fitted(file: TomlFile, model: type[FileModel], problems: list[Problem]) -> FileModel | None:
    """Return the file as its model, or None after adding every misfit to `problems`."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        found: dict[tuple[Step, ...], Problem] = {}
        for detail in error.errors(include_url=False, include_context=True):
            path, problem = _problem(file, detail)
            other = found.setdefault(path, problem)
            if other.key != problem.key:
                # A value that fits none of several types is one misfit, not several.
                found[path] = file.problem("pack.wrong_value", path)
        problems.extend(found.values())
        return None


def _problem(file: TomlFile, detail: ErrorDetails) -> tuple[tuple[Step, ...], Problem]:
    absent = detail["type"] == "missing"
    path = _path(file.data, detail["loc"], absent)
    key = _KEYS.get(detail["type"], "pack.wrong_value")
    value = _value(file.data, path)
    if isinstance(value, float):
        key = "pack.fraction"
    elif key == "pack.wrong_value" and isinstance(value, str) and not value.strip():
        key = "pack.blank"
    # pydantic lists them as 'a', 'b' or 'c'.
    allowed = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
    if allowed and key == "pack.wrong_value":
        return path, file.problem("pack.not_one_of", path, allowed=allowed)
    return path, file.problem(key, path)


def _path(data: object, location: tuple[Step, ...], absent: bool) -> tuple[Step, ...]:
    """Return the part of pydantic's location that stands in the file."""
    path: tuple[Step, ...] = ()
    for step in location:
        data = _child(data, step)
        if data is _NOTHING:
            return (*path, step) if absent else path
        path = (*path, step)
    return path


def _value(data: object, path: tuple[Step, ...]) -> object:
    for step in path:
        data = _child(data, step)
    return data


def _child(data: object, step: Step) -> object:
    if isinstance(data, dict):
        return data.get(step, _NOTHING)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return _NOTHING
