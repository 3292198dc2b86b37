"""An office to test with: synthetic people, cheap passwords, one clock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hrdesk.domain import credit_code
from hrdesk.domain.amendment import Content, DatedValue, NewTerm, NewValues, Source
from hrdesk.domain.batch import (
    CopiedFile,
    CopyPurpose,
    FrozenBatch,
    SentCase,
    SentRow,
    VoidCause,
)
from hrdesk.domain.batch_answer import (
    NewBatchAnswer,
    RowState,
    StrayCause,
    StrayRow,
    ToldRow,
    WaitingRow,
)
from hrdesk.domain.batch_spec import RowKind as BatchRows
from hrdesk.domain.case import Case, Draft
from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.correction import Change
from hrdesk.domain.dates import Period
from hrdesk.domain.identity import check_character
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.domain.official_template import MappedColumn, OfficialTemplate, TemplateMapping
from hrdesk.domain.organization import (
    AgencyKind,
    BaseLevel,
    DatedFact,
    Licence,
    LicenceKind,
    Matter,
    NoOther,
    Organization,
    OrganizationDetails,
    ParkRecognition,
    Recognition,
)
from hrdesk.domain.pack_files import PackFiles
from hrdesk.domain.purchase import Wanted
from hrdesk.domain.referral import Verdict
from hrdesk.domain.right import Holder, OnceRight
from hrdesk.domain.roster import RosterPerson
from hrdesk.domain.staff import Role
from hrdesk.intake.corrected import corrected
from hrdesk.storage.amendments import NewAmendment
from hrdesk.storage.answers import NewAnswer
from hrdesk.storage.batches import NewBatch, NewCopy
from hrdesk.storage.cases import NewCase
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.corrected_versions import CorrectedCase
from hrdesk.storage.corrections import NewCorrection
from hrdesk.storage.decisions import NewDecision
from hrdesk.storage.ground import new_id
from hrdesk.storage.keys.passwords import PasswordCost
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import database_path
from hrdesk.storage.opening import known_author
from hrdesk.storage.organizations import NewDetails
from hrdesk.storage.purchases import NewPurchase
from hrdesk.storage.renewal import NewPerson, give_password
from hrdesk.storage.renewal import add_person as add_staff
from hrdesk.storage.standing import standing_of
from hrdesk.storage.store import Act, Founding, Store, create_store
from hrdesk.storage.templates import NewTemplate
from tests.storage.silenced import silence_guards

#: A guess costs nothing here; nobody attacks these passwords.
CHEAP = PasswordCost(memory_kib=8, passes=1, lanes=1)
LOGIN, PASSWORD = "jingban", "correct horse battery"
#: A clerk who is added later, and the password that he is given.
CLERK, GIVEN = "shajingban", "given by another"
#: A second administrator, who confirms what the founder proposed.
SECOND, SECOND_PASSWORD = "erguanli", "second pair of eyes"
RECOVERY = "00000-00000-00000-00000-00000-00000-00000-00000"
MOMENT = datetime(2026, 3, 18, 9, 30, tzinfo=CHINA_TIME)
RECEIVED = date(2026, 3, 18)
MEASURE = "startup_grant"
MONTHLY = "internship_subsidy"
WAGE = DatedValue(
    "internship_subsidy.minimum_wage", date(2022, 4, 1), "2100.00", "一", place="renhe"
)
ACCOUNT = "6217003810012345678"
RIGHT = OnceRight(Holder.PERSON)
#: The policy under which cases are accepted; the store looks into no pack.
POLICY = "panzhihua-2021-373"
PACK = PackFiles({"policy.toml": b'id = "panzhihua-2021-373"\n'})


@dataclass
class SteppingClock:
    """A clock whose civil time and running time the test moves, together or apart."""

    moment: datetime = MOMENT
    seconds: float = 1000.0

    def now(self) -> datetime:
        return self.moment

    def running(self) -> float:
        return self.seconds

    def step(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


def founding(**changes: Any) -> Founding:
    """What the first start asks."""
    plain = Founding(
        office=Office("510411", "仁和区人力资源和社会保障局", OfficeLevel.COUNTY),
        login=LOGIN,
        name="柳测试",
        roles=frozenset({Role.CLERK, Role.ADMINISTRATOR}),
        password=PASSWORD,
        recovery_key=RECOVERY,
        first_numbers={2026: 381},
    )
    return replace(plain, **changes)


def found(folder: Path, clock: SteppingClock | None = None) -> Path:
    """Set an office up and return its folder."""
    create_store(folder, founding(), clock or SteppingClock(), CHEAP)
    return folder


def open_store(folder: Path, clock: SteppingClock | None = None, **options: Any) -> Store:
    """Log in and open."""
    clock = clock or SteppingClock()
    return Store.open(folder, unlock(folder, LOGIN, PASSWORD, clock), clock, **options)


def open_store_as(
    folder: Path, login: str, password: str, clock: SteppingClock | None = None
) -> Store:
    """Log in as somebody else and open."""
    clock = clock or SteppingClock()
    return Store.open(folder, unlock(folder, login, password, clock), clock)


@contextmanager
def opened(folder: Path, clock: SteppingClock | None = None) -> Iterator[Store]:
    """Log in, open, and close at the end."""
    store = open_store(folder, clock)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_as(
    folder: Path, login: str, password: str, clock: SteppingClock | None = None
) -> Iterator[Store]:
    """Log in as somebody else, open, and close at the end."""
    store = open_store_as(folder, login, password, clock)
    try:
        yield store
    finally:
        store.close()


def me(store: Store) -> str:
    """The account that opened the store."""
    return store._author.staff.id


@contextmanager
def acting(store: Store) -> Iterator[Act]:
    """One act of the person who opened the store."""
    with store.acting(me(store)) as act:
        yield act


def person(n: int) -> str:
    """The identity number of the n-th synthetic person, with a right check character."""
    day = date(1970, 1, 1) + timedelta(days=n % 12000)
    digits = f"510402{day:%Y%m%d}{n // 12000 * 7 % 1000:03d}"
    return digits + check_character(digits)


def draft_of(store: Store, **changes: Any) -> Draft:
    """A draft that was never kept."""
    plain = Draft(new_id(), MEASURE, POLICY, {"name": "测试"}, MOMENT, MOMENT, 0, me(store))
    return replace(plain, **changes)


def new_case(draft: Draft, n: int = 1, **changes: Any) -> NewCase:
    """What acceptance hands over for the n-th synthetic person."""
    entries = {"name": f"测试{n}", "identity": person(n), "account_number": ACCOUNT}
    plain = NewCase(
        measure=MEASURE,
        received_on=RECEIVED,
        paper_number="",
        applicant_name=f"测试{n}",
        initials="CS",
        identity=person(n),
        phone="13800000000",
        organization="91510411MA00000000",
        account=ACCOUNT,
        entries=entries,
        application={"measure": MEASURE, "on": RECEIVED.isoformat(), "facts": {"is_founder": True}},
        finding={"outcome": "eligible", "amount": "10000.00", "parameters": []},
        right=RIGHT,
        cost=MEASURE,
        form_hash="1" * 64,
        policy_hash=PACK.content_hash,
        parameters_hash="3" * 64,
        draft_id=draft.id,
        draft_revision=draft.revision,
    )
    return replace(plain, **changes)


def keep(store: Store, draft: Draft | None = None) -> Draft:
    """Keep a draft in an act of its own, and before it the pack under which it is accepted."""
    with acting(store) as act:
        act.keep_pack(PACK, (POLICY, "1"))
    with acting(store) as act:
        return act.save_draft(draft or draft_of(store))


def accept(store: Store, n: int = 1, **changes: Any) -> Case:
    """Accept a case of the n-th person in an act of its own."""
    draft = keep(store)
    new = new_case(draft, n, **changes)
    with acting(store) as act:
        return act.add_case(new)


def month_case(months: Mapping[int, tuple[str, ...]], outcome: str = "paid") -> dict[str, Any]:
    """The parts of a case that claims months for the people of a roster, by their numbers."""
    lines = [
        {
            "line": row,
            "outcome": "eligible",
            "amount": "1.00",
            "checks": [],
            "months": [
                {"month": month, "outcome": outcome, "amount": "1.00", "shown": ""}
                for month in claimed
            ],
        }
        for row, claimed in enumerate(months.values(), start=1)
    ]
    people = [{"person": person(n), "months": list(months[n])} for n in months]
    named = enumerate(months, start=1)
    return {
        "people": tuple(RosterPerson(row, f"名册{n}", person(n)) for row, n in named),
        "measure": MONTHLY,
        "right": None,
        "cost": MONTHLY,
        "application": {"measure": MONTHLY, "on": RECEIVED.isoformat(), "lines": people},
        "finding": {
            "outcome": "eligible",
            "amount": "1.00",
            "checks": [],
            "lines": lines,
            "parameters": [],
        },
    }


def accept_months(store: Store, n: int, months: Mapping[int, tuple[str, ...]]) -> Case:
    """Accept a case of the n-th applicant that is paid months for these people."""
    return accept(store, n, **month_case(months))


#: The parts of a case that leaves a question open.
OPEN: dict[str, Any] = {"finding": {"outcome": "officer", "amount": None, "parameters": []}}
#: What each outcome of a measure without a roster gives.
AMOUNTS = {"eligible": "10000.00", "ineligible": "0.00"}


def decision(case: Case, outcome: str = "eligible", **changes: Any) -> NewDecision:
    """What deciding the newest version of a case hands over."""
    found = {"outcome": outcome, "amount": AMOUNTS.get(outcome)}
    plain = NewDecision(
        case_id=case.id,
        version=case.version.number,
        taken={(0, "last_day"): "usage"},
        figures={},
        history=None,
        finding={**case.version.finding, **found},
        right=RIGHT,
        cost=case.measure,
        policy_hash=PACK.content_hash,
        parameters_hash="4" * 64,
    )
    return replace(plain, **changes)


def decide(store: Store, case: Case, outcome: str = "eligible", **changes: Any) -> Case:
    """Decide a case in an act of its own."""
    with acting(store) as act:
        return act.decide(decision(case, outcome, **changes))


def accept_and_decide(store: Store, n: int, outcome: str = "eligible") -> Case:
    """Accept a case that leaves a question open, and decide it."""
    return decide(store, accept(store, n, **OPEN), outcome)


#: Another account of the payee, as a correction brings it.
OTHER_ACCOUNT = "6217003810087654321"
#: The second person of corrections, a clerk, and the password of her own.
CORRECTOR, CORRECTOR_PASSWORD = "gengzheng", "another clerk entirely"


def change(key: str, before: str, after: str, **row: Any) -> Change:
    """One entry that is corrected; `roster` and `line` say where it stands in a roster."""
    return Change(row.get("roster", ""), row.get("line", 0), key, before, after)


ANOTHER_ACCOUNT = (change("account_number", ACCOUNT, OTHER_ACCOUNT),)


def propose_correction(
    store: Store, case: Case, changes: tuple[Change, ...] = ANOTHER_ACCOUNT, **other: Any
) -> str:
    """Propose a correction of the newest version of a case, and return its id."""
    plain = NewCorrection(case.id, case.version.number, changes, "账号抄错一位")
    with acting(store) as act:
        act.propose_correction(replace(plain, **other))
    with store.reading() as reader:
        return reader.corrections_of(case.id)[-1].id


def corrected_case(store: Store, correction: str, **changes: Any) -> CorrectedCase:
    """What confirming a correction hands over: the entries of the form are the register's too."""
    with store.reading() as reader:
        found = reader.open_correction(correction)
        case = reader.case(found.case_id)
        people = standing_of(store._ground, case.id).people
    entries = corrected(case.version.entries, found.changes)
    plain = CorrectedCase(
        correction=correction,
        register={
            "applicant_name": entries["name"],
            "initials": "CS",
            "identity": entries["identity"],
            "phone": entries.get("phone", "13800000000"),
            "organization": "91510411MA00000000",
            "paper_number": "",
        },
        account=entries.get("account_number", ""),
        people=people,
        entries=entries,
        application=case.version.facts,
        finding=case.version.finding,
        right=RIGHT,
        cost=case.measure,
        parameters_hash="5" * 64,
        seen={"outcome": "eligible", "amount": "10000.00"},
    )
    return replace(plain, **changes)


