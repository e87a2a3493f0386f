"""The people of the demo town, with their accounts: neighbours, the desks' moderators, the administrator."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils.text import slugify

from community.members.models import Member, MemberPlace
from community.places.models import Territory
from community.tickets.models import Authority, Service
from community.tickets.seating import GROUP, desk_group, seat

from . import people
from .models import Loaded


def move_in(now):
    """Everybody, by the key the story knows them by."""
    password = make_password(people.PASSWORD)  # once: hashing is slow on purpose
    quarters = {territory.code: territory for territory in Territory.objects.all()}
    taken = set(Member.objects.values_list("handle", flat=True))
    household = {}
    for turn, (key, name, home, language) in enumerate([*people.CAST, *people.NEIGHBOURS]):
        verified = now - timedelta(days=90 - turn % 30) if turn < len(people.CAST) or turn % 4 else None
        facts = {"language": language, "neighbourhood": quarters[home], "verified_at": verified}
        household[key] = _member(key, name, password, taken, now - timedelta(days=100 + turn), **facts)
    for key, name, *_seat in people.DESK:
        household[key] = _member(key, name, password, taken, now - timedelta(days=200), is_staff=True)
    admin, name = people.ADMIN
    staff = {"is_staff": True, "is_superuser": True}
    household[admin] = _member(admin, name, password, taken, now - timedelta(days=210), **staff)
    _open(household)
    return household


def _member(key, name, password, taken, joined, **facts):
    handle = slugify(key.replace(".", "-"))
    handle = f"{handle}-demo" if handle in taken else handle
    return Member(email=people.email(key), name=name, handle=handle, password=password, date_joined=joined, **facts)


def _open(household):
    """Write the accounts, their verified addresses and the seats at the desks."""
    for member in household.values():
        member.save()
    addresses = [
        EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in household.values()
    ]
    EmailAddress.objects.bulk_create(addresses)
    homes = [
        MemberPlace(member=member, label=MemberPlace.Label.HOME, territory=member.neighbourhood)
        for member in household.values()
        if member.neighbourhood
    ]
    MemberPlace.objects.bulk_create(homes)
    Loaded.objects.note(*household.values())
    if not Group.objects.filter(name=GROUP).exists():
        Loaded.objects.note(desk_group())
    authorities = {authority.prefix: authority for authority in Authority.objects.all()}
    for key, _name, prefix, code in people.DESK:
        service = Service.objects.get(authority=authorities[prefix], code=code) if code else None
        seat(household[key], authorities[prefix], service)
