"""Takes the pictures of the window that README and manual show: `make screenshots`.

    xvfb-run -s "-screen 0 1366x768x24" python -m tests.journeys.screens docs/pictures

People, firms and numbers are made up; the clock stands still, so that pictures can be compared.
"""

import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pypdfium2
from PySide6.QtTest import QTest

from hrdesk.domain.case import Draft
from hrdesk.domain.clock import CHINA_TIME, FixedClock
from hrdesk.domain.errors import WrongKey
from hrdesk.domain.organization import Matter, Organization
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import roster_text
from hrdesk.services import amendments, batches, organizations
from hrdesk.services.demo import play
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.login import LoginWindow
from hrdesk.ui.pictures import Camera, PictureDesk
from hrdesk.ui.program import Program
from hrdesk.ui.setup.window import SetupWindow
from hrdesk.ui.tasks import Tasks
from tests.agency import AGENCY
from tests.hires import hire
from tests.journeys.office import ENTRIES, MEASURE
from tests.people import credit_code, identity_number
from tests.services.second_person import voided

LOGIN, PASSWORD = "demo", "panzhihua-demo"
CLOCK = FixedClock(datetime(2026, 11, 23, 9, 41, 22, tzinfo=CHINA_TIME))

#: A case received in time, entered late, with two things still to be found out.
HALF_FILLED = {
    **ENTRIES,
    "received": "2026-10-20",
    "paper_number": "仁和〔2026〕0381",
    "late_reason": "窗口停电，先在纸质登记簿上登记",
    "name": "阿说么约布",
    "account_name": "阿说么约布",
    "identity": identity_number(sequence=415),
    "category": "returning_migrant",
    "registered_on": "2026-09-30",
    "licence_seen_on": "2026-10-20",
    "entity": credit_code(body="MA62ABCDX"),
    "agency_name": "攀枝花汇智人力资源服务有限公司",
    "proof_seen": "",
    "proof_number": "",
    "proof_seen_on": "",
    "is_founder": "",
    "founder_role": "",
}


def _hire(place: int, name: str) -> RosterRow:
    number = identity_number(sequence=11 + 11 * place)
    entries = hire(
        name=name,
        identity=number,
        category="returning_entrepreneur" if place % 2 else "registered_unemployed",
        certificate=f"虚构{place + 1}号",
    )
    unlike = {
        2: {"identity": number[:-1] + ("0" if number[-1] != "0" else "1")},
        3: {"certificate": ""},
        5: {"contract_end": "2027-02-27"},
    }
    return RosterRow(f"hire{place}", entries | unlike.get(place, {}))


HIRES = ("阿说么约布", "罗㛃", "陈国强", "吉克伍呷木", "买买提·艾力", "张敏")
#: A firm whose ratio hangs on one proof; one number is wrong, one contract a day short.
FIRM = {
    **AGENCY,
    "received": "2026-10-20",
    "paper_number": "仁和〔2026〕0382",
    "late_reason": "窗口停电，先在纸质登记簿上登记",
    "licence_seen_on": "2026-10-20",
    "staff": "25",
    "assets": "62000000.00",
    "requested": "3000000.00",
    "roster.hires": roster_text(tuple(_hire(n, name) for n, name in enumerate(HIRES))),
}


def first_start(camera: Camera, place: Path, tasks: Tasks) -> None:
    """The steps of the set-up."""
    setup = SetupWindow(place / "new", CLOCK, tasks)
    setup.show()
    setup.office._search.setText("仁和区")
    setup.office._step(1)
    camera.take(setup, "setup_office")
    setup.go_on()
    for name, text in (("name", "李经办"), ("login", "lijingban"), ("password", "short")):
        setup.person._lines[name].line.setText(text)
    setup.go_on()
    camera.take(setup, "setup_person")
    setup.close()


def login(camera: Camera, data: Path, tasks: Tasks) -> None:
    """The login window, and after a wrong password."""
    window = LoginWindow(data, CLOCK, tasks)
    window.show()
    camera.take(window, "login")
    window._login.line.setText("lijingban")
    window._refused(WrongKey("login.wrong"))
    camera.take(window, "login_wrong")
    window.close()