def confirm_correction(store: Store, correction: str, **changes: Any) -> Case:
    """Confirm a correction in an act of its own."""
    new = corrected_case(store, correction, **changes)
    with acting(store) as act:
        return act.confirm_correction(new)


def with_corrector(folder: Path, clock: SteppingClock | None = None, *roles: Role) -> None:
    """Let the second person of corrections be there, by default a clerk."""
    with opened(folder, clock) as store:
        add_person(store, CORRECTOR, *roles)
    with opened_as(folder, CORRECTOR, GIVEN, clock) as store:
        give_password(store, store.actor, CORRECTOR_PASSWORD, CHEAP)


@contextmanager
def as_corrector(folder: Path, clock: SteppingClock | None = None) -> Iterator[Store]:
    """The store as the second person opens it."""
    with opened_as(folder, CORRECTOR, CORRECTOR_PASSWORD, clock) as store:
        yield store


@contextmanager
def beside(store: Store, folder: Path, clock: SteppingClock) -> Iterator[None]:
    """Let the second person act in a store that is open, without closing it."""
    author = store._author
    keys = unlock(folder, CORRECTOR, CORRECTOR_PASSWORD, clock)
    try:
        with store.reading() as reader:
            (other,) = [each for each in reader.people() if each.login == CORRECTOR]
        store._author = known_author(store._open_ground(), other.id, keys.signer)
        yield
    finally:
        store._author = author
        keys.wipe()


