"""The page that says what the demonstration did."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from hrdesk.domain.finding import Finding
from hrdesk.domain.money import grouped
from hrdesk.reference.locations import resources_folder
from hrdesk.services.demo.story import Story, StoryCase


@dataclass(frozen=True, slots=True)
class Played:
    """One played case: its number and file name, "" when it was not accepted."""

    case: StoryCase
    number: str
    pdf: str
    finding: Finding


def write_summary(
    story: Story, played: tuple[Played, ...], differences: tuple[str, ...], target: Path
) -> None:
    """Write the page: one row per case with outcome, amount, conditions and form."""
    folder = resources_folder() / "demo"
    template = Template((folder / "summary.html").read_text(encoding="utf-8"))
    verdict = "differs" if differences else "agrees"
    page = template.substitute(
        rows="\n".join(_row(story, item) for item in played),
        verdict=escape(story.words[verdict]),
        verdict_class=verdict,
        differences="".join(f"<li>{escape(line)}</li>" for line in differences),
        login=escape(story.login),
        password=escape(story.password),
    )
    target.write_text(page, encoding="utf-8")


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
