"""What Wagtail tells of pages: it publishes, unpublishes and moves them in many ways (by hand, by the clock, with a
whole branch), and its signals are the one place that all of them pass. A signal here, and nowhere else: see
docs/decisions/0023."""

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import posting
from .models import Spoken


def connect():
    page_published.connect(_published, dispatch_uid="home.voice.published")
    page_unpublished.connect(_unpublished, dispatch_uid="home.voice.unpublished")
    post_page_move.connect(_moved, dispatch_uid="home.voice.moved")
    for model in Spoken.__subclasses__():
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"home.voice.deleted.{model.__name__}")


def _published(instance, revision=None, **_more):
    """Also sent when publication was only planned: the page is not live then."""
    if isinstance(instance, Spoken) and instance.live:
        posting.say(instance, revision)


def _unpublished(instance, **_more):
    if isinstance(instance, Spoken):
        posting.hush(instance)


def _moved(instance, **_more):
    """Its address has changed, and the addresses on kept cards with it."""
    page = instance.specific
    if isinstance(page, Spoken) and page.live:
        posting.say(page, quietly=True)


def _deleted(instance, **_more):
    posting.forget(instance)