def fill_corrections(
    folder: Path, cases: tuple[Case, Case] | None = None, clock: SteppingClock | None = None
) -> None:
    """Leave corrections of every kind: of an applicant and of a roster confirmed, one taken back
    and one that waits, of a case and one with a roster that no batch holds, by default new ones.
    """
    if cases is None:
        with opened(folder, clock) as store:
            cases = accept(store, 61), accept_months(store, 62, {63: ("2025-11",)})
    named, listed = cases
    with_corrector(folder, clock)
    renamed = change("name", named.version.entries["name"], "测试更名")
    moved = change("identity", named.version.entries["identity"], person(901))
    with opened(folder, clock) as store:
        withdrawn = propose_correction(store, named, cause="改错了案")
        with acting(store) as act:
            act.withdraw_correction(withdrawn, "改错了案")
        of_name = propose_correction(store, named, (renamed, moved))
        of_people = propose_correction(store, listed)
    with as_corrector(folder, clock) as store:
        newest = confirm_correction(store, of_name)
        people = standing_of(store._ground, listed.id).people
        others = (replace(people[0], name="名册更名", identity=person(902)), *people[1:])
        lines = [dict(each) for each in listed.version.facts["lines"]]
        lines[0]["person"] = person(902)
        confirm_correction(
            store,
            of_people,
            people=others,
            application={**listed.version.facts, "lines": lines},
            right=None,
        )
    with opened(folder, clock) as store:
        propose_correction(store, newest)


