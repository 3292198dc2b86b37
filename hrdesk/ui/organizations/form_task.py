"""What a form of the register is opened for: which form, of whom, and what saving it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from hrdesk.domain.organization import Matter, Organization, RegisterRow
from hrdesk.intake import register_forms
from hrdesk.services import organizations
from hrdesk.services.session import Session
from hrdesk.ui.organizations.terms import KINDS, number_of, period_words, title_of

Save = Callable[[Organization | None, Mapping[str, str]], Organization]


@dataclass(frozen=True, slots=True)
class FormTask:
    """A form with its title, and what is done with the entries; `organization` is whom it is of.

    `credit_code` is what a new form begins with, from the page that sent the person here.
    """

    form: str
    title: str
    explanation: str
    save: Save
    organization: Organization | None = None
    credit_code: str = ""


def adding(session: Session, credit_code: str = "") -> FormTask:
    """Return the task of entering an organization, of which the code may be known already."""
    return FormTask(
        register_forms.ORGANIZATION,
        "登记机构",
        "许可、备案和认定在保存以后登记。",
        lambda _, entries: organizations.add(session, entries),
        credit_code=credit_code,
    )


def changing(session: Session, organization: Organization) -> FormTask:
    """Return the task of changing the details of an organization."""
    return _of(
        organization,
        register_forms.DETAILS,
        "修改机构信息",
        partial(organizations.change, session),
        "改名以后，原来的名称仍在名册里，也查得到。",
    )


def dating(session: Session, organization: Organization, form: str) -> FormTask:
    """Return the task of entering a licence or a recognition."""
    titles = {
        register_forms.LICENCE: "登记许可或备案",
        register_forms.RECOGNITION: "登记见习基地认定",
        register_forms.PARK: "登记产业园认定",
    }

    def save(of: Organization, entries: Mapping[str, str]) -> Organization:
        return organizations.enter(session, of, form, entries)

    return _of(organization, form, titles[form], save)


def confirming(session: Session, organization: Organization, matter: Matter) -> FormTask:
    """Return the task of confirming that nothing of a matter is missing."""
    words = {
        Matter.LICENCE: "名册里的许可和备案是全部的，没有登记在册以外的。",
        Matter.PARK: "名册里的产业园认定是全部的，没有登记在册以外的。",
    }

    def save(of: Organization, entries: Mapping[str, str]) -> Organization:
        return organizations.confirm_no_other(session, of, matter, entries)

    return _of(organization, register_forms.NO_OTHER, "确认没有其他", save, words[matter])


def withdrawing(session: Session, organization: Organization, row: RegisterRow) -> FormTask:
    """Return the task of withdrawing a dated row."""

    def save(of: Organization, entries: Mapping[str, str]) -> Organization:
        return organizations.withdraw(session, of, row.id, entries)

    fact = row.fact
    what = f"{title_of(fact)}　{number_of(fact)}　{period_words(fact)}"
    return _of(organization, register_forms.WITHDRAWAL, "撤销一条登记", save, what)


def _of(
    organization: Organization,
    form: str,
    title: str,
    save: Callable[[Organization, Mapping[str, str]], Organization],
    explanation: str = "",
) -> FormTask:
    def save_of(of: Organization | None, entries: Mapping[str, str]) -> Organization:
        return save(of or organization, entries)

    who = f"{organization.name}　{organization.credit_code}　{KINDS[organization.details.kind]}"
    words = f"{who}\n{explanation}" if explanation else who
    return FormTask(form, title, words, save_of, organization)
