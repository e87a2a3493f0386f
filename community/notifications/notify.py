"""To tell members something: on the site always, by mail unless they said no.

The kind names the words: templates/emails/<kind>.subject.txt, .txt and .html, rendered in each reader's language."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community import live

from .models import Mail, Mute, Notification


def words(kind, member_language, facts):
    """(title, text) of a notification in a language."""
    with translation.override(member_language):
        title = render_to_string(f"emails/{kind}.subject.txt", facts)
        return " ".join(title.split())[:300], render_to_string(f"emails/{kind}.txt", facts).strip()


@transaction.atomic
def notify(recipients, kind, link, topic="", key="", facts=None, mail=True):
    """Tell each of `recipients` once: the same `key` is never told twice to the same member."""
    recipients, facts = list(recipients), facts or {}
    muted = set()
    if mail and topic:
        muted = set(Mute.objects.filter(topic=topic, member__in=recipients).values_list("member_id", flat=True))
    now, rows = timezone.now(), []
    by_language = {language: words(kind, language, facts) for language in {m.language for m in recipients}}
    for member in recipients:
        title, text = by_language[member.language]
        due = mail and member.pk not in muted and not member.mail_stopped_at
        rows.append(
            Notification(
                recipient=member,
                kind=kind,
                topic=topic,
                link=link,
                title=title,
                text=text,
                facts=facts,
                key=key,
                created_at=now,
                mail=Mail.DUE if due else Mail.NONE,
                mail_next_at=now if due else None,
            )
        )
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.mail == Mail.DUE for row in rows):
        from .mail import send_due_mail

        send_due_mail.enqueue()
    for member in recipients:
        live.publish(member.topic, "notification")
