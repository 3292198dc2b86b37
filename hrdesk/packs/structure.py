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
    """Return the file as its model, or None after adding every misfit to `problems`.

    Where unknown keys are all that is wrong, the model is that of the rest: they are added, and
    hide nothing else that is wrong with the pack.
    """
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        found: dict[tuple[Step, ...], Problem] = {}
        for detail in details:
            path, problem = _problem(file, detail)
            other = found.setdefault(path, problem)
            if other.key != problem.key:
                # A value that fits none of several types is one misfit, not several.
                found[path] = file.problem("pack.wrong_value", path)
        problems.extend(found.values())
        if any(detail["type"] != "extra_forbidden" for detail in details):
            return None
        rest = _without(file.data, [detail["loc"] for detail in details])
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _without(data: object, unknown: list[tuple[Step, ...]]) -> object:
    """Return data without the values at these places."""
    here = {path[0] for path in unknown if len(path) == 1}
    if isinstance(data, dict):
        return {
            key: _without(each, [path[1:] for path in unknown if path[0] == key and path[1:]])
            for key, each in data.items()
            if key not in here
        }
    if isinstance(data, list):
        return [
            _without(each, [path[1:] for path in unknown if path[0] == place and path[1:]])
            for place, each in enumerate(data)
        ]
    return data


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
