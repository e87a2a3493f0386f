"""What the page of a post of any kind has around its own words (templates/posts/page.html)."""

from functools import lru_cache

import qrcode
from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.safestring import mark_safe
from qrcode.image.svg import SvgPathImage

from community.notifications.models import Mute

from .kinds import kinds
from .models import Follow, Photo
from .tagging import tags_of, with_tags

JOINED = ("territory", "author", "group")


def with_mine(posts, member):
    """Posts with what their page says: those they belong to, their tags, and what is the reader's own (`i_follow`,
    `i_muted`). One query for all of it."""
    rows = with_tags(posts.select_related(*JOINED))
    if not member.is_authenticated:
        return rows.annotate(i_follow=Value(False), i_muted=Value(False))
    topic = Concat(Value("post:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    return rows.annotate(
        i_follow=Exists(Follow.objects.filter(post=OuterRef("pk"), member=member)),
        i_muted=Exists(Mute.objects.filter(member=member, topic=topic, covers=Mute.Covers.ALL)),
    )


def frame_of(post, member):
    """The context of posts/page.html for a post that came through `with_mine`. One query: its photos."""
    address = settings.SITE_URL + reverse(kinds()[post.kind].page, args=[post.pk])
    is_author = member.is_authenticated and member.pk == post.author_id
    named = post.author if post.author and post.author.is_active and not post.anonymous else None
    return {
        "post": post,
        "address": address,
        "here": reverse(kinds()[post.kind].page, args=[post.pk]),
        "photos": photos_of(post),
        "tags": tags_of(post),
        "named": named,
        "is_author": is_author,
        "may_write": named is not None and not is_author and member.is_authenticated,
        "qr": "" if post.group_only else qr_svg(address),
    }


def photos_of(post):
    """Its photos, those of its confirmations too, as the photo strip wants them. One query."""
    shown = post.photos.exclude(state=Photo.State.REFUSED).filter(comment=None)
    return [as_strip(photo) for photo in shown]


def as_strip(photo):
    medium = photo.renditions.get("medium", {})
    return {
        "url": photo.url("medium"),
        "full": photo.url("large"),
        "alt": photo.alt,
        "width": medium.get("width"),
        "height": medium.get("height"),
        "waiting": photo.state == Photo.State.RECEIVED,
        "role": photo.role,
    }


@lru_cache(maxsize=500)
def qr_svg(address):
    """The QR code of an address, as an svg element in safe text. Drawing one costs as much as half of a page: those of
    the pages read most are kept, some 10 kB each."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, border=1).to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308  the package's own drawing of our own address
