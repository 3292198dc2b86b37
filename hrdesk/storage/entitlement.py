"""Who may do what to batches, answers and their rows: said once for all that holds it.

An act refuses who lacks the role, a trigger refuses its row, `hrdesk verify` finds its record; each
of them takes its words from here. The roles are those of the record, which are compared with the
ones that its actor held by then (`checks.office`).
"""

from collections.abc import Collection

from hrdesk.domain.staff import Role, StaffMember

#: Who makes batches, records copies of them, takes answers and settles rows that match none.
CLERKS = (Role.CLERK,)
#: Who lets go of public money: a failed row is closed, a contradiction settled, a batch that left
#: voided, an answer withdrawn that accepted rows or by which accepted ones failed, each once the
#: platform was asked.
RELEASERS = (Role.APPROVER, Role.SUPERVISOR)


def is_entitled(staff: StaffMember, roles: Collection[Role]) -> bool:
    """Tell whether somebody has one of these roles."""
    return any(map(staff.may, roles))


def under(record: str, roles: Collection[Role]) -> str:
    """Return SQL that is true of a record (`audit`) of somebody in one of these roles."""
    held = (f"instr({record}.roles, '\"{role.value}\"') > 0" for role in roles)
    return f"({' or '.join(held)})"


def recorded(act: str, entitled: str, batch: str = "new.batch_id") -> str:
    """Return SQL that is true of a `new` row of a batch under the newest record, if that is its.

    `act` is SQL for the act of the record, `entitled` what has to be true of the record `p`,
    `batch` SQL for the id of the batch.
    """
    return f"""exists (
  select 1 from audit p join staff s on s.id = p.actor
  where p.sequence = new.audit_sequence and p.sequence = (select max(sequence) from audit)
  and s.kind = 'person' and p.subject is {batch} and p.act is {act}
  and {entitled})"""  # noqa: S608 - our own words


def unentitled(acts: Collection[str], roles: Collection[Role]) -> str:
    """Return the question for the records of acts by somebody who has none of these roles."""
    named = ", ".join(f"'{act}'" for act in acts)
    return f"""
    select a.sequence from audit a join staff s on s.id = a.actor
    where a.act in ({named}) and (s.kind <> 'person' or not {under("a", roles)})
"""  # noqa: S608 - our own words


def since(guard: str) -> str:
    """Return SQL that is true of a store that has a guard.

    A store that was set up before there was one has none, and what was done in it then is measured
    by no rule that came later; that it has none is told (`checks.build`).
    """
    return (
        "exists (select 1 from sqlite_master "  # noqa: S608 - our own names
        f"where type = 'trigger' and name = '{guard}')"
    )
