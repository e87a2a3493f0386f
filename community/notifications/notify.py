"""Telling members something: a row each, words in their own language, the bell at once, the mail from the row."""

from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community import live

from .mail import send_due_mail
from .models import Mail, Mute, Notification

MOST_KEYS = 50  # keys that a counted-up notification remembers


@transaction.atomic
def notify(recipients, kind, link, topic="", key="", facts=None, mail=True, grouped=False, at=None):
    """Tell each of `recipients` (members) once: the same `key` is never told twice to the same person.

    The words are templates/emails/<kind>.subject.txt (the title, on the site too), <kind>.txt and <kind>.html; they
    may use the facts by name, `facts`, `link` and `count`. facts["text"] is also shown on the site. With `grouped`, an
    unread notification of the same kind and topic is counted up instead ("5 voisins…"), without another mail."""
    told = {member.pk: member for member in recipients if member.is_active}
    if not told:
        return
    at, facts = at or timezone.now(), facts or {}
    counted = _count_up(told, kind, topic, key, link, facts, at) if grouped else set()
    fresh = [member for pk, member in told.items() if pk not in counted]
    rows = _rows(fresh, mail, kind=kind, link=link, topic=topic, key=key, facts=facts, created_at=at)
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.mail == Mail.DUE for row in rows):
        send_due_mail.enqueue()
    for member in told.values():
        live.publish(member.topic, "notification")


def _rows(members, mail, **fields):
    deaf = _without_mail(members, fields["topic"]) if mail and members else set()
    due = {"mail": Mail.DUE, "mail_next_at": timezone.now()}
    rows = []
    for language, group in groupby(sorted(members, key=_language), key=_language):
        title, text = words(fields["kind"], language, fields["link"], fields["facts"])
        rows += [
            Notification(recipient=m, title=title, text=text, **fields, **(due if mail and m.pk not in deaf else {}))
            for m in group
        ]
    return rows


def _language(member):
    return member.language


def words(kind, language, link, facts, count=1):
    """(title, text) of a notification, in a language."""
    with translation.override(language):
        context = {**facts, "facts": facts, "link": link, "count": count}
        title = render_to_string(f"emails/{kind}.subject.txt", context)
    return " ".join(title.split())[:300], str(facts.get("text", ""))[:500]


def _count_up(told, kind, topic, key, link, facts, at):
    """Count up the unread ones of the same kind and topic; the ids of their recipients."""
    same = Notification.objects.select_for_update().filter(kind=kind, topic=topic, read_at=None, recipient__in=told)
    done = set()
    for row in same:
        keys = [*row.facts.get("keys", [row.key]), key]
        if row.recipient_id not in done and not (key and key in keys[:-1]):
            title, text = words(kind, told[row.recipient_id].language, link, facts, row.count + 1)
            Notification.objects.filter(pk=row.pk).update(
                count=F("count") + 1, title=title, text=text, created_at=at, facts={**facts, "keys": keys[-MOST_KEYS:]}
            )
        done.add(row.recipient_id)
    return done


def _without_mail(members, topic):
    """The ids of those who want no mail at all, or none about this topic."""
    muted = Mute.objects.filter(member__in=members, topic=topic).values_list("member_id", flat=True) if topic else ()
    return {member.pk for member in members if member.mail_stopped_at} | set(muted)
