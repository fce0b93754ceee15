"""Dates as news pages write them. Only whole, unambiguous dates count: a day without its year is no date."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b{_YEAR}/(?P<number>\d\d)/(?P<day>\d\d)\b",
        rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b(?P<day>1[3-9]|2\d|3[01])[./](?P<number>0?[1-9]|1[0-2])[./]{_YEAR}\b",
        rf"\b(?P<number>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}\b",
    )
)
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EE?S?T|MSK|EDT|PDT|PST|CST|CDT|IST|AEDT|ET|PT|[+-]\d\d:?\d\d)"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
# Words that stand beside a date in a line that holds nothing else.
_AROUND = re.compile(
    rf"(?i)\b(?:{_CLOCK}|{_ZONE}|{_WEEKDAY}|date|dated|(?:first |last )?(?:published|updated|posted|modified|created)|"
    r"publication|issued|on|at|in|local time|time|min(?:ute)?s? read|\d+ min)(?![\w])|"
    r"[\s|•·,.:;()–—/-]+|\d{1,2}[:.]\d\d"
)
AGO = re.compile(
    rf"(?i)^(?:(?:published|updated|posted)\s*:?\s*)?(?:(?:\d+|an?|one|two|three|few)\s+(?:second|min(?:ute)?|hour|hr|day|week|month|year)s?\.?\s+ago|"
    rf"just now|yesterday|today|{_CLOCK}\s*{_ZONE}?|\d+\s*-?\s*min(?:ute)?s?(?: read)?)[.,]?$"
)


def find(text: str) -> tuple[date, int, int] | None:
    """The first whole date in *text* with its offsets, or None."""
    hits = [(m.start(), m) for form in _FORMS for m in form.finditer(text)]
    for _, match in sorted(hits, key=lambda h: (h[0], -h[1].end())):
        day = _made(match.groupdict())
        if day:
            return day, match.start(), match.end()
    return None


def is_line(text: str) -> bool:
    """Whether *text* is a date or time and nothing else ("Updated 6 March 2024, 14:05 GMT", "2 hours ago")."""
    if AGO.match(text.strip()):
        return True
    rest = text
    while (found := find(rest)) is not None:
        rest = rest[: found[1]] + " " + rest[found[2] :]
    return rest != text and not _AROUND.sub("", rest).strip()


def _made(parts: dict[str, str | None]) -> date | None:
    month = parts.get("month")
    number = _MONTHS.index(month[:3].lower()) + 1 if month else int(parts.get("number") or 0)
    try:
        return date(int(parts["year"] or 0), number, int(parts["day"] or 0))
    except ValueError:
        return None
