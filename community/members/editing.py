"""Changing what one says of oneself. Whatever stands beside the name elsewhere is written there in the same
transaction: the face that everyone may see, and the version by which entries with it are drawn anew."""

from django.db import transaction
from django.db.models import Count, F

from community.places.words import fold

from .models import Member, Profile, Skill
from .names import leave_handle
from .profile import MOST_SKILLS, Audience

ENOUGH = 3  # members who show a skill to everyone, before it is suggested to others


@transaction.atomic
def change_profile(member, **fields):
    """Write fields of the profile, `skills` (names, in order) among them."""
    names = fields.pop("skills", None)
    profile, _made = Profile.objects.select_for_update().get_or_create(member=member)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    if names is not None:
        _write_skills(member, names)
    face = profile.portrait if profile.show_photo == Audience.EVERYONE else ""
    Member.objects.filter(pk=member.pk).exclude(face=face).update(face=face, look=F("look") + 1)
    member.face, member._about_them = face, profile
    return profile


def _write_skills(member, names):
    kept = {fold(name)[:80]: name for name in reversed(names) if fold(name)}
    member.skills.all().delete()
    rows = [Skill(member=member, name=name, folded=folded) for folded, name in reversed(kept.items())]
    for position, row in enumerate(rows[:MOST_SKILLS]):
        row.position = position
    Skill.objects.bulk_create(rows[:MOST_SKILLS])


@transaction.atomic
def change_name(member, before):
    """After a form has given a member another name or handle than `before` (name, handle): pages draw it anew, and the
    handle they had leads nowhere and is nobody else's for a while."""
    if (member.name, member.handle) == before:
        return
    if before[1] != member.handle:
        leave_handle(member, before[1])
    Member.objects.filter(pk=member.pk).update(look=F("look") + 1)


def known_skills(count=60):
    """Skills that several members show to everyone, the commonest first: what the form suggests."""
    public = Skill.objects.filter(member__is_active=True, member__profile__show_skills=Audience.EVERYONE)
    rows = public.order_by().values("folded").annotate(n=Count("pk")).filter(n__gte=ENOUGH).order_by("-n", "folded")
    names = dict(public.filter(folded__in=[row["folded"] for row in rows[:count]]).values_list("folded", "name"))
    return [names[row["folded"]] for row in rows[:count]]
