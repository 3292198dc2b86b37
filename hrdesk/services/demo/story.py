"""The story that the demonstration plays, as data under `resources/demo/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.decision import Point
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.reference.locations import resources_folder


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case must give: outcome, amount in contract text or None, outcome of checks."""

    outcome: str
    amount: str | None
    checks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """What is decided where a case leaves something open, why, and what must come of it."""

    taken: Mapping[Point, str]
    reason: str
    outcome: str
    amount: str


@dataclass(frozen=True, slots=True)
class StoryCase:
    """One applicant: the day at the counter, what is typed, what must come of it.

    `answer` is what the authority answers to a referral's letter, or empty.
    `decision` follows its acceptance, None where nothing is decided.
    """

    id: str
    title: str
    measure: str
    day: date
    entries: Mapping[str, str]
    expected: Expectation
    accepted: bool
    answer: Mapping[str, str]
    decision: StoryDecision | None


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure of a place: the day on which it is proposed and confirmed, and what is typed."""

    day: date
    parameter: str
    place: str
    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """The office, its administrator, what it registers and confirms, and the cases in order.

    `second` is who confirms what the administrator proposes: login, name, first password, own.
    `pictures` are the captions of the pictures of screens by their names.
    """

    office_code: str
    login: str
    name: str
    password: str
    first_day: date
    words: Mapping[str, str]
    second: Mapping[str, str]
    placed: tuple[PlacedFigure, ...]
    agencies: tuple[Mapping[str, str], ...]
    purchases: tuple[Mapping[str, str], ...]
    cases: tuple[StoryCase, ...]
    pictures: Mapping[str, str]

    @property
    def last_day(self) -> date:
        """The last day at the counter."""
        return max(case.day for case in self.cases)


def moment(day: date) -> datetime:
    """Return the hour at which the counter works on a day of the story."""
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=CHINA_TIME)


def read_story() -> Story:
    """Return the story; each case starts from the shared entries, then those of its base."""
    text = (resources_folder() / "demo" / "story.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    bases = {"": raw["entries"]}
    bases |= {name: raw["entries"] | entries for name, entries in raw["bases"].items()}
    cases = tuple(_case(item, bases[item.get("base", "")]) for item in raw["cases"])
    office = raw["office"]
    return Story(
        office_code=office["code"],
        login=office["login"],
        name=office["name"],
        password=office["password"],
        first_day=office["first_day"],
        words=raw["words"],
        second=_texts(raw["second"]),
        placed=tuple(
            PlacedFigure(each["day"], each["parameter"], each["place"], _texts(each["entries"]))
            for each in raw["placed"]
        ),
        agencies=tuple(raw["agencies"]),
        purchases=tuple(raw["purchases"]),
        cases=cases,
        pictures=raw["pictures"],
    )


def _case(item: Mapping[str, object], shared: Mapping[str, str]) -> StoryCase:
    entries, expected, day = item["entries"], item["expect"], item["day"]
    if not (isinstance(entries, dict) and isinstance(expected, dict) and isinstance(day, date)):
        raise TypeError("a case of the story needs entries, expect and day")
    amount = expected.get("amount")
    return StoryCase(
        id=str(item["id"]),
        title=str(item["title"]),
        measure=str(item["measure"]),
        day=day,
        entries=dict(shared) | entries | _rosters(item.get("rosters", {})),
        expected=Expectation(
            outcome=str(expected["outcome"]),
            amount=None if amount is None else str(amount),
            checks=dict(expected.get("checks", {})),
        ),
        accepted=bool(item.get("accepted", True)),
        answer=_texts(item.get("answer", {})),
        decision=_decision(item.get("decision")),
    )


def _texts(entries: object) -> dict[str, str]:
    if not isinstance(entries, dict):
        raise TypeError("an answer of the story is a table of texts")
    return dict(entries)


def _decision(decision: object) -> StoryDecision | None:
    """Return a decision; its points are written `line:question`, line 0 for the case."""
    if not isinstance(decision, dict):
        return None
    taken = {}
    for point, reading in decision["taken"].items():
        line, _, question = point.partition(":")
        taken[int(line), question] = reading
    return StoryDecision(taken, decision["reason"], decision["outcome"], decision["amount"])


def _rosters(rosters: object) -> dict[str, str]:
    """Return the rows of a case's rosters as entries of its draft."""
    if not isinstance(rosters, dict):
        raise TypeError("the rosters of a case are tables of rows")
    return {
        ROSTER_PREFIX + roster: roster_text(
            tuple(RosterRow(f"{roster}-{place}", row) for place, row in enumerate(rows))
        )
        for roster, rows in rosters.items()
    }
