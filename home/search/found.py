"""What is found, and how it is counted: posts of every kind, members, groups, places and help pages.

Every list begins with what this reader may see (`visible_to`) and is joined to the index by one statement, so that
nothing else is found, counted or suggested. Of posts the newest MOST that hold the words are read, and the newest
MOST_TITLED that hold them in their title: however common a word, the work is bounded, and facets count what was read.
"""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language

from community.groups.models import Group
from community.members.blocks import apart
from community.members.models import Member
from community.members.profile import Audience, Skill
from community.places.boundaries import atlas
from community.places.models import Place
from community.posts.models import Post, PostTag
from community.posts.search import newest, newest_pages
from home.models import HelpPage

MOST, MOST_TITLED = 1000, 200  # posts that are read of one search
MOST_OTHERS = 50  # members, groups, places or pages
READ = ("pk", "kind", "territory_id", "published_at")


def members_seen_by(member):
    """Neighbours are shown to those who are signed in, but not to those apart from them by a block."""
    if not member or not member.is_authenticated:
        return Member.objects.none()
    return Member.objects.filter(is_active=True).exclude(pk__in=apart(member))


def groups_seen_by(member):
    """Public and closed groups by their name; hidden ones by those who are in them or invited."""
    return Group.objects.visible_to(member).filter(ended_at=None)


def places_with_pages():
    """The known places, each with its line in the directory where it has one."""
    fields = ("slug", "hidden_at", "place")
    named = [field.name for field in Place._meta.concrete_fields]
    return Place.objects.select_related("entry").only(*named, *(f"entry__{field}" for field in fields))


def skills_seen_by(member):
    """What neighbours offer to do, as far as they show it to this reader."""
    rows = Skill.objects.filter(member__in=members_seen_by(member))
    if not member or not member.is_authenticated:
        return rows.none()
    shown = Q(member__profile=None) | Q(member__profile__show_skills__in=(Audience.EVERYONE, Audience.MEMBERS))
    if member.verified_at:
        town = member.neighbourhood and member.neighbourhood.city
        of_town = [t.pk for t in atlas().territories if town and t.city == town]
        neighbours = Q(member__neighbourhood__in=of_town, member__profile__show_skills=Audience.RESIDENTS)
        shown |= neighbours
    return rows.filter(shown | Q(member=member))


def help_pages():
    """What editors explain to everybody, in the reader's language. (What they announce is a post.)"""
    return HelpPage.objects.live().public().filter(locale__language_code=get_language())


def members(words, member, limit):
    """Neighbours by their names, then by what they offer (`offers`). Two queries, none for a visitor."""
    found = {}
    with_more = members_seen_by(member).select_related("neighbourhood", "profile")
    for row in newest(with_more, "members", words)[: limit + 1]:
        row.offers, found[row.pk] = [], row
    skills = skills_seen_by(member).select_related("member__neighbourhood", "member__profile")
    for skill in newest(skills, "skills", words)[: limit + 1]:
        who = found.setdefault(skill.member_id, skill.member)
        who.offers = [*getattr(who, "offers", ()), skill.name]
    return list(found.values())[: limit + 1]


def others(words, member, limit=MOST_OTHERS):
    """{sort: [row]} of everything but posts, at most `limit` + 1 each, the newest first. Six queries, four for a
    visitor."""
    groups = groups_seen_by(member).select_related("territory")
    return {
        "members": members(words, member, limit),
        "groups": list(newest(groups, "groups", words)[: limit + 1]),
        "places": list(newest(places_with_pages(), "places", words)[: limit + 1]),
        "pages": list(newest_pages(help_pages(), words)[: limit + 1]),
    }


def posts_asked_for(asked):
    """The posts that the reader may see and that match everything but words and kind."""
    rows = Post.objects.visible_to(asked.member)
    if asked.territories is not None:
        also = Post.also_in.through.objects.filter(post=OuterRef("pk"), territory__in=asked.territories)
        rows = rows.filter(Q(territory__in=asked.territories) | Exists(also))
    if tag := asked.cleaned_data["tag"]:
        rows = rows.filter(Exists(PostTag.objects.filter(content_object=OuterRef("pk"), tag__slug=tag)))
    if asked.since:
        rows = rows.filter(published_at__gte=asked.since)
    return rows


class Posts:
    """The posts of one search: `rows` in their order, `counted` of every kind. Two queries, one more where a kind is
    asked for."""

    def __init__(self, asked):
        rows, order = posts_asked_for(asked), asked.cleaned_data["order"]
        everything = self._read(rows, asked.words, order)
        self.counted = everything
        self.rows = self._read(rows.filter(kind=asked.kind), asked.words, order) if asked.kind else everything
        self.more = len(self.rows) >= MOST

    def _read(self, rows, words, order):
        if not words:  # a tag, and nothing else
            return list(rows.order_by("-published_at", "-pk").values_list(*READ)[:MOST])
        titled = set(newest(rows, "posts", words, title=True).values_list(*READ)[:MOST_TITLED])
        found = titled.union(newest(rows, "posts", words).values_list(*READ)[:MOST])
        return sorted(found, key=lambda row: (order != "new" and row in titled, row[3], row[0]), reverse=True)

    @property
    def kinds(self):
        """{kind: how many}."""
        return Counter(kind for _pk, kind, _territory, _at in self.counted)

    @property
    def territories(self):
        """[(territory, how many)], the most first."""
        known = {t.pk: t for t in atlas().territories}
        counts = Counter(territory for _pk, _kind, territory, _at in self.rows)
        return [(known[pk], count) for pk, count in counts.most_common() if pk in known]

    def tags(self, limit=8):
        """[(tag's name, slug, how many)], the most first. One query."""
        ids = [pk for pk, *_rest in self.rows]
        rows = PostTag.objects.filter(content_object__in=ids).values_list("tag__name", "tag__slug")
        return list(rows.annotate(count=Count("pk")).order_by("-count", "tag__name")[:limit])

    def since(self, days, now):
        """How many are at most so many days old."""
        return sum((now - at).days < days for _pk, _kind, _territory, at in self.rows)
