"""The words of the register of organizations: kinds, dated rows, labels and hints of its forms."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import assert_never

from hrdesk.domain.dates import Period
from hrdesk.domain.organization import (
    AgencyKind,
    BaseLevel,
    DatedFact,
    Licence,
    LicenceKind,
    Matter,
    NoOther,
    ParkRecognition,
    Recognition,
)
from hrdesk.intake.form_spec import FieldSpec, FormSpec
from hrdesk.intake.register_forms import REGISTER_FORMS

KINDS = {
    AgencyKind.COMMERCIAL: "经营性人力资源服务机构",
    AgencyKind.PUBLIC: "公共人力资源服务机构",
    AgencyKind.PARK: "人力资源服务产业园",
}
LICENCE_KINDS = {
    LicenceKind.LICENCE: "人力资源服务许可证",
    LicenceKind.FILING: "人力资源服务备案",
}
LEVELS = {BaseLevel.ORDINARY: "市、县级", BaseLevel.PROVINCE: "省级", BaseLevel.NATIONAL: "国家级"}
NOTHING_ELSE = {
    Matter.LICENCE: "已核实没有其他许可或备案",
    Matter.PARK: "已核实没有其他园区认定",
}

#: What a row of the list and the card of the day say of a licence.
LICENSED = {True: "有效", False: "没有", None: "未核实"}

_CHOICES: Mapping[str, Mapping[str, str]] = {
    "agency_kind": {kind.value: words for kind, words in KINDS.items()},
    "licence_kind": {kind.value: words for kind, words in LICENCE_KINDS.items()},
    "base_level": {level.value: f"{words}就业见习基地" for level, words in LEVELS.items()},
}
#: Label and hint of each field.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "credit_code": ("统一社会信用代码", "营业执照上的 18 位，可以有字母"),
    "organization_name": ("机构名称", "与营业执照一致"),
    "agency_kind": ("机构类别", ""),
    "contact": ("联系人", ""),
    "phone": ("联系电话", ""),
    "bank": ("开户行", ""),
    "holder": ("户名", ""),
    "account": ("账号", "单位账号没有校验位，只核对银行卡号"),
    "licence_kind": ("种类", ""),
    "licence_number": ("许可证号或备案号", ""),
    "issued_by": ("发证或备案机关", ""),
    "valid_from": ("有效期起", "当天有效"),
    "valid_until": ("有效期止", "当天有效；长期有效的不填"),
    "seen_on": ("查验日期", "看到原件或查询系统的那一天"),
    "base_level": ("级别", ""),
    "document": ("认定文件", "文号，如 攀人社函〔2024〕7号"),
    "source": ("核对依据", "在哪里查的，如 许可备案台账"),
    "confirmed_on": ("核对日期", "只证明这一天以前没有其他"),
    "reason": ("撤销原因", "例如 有效期抄错；撤销后仍可查看"),
}


def worded(form: str) -> FormSpec:
    """Return a form of the register with its labels, hints and choices."""
    plain = REGISTER_FORMS[form]
    fields = {name: _worded(field) for name, field in plain.fields.items()}
    return replace(plain, fields=MappingProxyType(fields))


def _worded(field: FieldSpec) -> FieldSpec:
    label, hint = _FIELDS[field.id]
    words = _CHOICES.get(field.id, {})
    choices = tuple(replace(choice, label=words[choice.code]) for choice in field.choices)
    return replace(field, label=label, hint=hint, choices=choices)


def title_of(fact: DatedFact) -> str:
    """Return what a dated row is."""
    match fact:
        case Licence():
            return LICENCE_KINDS[fact.kind]
        case Recognition():
            return f"{LEVELS[fact.level]}就业见习基地"
        case ParkRecognition():
            return "人力资源服务产业园认定"
        case NoOther():
            return NOTHING_ELSE[fact.matter]
    assert_never(fact)


def number_of(fact: DatedFact) -> str:
    """Return the number or the document of a dated row."""
    match fact:
        case Licence():
            return fact.number
        case Recognition() | ParkRecognition():
            return fact.document
        case NoOther():
            return fact.source
    assert_never(fact)


def period_words(fact: DatedFact) -> str:
    """Return from when to when a dated row holds."""
    if isinstance(fact, NoOther):
        return f"截至 {fact.confirmed_on}"
    last = fact.period.last
    return f"有效 {fact.period.first} 至 {last}" if last else f"有效 {fact.period.first} 起，长期"


def standing(period: Period, day: date) -> tuple[str, str]:
    """Return what a period is on a day, and its tone: valid, not yet, or expired."""
    if day in period:
        return "今天有效", "met"
    return ("尚未开始", "future") if day < period.first else ("已过期", "past")