def begin_year(store: Store, year: int, sequence: int = 1) -> None:
    """Register where the numbers of a year before the set-up go on."""
    with acting(store) as act:
        act.register_start(year, sequence)


def add_person(store: Store, login: str = CLERK, *roles: Role, password: str = GIVEN) -> str:
    """Add a person, by default a clerk, and return the account."""
    kept = frozenset(roles or {Role.CLERK})
    return add_staff(store, NewPerson(login, "沙测试", kept, password), CHEAP).id


def retire(store: Store, staff_id: str, reason: str = "调离") -> None:
    """Retire a person."""
    with acting(store) as act:
        act.retire_person(staff_id, reason)


def change_roles(store: Store, staff_id: str, *roles: Role) -> None:
    """Give a person these roles."""
    with acting(store) as act:
        act.change_roles(staff_id, frozenset(roles))


def columns_of(connection: Any, table: str) -> list[str]:
    """The columns of a table that are written; the first is its key."""
    found = connection.execute(f"select * from {table} limit 0").description
    return [column[0] for column in found if (table, column[0]) != ("right_once", "rule")]


def fill_people(store: Store) -> None:
    """Add a clerk who becomes supervisor too, and an administrator who is retired."""
    change_roles(store, add_person(store), Role.CLERK, Role.SUPERVISOR)
    retire(store, add_person(store, "guanli", Role.ADMINISTRATOR))


def propose(store: Store, content: Content, note: str = "收文第1号") -> str:
    """Propose a change of law and return its id."""
    with acting(store) as act:
        act.propose_amendment(
            NewAmendment(content, Source("攀人社发〔2026〕12号", date(2026, 2, 10), note), POLICY)
        )
    with store.reading() as reader:
        return reader.amendments()[-1].id


def fill_amendments(folder: Path, clock: SteppingClock | None = None) -> tuple[str, ...]:
    """Leave four changes of law: two confirmed by a second person, one taken back, one open."""
    value = DatedValue("startup_grant.amount", date(2026, 1, 1), "12000.00", "一")
    with opened(folder, clock) as store:
        second = add_person(store, SECOND, Role.ADMINISTRATOR)
        made = (
            propose(store, NewValues((value, WAGE))),
            propose(store, NewTerm(date(2027, 10, 23))),
            propose(store, NewValues((value,)), "写错了"),
            propose(store, NewValues((replace(value, valid_from=date(2026, 6, 1)),))),
        )
        with acting(store) as act:
            act.withdraw_amendment(made[2], "重复")
    with opened_as(folder, SECOND, GIVEN, clock) as store:
        give_password(store, store.staff(second), SECOND_PASSWORD, CHEAP)
        for each in made[:2]:
            with acting(store) as act:
                act.confirm_amendment(each, {"judged": 3, "changed": 1})
    return made


def note_loss(store: Store) -> None:
    """Record that the anchor was lost, and what was found out about it."""
    with acting(store) as act:
        loss = act.record("anchor.replace", store._ground.site_id, {})
        act.note_record(loss.sequence, "与备份核对一致")


def print_form(store: Store, case: Case) -> None:
    """Record a printed copy."""
    with acting(store) as act:
        act.add_paper(case.id, 1, "approval_form", case.version.content_hash, ())


