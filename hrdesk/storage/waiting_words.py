"""What the platform says of rows that it has not decided yet: its newest words, by answer."""

from datetime import datetime

from hrdesk.domain.batch_answer import WaitingWords
from hrdesk.domain.organization import Entry
from hrdesk.storage.connection import KeyedDatabase

#: Words of answers that stand, older ones first, of rows that no later answer decides.
_WORDS = """
select w.sent, w.word, w.reason, w.serial, p.audit_sequence, a.at, s.name
from receipt_waiting w join receipt p on p.id = w.receipt_id
join audit a on a.sequence = p.audit_sequence join staff s on s.id = a.actor
where w.batch_id = ? and not exists (select 1 from receipt x where x.withdraws = p.id)
and not exists (select 1 from receipt_told t where t.batch_id = w.batch_id and t.sent = w.sent
  and t.audit_sequence > p.audit_sequence)
order by p.audit_sequence
"""


def waiting_words(db: KeyedDatabase, batch_id: str) -> dict[int, WaitingWords]:
    """Return the newest words of a batch's rows by place, as far as no later answer decides."""
    return {
        sent: WaitingWords(word, reason, serial, Entry(sequence, datetime.fromisoformat(at), name))
        for sent, word, reason, serial, sequence, at, name in db.execute_sql(_WORDS, (batch_id,))
    }
