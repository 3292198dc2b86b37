"""A form with a field of every type, and findings of every outcome."""

from decimal import Decimal

from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome, Reading
from hrdesk.intake.form_spec import (
    Choice,
    FieldSpec,
    FieldType,
    FormSpec,
    MaterialSpec,
    PageSpec,
)

FEW = (Choice("a", "甲"), Choice("b", "乙"))
LONG = (Choice("a", "一个相当长的选项的名称"), Choice("b", "另一个相当长的选项的名称"))
ROLES = (
    Choice("a", "法定代表人"),
    Choice("b", "个体工商户经营者"),
    Choice("c", "合伙人"),
    Choice("d", "股东"),
)
MANY = tuple(Choice(f"c{n}", f"第{n}项") for n in range(9))

FIELDS = (
    FieldSpec("received", "收件日期", FieldType.DATE, required=True, width=4),
    FieldSpec("paper_number", "纸质登记号", FieldType.TEXT, width=4),
    FieldSpec("late_reason", "补录原因", FieldType.TEXT, width=4),
    FieldSpec("name", "姓名", FieldType.NAME, required=True),
    FieldSpec("identity", "身份证号", FieldType.IDENTITY, required=True),
    FieldSpec("phone", "电话", FieldType.PHONE),
    FieldSpec("code", "信用代码", FieldType.CREDIT_CODE),
    FieldSpec("account", "账号", FieldType.ACCOUNT),
    FieldSpec("amount", "金额", FieldType.MONEY),
    FieldSpec("staff", "人数", FieldType.COUNT),
    FieldSpec("sure", "已核实", FieldType.YES_NO, width=4),
    FieldSpec("proof", "证明", FieldType.TEXT, show_when={"sure": ("yes",)}, width=4),
    FieldSpec("few", "两项之一", FieldType.CODE, choices=FEW),
    FieldSpec("long", "长名之一", FieldType.CODE, choices=LONG, width=12),
    FieldSpec("many", "九项之一", FieldType.CODE, choices=MANY),
    FieldSpec("months", "月份", FieldType.MONTHS, width=12),
    FieldSpec("month", "哪个月", FieldType.MONTH, width=12),
    FieldSpec("firm", "机构名称", FieldType.ORGANIZATION_NAME, width=12),
)

FORM = FormSpec(
    measure="sample",
    title="样表",
    clause="三（零）",
    document="虚构〔2021〕1号",
    authority="虚构部门",
    applicant="person",
    pages=(
        PageSpec("person", "申请人", tuple(field.id for field in FIELDS[:6])),
        PageSpec("rest", "其余", tuple(field.id for field in FIELDS[6:])),
    ),
    fields={field.id: field for field in FIELDS},
    facts=(),
    materials=(
        MaterialSpec("card", "身份证件", basis="", originals=1, copies=0),
        MaterialSpec("photo", "照片", basis="", required=False),
    ),
    received="received",
    applicant_name="name",
    applicant_identity="identity",
    phone="phone",
    account="account",
    organization="",
    content_hash="0" * 64,
    paper_number="paper_number",
    late_reason="late_reason",
)

MET = Check("first", "五", "在有效期内", CheckOutcome.MET, "收件 2026-03-18")
UNMET = Check("second", "三（零）", "全日制", CheckOutcome.UNMET, "不是全日制")
MISSING = Check("third", "三（零）", "类别", CheckOutcome.MISSING, "还没有选", settles=("few",))
OFFICER = Check(
    "fourth",
    "三（零）",
    "年限",
    CheckOutcome.OFFICER,
    "两种算法不同",
    readings=(
        Reading("按登记日", Outcome.ELIGIBLE, Decimal("10000.00")),
        Reading("按收件日", Outcome.INELIGIBLE, Decimal("0.00")),
        Reading("另待补充", Outcome.INCOMPLETE, None),
    ),
)


def finding(outcome: Outcome, amount: str | None, *checks: Check, notes: tuple[str, ...] = ()):
    """A finding with these conditions."""
    yuan = None if amount is None else Decimal(amount)
    return Finding("sample", "policy", outcome, yuan, "虚构部门", checks, notes=notes)
