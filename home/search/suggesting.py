"""What is suggested while one types: titles of posts, tags, places, groups, neighbours and what they offer."""

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from taggit.models import Tag

from community.posts.kinds import kinds
from community.posts.models import Post, PostTag
from community.posts.search import newest

from .asked import SORTS
from .found import groups_seen_by, members_seen_by, places_with_pages, skills_seen_by
from .results import address_of

MOST_POSTS, MOST_OTHERS = 4, 2


def suggestions(words, member):
    """[{label, url, sort}]: where each leads and what it is, in words. Six queries, four for a visitor."""
    return [*_tags(words, member), *_skills(words, member), *_posts(words, member), *_others(words, member)]


def _tags(words, member):
    """Tags that stand on a post the reader may see."""
    begun = "-".join(words)
    seen = Post.objects.visible_to(member).filter(pk=OuterRef("content_object"))
    used = PostTag.objects.filter(Exists(seen), tag=OuterRef("pk"))
    names = Tag.objects.filter(Exists(used), slug__startswith=begun).order_by("name").values_list("name", "slug")
    return [{"label": name, "url": f"/search/?tag={slug}", "sort": _("Mot-clé")} for name, slug in names[:MOST_OTHERS]]


def _skills(words, member):
    """What neighbours offer to do; it leads to who offers it."""
    rows = newest(skills_seen_by(member), "skills", words, title=True, begun=True)[: MOST_OTHERS * 2]
    names = dict.fromkeys(skill.name for skill in rows)
    return [
        {"label": name, "url": f"/search/?{urlencode({'q': name, 'what': 'members'})}", "sort": _("Savoir-faire")}
        for name in list(names)[:MOST_OTHERS]
    ]


def _posts(words, member):
    rows = newest(Post.objects.visible_to(member), "posts", words, title=True, begun=True)
    rows = rows.values_list("pk", "kind", "title")[:MOST_POSTS]
    return [
        {"label": title, "url": reverse(kinds()[kind].page, args=[pk]), "sort": kinds()[kind].label}
        for pk, kind, title in rows
        if kind in kinds()
    ]


def _others(words, member):
    seen = {"places": places_with_pages(), "groups": groups_seen_by(member), "members": members_seen_by(member)}
    return [
        {"label": row.name, "url": address_of(sort, row), "sort": SORTS[sort][1]}
        for sort, rows in seen.items()
        for row in newest(rows, sort, words, title=True, begun=True)[:MOST_OTHERS]
    ]