class Desk(PictureDesk):
    """The main window with what README and manual show besides."""

    def wizard(self) -> None:
        """The drafts, the wizard with its panel, and a firm's loan: counted, wrong, open, short."""
        half = self._draft(MEASURE, HALF_FILLED)
        self.home()
        self.intake(half, "is_founder")
        self.roster(self._draft("startup_loan_firm", FIRM), 1)

    def search(self) -> None:
        """What a search finds."""
        self.window.go_to("cases")
        self.window._top.search.setText("罗")
        self.take("search")
        self.window.go_to("cases")

    def _draft(self, measure: str, entries: dict[str, str]) -> Draft:
        draft = start_draft(self.session, measure)
        draft = save_draft(self.session, draft, {**draft.entries, **entries})
        self.changes.drafts.emit()
        return draft

    def register(self) -> None:
        """The list of organizations, one of them, and its forms."""
        window = self.window
        agencies = fill_register(self.session)
        self.changes.organizations.emit()
        window.go_to("organizations")
        window.pages.register.list.table.selectRow(0)
        self.take("organizations")
        window.pages.register.open(agencies[0].id)
        self.take("organization")
        window.pages.register.page._change()
        self.take("organization_details")
        window.pages.register.open(agencies[0].id)
        window.pages.register.page._date("licence")
        form = window.pages.register._form
        typed = {
            "licence_number": "5104110017",
            "valid_from": "2026-11-01",
            "valid_until": "2026-1-1",
        }
        for field, text in typed.items():
            form._page.editors[field].show_text(text)
            form._on_edited(field, text)
        form.save()
        self.take("organization_licence")
        window.pages.register.open(agencies[0].id)
        window.go_to("cases")

    def batches(self) -> None:
        """Who waits for a batch, and the batches that were made; the demonstration's is voided."""
        sent = batches.list_batches(self.session)
        told = next(batch for batch in sent if batch.measure == MEASURE)
        voided(self.session, told.id, "平台退回")
        window, page = self.window, self.window.pages.batches.list
        folder = Path(tempfile.mkdtemp(prefix="hrdesk-batches-"))
        window.go_to("batches")
        sought = page.waiting.sought
        sought._measure.setCurrentIndex(sought._measure.findData(MEASURE))
        sought._first.setText("2021-10-24")
        sought._last.setText("2026-10-23")
        page.waiting.read_again()
        ids = [case.id for case in page.waiting.chosen()]
        half = batches.make_batch(self.session, MEASURE, ids[::2], folder)
        voided(self.session, half.id, "选错了月份")
        batches.make_batch(self.session, MEASURE, ids[:3], folder)
        shutil.rmtree(folder)
        page.read_again()
        page.waiting.begin()
        self.take("batches")
        page.come_back(page.made.batches.summary(0).id)
        self.take("batches_made")
        window.go_to("cases")

    def law(self) -> None:
        """The figures with their documents, and what one change of them would do."""
        window = self.window
        window.go_to("law")
        law = window.pages.law
        self.take("law")
        entries = {
            "amendment_value": "12,000.00",
            "amendment_from": "2021-11-01",
            "amendment_clause": "一（二）",
            "amendment_document": "攀人社发〔2026〕12号",
            "amendment_issued": "2026-11-16",
            "amendment_note": "2026年收文第12号",
        }
        amendments.propose_value(self.session, "startup_grant.amount", entries)
        law.changes.read_again()
        law.changes.opened.emit(law.changes.model.summary(0).id)
        law.change.preview()
        while law.change.desk.is_busy:
            QTest.qWait(50)
        self.take("law_change")
        window.go_to("cases")


