"""Persons by their identity numbers: who applies, and who stands in a roster."""

from collections.abc import Collection, Mapping

from hrdesk.domain.identity import normalised_identity
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.ground import Ground, new_id
from hrdesk.storage.many_rows import insert_rows

_KNOWN = """
select identity_key, id from party where identity_key in (select value from json_each(?))
"""


def parties_of(ground: Ground, identities: Collection[str]) -> Mapping[str, str]:
    """Return the id of each person's row by the number as it was given; new persons are entered.

    Numbers are compared normalised, so that two spellings of one number are one person.
    """
    keyed = {identity: ground.keyed_identity(identity) for identity in identities}
    asked = canonical_text(sorted(set(keyed.values())))
    known = dict(ground.db.execute_sql(_KNOWN, (asked,)).fetchall())
    new = {}
    for identity, person in keyed.items():
        if person not in known:
            known[person] = new_id()
            number = normalised_identity(identity)
            new[person] = {
                "id": known[person],
                "identity_key": person,
                "identity": number,
                "identity_reversed": number[::-1],
            }
    insert_rows(ground.db, "party", tuple(new.values()))
    return {identity: known[person] for identity, person in keyed.items()}
