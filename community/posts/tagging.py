"""Tags: few, short, in the neighbours' own words. A tag's slug is its key ("Vélo" and "velo" are one tag, velo)."""

import re

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Aggregate, CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from taggit.models import Tag

from community.places.words import clean, fold

from .models import PostTag

MOST = 5  # tags of one post
LONGEST = 30  # characters of a tag
OFFERED = 8  # suggestions at once
KEPT = 60  # seconds that suggestions stand
_BETWEEN, _WITHIN = "\x1e", "\x1f"  # record and unit separators: cleaned words hold neither


def slug_of(name):
    """The key of a tag, accents, case and signs aside; "" for what has no letter and no digit."""
    return fold(name).replace("_", " ").strip().replace(" ", "-")


def cleaned(text):
    """The tags typed, in order, each once, as names. ValidationError says what is wrong with them.

    A comma, a line or a # parts two tags."""
    found = {}
    for part in re.split(r"[,;#\n]", clean(text)):
        name = " ".join(part.split())
        if not name:
            continue
        if len(name) > LONGEST:
            raise ValidationError(
                _("« %(tag)s… » est trop long : %(longest)s caractères au plus par mot-clé.")
                % {"tag": name[:LONGEST], "longest": LONGEST}
            )
        if not slug_of(name):
            raise ValidationError(_("« %(tag)s » ne contient ni lettre ni chiffre.") % {"tag": name})
        found.setdefault(slug_of(name), name)
    if len(found) > MOST:
        raise ValidationError(_("%(most)s mots-clés au plus : gardez les plus utiles.") % {"most": MOST})
    return list(found.values())


@transaction.atomic
def put_tags(post, names):
    """These tags and no others on a post; a tag that exists keeps its first spelling. A post that has just been made
    costs nothing without any."""
    wanted = {slug_of(name): name for name in names}
    tags = _known_or_new(wanted) if wanted else []
    if post.sequence > 1 or post.edited_at:
        PostTag.objects.filter(content_object=post.pk).exclude(tag__in=tags).delete()
    PostTag.objects.bulk_create([PostTag(content_object_id=post.pk, tag=tag) for tag in tags], ignore_conflicts=True)


def _known_or_new(wanted):
    """The Tag rows of {slug: name}. One that editors made with the same name under another key takes ours."""
    known = {tag.slug: tag for tag in Tag.objects.filter(slug__in=wanted)}
    missing = {slug: name for slug, name in wanted.items() if slug not in known}
    if missing:
        Tag.objects.bulk_create([Tag(name=n, slug=s) for s, n in missing.items()], ignore_conflicts=True)
        for slug, name in missing.items():
            Tag.objects.filter(name=name).exclude(slug=slug).update(slug=slug)
        known |= {tag.slug: tag for tag in Tag.objects.filter(slug__in=missing)}
    return list(known.values())


def suggestions(typed):
    """[{"name", "slug", "count"}] of tags that begin with what was typed, the most used first. Only what everybody may
    see is counted: a closed group's words appear nowhere else."""
    prefix = slug_of(typed)[:LONGEST]
    if not prefix:
        return []
    return cache.get_or_set(f"tags:{prefix}", lambda: _counted(prefix), KEPT)


def _counted(prefix):
    public = Q(
        tagged_posts__content_object__published_at__isnull=False,
        tagged_posts__content_object__hidden_at=None,
        tagged_posts__content_object__group_only=False,
    )
    rows = Tag.objects.filter(slug__startswith=prefix).annotate(count=Count("tagged_posts", filter=public))
    rows = rows.filter(count__gt=0).order_by("-count", "slug")[:OFFERED]
    return [{"name": tag.name, "slug": tag.slug, "count": tag.count} for tag in rows]


class _Joined(Aggregate):
    """Many short texts in one value, told apart by _BETWEEN."""

    function, output_field = "GROUP_CONCAT", CharField()
    template = "%(function)s(%(expressions)s, '" + _BETWEEN + "')"

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, function="STRING_AGG", **more)


def with_tags(posts):
    """The queryset with each post's tags in `tags_said`, in the same statement (read them by `tags_of`)."""
    mine = PostTag.objects.filter(content_object=OuterRef("pk")).order_by().values("content_object")
    said = Concat("tag__slug", Value(_WITHIN), F("tag__name"), output_field=CharField())
    return posts.annotate(tags_said=Subquery(mine.annotate(said=_Joined(said)).values("said")))


def tags_of(post):
    """[(slug, name)] of a post that came through `with_tags`, in alphabetical order."""
    rows = (row.split(_WITHIN) for row in (post.tags_said or "").split(_BETWEEN) if row)
    return sorted((slug, name) for slug, name in rows)