def fill_register(session: Session) -> list[Organization]:
    """Enter agencies with licences and recognitions; the first of the list has the longest past."""
    typed = {"agency_kind": "commercial", "organization_name": "攀枝花金沙江人力资源服务有限公司"}
    valid = {"licence_kind": "licence", "licence_number": "5104020031", "issued_by": "东区人社局"}
    others = [
        {"credit_code": credit_code(body="MA6KKK001")},
        {
            "credit_code": credit_code("N2", body="MF1234567"),
            "organization_name": "平地镇劳务合作社",
        },
        {
            "credit_code": credit_code("12", body="451204119"),
            "organization_name": "仁和区公共就业和人才服务中心",
            "agency_kind": "public",
        },
        {
            "credit_code": credit_code(body="MA6PARK02"),
            "organization_name": "攀枝花人力资源服务产业园",
            "agency_kind": "park",
        },
    ]
    for n, other in enumerate(others):
        organization = organizations.add(session, typed | other)
        if n == 0:
            term = {
                "valid_from": "2023-05-01",
                "valid_until": "2028-04-30",
                "seen_on": "2026-03-02",
            }
            organizations.enter(session, organization, "licence", valid | term)
        if n == 1:
            term = {
                "valid_from": "2020-01-01",
                "valid_until": "2024-12-31",
                "seen_on": "2026-03-02",
            }
            expired = organizations.enter(session, organization, "licence", valid | term)
            found = {"source": "许可备案台账", "confirmed_on": "2026-11-23"}
            organizations.confirm_no_other(session, expired, Matter.LICENCE, found)
    return [agency_with_a_past(session)]


def agency_with_a_past(session: Session) -> Organization:
    """Enter an agency whose name, licences and recognitions changed over the years."""
    issuer = {"issued_by": "仁和区人力资源和社会保障局", "seen_on": "2026-03-18"}
    agency = organizations.add(
        session,
        {
            "credit_code": credit_code(body="MA62ABCDX"),
            "organization_name": "攀枝花汇智劳务服务有限公司",
            "agency_kind": "commercial",
            "contact": "罗㛃",
            "phone": "13981234567",
            "bank": "攀枝花农村商业银行仁和支行",
            "holder": "攀枝花汇智人力资源服务有限公司",
            "account": "8821001234567890",
        },
    )
    begun = organizations.first_entries(session, "details", agency)
    renamed = begun | {"organization_name": "攀枝花汇智人力资源服务有限公司"}
    agency = organizations.change(session, agency, renamed)
    for kind, number, first, last in (
        ("filing", "5104110006", "2018-06-01", "2021-12-31"),
        ("licence", "5104110017", "2022-01-01", "2027-06-30"),
        ("licence", "5104110018", "2022-01-01", "2027-06-30"),
    ):
        dated = {"licence_kind": kind, "licence_number": number, "valid_from": first}
        agency = organizations.enter(
            session, agency, "licence", issuer | dated | {"valid_until": last}
        )
    agency = organizations.withdraw(session, agency, agency.rows[-1].id, {"reason": "证号抄错"})
    for level, document, first, last in (
        ("ordinary", "攀人社函〔2022〕41号", "2022-07-01", "2024-06-30"),
        ("province", "川人社函〔2024〕88号", "2024-07-01", ""),
    ):
        dated = {"base_level": level, "document": document, "valid_from": first}
        agency = organizations.enter(session, agency, "recognition", dated | {"valid_until": last})
    return agency


def form(demo: Path, target: Path) -> None:
    """The two pages of the first printed form; letters have one."""
    papers = map(pypdfium2.PdfDocument, sorted(demo.glob("*-2026-*.pdf")))
    document = next(paper for paper in papers if len(paper) > 1)
    for number, name in enumerate(("form_front", "form_back")):
        document[number].render(scale=1.15, grayscale=True).to_pil().save(target / f"{name}.png")
    document.close()


def main() -> int:
    """Play the demonstration in a temporary folder and take every picture."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")
    place = Path(tempfile.mkdtemp(prefix="hrdesk-pictures-"))
    app = make_application(["hrdesk"])
    camera = Camera(target)
    assert play(place / "demo", print) == 0
    form(place / "demo", target)
    data = place / "demo" / "data"
    program = Program(data, CLOCK)
    first_start(camera, place, program.tasks)
    login(camera, data, program.tasks)
    session = log_in(data, LOGIN, PASSWORD, CLOCK)
    desk = Desk(camera, session, program.tasks, program.changes)
    desk.wizard()
    desk.search()
    desk.cases()
    desk.register()
    desk.batches()
    desk.law()
    desk.close()
    program.end()
    app.processEvents()
    shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
