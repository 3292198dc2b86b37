"""The table of all measures, made from the shipped pack; `make measures` writes it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from hrdesk.domain.money import grouped
from hrdesk.intake.form_spec import FormSpec
from hrdesk.rules.book import AmountTable, ParameterValue
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.monthly import PerMonth
from hrdesk.rules.registry import measure_of
from hrdesk.rules.shapes import Referral
from tests.shipped import book, policy

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"
_HEAD = """# 各项补贴一览

由政策包生成（`make measures`），不要手改。数值是政策包里最近的一行，文件和条款见各 `params.toml`。

| 事项 | 条款 | 谁可以申请 | 金额 | 按哪一天 | 责任部门 | 材料 | 形态 |
|---|---|---|---|---|---|---|---|
"""
_APPLICANTS = {"person": "个人", "organization": "机构"}
_ELSEWHERE, _INSURANCE = "不在这里决定", "单位缴纳的养老、医疗、失业保险费之和"
#: What the figures of an amount do not say.
IN_WORDS = {
    "equity_financing_grant": _ELSEWHERE,
    "service_procurement": _ELSEWHERE,
    "tax_relief": _ELSEWHERE,
    "social_insurance_subsidy": _INSURANCE,
    "graduate_insurance_subsidy": _INSURANCE,
    "training_subsidy": "按规定的标准，逐人",
}


def page() -> str:
    """The whole page as it should stand."""
    rows = (
        "| " + " | ".join(_row(measure_of(name), policy().forms[name])) + " |"
        for name in book().measures
    )
    return _HEAD + "\n".join(rows) + "\n"


def _row(measure: Measure, form: FormSpec) -> Iterator[str]:
    yield f"{form.title} `{measure.id}`"
    yield form.clause
    yield _applicants(measure, form)
    words = IN_WORDS.get(measure.id)
    yield "；".join((*([words] if words else ()), *_amounts(measure)))
    yield _matter(measure, form)
    yield form.authority
    yield "、".join(material.title for material in form.materials) or "–"
    yield f"`{measure.shape.name}`"


def _applicants(measure: Measure, form: FormSpec) -> str:
    if "agency_kinds" in measure.figures:
        return _written(measure, "agency_kinds")
    return _APPLICANTS[form.applicant]


def _amounts(measure: Measure) -> Iterator[str]:
    """The figures of which the amount is made: those of the case, then those of a line."""
    shapes = [measure.shape, *([measure.roster.shape] if measure.roster else [])]
    named = {name for shape in shapes for name in shape.figures}
    for name in (name for name in measure.figures if name in named):
        title = book().titles[measure.parameter_ids[name]]
        yield f"{title} {_written(measure, name)}"


def _matter(measure: Measure, form: FormSpec) -> str:
    roster = measure.roster
    if isinstance(measure.shape, Referral):
        return "–"
    if roster is not None and isinstance(roster.shape, PerMonth):
        return "逐月"
    if measure.matter in ("", "on"):
        if roster is None or not roster.decides or not roster.matter:
            return "收件日期"
        return "逐行：" + _label(form, roster.matter)
    return _label(form, measure.matter)


def _label(form: FormSpec, fact: str) -> str:
    places = [(form.facts, form.fields)]
    places += [(roster.facts, roster.columns) for roster in form.rosters.values()]
    return next(
        fields[spec.fields[-1]].label
        for facts, fields in places
        for spec in facts
        if spec.fact == fact
    )


def _written(measure: Measure, name: str) -> str:
    rows = book().parameters[measure.parameter_ids[name]]
    if not rows:
        return "须逐地确认"
    figure = measure.figures[name]
    labels = book().measures[measure.id].labels
    return _value(
        rows[-1].value, figure.kind, lambda code: labels.get(f"{figure.fact}.{code}", code)
    )


def _value(value: ParameterValue, kind: FigureKind, word) -> str:
    if isinstance(value, Decimal):
        return grouped(value)
    if isinstance(value, AmountTable):
        return "、".join(f"{word(code)}：{grouped(each)}" for code, each in value.amounts.items())
    if isinstance(value, Mapping):
        sign = "%" if kind is FigureKind.PERCENTAGES else ""
        return "、".join(f"{word(code)}：{each}{sign}" for code, each in value.items())
    return "、".join(map(word, value)) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
