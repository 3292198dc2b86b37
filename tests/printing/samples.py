"""Sheets about people who do not exist, from short to unkind."""

from collections.abc import Sequence
from dataclasses import replace

from hrdesk.printing.cover_list import CoverList
from hrdesk.printing.sheet import (
    Align,
    AmountRow,
    Annex,
    Cell,
    Cells,
    CheckItem,
    CheckList,
    Column,
    Findings,
    Footer,
    LineBox,
    Mark,
    Notes,
    OpinionBox,
    RecoverySheet,
    Section,
    Sheet,
    ShownCheck,
    ShownReading,
    Table,
    TextBlock,
)
from hrdesk.printing.sums import Summed, Sums, Unit

LONG_NAME = (
    "阿卜杜热合曼·买买提依明·吐尔逊江·艾合买提·古丽巴哈尔"
    "·阿依古丽·麦麦提明·努尔买买提·阿布都克里木·依米提"
)
RARE_NAMES = ("㛃婷", "张𬭎", "欧阳𠅤", "䶮芳", "ꆈꌠ", "吉克·伍呷木")
SUM_WORDS = ("承前页", "过次页", "合计")
DAY = "年　　月　　日"
PAYLOAD = "hrdesk:1:510411-2026-0381:1:" + "7f3a91c2" * 8


def _checks() -> tuple[ShownCheck, ...]:
    readings = (
        ShownReading(
            "“毕业5年内”按注册登记之日计算：2021-07-01 至 2026-03-10，在5年以内",
            "符合，补贴 10,000.00 元",
        ),
        ShownReading(
            "“毕业5年内”按申请受理之日计算：2021-07-01 至 2026-09-02，已超过5年",
            "不符合，补贴 0.00 元",
        ),
        ShownReading("两个日期都须在5年以内", "不符合，补贴 0.00 元"),
        ShownReading("以营业执照记载的成立日期为准", "符合，补贴 10,000.00 元"),
        ShownReading("以人力资源服务许可证的发证日期为准", "不符合，补贴 0.00 元"),
    )
    return (
        ShownCheck(
            Mark.MET, "符合", "三（七）", "创办人力资源服务机构", "创办机构：是；本人为创办人：是"
        ),
        ShownCheck(
            Mark.MET,
            "符合",
            "五",
            "注册登记日期在有效期内",
            "2026-03-10 在 2021-10-24 至 2026-10-23 之间",
        ),
        ShownCheck(Mark.MET, "符合", "三（七）", "人员类别有证明", "返乡农民工，证明已核"),
        ShownCheck(
            Mark.OFFICER,
            "待定",
            "三（七）",
            "毕业5年内（含5年）",
            "毕业 2021-07-01；注册 2026-03-10；受理 2026-09-02",
            readings,
        ),
        ShownCheck(
            Mark.MISSING, "未知", "三（七）", "以前未享受一次性创业补贴", "尚未核对外区记录"
        ),
        ShownCheck(
            Mark.UNMET,
            "不符合",
            "三（七）",
            "注册时处于失业状态",
            "注册登记之日前已在单位参保，2026-01 至 2026-03",
        ),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "申请人",
            (
                Cells(
                    (
                        Cell("姓名", "吉克·伍呷木", 6),
                        Cell("性别", "女", 6),
                        Cell("证件号码", "510411199803152026", 6),
                        Cell("联系电话", "0812-2900000", 6),
                        Cell("人员类别", "毕业5年内未就业高校毕业生", 12),
                        Cell("开户银行", "攀枝花农商银行仁和支行", 6),
                        Cell("账号", "6228 4800 0000 0000 017", 6),
                    )
                ),
            ),
        ),
        Section(
            "创办机构",
            (
                Cells(
                    (
                        Cell("机构名称", "攀枝花汇智人力资源服务有限公司"),
                        Cell("信用代码", "91510411MA62ABCD0P", 6),
                        Cell("注册日期", "2026年3月10日", 6),
                    )
                ),
            ),
        ),
        Section(
            "申请事项",
            (
                Cells((Cell("计算", "一次性创业补贴 10,000.00 元 × 1 人 = 10,000.00 元"),)),
                AmountRow("申请金额", "¥10,000.00", "人民币壹万元整"),
            ),
        ),
        Section(
            "承诺",
            (
                TextBlock(
                    (
                        (
                            "本人所填内容和所附材料真实，未在其他地区重复申领一次性创业补贴，"
                            "同意核验相关信息；如有不实，愿退回补贴并承担责任。"
                        ),
                    ),
                    ("申请人签字：", "（按指印）", DAY),
                    declaration=True,
                ),
            ),
        ),
        Section(
            "核验",
            (
                CheckList(
                    tuple(CheckItem(c.mark, c.title, c.clause) for c in _checks()),
                    ("依据：攀人社发〔2021〕373号 三（七）；明细见附页。",),
                ),
            ),
        ),
        Section(
            "材料",
            (
                CheckList(
                    (
                        CheckItem(Mark.TICKED, "身份证复印件"),
                        CheckItem(Mark.TICKED, "营业执照复印件"),
                        CheckItem(Mark.OPEN, "人员类别证明材料"),
                        CheckItem(Mark.TICKED, "银行账户凭证"),
                    )
                ),
            ),
        ),
        Section(
            "初审",
            (
                OpinionBox(
                    "经核验，符合三（七）规定，建议补贴 10,000.00 元。",
                    ("经办：", "复核："),
                    DAY,
                    "盖章处",
                ),
            ),
        ),
        Section("审批", (OpinionBox("", ("负责人：",), DAY, "盖章处"),)),
        Section(
            "公示",
            (
                LineBox(
                    (
                        "2026年9月7日至2026年9月11日（5个工作日）",
                        "无异议 □",
                        "有异议 □",
                        "拨付凭证号：",
                    )
                ),
            ),
        ),
    )


