"""A report without an account: it waits, unpublished, until its sender's address has answered."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import task

from community.members.models import Member
from community.members.publishing import check_may_publish
from community.posts import states

from .models import Incident
from .reporting import stand_behind

ANSWER_WITHIN = timedelta(hours=48)
SALT = "incidents.without_account"


def report(email, claim, reported):
    """Write the unpublished incident and send the link to `email`. Sent again, it is the same one."""
    # The name of an account made from an address is a piece of the address: it is never shown here.
    incident = Incident.objects.report(None, claim=claim, email=email.lower(), **{**reported, "anonymous": True})
    if incident.awaiting_email:
        send_link.enqueue(incident.pk, get_language())
    return incident


@task()
def send_link(incident_id, language):
    incident = Incident.objects.exclude(awaiting_email="").filter(pk=incident_id).first()
    if incident is None:
        return
    link = settings.SITE_URL + reverse("incidents:confirm_address", args=[token_for(incident)])
    context = {"incident": incident, "link": link, "hours": int(ANSWER_WITHIN.total_seconds() // 3600)}
    with override(language):
        subject = render_to_string("emails/incident_confirm_address.subject.txt", context).strip()
        mail = EmailMultiAlternatives(
            subject, render_to_string("emails/incident_confirm_address.txt", context), to=[incident.awaiting_email]
        )
        mail.attach_alternative(render_to_string("emails/incident_confirm_address.html", context), "text/html")
    mail.send()


def token_for(incident):
    return signing.dumps(incident.pk, salt=SALT)


def incident_of(token):
    """The incident a link speaks of, waiting or already published; None when the link is wrong or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=ANSWER_WITHIN)
    except signing.BadSignature:
        return None
    return Incident.objects.select_related("category", "territory", "author").filter(pk=pk).first()


@transaction.atomic
def publish(incident, at=None, quietly=False):
    """The address has answered: the incident is its member's (a new one without a password, or the one they had),
    is published and, if due, handed over. False when it already was. Raises ValidationError, and leaves it waiting,
    when that member may publish nothing for now."""
    at = at or timezone.now()
    email = incident.awaiting_email
    claimed = (
        Incident.objects.filter(pk=incident.pk)
        .exclude(awaiting_email="")
        .update(awaiting_email="", reported_at=at, last_seen_at=at)
    )
    if not claimed:
        return False
    incident.author, incident.awaiting_email, incident.reported_at = _member(email), "", at
    check_may_publish(incident.author)
    incident.vote_count = 1
    incident.save(update_fields=["author", "vote_count"])
    incident.photos.filter(uploader=None).update(uploader=incident.author)
    stand_behind(incident, at)
    states.publish_post(incident, at=at)
    incident.escalate_if_due(at=at, quietly=quietly)
    return True


def _member(email):
    """Whose address it is; who had no account gets one without a password, and signs in by a code if they ever wish."""
    known = Member.objects.filter(email__iexact=email).first()
    if known:
        return known
    try:
        with transaction.atomic():
            member = Member.objects.create_user(email, language=(get_language() or "fr")[:2])
            EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    except IntegrityError:
        return Member.objects.get(email__iexact=email)
    return member
