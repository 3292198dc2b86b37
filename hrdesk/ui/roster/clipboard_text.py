"""Blocks of cells as spreadsheets put them on the clipboard: tabs, lines, quoted cells.

Excel, WPS and LibreOffice quote a cell that holds a tab or a line break and double the
quotation marks in it; a cell that merely begins with a quotation mark is taken as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from hrdesk.intake.listed import Block

_QUOTE = '"'
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\r\n]|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_NEEDS_QUOTES = re.compile(r'[\t\r\n]|\A"')


def read_block(text: str) -> Block:
    """Return the cells of a clipboard's text; the line end after the last row opens no row."""
    if not text:
        return ()
    if _QUOTE not in text:
        lines = _LINE_END.split(text)
        if not lines[-1]:
            lines.pop()
        return tuple(tuple(line.split("\t")) for line in lines)
    return tuple(_quoted_rows(text))


def write_block(rows: Iterable[Sequence[str]]) -> str:
    """Return the clipboard's text of a block; reading it gives the same cells."""
    lines = ["\t".join(_written(cell) for cell in row) for row in rows]
    if len(lines) == 1 and lines[0]:
        return lines[0]
    return "".join(f"{line}\n" for line in lines)


def _written(cell: str) -> str:
    if not _NEEDS_QUOTES.search(cell):
        return cell
    doubled = cell.replace(_QUOTE, _QUOTE * 2)
    return f"{_QUOTE}{doubled}{_QUOTE}"


def _quoted_rows(text: str) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    at = 0
    while True:
        cell, at = _cell_at(text, at)
        row.append(cell)
        end = _LINE_END.match(text, at)
        if at == len(text):
            yield tuple(row)
            return
        if end is None:
            at += 1
            continue
        yield tuple(row)
        row, at = [], end.end()
        if at == len(text):
            return


def _cell_at(text: str, at: int) -> tuple[str, int]:
    quoted = _QUOTED.match(text, at)
    if quoted is not None:
        return quoted[1].replace(_QUOTE * 2, _QUOTE), quoted.end()
    plain = _PLAIN.match(text, at)
    return (plain[0], plain.end()) if plain else ("", at)
