"""What the wizard says of rosters: outcomes of rows, sums, where a cell is."""

import re
from collections.abc import Sequence

from hrdesk.domain.finding import Outcome

_MOST_NAMED = 4
NOT_JUDGED = "未判定"
_FULL_STOP = "。"
_PAUSE = re.compile("[，：；。]")
_COUNTED = {
    Outcome.ELIGIBLE: "计入",
    Outcome.INELIGIBLE: "不计入",
    Outcome.INCOMPLETE: "待补",
    Outcome.OFFICER: "待裁量",
}
_PAID = {**_COUNTED, Outcome.ELIGIBLE: "符合", Outcome.INELIGIBLE: "不符合"}


def rows(count: int) -> str:
    """Return how many rows a roster has."""
    return f"共 {count} 行"


def counted(outcomes: Sequence[Outcome], count: int, pays: bool) -> str:
    """Return the rows of a roster by what they give; those with an error are not judged."""
    words = _PAID if pays else _COUNTED
    parts = [rows(count)]
    for outcome, word in words.items():
        number = sum(each is outcome for each in outcomes)
        if number:
            parts.append(f"{word} {number}")
    if count > len(outcomes):
        parts.append(f"{NOT_JUDGED} {count - len(outcomes)}")
    return " · ".join(parts)


def rows_not_judged(count: int) -> str:
    """Return that so many rows have errors, so that the outcome is none for good."""
    return f"另有 {count} 行填写有误，还没有判定；改好后结果可能不同"


def total(amount: str) -> str:
    """Return the sum of a roster; `amount` is written with separators."""
    return f"合计 {amount} 元"


def shares(sums: Sequence[tuple[str, str]]) -> str:
    """Return what each insurance adds up to."""
    return "其中 " + " · ".join(f"{title} {amount}" for title, amount in sums)


def outcome(given: Outcome, titles: Sequence[str], amount: str) -> str:
    """Return the outcome of a row: an amount where one is paid, and what decides it."""
    if given is Outcome.ELIGIBLE:
        return amount or _COUNTED[given]
    word = (_PAID if amount else _COUNTED).get(given, "")
    return f"{word}：{titles[0]}" if titles else word


def row_numbers(places: Sequence[int]) -> str:
    """Return which rows something is said of; of many the first few and how many they are."""
    named = "、".join(str(place) for place in places[:_MOST_NAMED])
    rest = f"等 {len(places)} 行" if len(places) > _MOST_NAMED else ""
    return f"第 {named} 行{rest}"


def not_judged(wrong_words: str) -> str:
    """Return the outcome of a row in which something is wrong, with what it is."""
    return f"{NOT_JUDGED}：{wrong_words}"


def wrong(title: str, problem: str) -> str:
    """Return which cell is wrong and how; `problem` is a sentence."""
    return f"{title}：{problem.rstrip(_FULL_STOP)}"


def wrong_in_short(title: str, problem: str) -> str:
    """Return which cell is wrong and the first thing that is said of it."""
    return f"{title} {_PAUSE.split(problem)[0]}"


def settle(where: str) -> str:
    """Return the words of the way to a cell that is to be filled in."""
    return f"去填写：{where}"


def correct(where: str) -> str:
    """Return the words of the way to a cell in which something is wrong."""
    return f"去改正：{where}"


def look_at(where: str) -> str:
    """Return the words of the way to a cell of which something is said."""
    return f"去看：{where}"
