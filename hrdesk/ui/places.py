"""The places of the navigation, in its order."""

INTAKE, CASES, REGISTER, BATCHES, PURCHASES, LAW, SETTINGS = (
    "intake",
    "cases",
    "organizations",
    "batches",
    "purchases",
    "law",
    "settings",
)
PLACES = {
    INTAKE: "受理",
    CASES: "查询",
    REGISTER: "机构名册",
    BATCHES: "批次上报",
    PURCHASES: "购买服务",
    LAW: "政策标准",
    SETTINGS: "设置",
}
