"""The paper as an e-mail. Its parts that are everybody's are rendered once per language."""

from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.letters import headers, whole
from community.notifications.unsubscribing import address_to_unsubscribe

from .contents import in_words

TOPIC = "digest"


def letter(paper, connection=None):
    """The mail of one paper, in its reader's language and time zone."""
    member = paper.member
    with translation.override(member.language), timezone.override(member.timezone):
        context = _context(paper)
        text = render_to_string("emails/digest.txt", context).strip() + "\n"
        html = render_to_string("emails/digest.html", context)
        mail = EmailMultiAlternatives(subject(paper), text, to=[member.email], connection=connection)
    mail.attach_alternative(html, "text/html")
    mail.extra_headers = headers(f"digest-{member.pk}-{paper.on}", context["unsubscribe"])
    return mail


def subject(paper):
    """The facts at once: what happened most, and how much of it."""
    count = sum(len(section.items) + section.more for section in paper.sections) + len(paper.personal) + paper.more
    said = paper.sections and _worded(paper.sections[0], translation.get_language())
    first = said.items[0].title if said else paper.personal[0].title
    more = count - 1
    if not more:
        return first
    words = ngettext("%(first)s, et %(count)s autre nouvelle", "%(first)s, et %(count)s autres nouvelles", more)
    return words % {"first": first, "count": more}


def _context(paper):
    language = translation.get_language()
    shared = [
        (section, _rendered(section, language, "html"), _rendered(section, language, "txt"))
        for section in paper.sections
    ]
    return {
        "LANGUAGE_CODE": language,
        "site": settings.SITE_URL,
        "on": paper.on,
        "day": date_format(paper.on, "l j F"),
        "sections": [{"section": section, "html": html, "text": text} for section, html, text in shared],
        "personal": [{"title": note.title, "link": whole(f"/notifications/{note.pk}/")} for note in paper.personal],
        "more": paper.more,
        "link": f"{settings.SITE_URL}/digest/{paper.on.isoformat()}/",
        "unsubscribe": settings.SITE_URL + address_to_unsubscribe(paper.member, TOPIC),
        "volume": f"{settings.SITE_URL}/notifications/settings/",
        "recipient": paper.member,
        "preheader": _("Ce qui s’est passé chez vous depuis hier matin."),
    }


@lru_cache(maxsize=500)
def _worded(section, language):
    """The section in the language, which is the active one; asked once for all who read just these items."""
    return in_words(section)


@lru_cache(maxsize=2000)
def _rendered(section, language, form):
    """One subject of one day, the same for everyone whose paper holds just these items (equal tuples are one entry)."""
    said = {"section": _worded(section, language), "site": settings.SITE_URL}
    html = render_to_string(f"emails/digest_section.{form}", said)
    return mark_safe(html.strip())  # noqa: S308  our own template
