"""The command `hrdesk assess`: one case per line in, one finding or error per line out.

It opens no database and needs no password; the window judges through the same function.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, NoReturn

from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Problem
from hrdesk.packs.policy import load_policy
from hrdesk.reference.locations import shipped_policy
from hrdesk.reference.messages import catalogue
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Book
from hrdesk.rules.judge import judge

#: The Book for applications received on a day.
BookOn = Callable[[date], Book]
_STANDARD_INPUT = "-"
_BYTE_ORDER_MARK = "\ufeff"
_ALL_JUDGED, _SOME_REFUSED = 0, 2
#: A line beyond this is no case (a roster of 20,000 people takes less); it is not kept.
_LONGEST_LINE = 64 * 1024 * 1024


def main_assess(path: str, office: str | None, out: BinaryIO) -> int:
    """Assess a file, or standard input for "-", and return the exit code.

    `office` names the file of what an office exports. Raises EnvironmentFault
    (`assess.no_file`) when the file cannot be read, InvalidInput for an office file that does
    not fit.
    """
    book_on = _books(office)
    if path == _STANDARD_INPUT:
        return assess_stream(_lines(sys.stdin.buffer), out, book_on)
    with _opened(path) as stream:
        return assess_stream(_lines(stream), out, book_on)


def _books(office: str | None) -> BookOn:
    shipped = load_policy(shipped_policy())
    if office is None:
        return lambda _on: shipped.book
    from hrdesk.packs.office_books import office_books

    return office_books(Path(office), shipped)


def assess_stream(lines: Iterable[bytes], out: BinaryIO, book_on: BookOn) -> int:
    """Assess line after line in constant memory; blank lines are skipped.

    Each other line gives exactly one JSON object in UTF-8. Returns 0, or 2 when any line
    was no case.
    """
    code = _ALL_JUDGED
    for line in lines:
        text = _decoded(line)
        if text is not None and not text.strip():
            continue
        answer = _error(Problem("assess.not_utf8")) if text is None else _assessed(text, book_on)
        if "error" in answer:
            code = _SOME_REFUSED
        out.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    return code


def assess_line(line: str, book: Book) -> dict[str, object]:
    """Return the finding of one line in contract shape, or its first error in place."""
    return _assessed(line, lambda _on: book)


def _assessed(line: str, book_on: BookOn) -> dict[str, object]:
    try:
        application = read_application(_parsed(line))
        book = book_on(application.on)
        if application.measure not in book.measures:
            # Another policy has it, or a rule that no policy of that day takes.
            raise _refusal(Problem("assess.unknown_measure", "measure"))
        return judge(application, book).as_contract()
    except InvalidInput as refusal:
        return _error(refusal.problems[0])


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError:
        raise EnvironmentFault("assess.no_file", name=path) from None


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; of an endless one only its beginning."""
    while line := stream.readline(_LONGEST_LINE):
        yield line
        while len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE)


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode().removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        return None


def _parsed(line: str) -> dict[str, object]:
    try:
        raw = json.loads(line, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError:
        raise _refusal(Problem("assess.too_deep")) from None
    except ValueError:
        raise _refusal(Problem("assess.not_json")) from None
    if not isinstance(raw, dict):
        raise _refusal(Problem("assess.not_object"))
    return raw


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _refusal(Problem("assess.name_twice"))
    return members


def _no_number(_constant: str) -> NoReturn:
    raise ValueError


def _refusal(problem: Problem) -> InvalidInput:
    return InvalidInput("assess.invalid", (problem,))


def _error(problem: Problem) -> dict[str, object]:
    message = catalogue().render(problem)
    where, remedy = problem.where, message.remedy
    return {"error": {"where": where, "problem": message.problem, "remedy": remedy}}
