"""Following a post: who is told when something happens to it."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django_tasks import task

from community.notifications.crowds import notify_many
from community.notifications.notify import notify

from .models import Follow, Post
from .readers import may_see

AT_ONCE = 200  # followers told in the request itself; a bigger crowd is a task's


def follow(post, member, at=None):
    """Following twice changes nothing."""
    more = {"created_at": at} if at else {}
    Follow.objects.bulk_create([Follow(post_id=post.pk, member=member, **more)], ignore_conflicts=True)


def unfollow(post, member):
    Follow.objects.filter(post_id=post.pk, member=member).delete()


def link_to(post):
    """The address that leads to any post, whatever its kind."""
    return reverse("posts:post", args=[post.pk])


def followers(post, but=None, also=()):
    """Those who follow, the author and `also` (members or their ids), each once, without the member `but`; only those
    who may see the post."""
    more = [getattr(one, "pk", one) for one in also if one]
    wanted = Q(pk__in=Follow.objects.filter(post_id=post.pk).values("member"))
    found = get_user_model().objects.filter(wanted | Q(pk__in=[post.author_id or 0, *more]), is_active=True)
    return may_see(found.exclude(pk=getattr(but, "pk", but)) if but else found, post)


def tell_followers(post, kind, link=None, but=None, also=(), key="", facts=None, **more):
    """Notify author and followers, without the one who acted (`but`): see `notify` for kind, key and words. When they
    are many and there is a key, it is a task that tells them.

    `mail`, `grouped` and `at` go to `notify`; whatever else is named is said beside `facts`."""
    how = {name: more.pop(name) for name in ("mail", "grouped", "at") if name in more}
    said = {"title": post.title, "place": post.place_label, **(facts or {}), **more}
    told = list(followers(post, but, also)[: AT_ONCE + 1 if key else None])
    if len(told) <= AT_ONCE or not key:
        return notify(told, kind, link or link_to(post), post.topic, key, said, **how)
    how["at"] = how["at"].isoformat() if how.get("at") else None
    ids = [getattr(one, "pk", one) for one in also if one]
    return tell_many.enqueue(post.pk, kind, link or link_to(post), but and but.pk, ids, key, said, how)


@task
def tell_many(post_id, kind, link, but, also, key, facts, how):
    """The followers of a post, in batches. Run again, it tells nobody twice."""
    post = Post.objects.filter(pk=post_id).first()
    if post is not None:
        how = {**how, "at": parse_datetime(how["at"]) if how["at"] else None}
        notify_many(followers(post, but, also), kind, link, post.topic, key=key, facts=facts, **how)
