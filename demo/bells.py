"""What the cast were told on the site these last weeks; no mail goes out about the past."""

from datetime import timedelta

from community.notifications.models import Notification
from community.notifications.notify import notify
from community.posts.follow import link_to
from community.tickets.models import Step
from community.tickets.steps import told_of
from community.tickets.triage import in_both
from home.feed import marks
from home.feed.scopes import MINE
from home.feed.upto import Upto

from . import people

TOLD = {
    "received": "ticket_received",
    "answered": "ticket_answered",
    "waiting": "ticket_waiting",
    "resolved": "ticket_resolved",
    "transferred": "ticket_transferred",
    "moved_on": "ticket_transferred",
    "reopened": "ticket_reopened",
    "not_competent": "ticket_refused",
    "duplicate": "ticket_refused",
    "refused": "ticket_refused",
}
DAYS, READ_AFTER, MOST = 30, 2, 12
LAST_READ = timedelta(days=1)


def ring(household, now):
    """A bell for each public step of what they follow; all but the last days' have been read."""
    told_with = ("authority", "ticket__post", "ticket__category", "ticket__service", "ticket__authority")
    steps = Step.objects.filter(public=True, at__gte=now - timedelta(days=DAYS)).select_related(*told_with)
    for key, *_home in people.CAST:
        followed = steps.filter(ticket__post__follows__member=household[key])
        for step in list(followed.order_by("-at")[:MOST])[::-1]:
            _tell(household[key], step)
    told = Notification.objects.filter(recipient__in=[household[key] for key, *_home in people.CAST])
    told.filter(created_at__lt=now - timedelta(days=READ_AFTER)).update(read_at=now - timedelta(days=1))


def leave_bookmarks(household, now):
    """The cast read their feed to its end yesterday: a morning's reading is left, not a week's."""
    then = now - LAST_READ
    for key, *_home in people.CAST:
        marks.move(household[key], MINE, Upto.at(then), then)


def _tell(member, step):
    words_fr, words_en = in_both(lambda: step.words)
    about = {"act": step.act, "state": step.to_state, "reference": step.ticket.reference}
    said = {"authority": step.authority.name, "words_fr": words_fr, "words_en": words_en, "text": step.text}
    facts = {**step.facts, **about, **told_of(step.ticket), **said}
    kind, post = TOLD.get(step.act, "ticket_state"), step.ticket.post
    notify([member], kind, link_to(post), topic=post.topic, key=f"step:{step.pk}", facts=facts, mail=False, at=step.at)
