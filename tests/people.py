"""Synthetic people and firms: numbers that pass their checks and belong to nobody.

The check characters are worked out here by other methods than the program's (the standards'
recursive definitions), so that a common slip cannot hide.
"""

from datetime import date

from hypothesis import strategies as st

COUNTIES = ("510402", "510403", "510411", "510421", "510422")
RESIDENCE_PERMIT_REGIONS = ("810000", "820000", "830000")
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE_PREFIXES = ("91", "92", "93", "51", "52", "53", "11", "12", "13", "N2", "A1", "Y1")

#: Names as they come to a counter: short, long, Yi, Uyghur, foreign, and in rare characters.
NAMES = (
    "王强",
    "罗㛃",
    "欧阳娜娜",
    "吉克伍呷木",
    "阿说么约布",
    "买买提·艾力",
    "古丽巴哈尔·阿卜杜热合曼·买买提明",
    "ꆈꌠꉙ",
    "䶮𬭎",
    "𠅤𬱟",
    "〇一",
    "John F. Smith",
    "Jean-Pierre O'Neill",
    "阿" * 50,
)


def mod_11_2(digits: str) -> str:
    """Return the ISO 7064 MOD 11-2 check character by the recursive method."""
    state = 0
    for digit in digits:
        state = (state + int(digit)) * 2 % 11
    return "0123456789X"[(12 - state) % 11]


def identity_number(
    birth: date = date(1990, 3, 7), sequence: int = 221, region: str = "510402"
) -> str:
    """Return a citizen's number, or with region 81/82/83 that of a residence permit."""
    digits = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return digits + mod_11_2(digits)


def former_number(birth: date, sequence: int, region: str = "510402") -> str:
    """Return the 15 digits that a person born in the 20th century had before 1999."""
    assert 1900 <= birth.year <= 1999
    return f"{region}{birth:%y%m%d}{sequence:03d}"


def permanent_resident_number(
    birth: date = date(1985, 1, 1), sequence: int = 1, province: str = "51", nation: str = "682"
) -> str:
    """Return the number of a foreigner's permanent residence card of 2023."""
    return identity_number(birth, sequence, f"9{province}{nation}")


def credit_code(prefix: str = "91", division: str = "510402", body: str = "MA6212345") -> str:
    """Return a unified social credit code."""
    first = prefix + division + body
    total = sum(CREDIT_CODE_ALPHABET.index(c) * 3**i for i, c in enumerate(first))
    return first + next(
        check for i, check in enumerate(CREDIT_CODE_ALPHABET) if (total + i) % 31 == 0
    )


def card_number(body: str = "622848000000000000") -> str:
    """Return a payment card number: the body and its Luhn digit."""
    return next(body + str(d) for d in range(10) if _luhn_total(body + str(d)) % 10 == 0)


def _luhn_total(digits: str) -> int:
    total = 0
    for place, digit in enumerate(digits[::-1]):
        total += sum(divmod(int(digit) * 2, 10)) if place % 2 else int(digit)
    return total


def births(first: date = date(1900, 1, 1), last: date = date(2026, 3, 18)):
    """Draw a day of birth."""
    return st.dates(first, last)


@st.composite
def identity_numbers(draw):
    """Draw any number that the program takes with 18 characters."""
    region = draw(
        st.one_of(
            st.sampled_from(COUNTIES),
            st.sampled_from(RESIDENCE_PERMIT_REGIONS),
            st.integers(100000, 699999).map(str),
            st.integers(911001, 965999).map(str),
        )
    )
    return identity_number(draw(births()), draw(st.integers(0, 999)), region)


@st.composite
def credit_codes(draw):
    """Draw a credit code with any registered prefix."""
    body = draw(st.text(CREDIT_CODE_ALPHABET, min_size=9, max_size=9))
    return credit_code(
        draw(st.sampled_from(CREDIT_CODE_PREFIXES)), draw(st.sampled_from(COUNTIES)), body
    )


def card_numbers():
    """Draw a payment card number of 16 to 19 digits."""
    return st.text("0123456789", min_size=13, max_size=16).map(
        lambda rest: card_number("62" + rest)
    )


def names():
    """Draw a name as it is stored: of the list above, or made of Chinese characters."""
    return st.one_of(
        st.sampled_from(NAMES),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=50),
    )
