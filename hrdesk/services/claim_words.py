"""What a correction or a decision is told when its case may not use what it would claim.

At acceptance the store's own words say where to look; here the case is there already, another one
or an earlier version of it stands against it, and who decides is not the one who takes in.
"""

from hrdesk.domain.errors import Refused

_TAKEN = frozenset({"right.taken", "right.line_taken", "right.month_taken"})
_HELD = {
    "right.held": "correct.right_held",
    "right.line_held": "correct.line_held",
    "right.month_held": "correct.month_held",
}
#: Of another row of the same case: the platform may still pay for the person at his former place.
_MOVED = {"right.line_held": "correct.line_moved", "right.month_held": "correct.month_moved"}


def for_correction(refused: Refused, number: str) -> Refused:
    """Return a refusal of a claim in words for the correction of a case, any other as it is.

    `correct.held_elsewhere` (number, other) when another case uses it; when the platform may still
    pay it as it was sent before a correction: `correct.right_held` (number, other, batch),
    `correct.line_held` (… row), `correct.month_held` (… row, month) of another case,
    `correct.line_moved` (number, batch, row, line), `correct.month_moved` (… month) of another
    line of the same case.
    """
    if refused.key in _TAKEN:
        return Refused("correct.held_elsewhere", number=number, other=refused.values["number"])
    if refused.key not in _HELD:
        return refused
    values = {name: value for name, value in refused.values.items() if name != "number"}
    other = refused.values["number"]
    if other == number:
        return Refused(_MOVED[refused.key], number=number, **values)
    return Refused(_HELD[refused.key], number=number, other=other, **values)


def for_decision(refused: Refused, number: str) -> Refused:
    """Return a refusal of a claim in words for the decision of a case, any other as it is.

    `decide.held_elsewhere` (number, other), `decide.held_before` (number, other, batch).
    """
    other = refused.values.get("number", "")
    if refused.key in _TAKEN:
        return Refused("decide.held_elsewhere", number=number, other=other)
    if refused.key in _HELD:
        batch = refused.values["batch"]
        return Refused("decide.held_before", number=number, other=other, batch=batch)
    return refused
