"""The card of what the town says, in a list: in the reader's language where the page has it."""

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.posts.kinds import kinds
from community.posts.models import Phase

from .models import Announcement

ICONS = {"info": "info", "warning": "triangle-alert", "danger": "siren"}


def drawn(pks):
    """{id: HTML}. Two queries, and one for each type of page among them."""
    posts = Announcement.objects.filter(pk__in=pks)
    pages = pages_of([post.translation_key for post in posts])
    return {post.pk: _draw(post, pages.get(post.translation_key)) for post in posts if post.translation_key in pages}


def titles(pks):
    """{id: title} in the active language. Two queries, and one for each type of page among them."""
    keys = dict(Announcement.objects.filter(pk__in=pks).values_list("pk", "translation_key"))
    pages = pages_of(keys.values())
    return {pk: pages[key].title for pk, key in keys.items() if key in pages}


def pages_of(keys, language=None):
    """{translation key: its published page}, in the language (the active one) where there is such a translation."""
    language = language or (get_language() or "fr")[:2]
    pages = Page.objects.filter(translation_key__in=keys).live().public().select_related("locale").order_by("pk")
    ranked = sorted(pages.specific(), key=lambda page: _rank(page.locale.language_code, language), reverse=True)
    return {page.translation_key: page for page in ranked}


def _rank(code, wanted):
    return (code != wanted, code != "fr")


def _draw(post, page):
    return render_to_string("home/said_card.html", {"post": post, "page": page, **facts_of(post, page)})


def facts_of(post, page):
    """What a card says: its sort in words, with an icon; where it leads; a picture if the page has one."""
    kind = kinds()[post.kind]
    image = getattr(page, "image", None)
    return {
        "url": f"/news/{post.pk}/",
        "title": page.title,
        "excerpt": page.summary,
        "place": post.place_label,
        "when": post.published_at,
        "icon": ICONS[post.severity] if post.severity else kind.icon,
        "category": sort_of(post),
        "voice": post.voice,
        "photo": image.get_rendition("fill-432x432").url if image else "",
        "photo_alt": "",
        "comments": post.comment_count,
        "language": page.locale.language_code,
    }


def sort_of(post):
    """ "Actualité", "Alerte : vigilance", "Sondage, jusqu'au 12 décembre"."""
    if post.severity:
        return _("Alerte : %(severity)s") % {"severity": post.get_severity_display().lower()}
    if post.kind == "poll" and post.state == Phase.CLOSED:
        return _("Sondage clos")
    if post.kind == "poll" and post.ends_at:
        return _("Sondage, jusqu'au %(day)s") % {"day": date_format(localtime(post.ends_at), "j F")}
    return str(kinds()[post.kind].label)
