"""Contacts as lines to read: number by region, open or closed by time of day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from baekken_cli.messages import say
from baekken_cli.model import Contact, Language, Phone, Questionnaire, Region

_BY_DAY, _OTHERWISE = "own_gp", "out_of_hours"


class Reader(NamedTuple):
    """Who reads, when and where: local time and an optional region id."""

    language: Language
    now: dt.datetime
    region: str | None = None


def find_region(questionnaire: Questionnaire, name: str) -> Region | None:
    """The region of an id, a name or an alias in any case; None where there is none."""
    wanted = name.strip().casefold()
    for region in questionnaire.regions:
        names = {region.id, *region.aliases, region.name.da.casefold(), region.name.en.casefold()}
        if wanted in names:
            return region
    return None


def ordered(questionnaire: Questionnaire, ids: Sequence[str], now: dt.datetime) -> list[Contact]:
    """The contacts, with the out-of-hours doctor before the GP while the GP is closed."""
    found = [questionnaire.contact(one) for one in ids]
    by_id = {one.id: index for index, one in enumerate(found)}
    if _BY_DAY in by_id and _OTHERWISE in by_id and not is_open(found[by_id[_BY_DAY]], now):
        first, second = by_id[_BY_DAY], by_id[_OTHERWISE]
        found[first], found[second] = found[second], found[first]
    return found


def is_open(contact: Contact, now: dt.datetime) -> bool:
    """True within the contact's hours; public holidays are not known."""
    if contact.hours is None:
        return True
    days, hours = contact.hours.days, contact.hours.hours
    return days[0] <= now.weekday() <= days[1] and hours[0] <= now.hour < hours[1]


def contact_lines(questionnaire: Questionnaire, ids: Sequence[str], reader: Reader) -> tuple[str, ...]:
    """One line a contact: who, number, open or not, and what to know."""
    return tuple(_line(questionnaire, one, reader) for one in ordered(questionnaire, ids, reader.now))


def first_contact(questionnaire: Questionnaire, ids: Sequence[str], reader: Reader) -> str:
    """The contact to try first, with its number; an empty text where there is none."""
    if not ids:
        return ""
    contact = ordered(questionnaire, ids, reader.now)[0]
    number = _numbers(questionnaire, contact, reader)
    return f"{contact.name.to(reader.language)}. {number}".strip()


def _line(questionnaire: Questionnaire, contact: Contact, reader: Reader) -> str:
    parts = [
        f"{contact.name.to(reader.language)}{_hours(contact, reader)}.",
        _numbers(questionnaire, contact, reader),
        contact.how.to(reader.language) if contact.how else "",
    ]
    return " ".join(part for part in parts if part)


def _hours(contact: Contact, reader: Reader) -> str:
    if contact.hours is None:
        return ""
    start, end = contact.hours.hours
    code = "open_now" if is_open(contact, reader.now) else "closed_now"
    return f" ({say(code, reader.language, start=start, end=end)})"


def _numbers(questionnaire: Questionnaire, contact: Contact, reader: Reader) -> str:
    """The number; of a contact with regional numbers the one of ``region``, or all with their regions."""
    language = reader.language
    if not contact.phones:
        return ""
    mine = [phone for phone in contact.phones if phone.region in (None, reader.region)]
    if mine:
        return f"{_phone(mine[0], reader)}."
    names = {one.id: one.name.to(language) for one in questionnaire.regions}
    all_of_them = [
        say("phone_region", language, region=names[str(one.region)], number=_bare(one, reader.now))
        for one in contact.phones
    ]
    return f"{'; '.join(all_of_them)}."


def _phone(phone: Phone, reader: Reader) -> str:
    code = "phone_old" if _outdated(phone, reader.now) else "phone"
    return say(code, reader.language, number=phone.number, date=phone.valid_until)


def _bare(phone: Phone, now: dt.datetime) -> str:
    return f"{phone.number} (?)" if _outdated(phone, now) else phone.number


def _outdated(phone: Phone, now: dt.datetime) -> bool:
    return phone.valid_until is not None and now.date() > dt.date.fromisoformat(phone.valid_until)
