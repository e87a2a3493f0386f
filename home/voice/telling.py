"""Who hears of what the town says: by a task, in batches, each once whatever runs twice."""

from itertools import groupby

from django.contrib.auth import get_user_model
from django.urls import reverse
from django_tasks import task

from community.notifications.notify import notify
from community.posts.telling_new import topics_of

from .models import Announcement

BATCH = 500  # members at a time


@task
def tell_later(post_id, number):
    tell(post_id, number)


def tell(post_id, number):
    """Tell those concerned for the `number`-th time (1: it is new). Nothing when it was hidden since, or said again."""
    from .posting import live_pages

    post = Announcement.objects.filter(pk=post_id, told=number, hidden_at=None).exclude(published_at=None).first()
    pages = live_pages(post.translation_key) if post else []
    if not pages:
        return 0
    ids = list(pages[0].listeners(post))
    for start in range(0, len(ids), BATCH):
        _tell(post, pages, number, ids[start : start + BATCH])
    return len(ids)


def _tell(post, pages, number, ids):
    members = get_user_model().objects.filter(pk__in=ids, is_active=True).order_by("language", "pk")
    about = () if post.severity else topics_of(post)  # an alert reaches also those who muted the quarter
    for language, group in groupby(members, key=lambda member: member.language):
        page = next((page for page in pages if page.locale.language_code == language), pages[0])
        notify(
            list(group), kind_of(post), reverse("home:said", args=[post.pk]), post.topic,
            f"new:{post.pk}" if number == 1 else f"again:{post.pk}:{number}", _facts(post, page, number),
            about=about,
        )  # fmt: skip


def kind_of(post):
    """The kind of its notification (settings.NOTICES says which subject that is)."""
    return "alert" if post.severity else post.kind


def _facts(post, page, number):
    return {
        "title": page.title,
        "text": page.summary,
        "voice": post.voice,
        "severity": post.severity,
        "place": post.place_label,
        "again": number > 1,
    }
