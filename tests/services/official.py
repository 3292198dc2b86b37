"""Templates as a province hands them out for the startup grant and the internships, made up."""

from collections.abc import Mapping
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hrdesk.services.session import Session
from hrdesk.services.template_drafts import TemplateDraft, begin_draft
from hrdesk.services.template_reading import ReadTemplate
from hrdesk.services.templates import register_template
from hrdesk.workbooks.template_reading import read_template
from tests.workbooks.templates import small

TITLE, HOW_TO = "一次性创业补贴发放汇总表", "填表说明：请勿修改模板表头；日期格式为 YYYY-MM-DD。"
#: Written as clerks of a province write them.
HEADERS = (
    "序 号",
    "*姓名",
    "证件号码（必填）",
    "人员类别 *",
    "手机号码",
    "【必填】统一社会信用代码",
    "成立日期",
    "补贴金额（元）",
    "开户行",
    "银行户名",
    "银行账号",
    "经办单位",
    "备注",
)
#: The pack's six kinds of people in the province's words, numbered, and one more.
KINDS = (
    "1-在校大学生",
    "2-服务基层项目大学生",
    "3-失业高校毕业生",
    "4-返乡农民工",
    "5-就业困难人员",
    "9-其他",
)
KIND = HEADERS.index("人员类别 *")
ENTRIES = {
    "template_version": "2026年版",
    "template_origin": "川人社办发〔2026〕7号附件2",
    "template_limit": "500",
}


def province(
    headers: tuple[str, ...] = HEADERS, lists: Mapping[str, tuple[str, ...]] | None = None
) -> bytes:
    """A template with a title, instructions, a row of headers, and lists below some of them."""
    given = {HEADERS[KIND]: KINDS} if lists is None else lists

    def with_lists(book: Workbook, page: Worksheet) -> None:
        # The same bytes whenever they are made.
        book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
        for header, words in given.items():
            place = headers.index(header)
            rule = {"validate": "list", "source": list(words)}
            page.data_validation(3, place, 5000, place, rule)

    return small([[TITLE], [HOW_TO], list(headers)], with_lists)


def read(content: bytes, name: str = "省厅模板.xlsx") -> ReadTemplate:
    """What reading gives, without a process of its own."""
    return ReadTemplate(content, name, read_template(content))


def draft(session: Session, measure: str, content: bytes) -> TemplateDraft:
    """The draft of a file's only sheet."""
    return begin_draft(session, measure, read(content), 0)


def registered(session: Session, measure: str, content: bytes, **changes: str) -> None:
    """Register a template as it is proposed."""
    register_template(session, draft(session, measure, content), {**ENTRIES, **changes})
