"""The fields of the forms below the list of users."""

from hrdesk.intake.form_spec import Choice
from hrdesk.services.people import CURRENT, ROLES
from hrdesk.ui.fields import LabelledLine, PasswordLine
from hrdesk.ui.line_form import Field, LabelledTicks
from hrdesk.ui.office_words import ROLES as ROLE_WORDS
from hrdesk.ui.password_card import HINT
from hrdesk.ui.settings import user_terms as terms

Row = tuple[tuple[str, Field, int], ...]


def person_fields() -> tuple[Row, ...]:
    """Return what is asked of a user who is added."""
    login = LabelledLine(
        "user_login", "登录名", "小写字母、数字、点或横线，以字母开头，如 lijingban"
    )
    return (
        (
            ("name", LabelledLine("user_name", "姓名", "会记入办理记录，以后不能改"), 1),
            ("login", login, 1),
        ),
        roles_row(),
        *password_fields("第一个密码"),
    )


def roles_row() -> Row:
    """Return the roles, each with what it means."""
    roles = [Choice(role.value, ROLE_WORDS[role]) for role in ROLES]
    means = {role.value: terms.ROLE_MEANS[role] for role in ROLES}
    return (("roles", LabelledTicks("roles", "岗位", roles, means), 1),)


def password_fields(words: str) -> tuple[Row, ...]:
    """Return a password, twice."""
    again = LabelledLine("password_again", "再输一次", "", PasswordLine())
    first = LabelledLine("password", words, HINT, PasswordLine())
    return ((("password", first, 1), ("password_again", again, 1)),)


def own_fields() -> tuple[Row, ...]:
    """Return what is asked to change one's own password."""
    current = LabelledLine(CURRENT, "现在的密码", "", PasswordLine())
    return (((CURRENT, current, 1),), *password_fields("新密码"))
