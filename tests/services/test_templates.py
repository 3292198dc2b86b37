"""Official templates: proposed by their headers, registered whole, and never guessed."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from hrdesk.domain.batch_spec import FIXED_TEXT, CellFormat, RowKind
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services import batches, template_drafts, templates
from hrdesk.services.sent_columns import sent_columns
from hrdesk.services.template_reading import TemplateReading
from hrdesk.services.verification import verify_folder
from tests.services import counter, official
from tests.services.test_batches import DAY
from tests.workbooks.templates import small

INTERNSHIPS = "internship_subsidy"


def sources(draft):
    return {column.header: column.source for column in draft.mapping.columns}


def column_of(draft, header):
    return next(each for each in draft.mapping.columns if each.header == header)


def with_column(draft, column):
    columns = [column if each.place == column.place else each for each in draft.mapping.columns]
    return replace(draft, mapping=replace(draft.mapping, columns=tuple(columns)))


def problems_of(session, draft):
    ground = template_drafts.ground_of(session, draft.measure, draft.mapping.rows)
    found = ground.check(draft.mapping)
    return [(each.key, each.where) for each in found.problems], [
        (each.key, each.where) for each in found.remarks
    ]


def refused(session, draft, **changes):
    with pytest.raises(InvalidInput, match=r"templates\.invalid") as caught:
        templates.register_template(session, draft, {**official.ENTRIES, **changes})
    assert not templates.official_templates(session)
    return [(each.key, each.where) for each in caught.value.problems]


class TestProposing:
    """What headers say, as clerks of a province write them."""

    def test_clumsy_headers_name_their_sources(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        assert list(sources(draft).values()) == [
            "row.number",
            "name",
            "case.identity_number",
            "category",
            "phone",
            "entity",
            "registered_on",
            "row.amount",
            "bank",
            "account_name",
            "account_number",
            "case.office",
            "",
        ]
        assert problems_of(session, draft) == ([], [])
        assert column_of(draft, "补贴金额（元）").format is CellFormat.MONEY

    def test_codes_get_the_platforms_numbered_words(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        codes = column_of(draft, "人员类别 *").codes
        assert codes["student"] == "1-在校大学生"
        assert sorted(codes.values()) == sorted(official.KINDS)

    @pytest.mark.parametrize(
        ("header", "required"),
        [
            ("姓名*", True),
            ("＊姓名", True),
            ("姓名（必填项）", True),
            ("【必填】姓名", True),
            ("★姓 名", True),
            ("备注", False),
            ("姓名", False),
            ("证件类型", False),
        ],
    )
    def test_marks_say_that_a_column_is_required(self, session, header, required):
        draft = official.draft(session, counter.MEASURE, small([[header, "证件号码"]]))
        assert column_of(draft, header).required is required

    def test_a_header_below_a_group_is_called_by_its_lowest_row(self, session):
        content = small([["申请人", None, "账户"], ["姓名", "证件号码", "账号"]])
        found = sources(official.draft(session, counter.MEASURE, content))
        assert list(found.values()) == ["name", "case.identity_number", "account_number"]

    def test_a_source_that_two_headers_name_is_left_to_a_person(self, session):
        content = official.province(("姓名", "申请人", "证件号码", "人员类别"), {})
        found = sources(official.draft(session, counter.MEASURE, content))
        assert found == {"姓名": "", "申请人": "", "证件号码": "case.identity_number"} | {
            "人员类别": "category"
        }

    def test_what_is_only_alike_is_offered_and_not_taken(self, session):
        draft = official.draft(session, counter.MEASURE, small([["开户银行全称", "证件号码"]]))
        assert column_of(draft, "开户银行全称").source == ""
        ground = template_drafts.ground_of(session, counter.MEASURE)
        assert ground.proposer.near("开户银行全称")[0] == "bank"

    def test_columns_of_a_roster_are_those_of_its_lines(self, session):
        headers = ("序号", "姓名", "身份证号码", "单位名称", "计发月份", "补贴金额（元）")
        draft = official.draft(session, INTERNSHIPS, official.province(headers, {}))
        assert draft.mapping.rows is RowKind.LINE
        assert list(sources(draft).values()) == [
            "row.number",
            "line.name",
            "line.identity",
            "agency_name",
            "row.months",
            "row.amount",
        ]

    def test_rows_may_stand_for_cases_and_then_lack_what_lines_have(self, session):
        headers = ("姓名", "身份证号码", "单位名称", "计发月份", "补贴金额（元）")
        draft = official.draft(session, INTERNSHIPS, official.province(headers, {}))
        by_case = template_drafts.with_rows(session, draft, RowKind.CASE)
        assert list(sources(by_case).values()) == ["", "", "agency_name", "", "row.amount"]


class TestChecking:
    """A template is registered whole or not at all."""

    def test_a_code_without_a_word_is_named(self, session):
        lists = {"人员类别 *": ("1-在校大学生", "5-就业困难人员")}
        draft = official.draft(session, counter.MEASURE, official.province(lists=lists))
        found = refused(session, draft)
        assert found == [("templates.no_word", "4")] * 4

    def test_a_word_that_the_list_lacks_is_refused(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        column = column_of(draft, "人员类别 *")
        wrong = replace(column, codes={**column.codes, "other": "其他人员"})
        assert refused(session, with_column(draft, wrong)) == [("templates.not_listed", "4")]

    def test_a_required_column_that_nothing_goes_into_is_refused_until_a_person_says_so(
        self, session
    ):
        headers = ("姓名", "证件号码", "学历*", "补贴金额")
        draft = official.draft(session, counter.MEASURE, official.province(headers, {}))
        assert refused(session, draft) == [("templates.required_empty", "3")]
        waived = with_column(draft, replace(column_of(draft, "学历*"), required=False))
        templates.register_template(session, waived, official.ENTRIES)
        (template,) = templates.official_templates(session)
        assert [each.required for each in template.mapping.columns if each.header == "学历*"] == [
            False
        ]

    def test_what_a_formula_fills_is_not_written(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        column = replace(column_of(draft, "备注"), has_formula=True, source="address")
        assert refused(session, with_column(draft, column)) == [("templates.own_formula", "13")]

    def test_formats_that_do_not_suit_and_sources_that_are_not_there_are_refused(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        money = replace(column_of(draft, "银行账号"), format=CellFormat.MONEY)
        unknown = replace(column_of(draft, "备注"), source="line.nothing")
        wrong = with_column(with_column(draft, money), unknown)
        assert refused(session, wrong) == [
            ("templates.format", "11"),
            ("templates.unknown_source", "13"),
        ]

    def test_a_fixed_text_must_be_one_of_the_list(self, session):
        content = official.province(lists={"备注": ("首次", "补报")})
        draft = official.draft(session, counter.MEASURE, content)
        ground = template_drafts.ground_of(session, counter.MEASURE)
        column = column_of(draft, "备注")
        wrong = with_column(draft, ground.taking(column, FIXED_TEXT + "初次"))
        assert ("templates.not_listed", "13") in problems_of(session, wrong)[0]
        right = with_column(draft, ground.taking(column, FIXED_TEXT + "首次"))
        assert problems_of(session, right)[0] == []

    def test_the_name_of_the_office_must_be_one_of_the_list(self, session):
        content = official.province(lists={"经办单位": ("攀枝花市东区人社局",)})
        draft = official.draft(session, counter.MEASURE, content)
        assert problems_of(session, draft)[0] == [("templates.not_listed", "12")]

    def test_version_origin_and_limit_are_asked(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        entries = {"template_version": "", "template_origin": " ", "template_limit": "0"}
        assert refused(session, draft, **entries) == [
            ("templates.required", "template_version"),
            ("templates.required", "template_origin"),
            ("templates.limit", "template_limit"),
        ]
        assert refused(session, draft, template_limit="五百")[0][1] == "template_limit"

    def test_what_cannot_be_matched_or_added_up_is_said(self, session):
        headers = ("姓名", "手机号码", "开户行")
        draft = official.draft(session, counter.MEASURE, official.province(headers, {}))
        assert problems_of(session, draft)[1] == [
            ("templates.no_amount", ""),
            ("templates.no_key", ""),
        ]

    def test_the_same_in_two_columns_and_a_header_of_money_or_days_are_said(self, session):
        headers = ("姓名", "证件号码", "补贴金额", "合计金额（元）", "申报日期")
        draft = official.draft(session, counter.MEASURE, official.province(headers, {}))
        ground = template_drafts.ground_of(session, counter.MEASURE)
        draft = with_column(draft, ground.taking(column_of(draft, "合计金额（元）"), "row.amount"))
        draft = with_column(draft, ground.taking(column_of(draft, "申报日期"), "case.number"))
        assert problems_of(session, draft)[1] == [
            ("templates.same_source", "4"),
            ("templates.not_date", "5"),
        ]
        draft = with_column(draft, ground.taking(column_of(draft, "合计金额（元）"), "address"))
        assert ("templates.not_money", "4") in problems_of(session, draft)[1]


class TestRegistering:
    """Who registers, what counts, what is there already."""

    def test_the_newest_counts_until_it_is_withdrawn(self, session):
        assert templates.template_in_use(session, counter.MEASURE) is None
        official.registered(session, counter.MEASURE, official.province())
        first = templates.template_in_use(session, counter.MEASURE)
        official.registered(
            session,
            counter.MEASURE,
            official.province((*official.HEADERS, "学历")),
            template_version="2027年版",
        )
        second = templates.template_in_use(session, counter.MEASURE)
        assert (first.version, second.version) == ("2026年版", "2027年版")
        assert first.mapping.row_limit == 500
        templates.withdraw_template(session, second.id, "省厅收回")
        assert templates.template_in_use(session, counter.MEASURE) == first

    def test_registering_the_same_again_is_refused(self, session):
        official.registered(session, counter.MEASURE, official.province())
        with pytest.raises(Refused, match=r"templates\.same"):
            official.registered(session, counter.MEASURE, official.province())

    def test_a_clerk_alone_registers_and_withdraws_nothing(self, session):
        official.registered(session, counter.MEASURE, official.province())
        draft = official.draft(session, counter.MEASURE, official.province())
        template = templates.template_in_use(session, counter.MEASURE)
        session.staff = replace(session.staff, roles=frozenset({Role.CLERK}))
        for act in (
            lambda: templates.register_template(session, draft, official.ENTRIES),
            lambda: templates.withdraw_template(session, template.id, "不该由我"),
        ):
            with pytest.raises(Refused, match=r"rights\.role"):
                act()

    def test_a_withdrawal_needs_a_reason(self, session):
        official.registered(session, counter.MEASURE, official.province())
        template = templates.template_in_use(session, counter.MEASURE)
        with pytest.raises(InvalidInput, match=r"templates\.reason") as caught:
            templates.withdraw_template(session, template.id, " ")
        assert [each.where for each in caught.value.problems] == [templates.REASON]

    def test_a_mapping_is_mended_by_a_newer_row_over_the_same_file(self, session, folder):
        official.registered(session, counter.MEASURE, official.province())
        draft = template_drafts.correction_of(
            session, templates.template_in_use(session, counter.MEASURE)
        )
        ground = template_drafts.ground_of(session, counter.MEASURE)
        mended = with_column(draft, ground.taking(column_of(draft, "备注"), FIXED_TEXT + "无"))
        templates.register_template(session, mended, official.ENTRIES)
        newest, older = templates.official_templates(session)
        assert newest.sha256 == older.sha256
        assert column_of(replace(draft, mapping=newest.mapping), "备注").source == "text.无"
        session.store.close()
        assert verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True).exit_code == 0


class TestChanging:
    """A newer file of the platform takes over what a person chose, and says what differs."""

    def test_equal_headers_keep_what_was_chosen_wherever_they_stand(self, session):
        draft = official.draft(session, counter.MEASURE, official.province())
        ground = template_drafts.ground_of(session, counter.MEASURE)
        chosen = with_column(draft, ground.taking(column_of(draft, "备注"), "address"))
        templates.register_template(session, chosen, official.ENTRIES)
        headers = ("学历", "备 注", *[h for h in official.HEADERS if h not in ("备注", "开户行")])
        newer = official.draft(session, counter.MEASURE, official.province(headers))
        changes = newer.changes
        assert column_of(newer, "备 注").source == "address"
        assert [each.header for each in changes.new] == ["学历"]
        assert [each.header for each in changes.gone] == ["开户行"]
        assert ("备 注", 13) in [(each.header, place) for each, place in changes.moved]
        assert newer.known is None
        assert newer.mapping.row_limit == 500

    def test_lists_that_changed_are_named_and_lost_words_are_chosen_anew(self, session):
        official.registered(session, counter.MEASURE, official.province())
        words = (*official.KINDS[:-1], "6-其他人员")
        content = official.province(lists={"人员类别 *": words})
        newer = official.draft(session, counter.MEASURE, content)
        ((column, came, went),) = newer.changes.choices
        assert (column.place, came, went) == (4, ("6-其他人员",), ("9-其他",))
        assert problems_of(session, newer)[0] == [("templates.no_word", "4")]

    def test_a_mark_that_is_new_makes_a_column_required(self, session):
        official.registered(session, counter.MEASURE, official.province())
        headers = tuple("备注*" if each == "备注" else each for each in official.HEADERS)
        newer = official.draft(session, counter.MEASURE, official.province(headers))
        assert [each.header for each in newer.changes.required] == ["备注*"]
        assert problems_of(session, newer)[0] == [("templates.required_empty", "13")]

    def test_a_new_header_is_proposed_unless_its_source_is_taken(self, session):
        official.registered(session, counter.MEASURE, official.province())
        headers = (*official.HEADERS, "联系地址", "手机号")
        newer = official.draft(session, counter.MEASURE, official.province(headers))
        assert sources(newer)["联系地址"] == "address"
        assert sources(newer)["手机号"] == ""

    def test_the_same_file_is_said_to_be_there(self, session):
        official.registered(session, counter.MEASURE, official.province())
        again = official.draft(session, counter.MEASURE, official.province())
        assert again.known == templates.template_in_use(session, counter.MEASURE)
        assert not again.changes
        assert again.version == official.ENTRIES["template_version"]


class TestBatches:
    """A batch takes the template that counts, and its sum stays that of the ledger."""

    def waiting(self, session, n=2):
        for number in range(1, n + 1):
            counter.accepted(session, number)
        return [case.id for case in batches.candidates(session, counter.MEASURE, DAY, DAY)]

    def made(self, session, folder, ids):
        """A batch that was made and written, as it stands in the store."""
        batch = batches.make_batch(session, counter.MEASURE, ids, folder)
        with session.store.reading() as reader:
            return reader.proven_batch(batch.id)

    def test_the_frozen_rows_are_those_of_the_template(self, session, tmp_path):
        ids = self.waiting(session)
        official.registered(session, counter.MEASURE, official.province())
        made = self.made(session, tmp_path, ids)
        template = templates.template_in_use(session, counter.MEASURE)
        assert made.frame["template"] == {
            "sha256": template.sha256,
            "name": "2026年版",
            "sheet": "数据导入",
            "header_last": 3,
            "first_row": 4,
            "examples": 0,
            "row_limit": 500,
            "places": list(range(1, 13)),
        }
        assert made.template == official.province()
        row = made.cases[0].rows[0]
        assert row.cells[0] == 1
        assert row.cells[3] == "5-就业困难人员"
        assert row.cells[7] == 1_000_000
        assert row.cells[11] == session.office.name
        assert made.batch.sum_fen == 2_000_000

    def test_it_is_written_again_with_its_own_whatever_counts_by_then(self, session, tmp_path):
        ids = self.waiting(session)
        official.registered(session, counter.MEASURE, official.province())
        old = templates.template_in_use(session, counter.MEASURE)
        batch = self.made(session, tmp_path, ids).batch
        newer = official.province((*official.HEADERS, "学历"))
        official.registered(session, counter.MEASURE, newer, template_version="2027年版")
        templates.withdraw_template(session, old.id, "换新")
        again = tmp_path / "again"
        again.mkdir()
        counter.copied_again(session, batch.id, again)
        first, second = (folder / batch.file_name for folder in (tmp_path, again))
        assert first.read_bytes() == second.read_bytes()

    def test_without_one_the_packs_own_headers_are_taken(self, session, tmp_path):
        made = self.made(session, tmp_path, self.waiting(session))
        assert "template" not in made.frame
        assert made.template is None

    def test_a_platform_without_a_column_of_money_gets_the_ledgers_sum(self, session, tmp_path):
        ids = self.waiting(session)
        official.registered(session, counter.MEASURE, official.province(("姓名", "证件号码"), {}))
        made = self.made(session, tmp_path, ids)
        assert made.batch.sum_fen == 2_000_000
        control = load_workbook(tmp_path / f"{made.batch.number}-control.xlsx").worksheets[0]
        said = {row[0].value: row[1].value for row in control.iter_rows() if len(row) > 1}
        assert 20_000 in said.values()
        assert "贰万元整" in "".join(str(value) for value in said.values())
        with session.store.reading() as reader:
            frozen = reader.proven_batch(made.batch.id)
        # An answer may still say what the platform approved.
        assert sent_columns(session, frozen).pays == (1_000_000, 1_000_000)

    def test_a_text_that_the_platforms_list_lacks_is_refused_by_case_and_header(
        self, session, tmp_path
    ):
        ids = self.waiting(session, 1)
        lists = {"开户行": ("中国工商银行", "中国农业银行")}
        official.registered(session, counter.MEASURE, official.province(lists=lists))
        with pytest.raises(Refused, match=r"batch\.no_code") as caught:
            batches.begin(session, counter.MEASURE, ids, tmp_path)
        assert caught.value.values["header"] == "开户行"
        assert not batches.list_batches(session)

    def test_a_template_that_the_form_does_not_fit_makes_no_batch(self, session):
        official.registered(session, counter.MEASURE, official.province())
        template = templates.template_in_use(session, counter.MEASURE)
        form = session.form(counter.MEASURE)
        lacking = replace(
            form, fields={name: each for name, each in form.fields.items() if name != "entity"}
        )
        with pytest.raises(Refused, match=r"templates\.unfit") as caught:
            templates.fitting_spec(template, lacking)
        assert caught.value.values["header"] == "【必填】统一社会信用代码"

    def test_a_template_of_before_that_takes_money_in_another_unit_makes_no_batch(self, session):
        official.registered(session, counter.MEASURE, official.province())
        template = templates.template_in_use(session, counter.MEASURE)
        columns = tuple(
            replace(each, header=each.header.replace("（元）", "（万元）"))
            for each in template.mapping.columns
        )
        old = replace(template, mapping=replace(template.mapping, columns=columns))
        with pytest.raises(Refused, match=r"templates\.unfit_unit") as caught:
            templates.fitting_spec(old, session.form(counter.MEASURE))
        assert caught.value.values["header"] == "补贴金额（万元）"
        assert caught.value.values["unit"] == "万元"

    def test_a_template_of_before_with_another_unit_above_its_header_makes_no_batch(
        self, session, tmp_path, monkeypatch
    ):
        ids = self.waiting(session, 1)
        headers = ["*姓名", "证件号码（必填）", "补贴金额", "银行账号"]
        content = small([["汇总表"], ["", "", "", "单位：万元"], headers])
        with monkeypatch.context() as before:
            before.setattr(template_drafts, "unit_above", lambda *_: "")
            official.registered(session, counter.MEASURE, content)
        with pytest.raises(Refused, match=r"templates\.unfit_unit_above") as caught:
            batches.begin(session, counter.MEASURE, ids, tmp_path)
        assert (caught.value.values["header"], caught.value.values["unit"]) == ("补贴金额", "万元")
        assert not batches.list_batches(session)
        # Nor is its mapping mended so that it takes money all the same.
        draft = template_drafts.correction_of(
            session, templates.template_in_use(session, counter.MEASURE)
        )
        with pytest.raises(InvalidInput) as invalid:
            templates.register_template(session, draft, official.ENTRIES)
        assert [each.key for each in invalid.value.problems] == ["templates.unit"]


class TestUnits:
    """Money goes only where it is counted in yuan."""

    @pytest.mark.parametrize(
        "header",
        [
            *("补贴金额（万元）", "补贴金额（分）", "金额(千元)"),
            "补贴金额/万元",
            "补贴金额（人民币万元）",
        ],
    )
    def test_a_column_in_another_unit_is_not_proposed_and_refused_when_chosen(
        self, session, header
    ):
        headers = tuple(header if each == "补贴金额（元）" else each for each in official.HEADERS)
        draft = official.draft(session, counter.MEASURE, official.province(headers))
        column = column_of(draft, header)
        assert column.source == ""
        ground = template_drafts.ground_of(session, counter.MEASURE, draft.mapping.rows)
        chosen = with_column(draft, ground.taking(column, "row.amount"))
        assert refused(session, chosen) == [("templates.unit", str(column.place))]

    @pytest.mark.parametrize(
        ("header", "is_taken"), [("补贴金额", False), ("补贴金额（元）", True)]
    )
    def test_the_unit_above_the_headers_counts_where_a_header_names_none(
        self, session, header, is_taken
    ):
        headers = ["*姓名", "证件号码（必填）", header, "银行账号"]
        content = small([["汇总表"], ["", "", "", "单位：万元"], headers])
        draft = official.draft(session, counter.MEASURE, content)
        column = column_of(draft, header)
        assert column.source == ("row.amount" if is_taken else "")
        if not is_taken:
            ground = template_drafts.ground_of(session, counter.MEASURE, draft.mapping.rows)
            chosen = with_column(draft, ground.taking(column, "row.amount"))
            assert refused(session, chosen) == [("templates.unit", str(column.place))]

    @pytest.mark.parametrize(
        "above",
        [
            *(["", "", "单位：", "万元"], ["", "", "", "单位：人民币（万元）"]),
            *(["", "", "", "金额单位为万元。"], ["", "", "", "单位：人；万元"]),
            *(["（万元）"], ["填表说明：如实填写，金额以万元填列，保留两位小数。"]),
        ],
    )
    def test_a_unit_above_the_headers_is_seen_however_it_is_put(self, session, above):
        headers = ["*姓名", "证件号码（必填）", "补贴金额", "银行账号"]
        draft = official.draft(session, counter.MEASURE, small([["汇总表"], above, headers]))
        column = column_of(draft, "补贴金额")
        assert (draft.unit, column.source) == ("万元", "")
        ground = template_drafts.ground_of(session, counter.MEASURE, draft.mapping.rows)
        chosen = with_column(draft, ground.taking(column, "row.amount"))
        assert refused(session, chosen) == [("templates.unit", str(column.place))]

    @pytest.mark.parametrize(
        ("header", "is_taken"), [("补贴金额", False), ("补贴金额（元）", True)]
    )
    def test_a_unit_that_the_cells_of_data_show_counts_where_a_header_names_none(
        self, session, header, is_taken
    ):
        headers = ["*姓名", "证件号码（必填）", header, "银行账号"]

        def formatted(book, page):
            page.set_column(2, 2, 12, book.add_format({"num_format": '0.00"万元"'}))

        draft = official.draft(session, counter.MEASURE, small([headers], formatted))
        column = column_of(draft, header)
        assert column.source == ("row.amount" if is_taken else "")
        if not is_taken:
            ground = template_drafts.ground_of(session, counter.MEASURE, draft.mapping.rows)
            chosen = with_column(draft, ground.taking(column, "row.amount"))
            assert refused(session, chosen) == [("templates.unit", str(column.place))]

    def test_an_amount_in_the_instructions_is_no_unit(self, session):
        headers = ["*姓名", "证件号码（必填）", "补贴金额", "银行账号"]
        rows = [["申请10万元以下贷款名单"], ["填表说明：每人不超过20万元。"], headers]
        draft = official.draft(session, counter.MEASURE, small(rows))
        assert column_of(draft, "补贴金额").source == "row.amount"


@pytest.mark.usefixtures("cold_children")
class TestReading:
    """A file is read by a process of its own, with limits."""

    def test_a_template_is_read(self, tmp_path):
        path = tmp_path / "省厅模板.xlsx"
        path.write_bytes(official.province())
        read = TemplateReading(path).result()
        assert (read.content, read.file_name) == (official.province(), path.name)
        assert [column.header for column in read.found.sheets[0].columns] == list(official.HEADERS)

    def test_what_is_no_template_is_refused(self, tmp_path):
        path = tmp_path / "模板.xlsx"
        path.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
        reading = TemplateReading(path)
        with pytest.raises(InvalidInput, match=r"list_file\.web_page"):
            reading.result()
        assert reading.top == ()

    @pytest.mark.parametrize(
        ("rows", "key"),
        [
            ([["名册"], ["姓名", "证件号码"], ["张三", "1"]], r"template_file\.example"),
            ([["只有一句话"], ["还有一句"]], r"template_file\.no_header"),
        ],
    )
    def test_of_a_refused_file_the_upper_rows_can_be_shown(self, tmp_path, rows, key):
        path = tmp_path / "模板.xlsx"
        path.write_bytes(small(rows))
        reading = TemplateReading(path)
        with pytest.raises(InvalidInput, match=key):
            reading.result()
        assert [[text for text in row if text] for row in reading.top] == rows

    def test_it_can_be_given_up(self, tmp_path):
        path = tmp_path / "模板.xlsx"
        path.write_bytes(official.province())
        reading = TemplateReading(path)
        reading.cancel()
        assert not reading._reader._child._process.is_alive()
