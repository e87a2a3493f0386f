"""Who follows a post, and telling them."""

from django.urls import reverse

from community.members.models import Member
from community.notifications.notify import notify

from .models import Follow


def follow(post, member, at=None):
    """Follow a post; following twice changes nothing."""
    more = {"created_at": at} if at else {}
    Follow.objects.bulk_create([Follow(post_id=post.pk, member=member, **more)], ignore_conflicts=True)


def unfollow(post, member):
    Follow.objects.filter(post_id=post.pk, member=member).delete()


def link_to(post):
    """The address that leads to any post, whatever its kind."""
    return reverse("posts:post", args=[post.pk])


def tell_followers(post, kind, link=None, but=None, also=(), key="", mail=True, **facts):
    """Notify the author and the followers of a post, without the one who acted (`but`), each once.

    `also` are further members' ids. The words are the templates of `kind`."""
    ids = set(Follow.objects.filter(post_id=post.pk).values_list("member_id", flat=True)) | set(also)
    ids.add(post.author_id)
    ids -= {None, but.pk if but else None}
    if ids:
        members = Member.objects.filter(pk__in=ids, is_active=True)
        notify(members, kind, link or link_to(post), topic=post.topic, key=key, facts=facts, mail=mail)