def agency_code(n: int) -> str:
    """The credit code of the n-th agency, with a right check character."""
    first = f"91510411MA62{n:05d}"
    return first + credit_code.check_character(first)


def details(**changes: Any) -> NewDetails:
    """What a clerk enters of an agency."""
    plain = OrganizationDetails(
        name="攀枝花索玛人力资源服务有限公司",
        kind=AgencyKind.COMMERCIAL,
        contact="柳测试",
        phone="13800000000",
        bank="攀枝花农村商业银行仁和支行",
        holder="攀枝花索玛人力资源服务有限公司",
        account=ACCOUNT,
    )
    return NewDetails(replace(plain, **changes), "PZHSM")


def licence(**changes: Any) -> Licence:
    """A licence as it was seen."""
    period = Period(date(2022, 1, 1), date(2027, 6, 30))
    plain = Licence(
        LicenceKind.LICENCE, "5104110001", period, "仁和区人力资源和社会保障局", RECEIVED
    )
    return replace(plain, **changes)


def add_agency(store: Store, n: int = 1, *facts: DatedFact, **changes: Any) -> Organization:
    """Enter the n-th agency and its dated facts."""
    with acting(store) as act:
        agency = act.add_organization(agency_code(n), details(**changes))
        for fact in facts:
            act.add_organization_fact(agency, fact)
    return agency_of(store, n)


def agency_of(store: Store, n: int = 1) -> Organization:
    """The n-th agency as it stands in the register."""
    with store.reading() as reader:
        found = reader.organization_by_code(agency_code(n))
    assert found is not None
    return found


def sent(case: Case, *lines: tuple[str | int | None, ...], amount: int | None) -> SentCase:
    """What a batch holds of a case: of each line its cells."""
    rows = tuple(SentRow(number, cells) for number, cells in enumerate(lines))
    return SentCase(case.id, case.number, case.version.number, amount, rows)


def new_batch(*cases: Case, amount: int | None = 1_000_000) -> NewBatch:
    """Cases of one amount as a batch sends them, two rows to each."""
    held = tuple(sent(each, (each.number, amount), ("测试", None), amount=amount) for each in cases)
    return NewBatch(MEASURE, {"titles": ["发放申报表"], "sheet": "申报"}, held)


def make_batch(store: Store, *cases: Case, **changes: Any) -> str:
    """Make a batch of cases and return its id."""
    with acting(store) as act:
        return act.add_batch(new_batch(*cases, **changes))


def write_batch(store: Store, batch_id: str) -> None:
    """Record that the workbook of a batch was written."""
    with acting(store) as act:
        files = tuple(CopiedFile(name, "5" * 64) for name in ("batch.xlsx", "batch-control.xlsx"))
        act.add_batch_copy(batch_id, NewCopy(CopyPurpose.UPLOAD, files))


def void_batch(store: Store, batch_id: str, reason: str = "选错了月份") -> None:
    """Void a batch as a person does."""
    with acting(store) as act:
        act.void_batch(batch_id, VoidCause.PERSON, reason)


def batch_of(store: Store, batch_id: str) -> FrozenBatch:
    """A batch with all it sent."""
    with store.reading() as reader:
        return reader.batch(batch_id)


def fill_batches(store: Store, *cases: Case) -> None:
    """Make batches that were voided, written, and only begun, of two cases or more."""
    void_batch(store, make_batch(store, *cases))
    failed = make_batch(store, *cases)
    with acting(store) as act:
        act.void_batch(failed, VoidCause.NOT_WRITTEN)
    write_batch(store, make_batch(store, cases[0]))
    make_batch(store, *cases[1:])


def lined_case(store: Store, n: int, *yuan: int) -> Case:
    """Accept a case that pays these sums by line of its roster."""
    amounts = [f"{each}.00" for each in yuan]
    finding = {
        "outcome": "eligible",
        "amount": f"{sum(yuan)}.00",
        "lines": [{"outcome": "eligible", "amount": amount} for amount in amounts],
        "parameters": [],
    }
    given = {"measure": MEASURE, "on": RECEIVED.isoformat(), "lines": [{} for _ in yuan]}
    return accept(store, n, finding=finding, application=given)


#: What a frame names of the cases that it sends: rows of this roster, this account of the payee.
SENT = {"lines": "people", "payee": ["account_number"]}


def batch_of_lines(follows: str | None, *chosen: tuple[Case, tuple[int, ...]]) -> NewBatch:
    """A batch of lines of such cases, each row with what its line pays."""
    cases = []
    for case, lines in chosen:
        found: Any = case.version.finding
        fen = [int(found["lines"][line - 1]["amount"][:-3]) * 100 for line in lines]
        rows = tuple(
            SentRow(line, (case.number, line, amount))
            for line, amount in zip(lines, fen, strict=True)
        )
        cases.append(SentCase(case.id, case.number, case.version.number, sum(fen), rows))
    return NewBatch(MEASURE, {"titles": [], "sheet": "申报", **SENT}, tuple(cases), follows)


