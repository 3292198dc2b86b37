"""Addresses of cells as spreadsheets write them: letters of the column, number of the line."""

_LETTERS = 26


def column_letters(index: int) -> str:
    """Return the letters of a column, counted from 0: A, B, …, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column of its letters, counted from 0."""
    index = 0
    for letter in letters:
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def address(line: int, column: int) -> str:
    """Return the address of a cell, line and column counted from 0."""
    return f"{column_letters(column)}{line + 1}"
