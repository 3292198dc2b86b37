"""The page that says what the demonstration did."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from hrdesk.domain.batch import Batch
from hrdesk.domain.finding import Finding
from hrdesk.domain.money import from_fen, grouped
from hrdesk.reference.locations import resources_folder
from hrdesk.services.demo.story import Story, StoryCase


@dataclass(frozen=True, slots=True)
class Played:
    """One played case: its number and file name, "" when it was not accepted."""

    case: StoryCase
    number: str
    pdf: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Left:
    """What a play left: its cases and batches, what differed, whether pictures were taken.

    `titles` are those of the measures, by their ids.
    """

    played: tuple[Played, ...]
    batches: tuple[Batch, ...]
    differences: tuple[str, ...]
    pictured: bool
    titles: Mapping[str, str]


def write_summary(story: Story, left: Left, out: Path) -> None:
    """Write the page: pictures and workbooks, and a row per case with its conditions and form."""
    folder = resources_folder() / "demo"
    template = Template((folder / "summary.html").read_text(encoding="utf-8"))
    verdict = "differs" if left.differences else "agrees"
    page = template.substitute(
        rows="\n".join(_row(story, item) for item in left.played),
        verdict=escape(story.words[verdict]),
        verdict_class=verdict,
        differences="".join(f"<li>{escape(line)}</li>" for line in left.differences),
        batches="".join(_batch(each, left.titles[each.measure]) for each in left.batches),
        pictures=_pictures(story) if left.pictured else escape(story.words["no_pictures"]),
        login=escape(story.login),
        password=escape(story.password),
    )
    (out / "summary.html").write_text(page, encoding="utf-8")


def _batch(batch: Batch, title: str) -> str:
    total = "" if batch.sum_fen is None else grouped(from_fen(batch.sum_fen))
    name = escape(f"batches/{batch.file_name}")
    manifest = name.removesuffix(".xlsx") + ".manifest.json"
    return (
        f'<tr><td><a href="{name}">{escape(batch.number)}</a></td><td>{escape(title)}</td>'
        f'<td>{batch.cases}</td><td>{batch.rows}</td><td class="amount">{total}</td>'
        f'<td><a href="{manifest}">{escape(batch.sha256[:16])}</a></td></tr>'
    )


def _pictures(story: Story) -> str:
    return "".join(
        f'<figure><a href="pictures/{escape(name)}.png"><img src="pictures/{escape(name)}.png" '
        f'alt="{escape(caption)}"></a><figcaption>{escape(caption)}</figcaption></figure>'
        for name, caption in story.pictures.items()
    )


def _row(story: Story, item: Played) -> str:
    finding = item.finding
    amount = "" if finding.amount is None else grouped(finding.amount)
    link = f'<a href="{escape(item.pdf)}">{escape(item.number)}</a>' if item.pdf else "–"
    checks = "".join(
        f'<li class="{check.outcome.value}"><b>{escape(check.title)}</b> '
        f"<small>{escape(check.clause)}</small> {escape(check.shown)}</li>"
        for check in finding.checks
    )
    outcome = escape(story.words[f"outcome_{finding.outcome.value}"])
    return (
        f"<tr><td>{link}</td><td>{escape(item.case.title)}</td><td>{item.case.day}</td>"
        f'<td class="{finding.outcome.value}">{outcome}</td><td class="amount">{amount}</td>'
        f"<td><ul>{checks}</ul></td></tr>"
    )