def send(store: Store, new: NewBatch) -> str:
    """Make a batch, record its workbook and return its id."""
    with acting(store) as act:
        batch = act.add_batch(new)
    write_batch(store, batch)
    return batch


def told(
    batch: str,
    states: Mapping[int, RowState],
    n: int = 1,
    strays: int = 0,
    waiting: Mapping[int, str] = MappingProxyType({}),
) -> NewBatchAnswer:
    """The n-th answer to a batch: the state of rows by place, and rows that match none.

    `waiting` gives the words of rows that it does not decide.
    """
    rows = tuple(
        ToldRow(
            place + 1,
            place,
            state,
            "" if state is RowState.ACCEPTED else "银行账号有误",
            f"L{place}" if state is RowState.ACCEPTED else "",
        )
        for place, state in states.items()
    )
    kept = tuple(
        StrayRow(100 + place, StrayCause.NO_ROW, ("别处的案件", f"{place}"))
        for place in range(strays)
    )
    said = tuple(
        WaitingRow(place + 1, place, word, "材料待补", f"W{place}")
        for place, word in waiting.items()
    )
    return NewBatchAnswer(batch, f"{n:064d}", rows, kept, silent=len(said), waiting=said)


def take(store: Store, new: NewBatchAnswer) -> str:
    """Take an answer and return its id."""
    with acting(store) as act:
        return act.add_batch_answer(new)


def fill_batch_answers(store: Store, n: int) -> None:
    """Leave a batch answered twice, an answer withdrawn, a stray settled, rows sent again."""
    case = lined_case(store, n, 4000, 6000)
    first = send(store, batch_of_lines(None, (case, (1, 2))))
    states = {1: RowState.ACCEPTED, 2: RowState.FAILED}
    wrong = take(store, told(first, {2: RowState.FAILED}, strays=1))
    with acting(store) as act:
        act.withdraw_batch_answer(wrong, "导错了文件")
    kept = take(store, told(first, states, strays=2))
    with acting(store) as act:
        act.settle_stray(kept, 2, "邻县的案件，已电话告知")
    second = send(store, batch_of_lines(first, (case, (2,))))
    take(store, told(second, {}, 6, waiting={1: "审核中"}))
    take(store, told(second, {1: RowState.FAILED}, 2))


#: Who closes failed rows: an approver, and the password of his own.
APPROVER, APPROVER_PASSWORD = "shenpi", "who approves this"


@contextmanager
def as_approver(folder: Path, clock: SteppingClock | None = None, *roles: Role) -> Iterator[Store]:
    """The store as an approver opens it, who is added the first time; by default no clerk."""
    with opened(folder, clock) as store, store.reading() as reader:
        is_new = APPROVER not in {each.login for each in reader.people()}
    if is_new:
        with opened(folder, clock) as store:
            add_person(store, APPROVER, *(roles or (Role.APPROVER,)))
        with opened_as(folder, APPROVER, GIVEN, clock) as store:
            give_password(store, store.actor, APPROVER_PASSWORD, CHEAP)
    with opened_as(folder, APPROVER, APPROVER_PASSWORD, clock) as store:
        yield store


CLOSED = "电话问过平台，这一行已作废"
NOT_THERE = "电话问过平台，没有收到这一批"


def close_row(store: Store, batch: str, place: int, cause: str = CLOSED) -> None:
    """Close a failed row in an act of its own."""
    with acting(store) as act:
        act.close_row(batch, place, cause)


def closure_of(store: Store, batch: str, place: int) -> str:
    """The id of the closure of a row that counts."""
    with store.reading() as reader:
        closure = reader.sent_states(batch)[place - 1].closure
    assert closure is not None
    return closure.id


def reopen_row(store: Store, batch: str, place: int) -> None:
    """Open a closed row again in an act of its own."""
    closure = closure_of(store, batch, place)
    with acting(store) as act:
        act.reopen_row(closure, "登记错了行")


def fill_closures(folder: Path, n: int, clock: SteppingClock | None = None) -> None:
    """Leave failed rows of a new case: closed, closed and opened again, and one that was not."""
    with opened(folder, clock) as store:
        case = lined_case(store, n, 1000, 2000, 3000)
        batch = send(store, batch_of_lines(None, (case, (1, 2, 3))))
        take(store, told(batch, dict.fromkeys((1, 2, 3), RowState.FAILED), 7))
    with as_approver(folder, clock) as store:
        close_row(store, batch, 1)
        close_row(store, batch, 2)
        reopen_row(store, batch, 2)


