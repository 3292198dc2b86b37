"""A made-up successor of the shipped pack: other clause numbers, a later term, a new measure.

It is made of the shipped texts, five years later, so that it follows them.
"""

import re
from collections.abc import Mapping

from hrdesk.domain.money import money_text
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.pack_folder import files_of
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from tests.shipped import PACK, book

ID, DOCUMENT, TITLE = "sample-2026-1", "样例〔2026〕1号", "样例政策"
#: Its first day: the day after the last one of the shipped pack.
FIRST_DAY, LAST_DAY = "2026-10-24", "2031-10-23"
#: Judged by the rule of the award for recruiting talent, with a cap and a form of its own.
NEW = "talent_recruitment_award__youth"
NEW_TITLE, NEW_CAP = "青年人才引进奖补", "800.00"
#: A measure of the shipped pack that it does not have any more.
GONE = "agency_rating_award"
#: Worked cases of the others hang on days that are no anniversaries.
_WORKED = ("talent_recruitment_award", "startup_grant")
_NOTHING_KNOWN = """
[bases.unknown]
on = 2028-05-01
applicant = "91510402MA62123453"
facts = {{}}

[[cases]]
name = "什么都不知道"
base = "unknown"
expect = {{ {expect} }}
why = "不知道不等于不符合"
"""
_LATER = 5
_OLD = "talent_recruitment_award"
_EXAMPLES = """
[bases.youth]
on = 2028-05-01
applicant = "91510402MA62123453"
facts = { agency_kind = "commercial", licensed = true, standard = "800.00" }
line = { introduced_on = 2028-03-01, shortage_listed = true, employer_local_enterprise = true, \
newly_recruited = true }

[[cases]]
name = "三人"
base = "youth"
lines = [{ times = 3 }]
expect = { outcome = "eligible", amount = "2400.00" }
why = "3 × 800"

[[cases]]
name = "从前引进过另一次"
base = "youth"
lines = [{ times = 1 }]
history = [{ measure = "talent_recruitment_award__youth", on = 2027-05-01, person = "1-1", \
detail = { introduced_on = 2027-03-01 } }]
expect = { outcome = "officer", amount = "0.00", checks = { introduced_before = "officer" } }
why = "是同一次还是另一次没有写明"

[[cases]]
name = "从前引进过，按口径可再奖"
base = "youth"
lines = [{ times = 1 }]
history = [{ measure = "talent_recruitment_award__youth", on = 2027-05-01, person = "1-1", \
detail = { introduced_on = 2027-03-01 } }]
rulings = { "talent_recruitment_award__youth.again" = "full" }
expect = { outcome = "eligible", amount = "800.00", checks = { introduced_before = "met" } }
why = "本局口径"
""".replace("\\\n", "")


def successor(changes: Mapping[str, tuple[str, str]] | None = None) -> PackFiles:
    """The successor; `changes` replace a text of one of its files where it stands first."""
    shipped = {name: content.decode() for name, content in files_of(PACK).files.items()}
    files = {name: _later(text) for name, text in shipped.items() if _kept(name)}
    files["policy.toml"] = _policy(files["policy.toml"])
    for name in [name for name in files if name.endswith("/examples.toml")]:
        files[name] = _passing(name.partition("/")[0], files[name])
    for name in [name for name in files if name.startswith(f"{_OLD}/")]:
        files[name.replace(_OLD, NEW)] = _youth(files[name])
    files[f"{NEW}/examples.toml"] = _EXAMPLES
    for name, (old, new) in (changes or {}).items():
        assert old in files[name], old
        files[name] = files[name].replace(old, new, 1)
    return PackFiles({name: text.encode() for name, text in files.items()})


def twice_named(*rules: str) -> PackFiles:
    """The successor with a second measure by each of these rules, `<rule>__more`."""
    files = {name: content.decode() for name, content in successor().files.items()}
    for rule in rules:
        more = f"{rule}__more"
        for name in [name for name in files if name.startswith(f"{rule}/")]:
            files[name.replace(rule, more)] = files[name].replace(rule, more)
        listed = f'  "{rule}",\n'
        files["policy.toml"] = files["policy.toml"].replace(listed, f'{listed}  "{more}",\n')
    return PackFiles({name: text.encode() for name, text in files.items()})


def _passing(measure: str, text: str) -> str:
    """Return the worked cases that hold five years later too."""
    if measure not in _WORKED:
        return _NOTHING_KNOWN.format(expect=_of_nothing_known(measure))
    head, *cases = text.split("[[cases]]")
    return "[[cases]]".join([head, *(each for each in cases if "leap day" not in each)])


def _of_nothing_known(measure: str) -> str:
    """Return what the shipped pack says of a case without facts, five years before."""
    asked = {"measure": measure, "on": "2023-05-01", "applicant": "91510402MA62123453", "facts": {}}
    found = judge(read_application(asked), book())
    amount = "" if found.amount is None else f', amount = "{money_text(found.amount)}"'
    return f'outcome = "{found.outcome}"{amount}'


def _kept(name: str) -> bool:
    return name.partition("/")[0] != GONE


def _later(text: str) -> str:
    """Five years later, by the clauses of the new document."""
    text = re.sub(r"20(2[0-9])-02-29", r"20\1-02-28", text)
    text = re.sub(
        r"\b(20[0-9]{2})-([0-9]{2}(?:-[0-9]{2})?)\b",
        lambda found: f"{int(found[1]) + _LATER}-{found[2]}",
        text,
    )
    text = text.replace("攀人社发〔2021〕373号", DOCUMENT)
    return re.sub(r'clause = "三（(.+?)）', r'clause = "第二章第\1条', text)


def _policy(text: str) -> str:
    text = text.replace('id = "panzhihua-2021-373"', f'id = "{ID}"')
    text = re.sub(r'(?m)^title = ".*"$', f'title = "{TITLE}"', text, count=1)
    return text.replace(f'  "{GONE}",\n', f'  "{NEW}",\n')


def _youth(text: str) -> str:
    text = re.sub(r'(?m)^title = "引才奖补"', f'title = "{NEW_TITLE}"', text)
    return text.replace('"500.00"', f'"{NEW_CAP}"').replace(_OLD, NEW)
