"""What another office handed on, compared with what stands here, in the words of the policies."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hrdesk.domain.amendment import Amendment, DatedValue, NewRuling, NewTerm, NewValues, Successor
from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.doubt import far_figure, is_far_end, is_far_ruling, is_tenfold
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.law_export import Comparison, ExportedChange, compared, opposing
from hrdesk.domain.money import grouped
from hrdesk.packs.check import check_pack
from hrdesk.packs.export_reading import ReadExport, misfits
from hrdesk.packs.law import Law
from hrdesk.packs.office_books import successor_policies
from hrdesk.packs.office_law import rule_value
from hrdesk.packs.policy import Policy
from hrdesk.rules.book import Book
from hrdesk.rules.figure_words import figure_text
from hrdesk.services.parameter_values import figure_of, plain_value
from hrdesk.services.take_over import BroughtChange


def checked_packs(read: ReadExport) -> Mapping[str, Policy]:
    """Return the policies of the successors by hash, each checked whole with its examples.

    Raises as `successor_policies`.
    """
    return successor_policies(read, lambda pack: check_pack(pack).policy)


def brought_changes(
    read: ReadExport,
    checked: Mapping[str, Policy],
    law: Law,
    here: tuple[tuple[Amendment, ...], date],
) -> tuple[BroughtChange, ...]:
    """Return the changes of a file as they stand to what is on record here, today.

    Raises InvalidInput (`pack.invalid`) for a value of another kind than its parameter takes.
    """
    desk = _Desk(read, checked, law, here)
    return tuple(desk.brought(place, each) for place, each in enumerate(read.export.changes))


class _Desk:
    """The policies by which the changes of a file are read: those here, then those it brings."""

    def __init__(
        self,
        read: ReadExport,
        checked: Mapping[str, Policy],
        law: Law,
        here: tuple[tuple[Amendment, ...], date],
    ) -> None:
        self._law = law
        self._on_record, self._day = here
        self._policies = {each.id: each for each in law.policies()}
        self._own = set(self._policies)
        for change in read.export.changes:
            content = change.content
            if isinstance(content, Successor) and self._may_come(change, content):
                self._policies.setdefault(content.policy, checked[content.content_hash])
        books = {name: each.book for name, each in self._policies.items()}
        wrong = [each for each in misfits(read, books) if each.key == "pack.wrong_value"]
        if wrong:
            raise _invalid(*wrong)

    def brought(self, place: int, change: ExportedChange) -> BroughtChange:
        """Return one change with its words."""
        other = opposing(change, self._on_record)
        return BroughtChange(
            str(place),
            change,
            self._comparison(change),
            *self._words(change),
            here=self._here(change) if other is None else self._words(other)[2],
            is_doubtful=self._is_doubtful(change),
        )

    def _is_doubtful(self, change: ExportedChange) -> bool:
        policy = self._policies.get(change.policy)
        if policy is None or not _takes(policy.book, change):
            return False
        book = policy.book
        match change.content:
            case NewValues((DatedValue(place="") as value, *_)) if book.parameters[value.parameter]:
                known = book.parameter(value.parameter, value.valid_from)
                return is_tenfold(value.value, plain_value(known.value))
            case NewValues((value, *_)) if value.place:
                return self._far_figure(value) is not None
            case NewRuling() as ruling:
                return is_far_ruling(ruling, (book.first_day, book.last_day))
            case NewTerm(last_day):
                return is_far_end(last_day, book.last_day)
            case _:
                return False

    def _far_figure(self, value: DatedValue) -> ConfirmedFigure | None:
        """Return the figure here from which one of a place lies far off: as at the desk."""
        amount = rule_value(value.value)
        if not isinstance(amount, Decimal):
            return None
        return far_figure(amount, self._law.placed, value.parameter, value.place)

    def _comparison(self, change: ExportedChange) -> Comparison:
        found = compared(change, self._on_record)
        policy = self._policies.get(change.policy)
        if found is not Comparison.NEW:
            return found
        if policy is None or not _takes(policy.book, change):
            return Comparison.UNKNOWN
        match change.content:
            case NewTerm(last_day) if last_day <= policy.book.last_day:
                same = last_day == policy.book.last_day
                return Comparison.SAME if same else Comparison.OTHER
            case Successor() as content if not self._may_come(change, content):
                return Comparison.OTHER
            case _:
                return found

    def _may_come(self, change: ExportedChange, content: Successor) -> bool:
        known = self._law.knows(content.policy, content.content_hash)
        return not known and compared(change, self._on_record) in (
            Comparison.NEW,
            Comparison.PROPOSED,
        )

    def _words(self, change: ExportedChange) -> tuple[str, str, str]:
        """Return measure, title and value; codes where no policy here has words for them."""
        policy, content = self._policies.get(change.policy), change.content
        book = policy.book if policy is not None else self._law.packs.shipped.book
        match content:
            case NewValues((value, *_)):
                measure, title, said = _value_words(book, value)
                place = self._place_name(policy, value)
                return measure, f"{place} · {title}" if place else title, said
            case NewRuling(question, reading):
                return _ruling_words(book, question, reading)
            case NewTerm(last_day):
                named = change.policy if policy is None else book.document
                return "", named, last_day.isoformat()
            case Successor(content_hash, named, _):
                return "", named, content_hash
            case _:
                raise TypeError("an export holds no such change")

    def _here(self, change: ExportedChange) -> str:
        """Return what counts here where nothing was changed, "" where nothing does."""
        policy, content = self._policies.get(change.policy), change.content
        if policy is None or change.policy not in self._own:
            return ""
        book = policy.book
        match content:
            case NewValues((value, *_)) if not value.place and _takes(book, change):
                if not book.parameters[value.parameter]:
                    return ""
                row = book.parameter(value.parameter, value.valid_from)
                measure = value.parameter.partition(".")[0]
                return figure_text(book, measure, figure_of(value.parameter), row.value, grouped)
            case NewValues((value, *_)) if (known := self._far_figure(value)) is not None:
                place = self._place_name(policy, replace(value, place=known.place))
                return f"{place} {grouped(known.amount)}"
            case NewTerm():
                return book.last_day.isoformat()
            case Successor():
                return self._law.on(self._day).id
            case _:
                return ""

    def _place_name(self, policy: Policy | None, value: DatedValue) -> str:
        form = policy.forms.get(value.parameter.partition(".")[0]) if policy is not None else None
        if not value.place or form is None or not form.district:
            return value.place
        names = {each.code: each.label for each in form.fields[form.district].choices}
        return names.get(value.place, value.place)


def _takes(book: Book, change: ExportedChange) -> bool:
    match change.content:
        case NewValues((value, *_)):
            return book.takes_value(value.parameter, rule_value(value.value))
        case NewRuling(question, reading):
            return book.takes_ruling(question, reading)
        case _:
            return True


def _value_words(book: Book, value: DatedValue) -> tuple[str, str, str]:
    measure = value.parameter.partition(".")[0]
    name = book.measures[measure].title if measure in book.measures else measure
    if not book.takes_value(value.parameter, rule_value(value.value)):
        title = book.titles.get(value.parameter, value.parameter)
        return name, title, _plain(value)
    said = figure_text(book, measure, figure_of(value.parameter), rule_value(value.value), grouped)
    return name, book.titles[value.parameter], said


def _plain(value: DatedValue) -> str:
    plain = value.value
    if isinstance(plain, Mapping):
        return ", ".join(f"{code} {each}" for code, each in plain.items())
    return ", ".join(plain) if isinstance(plain, tuple) else str(plain)


def _ruling_words(book: Book, question: str, reading: str) -> tuple[str, str, str]:
    measure = question.rpartition(".")[0]
    name = book.measures[measure].title if measure in book.measures else measure
    wording = book.questions.get(question)
    if wording is None:
        return name, question, reading
    return name, wording.question, wording.readings.get(reading, reading)


def _invalid(*problems: Problem) -> InvalidInput:
    return InvalidInput("pack.invalid", problems, count=len(problems))
