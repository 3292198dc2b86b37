"""Step 5: what will be set up, before it is."""

from pathlib import Path

from PySide6.QtWidgets import QGridLayout

from hrdesk.services.office_setup import SetupOrder
from hrdesk.ui.office_words import LEVELS
from hrdesk.ui.setup.step import Step
from hrdesk.ui.words import label


class DoneStep(Step):
    """Shows the whole order once more."""

    title = "核对后完成"
    explanation = "完成后在本机建立加密的数据库，并用刚才的密码登录。"

    def __init__(self, folder: Path) -> None:
        super().__init__("done_step")
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        self._values = {}
        rows = {
            "office": "单位",
            "person": "管理员",
            "number": "起始案号",
            "key": "恢复密钥",
            "folder": "数据文件夹",
        }
        for row, (name, words) in enumerate(rows.items()):
            value = label("", wrap=True)
            value.setObjectName(f"done_{name}")
            self._values[name] = value
            grid.addWidget(label(words, "soft"), row, 0)
            grid.addWidget(value, row, 1)
        self._values["key"].setText("已打印或抄录，并核对一致")
        self._values["folder"].setText(str(folder))
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def show_order(self, order: SetupOrder) -> None:
        """Show an order."""
        office = order.office
        self._values["office"].setText(f"{office.name}　{LEVELS[office.level]}　{office.code}")
        self._values["person"].setText(f"{order.name}（{order.login}）")
        self._values["number"].setText(_first_numbers(order))


def _first_numbers(order: SetupOrder) -> str:
    if order.last_year_number is None:
        return f"今年 {order.first_number}，去年还没有登记"
    return f"今年 {order.first_number}，去年 {order.last_year_number}"
