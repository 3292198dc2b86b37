"""Words that lists from elsewhere use everywhere: titles of numbers, totals, yes and no.

They are compared with plain titles (`intake.titles`) and trimmed cells; the titles of columns
and the words of choices stand in the packs.
"""

import re

#: What lists call the number of a line: a sign, or three words that end in U+5E8F, U+53F7.
NUMBER_TITLE = re.compile(r"#|\u5e8f\u53f7|\u7f16\u53f7|\u884c\u53f7")
#: The outcome that our own grid and workbooks put behind a line.
OUTCOME_TITLE = re.compile(r"\u7ed3\u679c|\u600e\u4e48\u6539")
#: Before the sum of lines: perhaps "of this page, table, month", then one of three words for
#: a sum (U+8BA1), perhaps of the amount or of people, with a bracket, a colon or a figure behind.
TOTALS = re.compile(
    r"(?:\u672c\u9875|\u672c\u8868|\u672c\u6708)?(?:\u5408\u8ba1|\u603b\u8ba1|\u5c0f\u8ba1|\u5171\u8ba1)"
    r"(?:\u91d1\u989d|\u4eba\u6570)?(?:[(:\d].*)?"
)
#: Such a line of the whole list, beside those of its parts.
WHOLE = re.compile(r"\u5408\u8ba1|\u603b\u8ba1|\u5171\u8ba1")
#: So the same of a place or a firm: whatever is called so is no person.
PARTIAL = re.compile(r".{1,20}(?:\u5c0f\u8ba1|\u5408\u8ba1)(?:[(:].*)?")
#: Ticks and the words for yes (U+662F), no (U+5426), and "not looked at" (U+672A …).
YES_WORD = re.compile(r"\u662f|[yY\u221a\u2713]")
NO_WORD = re.compile(r"\u5426|[nN\u00d7\u2717]")
NOT_CHECKED = re.compile(r"\u672a\u6838\u5b9e")
#: What stands for the cell above it: two words (U+540C with U+4E0A, U+524D), ditto marks.
DITTO = re.compile(r"\u540c[\u4e0a\u524d]|[\u3003\u2033\u301e\u201d\"]+")
#: What such a cell begins with.
DITTO_SIGNS = frozenset(chr(code) for code in (0x540C, 0x3003, 0x2033, 0x301E, 0x201D, 0x22))
#: What begins a line that says something of the list: who made it, a remark. No name has a colon.
NOTE = re.compile(r"[^\W\d_][^:]{0,20}:")
#: A character of every word for a sum (U+8BA1): a cell without it is none.
SUM_SIGN = chr(0x8BA1)
#: A character of every word for an example (U+4F8B).
EXAMPLE_SIGN = chr(0x4F8B)
#: What begins a cell of a line that only shows how to fill in: two words for an example
#: (U+793A, U+6837, each with U+4F8B), "for instance", or the sign for example by itself.
EXAMPLE = re.compile(
    r"[(\[*]*(?:\u793a\u4f8b|\u6837\u4f8b|\u8303\u4f8b|\u4f8b\u5982|\u4f8b(?:[:)\]\d].*)?$)"
)
#: What ends a cell of a template's line that only shows how to fill in: a name, and behind it one
#: of those words in brackets.
EXAMPLE_NAMED = re.compile(r"[(\[](?:\u793a\u4f8b|\u6837\u4f8b|\u8303\u4f8b)[)\]]$")
#: What says over several titles that they are not what an employer pays: a person's share (ge ren,
#: perhaps behind zhi gong, worker; alone or going on with a word for paying, bearing, a part,
#: keeping back, an amount), a base (ji shu), a rate (bi li, fei lv).
OTHER_SHARE = re.compile(
    r"(?:\u804c\u5de5)?\u4e2a\u4eba(?:[\u7f34\u627f\u8d1f\u90e8\u5e94\u6263\u4ee3\u91d1(].*)?"
    r"|.*(?:\u57fa\u6570|\u6bd4\u4f8b|\u8d39\u7387).*"
)
