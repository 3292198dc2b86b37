"""The parts of the schema of version 1 in modules of their own; a further one is named here."""

from dataclasses import dataclass

from hrdesk.storage import (
    amendment_schema,
    batch_answer_schema,
    batch_schema,
    closure_schema,
    correction_schema,
    hold_schema,
    list_schema,
    organization_schema,
    pack_schema,
    referral_schema,
    sent_schema,
    settlement_schema,
    staff_schema,
    template_schema,
)


@dataclass(frozen=True, slots=True)
class SchemaPart:
    """Tables and views, the triggers that hold their order, and the tables whose rows are never
    changed and never removed.
    """

    tables: str
    guards: str = ""
    frozen: frozenset[str] = frozenset()


PARTS = (
    SchemaPart(
        organization_schema.TABLES, organization_schema.ORDER_GUARDS, organization_schema.FROZEN
    ),
    SchemaPart(batch_schema.TABLES, batch_schema.ORDER_GUARDS, batch_schema.FROZEN),
    SchemaPart(
        batch_answer_schema.TABLES, batch_answer_schema.ORDER_GUARDS, batch_answer_schema.FROZEN
    ),
    SchemaPart(closure_schema.TABLES, closure_schema.ORDER_GUARDS, closure_schema.FROZEN),
    SchemaPart(referral_schema.TABLES, referral_schema.ORDER_GUARDS, referral_schema.FROZEN),
    SchemaPart(list_schema.TABLES, frozen=list_schema.FROZEN),
    SchemaPart(amendment_schema.TABLES, amendment_schema.ORDER_GUARDS, amendment_schema.FROZEN),
    SchemaPart(pack_schema.TABLES, pack_schema.ORDER_GUARDS, pack_schema.FROZEN),
    SchemaPart(staff_schema.TABLES, staff_schema.ORDER_GUARDS, staff_schema.FROZEN),
    SchemaPart(correction_schema.TABLES, correction_schema.ORDER_GUARDS, correction_schema.FROZEN),
    SchemaPart(sent_schema.TABLES, sent_schema.ORDER_GUARDS),
    SchemaPart(template_schema.TABLES, template_schema.ORDER_GUARDS, template_schema.FROZEN),
    SchemaPart(hold_schema.TABLES, hold_schema.ORDER_GUARDS),
    SchemaPart(settlement_schema.TABLES, settlement_schema.ORDER_GUARDS, settlement_schema.FROZEN),
)
