"""What the wizard takes from the register of organizations into the form in work."""

from hrdesk.domain.register_details import WRITTEN
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.values import YES
from hrdesk.services.displaying import displayed_field
from hrdesk.services.intake import Judged
from hrdesk.services.register_fields import standing_fields
from hrdesk.ui.intake import terms


class RegisterFilling:
    """Writes into empty fields of a form, and takes back what nobody touched since.

    `entries` are those of the form, which it changes. What the clerk typed or cleared by hand
    stays as he left it for as long as the form is open.
    """

    def __init__(self, form: FormSpec, entries: dict[str, str]) -> None:
        self._form = form
        self._entries = entries
        self._by_hand: set[str] = set()
        self._taken: dict[str, str] = {}

    def typed(self, key: str) -> None:
        """Note that the clerk has put something there himself."""
        self._by_hand.add(key)
        self._taken.pop(key, None)

    def fill(self, judged: Judged) -> tuple[str, ...]:
        """Write what the register holds where nothing stands; return the fields that changed.

        When the credit code is that of another organization, what came from the register of
        the first goes. While it cannot be read, it is being typed, and all stays.
        """
        if self._form.organization not in judged.reading.values:
            return ()
        held = {
            key: each.text
            for key, each in judged.register.fields.items()
            if self._form.fields[key].register in WRITTEN and key not in self._by_hand
        }
        # What a draft kept of an earlier day is the register's too, as long as it says the same.
        free = {key for key in held if self._entries.get(key, "").strip() in {"", held[key]}}
        wanted = dict.fromkeys(self._taken, "") | {
            key: text for key, text in held.items() if key in self._taken or key in free
        }
        changed = [key for key, text in wanted.items() if self._entries.get(key, "") != text]
        for key in changed:
            self._entries[key] = wanted[key]
        self._taken = {key: text for key, text in wanted.items() if text}
        return tuple(changed)

    def holds(self, judged: Judged, key: str) -> bool:
        """Tell whether a field was filled from the register, or the register stands for it."""
        return key in self._taken or key in standing_fields(
            self._form, judged.reading, judged.register
        )


def standing_words(form: FormSpec, judged: Judged, key: str) -> str:
    """Return what the register says at a field that was left empty, or ""."""
    if key not in standing_fields(form, judged.reading, judged.register):
        return ""
    held = judged.register.fields[key]
    value = displayed_field(form.fields[key], held.text)
    # A licence is said by its number; "yes" alone would tell less.
    said = held.document or value if held.text == YES else value
    days = terms.held_until(held.period.first, held.period.last) if held.period else ""
    return terms.standing(said, days)
