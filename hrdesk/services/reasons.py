"""The reason that a person gives for taking something back; it stays on record."""

from dataclasses import replace

from hrdesk.domain.errors import InvalidInput
from hrdesk.intake.values import read_reason


def given_reason(text: str, where: str, refusal: str) -> str:
    """Return a reason as it is kept.

    Raises InvalidInput `refusal` with a problem at `where`: `reason.missing` when nothing can be
    seen of it, `text.character`, `text.too_long`.
    """
    read = read_reason(text)
    if read.value is not None:
        return read.value
    problems = () if read.problem is None else (replace(read.problem, where=where),)
    raise InvalidInput(refusal, problems)