def _annex() -> Annex:
    return Annex(
        "附页：条件核验明细",
        (
            Findings("一、各项条件", ("结果", "条款", "条件与数字"), _checks()),
            Table(
                "二、所用参数",
                (
                    Column("参数", 3),
                    Column("数值", 2, Align.RIGHT),
                    Column("起", 2, Align.CENTRE),
                    Column("文件", 4),
                    Column("条款", 2),
                ),
                (
                    (
                        "一次性创业补贴标准",
                        "10,000.00",
                        "2021-10-24",
                        "攀人社发〔2021〕373号",
                        "三（七）",
                    ),
                ),
            ),
            Notes(
                "三、说明",
                (
                    "本文件有效期五年，2026年10月23日届满；受理日在届满以后的，须有续期文件或新文件。",
                ),
            ),
        ),
    )


def short_sheet() -> Sheet:
    return Sheet(
        title="攀枝花市一次性创业补贴申请审批表",
        case_number="案号：510411-2026-0381",
        received="受理日期：2026年9月2日",
        unit="单位：元",
        sections=_sections(),
        footer=Footer(
            "第 {page} 页　共 {pages} 页",
            "打印 2026-09-02 10:22",
            "第 1 份",
            "审计 0003187 · 7f3a 91c2 e04d",
            PAYLOAD,
        ),
        annex=_annex(),
        remarks=("填表说明：本表一式两份，申请人、受理机构各执一份。",),
    )


def with_cells(cells: tuple[Cell, ...]) -> Sheet:
    sheet = short_sheet()
    return replace(sheet, sections=(Section("申请人", (Cells(cells),)), *sheet.sections[1:]))


def long_sheet() -> Sheet:
    address = (
        "四川省攀枝花市仁和区"
        + "大河中路与和苑路交叉口西北侧攀枝花市人力资源服务产业园二期" * 3
        + "3号楼12层1203-1206室"
    )
    return with_cells(
        (
            Cell("姓名", LONG_NAME, 6),
            Cell("性别", "男", 6),
            Cell("证件号码", "510411199803152026", 6),
            Cell("联系电话", "13800000000", 6),
            Cell("户籍地址", address),
            Cell("现住地址", address, 6),
            Cell("电子邮箱", "a" * 90 + "@example.org", 6),
        )
    )


def rare_sheet() -> Sheet:
    return with_cells(tuple(Cell("姓名", name, 6) for name in RARE_NAMES))


def roster_sheet(rows: int = 90) -> Sheet:
    columns = (
        Column("序", 1, Align.CENTRE),
        Column("姓名", 3),
        Column("月数", 1.5, Align.RIGHT),
        Column("金额", 2, Align.RIGHT),
    )
    table = Table(
        "一、人员名册",
        columns,
        tuple(
            (str(n), LONG_NAME if n % 10 == 0 else f"测试人员{n}", "12", f"{n * 1000:,}.00")
            for n in range(1, rows + 1)
        ),
        Sums(
            (
                Summed(2, (12,) * rows, Unit.COUNT),
                Summed(3, tuple(n * 100_000 for n in range(1, rows + 1))),
            ),
            *SUM_WORDS,
        ),
    )
    return replace(short_sheet(), annex=Annex("附页：名册", (table,)))


