"""A small form with one field of each kind, in the manner of the startup grant's."""

from hrdesk.intake.form_spec import (
    Choice,
    Derivation,
    FactSpec,
    FieldSpec,
    FieldType,
    FormSpec,
    MaterialSpec,
    PageSpec,
)
from tests import people

PROOF = {"category": ("hardship", "returning_migrant")}

FIELDS = (
    FieldSpec("on", "收到申请日期", FieldType.DATE, required=True, prefill="today"),
    FieldSpec("paper_number", "纸质登记号", FieldType.TEXT, longest=20),
    FieldSpec("late_reason", "补录原因", FieldType.TEXT),
    FieldSpec("name", "姓名", FieldType.NAME, required=True, longest=60),
    FieldSpec("identity_number", "身份证号", FieldType.IDENTITY, required=True),
    FieldSpec("phone", "电话", FieldType.PHONE),
    FieldSpec("holder", "户名", FieldType.NAME, required=True, same_as="name"),
    FieldSpec("account", "账号", FieldType.ACCOUNT, required=True),
    FieldSpec(
        "category",
        "人员类别",
        FieldType.CODE,
        required=True,
        choices=(
            Choice("student", "在校大学生"),
            Choice("unemployed_graduate", "高校毕业生"),
            Choice("hardship", "就业困难人员"),
            Choice("returning_migrant", "返乡农民工"),
        ),
    ),
    FieldSpec(
        "graduated_on",
        "毕业日期",
        FieldType.DATE,
        show_when={"category": ("unemployed_graduate",)},
        not_after="today",
    ),
    FieldSpec("proof_seen", "证明已核验", FieldType.YES_NO, show_when=PROOF, required=True),
    FieldSpec(
        "proof_number",
        "证明编号",
        FieldType.TEXT,
        show_when={"proof_seen": ("yes",)},
        required=True,
    ),
    FieldSpec(
        "proof_date",
        "证明日期",
        FieldType.DATE,
        show_when={"proof_seen": ("yes",)},
        not_after="on",
    ),
    FieldSpec("registered_on", "注册日期", FieldType.DATE, required=True, not_after="on"),
    FieldSpec("opened_on", "开业日期", FieldType.DATE, not_before="registered_on"),
    FieldSpec("entity", "信用代码", FieldType.CREDIT_CODE),
    FieldSpec("invested", "出资", FieldType.MONEY),
    FieldSpec("staff", "人数", FieldType.COUNT),
    FieldSpec("is_founder", "创办人", FieldType.YES_NO, prefill="no"),
    FieldSpec("address", "地址", FieldType.TEXT, longest=30),
)

FORM = FormSpec(
    measure="startup_grant",
    title="一次性创业补贴",
    clause="三（七）",
    document="攀人社发〔2021〕373号",
    authority="市、县（区）人力资源社会保障局",
    applicant="person",
    pages=(
        PageSpec(
            "applicant",
            "申请人",
            ("on", "paper_number", "late_reason", "name", "identity_number", "phone"),
        ),
        PageSpec("account", "账户", ("holder", "account")),
        PageSpec("matter", "事项", tuple(field.id for field in FIELDS[8:])),
    ),
    fields={field.id: field for field in FIELDS},
    facts=(
        FactSpec("category", Derivation.SAME, ("category",)),
        FactSpec("graduated_on", Derivation.SAME, ("graduated_on",)),
        FactSpec(
            "category_proof", Derivation.ATTESTED, ("proof_seen", "proof_number", "proof_date")
        ),
        FactSpec("registered_on", Derivation.SAME, ("registered_on",)),
        FactSpec("entity", Derivation.SAME, ("entity",)),
        FactSpec("is_founder", Derivation.SAME, ("is_founder",)),
        FactSpec("invested", Derivation.SAME, ("invested",)),
        FactSpec("staff", Derivation.SAME, ("staff",)),
        FactSpec("located", Derivation.ATTESTED, ("address",)),
        FactSpec("birth", Derivation.BIRTH_FROM_ID, ("identity_number",)),
        FactSpec("sex", Derivation.SEX_FROM_ID, ("identity_number",)),
        FactSpec("person", Derivation.SAME, ("identity_number",)),
    ),
    materials=(
        MaterialSpec("licence", "营业执照"),
        MaterialSpec("proof", "困难认定证明", show_when={"category": ("hardship",)}),
        MaterialSpec("photos", "经营照片", required=False),
    ),
    received="on",
    applicant_name="name",
    applicant_identity="identity_number",
    phone="phone",
    account="account",
    organization="entity",
    content_hash="0" * 64,
    paper_number="paper_number",
    late_reason="late_reason",
)

#: A form that is complete on 2026-03-18.
COMPLETE = {
    "on": "2026-03-18",
    "name": "吉克伍呷木",
    "identity_number": people.identity_number(),
    "holder": "吉克伍呷木",
    "account": people.card_number(),
    "category": "student",
    "registered_on": "2026-03-01",
    "material.licence": "copy",
}
