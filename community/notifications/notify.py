"""Telling members something: a row each, words in their own language, the bell at once, mail and push from the row."""

from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community import live
from community.members.blocks import apart

from .mail import send_due_mail
from .models import Mail, Mute, Notification
from .push import send_due_pushes
from .subjects import DIGEST, NOW, subject_of
from .volume import is_away, volumes_of, wishes

MOST_KEYS = 50  # keys that a counted-up notification remembers
AT_ONCE = 500  # rows in one INSERT or UPDATE


@transaction.atomic
def notify(
    recipients, kind, link, topic="", key="", facts=None, mail=True, grouped=False, at=None, about=(), by=None,
    nameless=False,
):  # fmt: skip
    """Tell each of `recipients` (members) once: the same `key` is never told twice to the same person. Not those who
    muted the topic or one of `about` ("member:5", "tag:velo"), not `by` (the member who did it) nor those apart from
    them by a block; of what is `nameless` everybody hears. Returns how many were told. The number of queries does not
    depend on theirs.

    The words are templates/emails/<kind>.subject.txt (the title, on the site too), <kind>.txt and <kind>.html; they
    may use the facts by name, `facts`, `link` and `count`. facts["text"] is also shown on the site. With `grouped`, an
    unread notification of the same kind and topic is counted up instead ("5 voisins…"), without another mail.
    Without `mail` it stays on the site, whatever a member wishes."""
    told = {member.pk: member for member in recipients if member.is_active and member != by}
    by = None if nameless else by
    told, deaf = _who_hears(told, {topic, *about} - {""}, by)
    if not told:
        return 0
    at, facts = at or timezone.now(), facts or {}
    counted = _count_up(told, kind, topic, key, link, facts, at, by) if grouped else set()
    fresh = [member for pk, member in told.items() if pk not in counted]
    how = _loudness(fresh, kind, deaf, at) if mail else {}
    rows = _rows(fresh, how, kind=kind, link=link, topic=topic, key=key, facts=facts, created_at=at, by=by)
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    _wake(rows)
    for member in told.values():
        live.publish(member.topic, "notification")
    return len(told)


def _who_hears(told, topics, by):
    """(those who want to hear of it at all, the ids of those who want no mail about it)."""
    if told and by is not None:
        for pk in list(apart(by).filter(who__in=list(told)).values_list("who", flat=True)):
            told.pop(pk, None)
    mutes = Mute.objects.filter(member__in=list(told), topic__in=topics) if told and topics else ()
    deaf = set()
    for mute in mutes:
        if mute.covers == Mute.Covers.ALL:
            told.pop(mute.member_id, None)
        deaf.add(mute.member_id)
    return told, deaf


def _loudness(members, kind, deaf, at):
    """{id: the fields of mail and push} as each member wishes; on holiday all waits for the first digest after. What
    the law wants told (settings.MAILED_ANYWAY) is mailed at once to all but those who stopped every mail."""
    if kind in settings.MAILED_ANYWAY:
        due = {"mail": Mail.DUE, "mail_next_at": timezone.now()}
        return {member.pk: due for member in members if not member.mail_stopped_at}
    volumes, subject, now = volumes_of(members) if members else {}, subject_of(kind), timezone.now()
    return {member.pk: _loud(member, volumes[member.pk], subject, member.pk in deaf, now) for member in members}


def _loud(member, volume, subject, deaf, now):
    mail, push = wishes(volume, subject)
    away = is_away(volume, member, now)
    fields = {"push_at": now} if push and not away else {}
    if deaf or member.mail_stopped_at:
        return fields
    if mail == NOW and not away:
        return {**fields, "mail": Mail.DUE, "mail_next_at": now}
    return {**fields, "mail": Mail.DIGEST} if mail in (NOW, DIGEST) else fields


def _rows(members, how, **fields):
    rows = []
    for language, group in groupby(sorted(members, key=_language), key=_language):
        title, text = words(fields["kind"], language, fields["link"], fields["facts"])
        rows += [Notification(recipient=m, title=title, text=text, **fields, **how.get(m.pk, {})) for m in group]
    return rows


def _wake(rows):
    if any(row.mail == Mail.DUE for row in rows):
        send_due_mail.enqueue()
    if any(row.push_at for row in rows):
        send_due_pushes.enqueue()


def _language(member):
    return member.language


def words(kind, language, link, facts, count=1):
    """(title, text) of a notification, in a language."""
    with translation.override(language):
        context = {**facts, "facts": facts, "link": link, "count": count}
        title = render_to_string(f"emails/{kind}.subject.txt", context)
    return " ".join(title.split())[:300], str(facts.get("text", ""))[:500]


def _count_up(told, kind, topic, key, link, facts, at, by):
    """Count up the unread ones of the same kind and topic; the ids of their recipients."""
    same = Notification.objects.select_for_update().filter(
        kind=kind, topic=topic, read_at=None, recipient__in=list(told)
    )
    said, changed, done = {}, [], set()
    for row in same:
        keys = [*row.facts.get("keys", [row.key]), key]
        if row.recipient_id not in done and not (key and key in keys[:-1]):
            row.count += 1
            which = (told[row.recipient_id].language, row.count)
            if which not in said:
                said[which] = words(kind, which[0], link, facts, row.count)
            (row.title, row.text), row.created_at = said[which], at
            row.facts, row.by = {**facts, "keys": keys[-MOST_KEYS:]}, by
            row.mail = Mail.DIGEST if row.mail == Mail.DIGESTED else row.mail  # there is something new to say
            changed.append(row)
        done.add(row.recipient_id)
    if changed:
        fields = ["count", "title", "text", "created_at", "facts", "mail", "by"]
        Notification.objects.bulk_update(changed, fields, batch_size=AT_ONCE)
    return done


def unread_about(member, topic, kinds=None):
    wanted = Q(recipient=member, topic=topic, read_at=None)
    return Notification.objects.filter(wanted & Q(kind__in=kinds) if kinds else wanted)


def settle(member, topic, kinds=None, at=None):
    """The member has seen to it (read the page, answered the question): nobody reminds them of it any more, in no mail
    and no digest. How many notifications that settles."""
    settled = unread_about(member, topic, kinds).update(read_at=at or timezone.now())
    if settled:
        live.publish(member.topic, "notification")
    return settled