def wide_roster_sheet(rows: int = 300, may_turn: bool = True, extra: float = 0.0) -> Sheet:
    """Nine columns that fit upright at 9 pt; `extra` takes width from them for the remarks."""
    columns = (
        Column("序号", 24, Align.CENTRE),
        Column("姓名", 58),
        Column("身份证号码", 108, Align.CENTRE),
        Column("学历", 32, Align.CENTRE),
        Column("见习期间", 80, Align.CENTRE),
        Column("月数", 32, Align.RIGHT),
        Column("月标准", 48, Align.RIGHT),
        Column("金额", 62, Align.RIGHT),
        Column("备注", 20 + extra, Align.LEFT),
    )
    made = tuple(
        (
            str(n),
            LONG_NAME if n % 75 == 7 else RARE_NAMES[n % len(RARE_NAMES)],
            f"5104111998031{n:05d}",
            "本科",
            f"2024.03-2025.{n % 12 + 1:02d}",
            str(n % 12 + 1),
            "1,680.00",
            f"{(n % 12 + 1) * 1680:,}.00",
            "残疾" if n % 40 == 0 else "",
        )
        for n in range(1, rows + 1)
    )
    months = tuple(n % 12 + 1 for n in range(1, rows + 1))
    sums = Sums(
        (Summed(5, months, Unit.COUNT), Summed(7, tuple(168_000 * count for count in months))),
        *SUM_WORDS,
    )
    table = Table("一、见习人员名册", columns, made, sums, may_turn)
    notes = Notes("二、说明", ("见习月数按自然月计算。",))
    return replace(short_sheet(), annex=Annex("附页：名册", (table, notes)))


def recovery_sheet() -> RecoverySheet:
    return RecoverySheet(
        title="恢复密钥",
        subtitle="攀枝花市仁和区人力资源和社会保障局",
        explanation=(
            "忘记密码、管理员离任或密钥文件损坏时，凭此恢复密钥可以打开本单位的数据。持有它的人能够打开全部数据。",
            "本页只打印一次，程序不保存。请核对后装入信封，封口盖章，存入保险柜。",
        ),
        key_groups=(
            "K7QM",
            "2XHD",
            "94TB",
            "WJ3P",
            "F6RN",
            "8CVY",
            "MA5E",
            "Z0G1",
            "5T2K",
            "QH8D",
            "V3XW",
            "7B4N",
            "P9JC",
        ),
        keeping=("抄录或输入时不分大小写，空格和短横可以省略。",),
        signatures=("交出人：", "保管人：", DAY),
        envelope="信封上写：hrdesk 恢复密钥　攀枝花市仁和区人社局　封存日期　开启须两人在场",
        footer="打印 2026-09-02 10:22",
    )


def batch_sheet(number: int, *, two_pages: bool = False) -> Sheet:
    """One of many forms: its own person, number and code; every seventh may have one page."""
    cells = (
        Cell("姓名", RARE_NAMES[number % len(RARE_NAMES)], 6),
        Cell("性别", "女" if number % 2 else "男", 6),
        Cell("证件号码", f"5104111998031{number:05d}", 6),
        Cell("联系电话", f"138{number:08d}", 6),
        Cell("人员类别", "毕业5年内未就业高校毕业生"),
        Cell("开户银行", "攀枝花农商银行仁和支行", 6),
        Cell("账号", f"6228 4800 0000 0{number:03d} 017", 6),
    )
    sheet = with_cells(cells)
    footer = replace(
        sheet.footer,
        audit=f"审计 {number:07d} · 7f3a 91c2 e04d",
        qr_payload=f"hrdesk:1:{case_number(number)}:1:" + "7f3a91c2" * 8,
    )
    annex = None if number % 7 == 3 and not two_pages else _annex_of(number)
    return replace(sheet, case_number=f"案号：{case_number(number)}", footer=footer, annex=annex)


def _annex_of(number: int) -> Annex:
    """An annex whose conditions are those of every form and whose numbers are its own."""
    findings, *others = _annex().parts
    assert isinstance(findings, Findings)
    checks = tuple(
        replace(check, shown=f"{check.shown}；登记簿 {number}") for check in findings.checks
    )
    return Annex(_annex().title, (replace(findings, checks=checks), *others))


def case_number(number: int) -> str:
    return f"510411-2026-{number:04d}"


def cover_list(numbers: Sequence[int]) -> CoverList:
    rows = tuple(
        (str(place), case_number(number), RARE_NAMES[number % len(RARE_NAMES)], "10,000.00")
        for place, number in enumerate(numbers, start=1)
    )
    columns = (
        Column("序号", 2, Align.CENTRE),
        Column("案号", 6, Align.CENTRE),
        Column("申请人", 8),
        Column("金额（元）", 5, Align.RIGHT),
    )
    sums = Sums((Summed(3, (1_000_000,) * len(rows)),), *SUM_WORDS)
    return CoverList(
        title="攀枝花市一次性创业补贴审批表清单",
        batch="批次：510411-2026-P0007",
        made="制表日期：2026年9月2日",
        unit="单位：元",
        totals=(
            f"共 {len(rows)} 件，金额合计 ¥{len(rows) * 10000:,}.00",
            "人民币叁佰万元整",
        ),
        table=Table("", columns, rows, sums),
        page=Column("页码", 2, Align.RIGHT),
        footer=Footer("清单第 {page} 页　共 {pages} 页", "打印 2026-09-02 10:22"),
    )
