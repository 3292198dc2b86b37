"""Taking what was typed into one form over into another."""

from collections.abc import Collection, Iterator, Mapping

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import LINES, FactSpec, FieldSpec, FormSpec, RosterSpec
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text, rosters_of

Entries = Mapping[str, str]


def carried_entries(
    source: FormSpec, target: FormSpec, entries: Entries, common: Collection[str]
) -> dict[str, str]:
    """Return the entries of a form that mean the same in another: same field, same type.

    A field from which a fact comes is taken only for a fact in `common`; the number in the
    paper register is that of one case, and a material is brought for each. People of the
    roster of lines are taken likewise, column by column.
    """
    carried = dict(
        _alike(
            {name: field for name, field in source.fields.items() if name != source.paper_number},
            target.fields,
            _hindered(source.facts, common) | _hindered(target.facts, common),
            entries,
        )
    )
    ours, theirs = _roster(source), _roster(target)
    if ours is not None and theirs is not None:
        hindered = _hindered(ours.facts, common) | _hindered(theirs.facts, common)
        rows = tuple(
            RosterRow(row.id, dict(_alike(ours.columns, theirs.columns, hindered, row.entries)))
            for row in rosters_of(source, entries).get(ours.id, ())
        )
        text = roster_text(rows)
        if text:
            carried[ROSTER_PREFIX + theirs.id] = text
    return carried


def _roster(form: FormSpec) -> RosterSpec | None:
    return next((each for each in form.rosters.values() if each.gives == LINES), None)


def _hindered(facts: tuple[FactSpec, ...], common: Collection[str]) -> set[str]:
    """Return the fields that say something of their own measure and nothing common."""
    shared = {field for spec in facts if spec.fact in common for field in spec.fields}
    return {field for spec in facts for field in spec.fields} - shared


def _alike(
    source: Mapping[str, FieldSpec],
    target: Mapping[str, FieldSpec],
    hindered: set[str],
    entries: Entries,
) -> Iterator[tuple[str, str]]:
    for name, field in source.items():
        other, text = target.get(name), entries.get(name, "")
        if not text or other is None or name in hindered or other.type is not field.type:
            continue
        codes = {choice.code for choice in other.choices}
        if not codes or text in codes:
            yield name, text
