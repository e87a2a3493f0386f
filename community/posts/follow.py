"""Following a post: who is told when something happens to it."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from community.notifications.notify import notify

from .models import Follow


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
    """Those who follow, the author and `also` (members or their ids), each once, without the member `but`."""
    more = [getattr(one, "pk", one) for one in also if one]
    wanted = Q(follows__post=post.pk) | Q(pk__in=[post.author_id or 0, *more])
    found = get_user_model().objects.filter(wanted, is_active=True).distinct()
    return found.exclude(pk=but.pk) if but else found


def tell_followers(post, kind, link=None, but=None, also=(), key="", facts=None, **more):
    """Notify author and followers, without the one who acted (`but`): see `notify` for kind, key and words.

    `mail`, `grouped` and `at` go to `notify`; whatever else is named is said beside `facts`."""
    how = {name: more.pop(name) for name in ("mail", "grouped", "at") if name in more}
    said = {"title": post.title, "place": post.place_label, **(facts or {}), **more}
    return notify(followers(post, but, also), kind, link or link_to(post), post.topic, key, said, **how)