def fill_voided(folder: Path, n: int) -> None:
    """Leave a batch of a new case that left, whose acceptance was withdrawn, voided by who may."""
    with opened(folder) as store:
        case = lined_case(store, n, 1000)
        left = send(store, batch_of_lines(None, (case, (1,))))
        accepting = take(store, told(left, {1: RowState.ACCEPTED}, 50))
    with as_approver(folder) as store:
        with acting(store) as act:
            act.withdraw_batch_answer(accepting, "电话问过平台，这份是邻县的结果")
        void_batch(store, left, NOT_THERE)


SETTLED = "平台答复已止付一次，退款单0231号"


def settle_row(store: Store, batch: str, place: int, outcome: str = SETTLED) -> None:
    """Settle a contradicted row in an act of its own."""
    with acting(store) as act:
        act.settle_row(batch, place, outcome)


def unsettle_row(store: Store, batch: str, place: int) -> None:
    """Let the newest settlement of a row count no more, in an act of its own."""
    with store.reading() as reader:
        settlement = reader.sent_states(batch)[place - 1].settlements[-1]
    with acting(store) as act:
        act.unsettle_row(settlement.id, "写错了行")


def fill_settlements(folder: Path, n: int, clock: SteppingClock | None = None) -> None:
    """Leave contradicted rows of a new case: settled, settled and opened again, and neither."""
    with opened(folder, clock) as store:
        case = lined_case(store, n, 1000, 2000, 3000)
        batch = send(store, batch_of_lines(None, (case, (1, 2, 3))))
        take(store, told(batch, dict.fromkeys((1, 2, 3), RowState.ACCEPTED), 8))
        take(store, told(batch, dict.fromkeys((1, 2, 3), RowState.FAILED), 9))
    with as_approver(folder, clock) as store:
        settle_row(store, batch, 1)
        settle_row(store, batch, 2)
        unsettle_row(store, batch, 2)


def fill_register(store: Store) -> None:
    """Enter agencies with a former name, a dated row of each kind, and rows withdrawn."""
    period = Period(date(2024, 7, 1))
    agency = add_agency(
        store,
        1,
        licence(),
        Recognition(BaseLevel.PROVINCE, period, "攀人社函〔2024〕7号"),
        ParkRecognition(period, "攀人社函〔2024〕8号"),
        NoOther(Matter.LICENCE, RECEIVED, "许可台账"),
    )
    with acting(store) as act:
        act.change_organization(agency.id, 1, details(name="攀枝花新索玛有限公司"))
        act.withdraw_organization_fact(agency.id, agency.rows[1].id, "登记有误")
        act.withdraw_organization_fact(agency.id, agency.rows[2].id, "登记有误")
    add_agency(store, 2, licence(), name="另一家", kind=AgencyKind.PARK)


REFERRED = "equity_financing_grant"
AUTHORITY = "市金融工作局"


def refer(store: Store, n: int, *, letter: bool = True) -> Case:
    """Accept a referral of the n-th applicant, and give its letter a number."""
    finding = {"outcome": "referral", "amount": None, "parameters": []}
    case = accept(store, n, measure=REFERRED, finding=finding)
    if letter:
        hand_on(store, case)
    return case


def hand_on(store: Store, case: Case) -> None:
    """Give the letter of a referral its number with its first copy, in one act."""
    with acting(store) as act:
        act.give_letter(case.id, AUTHORITY)
        act.add_paper(case.id, 1, "referral_letter", case.version.content_hash, ())


def answer(**changes: Any) -> NewAnswer:
    """What an authority answered."""
    plain = NewAnswer(RECEIVED, AUTHORITY, "攀金函〔2026〕9号", Verdict.ACCEPTED, "")
    return replace(plain, **changes)


def purchase(agency: Organization, **changes: Any) -> NewPurchase:
    """What was bought of an agency."""
    plain = NewPurchase(
        organization=agency.id,
        bought="春风行动招聘会",
        contract="仁购2026-7",
        signed_on=RECEIVED,
        begins_on=RECEIVED,
        ends_on=date(2026, 12, 31),
        fen=12_000_000,
        department="仁和区就业创业促进中心",
        document="仁财采〔2026〕3号",
    )
    return replace(plain, **changes)


def fill_referrals(store: Store, first: int) -> None:
    """Accept two referrals with letters, answer one twice and withdraw an answer."""
    case, _ = refer(store, first), refer(store, first + 1)
    with acting(store) as act:
        act.enter_answer(case.id, answer())
        act.enter_answer(case.id, answer(verdict=Verdict.OTHER, document="二", words="须补正"))
    with store.reading() as reader:
        wrong, _ = reader.answers(case.id)
    with acting(store) as act:
        act.withdraw_answer(wrong.id, "文号抄错")


