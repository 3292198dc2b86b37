"""The places of the navigation."""

INTAKE, CASES, REGISTER, BATCHES, PURCHASES, LAW, SETTINGS = (
    "intake",
    "cases",
    "organizations",
    "batches",
    "purchases",
    "law",
    "settings",
)
#: The places with their names, in the order of the navigation.
PLACES = {
    INTAKE: "受理",
    CASES: "查询",
    REGISTER: "机构名册",
    BATCHES: "批次上报",
    PURCHASES: "购买服务",
    LAW: "政策标准",
    SETTINGS: "设置",
}
