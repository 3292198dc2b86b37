"""Words for the levels of offices and the roles of people."""

from hrdesk.domain.office import OfficeLevel
from hrdesk.domain.staff import Role

LEVELS = {
    OfficeLevel.CITY: "市级",
    OfficeLevel.COUNTY: "县（区）级",
    OfficeLevel.TOWNSHIP: "乡镇（街道）",
    OfficeLevel.COMMITTEE: "管委会",
}

ROLES = {
    Role.CLERK: "经办",
    Role.REVIEWER: "复核",
    Role.APPROVER: "审批",
    Role.FINANCE: "财务",
    Role.SUPERVISOR: "主管",
    Role.ADMINISTRATOR: "管理员",
}