def fill_mappings(store: Store) -> None:
    """Remember two choices of titles."""
    for titles in ({"工号": "name"}, {"证号": "identity", "工号": "identity"}):
        with acting(store) as act:
            act.enter_list_mapping(MEASURE, "people", titles)


SENT_COLUMNS = (
    MappedColumn(1, "序号", has_formula=True),
    MappedColumn(2, "姓名", source="name", required=True),
    MappedColumn(
        3,
        "人员类别",
        choices=("1-学生", "9-其他"),
        source="category",
        codes={"student": "1-学生", "other": "9-其他"},
    ),
)


def template(**changes: Any) -> NewTemplate:
    """What an administrator registers of the platform's workbook."""
    mapping = TemplateMapping("申报", 2, 3, 4, 0, None, 500, BatchRows.CASE, SENT_COLUMNS)
    plain = NewTemplate(MEASURE, b"PK one", "a.xlsx", "2026-1", "川人社函9", mapping)
    return replace(plain, **changes)


def add_template(store: Store, **changes: Any) -> OfficialTemplate:
    """Register a template in an act of its own, and return it as it is on record."""
    with acting(store) as act:
        act.add_template(template(**changes))
    with store.reading() as reader:
        return reader.templates()[-1]


def fill_templates(store: Store) -> None:
    """Register a file under two mappings and another file, and withdraw one of the mappings."""
    wrong = add_template(store)
    add_template(store, version="2026-1更正")
    add_template(store, measure=MONTHLY, content=b"PK two", file_name="b.xlsx")
    with acting(store) as act:
        act.withdraw_template(wrong.id, "列对错了")


def fill_purchases(store: Store, agency: Organization) -> None:
    """Enter two purchases and withdraw one."""
    with acting(store) as act:
        act.enter_purchase(purchase(agency))
        act.enter_purchase(purchase(agency, contract="仁购2026-8", fen=1))
    with store.reading() as reader:
        wrong = reader.purchases(Wanted(), None, 100)[0]
    with acting(store) as act:
        act.withdraw_purchase(wrong.id, "金额抄错")


@contextmanager
def raw(folder: Path, clock: SteppingClock | None = None) -> Iterator[Any]:
    """The bare database of a closed store, as somebody who holds the data key has it."""
    credentials = unlock(folder, LOGIN, PASSWORD, clock or SteppingClock())
    connection = keyed_connection(database_path(folder), credentials.data_key)
    try:
        yield connection
    finally:
        connection.close()
        credentials.wipe()


@contextmanager
def without_guards(folder: Path) -> Iterator[Any]:
    """The bare database in one act in which no guard speaks."""
    with raw(folder) as connection:
        connection.execute("pragma synchronous = 0")
        connection.execute("pragma foreign_keys = 0")
        silence_guards(connection)
        connection.execute("begin immediate")
        yield connection
        connection.execute("commit")


def fill_everything(folder: Path) -> None:
    """Let an office that was just founded hold rows of every kind, on record as it goes."""
    with opened(folder) as store:
        cases = [accept(store, n) for n in (1, 2)]
        for case in cases:
            print_form(store, case)
        fill_batches(store, *cases)
        accept_months(store, 3, {4: ("2026-01",)})
        fill_register(store)
        fill_referrals(store, 20)
        fill_purchases(store, agency_of(store))
        fill_mappings(store)
        fill_batch_answers(store, 31)
        fill_templates(store)
        note_loss(store)
        fill_people(store)
    fill_amendments(folder)
    fill_corrections(folder)
    fill_closures(folder, 41)
    fill_voided(folder, 44)
    fill_settlements(folder, 42)


def contents(store: Store) -> Mapping[str, object]:
    """Everything a screen can show of a store."""
    with store.reading() as reader:
        cases = reader.cases(limit=10_000)
        return {
            "drafts": reader.drafts(),
            "cases": cases,
            "versions": [reader.case(case.id) for case in cases],
            "papers": [reader.papers(case.id) for case in cases],
            "audit": [reader.audit_of(case.id) for case in cases],
            "found": [reader.find_cases(case.applicant_name) for case in cases],
            "organizations": reader.organizations(None, 10_000),
            "letters": [(reader.letter(case.id), reader.answers(case.id)) for case in cases],
            "purchases": reader.purchases(Wanted(), None, 100),
            "list titles": reader.list_titles(MEASURE, "people"),
            "templates": reader.templates(),
            "batches": [reader.batch(batch.id) for batch in reader.batches(None, 10_000)],
            "head": reader.audit_head(),
        }
