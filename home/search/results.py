"""Each result as it stands in the list: an address, a title and words around what was found."""

from dataclasses import dataclass

from django.urls import reverse

from community.members.profile import Profile
from community.members.showing import MEMBER, shows
from community.posts.cards import first_photos
from community.posts.kinds import is_official, kinds
from community.posts.markdown import plain
from community.posts.models import Post

from ..voice.cards import pages_of
from ..voice.models import Announcement
from .marking import excerpt, marked


@dataclass
class Result:
    url: str
    title: str
    excerpt: str
    icon: str
    sort: str
    place: str = ""
    when: object = None
    photo: str = ""
    photo_alt: str = ""
    topic: str = ""  # what may be followed right here, and what it is called
    label: str = ""


def of_posts(pks, words):
    """The results of these posts, in their order. Two queries; more where the town speaks among them."""
    photos = first_photos(pks)
    rows = list(Post.objects.filter(pk__in=pks).select_related("group"))
    _translate([post for post in rows if is_official(post)])
    made = {post.pk: _post(post, photos.get(post.pk), words) for post in rows if post.kind in kinds()}
    return [made[pk] for pk in pks if pk in made]


def _translate(posts):
    """What the town says, by its page in the reader's language: one post stands for all translations."""
    if not posts:
        return
    keys = dict(Announcement.objects.filter(pk__in=[post.pk for post in posts]).values_list("pk", "translation_key"))
    pages = pages_of(set(keys.values()))
    for post in posts:
        if page := pages.get(keys.get(post.pk)):
            post.title, post.text = page.title, page.words


def _post(post, photo, words):
    kind = kinds()[post.kind]
    return Result(
        reverse(kind.page, args=[post.pk]),
        marked(post.title, words),
        "" if post.text.strip() == post.title else excerpt(plain(post.text), words),
        kind.icon,
        kind.label,
        post.group.name if post.group_id else post.place_label,
        post.published_at,
        photo.url("small") if photo else "",
        photo.alt if photo else "",
    )


_ADDRESSES = {
    "members": lambda row: f"/members/{row.handle}/",
    "groups": lambda row: f"/groups/{row.slug}/",
    "places": lambda row: _page_of(row) or f"/map/#map=17/{row.lat:.5f}/{row.lon:.5f}",
    "pages": lambda row: row.url,
}


def _page_of(place):
    """Its page in the directory, "" where it has none. The entry is joined (places_with_pages)."""
    entry = getattr(place, "entry", None)
    return entry.get_absolute_url() if entry and not entry.hidden_at else ""


def address_of(sort, row):
    return _ADDRESSES[sort](row)


def _members(rows):
    return [(row.name, ", ".join(row.offers) or f"@{row.handle}", _quarter(row)) for row in rows]


def _quarter(member):
    """Where a neighbour lives, if every member may know."""
    profile = getattr(member, "profile", None) or Profile(member=member)
    return member.neighbourhood.name if member.neighbourhood and shows(profile, "neighbourhood", MEMBER) else ""


def _groups(rows):
    return [(row.name, row.about, row.territory.name) for row in rows]


def _places(rows):
    return [(row.name, "", row.address) for row in rows]


def _pages(rows):
    return [(row.title, row.summary, "") for row in rows]


_SAID = {"members": _members, "groups": _groups, "places": _places, "pages": _pages}


def of_others(sort, rows, words):
    """The results of members, groups, places or pages. No query."""
    made = [
        Result(address_of(sort, row), marked(title, words), excerpt(text, words), "", "", place)
        for row, (title, text, place) in zip(rows, _SAID[sort](rows), strict=True)
    ]
    if sort == "places":
        for result, row in zip(made, rows, strict=True):
            result.topic, result.label = f"place:{row.pk}", row.name
    return made
