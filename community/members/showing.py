"""Who sees what of a member: whose page there is at all, and which parts of it are for whom."""

from types import SimpleNamespace

from django.core.files.storage import default_storage
from django.shortcuts import get_object_or_404

from community.places.boundaries import atlas

from .blocks import are_apart, seen_by
from .models import Member
from .profile import Audience, Writers

# What a reader is to the member, from the farthest; each sees what those before see.
VISITOR, MEMBER, RESIDENT, SELF = range(4)
_NEEDED = {Audience.EVERYONE: VISITOR, Audience.MEMBERS: MEMBER, Audience.RESIDENTS: RESIDENT, Audience.NOBODY: SELF}
PARTS = ("photo", "neighbourhood", "about", "skills", "posts")


def member_for(reader, handle):
    """The member whose profile a reader may open. Http404 alike for who does not exist, has left, or is apart from
    the reader by a block."""
    return get_object_or_404(seen_by(reader, Member.objects.filter(is_active=True), whose="pk"), handle=handle)


def standing(reader, member):
    """VISITOR, MEMBER, RESIDENT (verified, in the same town) or SELF."""
    if not reader.is_authenticated:
        return VISITOR
    if reader.pk == member.pk:
        return SELF
    return RESIDENT if reader.verified_at and _city(reader) and _city(reader) == _city(member) else MEMBER


def _city(member):
    known = {t.pk: t for t in atlas().territories}
    quarter = known.get(member.neighbourhood_id)
    return quarter.city.pk if quarter and quarter.city else None


def shows(profile, part, stands):
    """Whether a part of a profile is shown to who stands so to its member."""
    return stands >= _NEEDED[getattr(profile, f"show_{part}")]


def shown(member, stands):
    """What a page may say of a member to who stands so: each part, or nothing in its place. Two queries at most."""
    profile = member.about_them
    sees = {part: shows(profile, part, stands) for part in PARTS}
    known = {t.pk: t for t in atlas().territories}
    return SimpleNamespace(
        photo=default_storage.url(profile.portrait) if sees["photo"] and profile.portrait else "",
        neighbourhood=known.get(member.neighbourhood_id) if sees["neighbourhood"] else None,
        about=profile.about if sees["about"] else "",
        languages=profile.spoken if sees["about"] else [],
        skills=list(member.skills.all()) if sees["skills"] else [],
        posts=sees["posts"],
    )


def accepts_messages(member, sender):
    """Whether a member lets another open a conversation with them. One or two queries."""
    if member.pk == sender.pk or not member.is_active or not sender.is_authenticated:
        return False
    wanted, stands = member.about_them.messages_from, standing(sender, member)
    if wanted == Writers.NOBODY or (wanted == Writers.RESIDENTS and stands < RESIDENT):
        return False
    return not are_apart(member, sender)
