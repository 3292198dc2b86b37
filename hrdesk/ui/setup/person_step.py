"""Step 2: the first administrator and the password."""

from functools import partial

from hrdesk.domain.office import Office
from hrdesk.services.office_setup import SetupOrder, check_order
from hrdesk.ui.fields import LabelledLine, PasswordLine
from hrdesk.ui.password_card import HINT
from hrdesk.ui.setup.step import Step

_FIELDS = ("name", "login", "password", "password_again")


class PersonStep(Step):
    """Asks for name, login name and password; Enter goes from field to field."""

    title = "第一位管理员"
    explanation = "管理员可以受理案件，以后再添加其他人员。每个人用自己的登录名，办理记录按人签名。"

    def __init__(self) -> None:
        super().__init__("person_step")
        self._lines = {
            "name": LabelledLine("name", "姓名", "本人姓名，会记入办理记录"),
            "login": LabelledLine(
                "login", "登录名", "小写字母、数字、点或横线，以字母开头，如 lijingban"
            ),
            "password": LabelledLine("password", "密码", HINT, PasswordLine()),
            "password_again": LabelledLine("password_again", "再输一次", "", PasswordLine()),
        }
        for name, line in self._lines.items():
            self.column.addWidget(line)
            line.line.returnPressed.connect(partial(self._go_on, name))
        self.column.addStretch(1)

    def enter(self) -> None:
        """Put the cursor into the first empty field."""
        empty = next((line for line in self._lines.values() if not line.text()), None)
        (empty or self._lines["name"]).line.setFocus()

    def order(self, office: Office) -> SetupOrder:
        """Return the order for an office as the fields stand."""
        return SetupOrder(
            office=office,
            login=self._lines["login"].text().strip(),
            name=self._lines["name"].text().strip(),
            password=self._lines["password"].text(),
        )

    def accepts(self, office: Office) -> bool:
        """Tell whether the fields are sound; each problem is said at its field."""
        found = {
            problem.where: problem
            for problem in check_order(self.order(office), self._lines["password_again"].text())
            if problem.where in self._lines
        }
        for name, line in self._lines.items():
            line.show_problem(found.get(name))
        first = next((name for name in _FIELDS if name in found), None)
        if first is not None:
            # Selected, so that what is typed next replaces what was refused.
            self._lines[first].line.setFocus()
            self._lines[first].line.selectAll()
        return first is None

    def forget(self) -> None:
        """Empty the password fields."""
        self._lines["password"].line.clear()
        self._lines["password_again"].line.clear()

    def _go_on(self, here: str) -> None:
        following = _FIELDS[_FIELDS.index(here) + 1 :]
        if following:
            self._lines[following[0]].line.setFocus()
        else:
            self.confirmed.emit()
