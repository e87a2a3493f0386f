"""To prove a claim by a code: six digits that reach the entry's own address, or are read out over its own telephone.

Nothing that the claimant types says where a code goes. Only its keyed hash is kept: it is written once, in the mail or
on the moderator's screen, so the mail is sent by the request itself and no task's row ever holds it."""

import secrets
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .claiming import accept, call_moderators, is_held
from .claims import Claim
from .models import Entry

MINUTES = 30  # that a code holds
TRIES = 5  # of one code
CODES = 3  # for one claim: fifteen guesses in a million
ACCEPTED, WAITS, WRONG, SPENT = "accepted", "waits", "wrong", "spent"


def hashed(claim, code):
    return salted_hmac("directory.proving", f"{claim.pk}:{code}", algorithm="sha256").hexdigest()


def _fresh(claim, where, at):
    """A new code, in place of any before. ValidationError once the claim has had all of its codes."""
    code = f"{secrets.randbelow(1_000_000):06}"
    until = at + timedelta(minutes=MINUTES)
    fields = {"code": hashed(claim, code), "sent_to": where, "tries": 0, "expires_at": until, "codes": F("codes") + 1}
    waiting = Claim.objects.filter(pk=claim.pk, state=Claim.State.WAITING, codes__lt=CODES)
    if not where or not waiting.update(**fields):
        raise ValidationError(_("Aucun autre code ne peut être envoyé : demandez à un modérateur de vérifier."))
    return code


def write_to_entry(claim, at=None):
    """A code to the e-mail address that stands on the entry. ValidationError when none can be sent, in words."""
    code = _fresh(claim, claim.entry.email, at or timezone.now())
    try:
        _letter(claim, code).send()
    except (OSError, SMTPException):
        Claim.objects.filter(pk=claim.pk).update(code="")
        raise ValidationError(_("L’e-mail n’est pas parti. Réessayez dans quelques minutes.")) from None


def _letter(claim, code):
    entry = claim.entry
    context = {"code": code, "minutes": MINUTES, "title": entry.name, "who": claim.member.name,
               "link": settings.SITE_URL + entry.get_absolute_url(), "site": settings.SITE_URL}  # fmt: skip
    with translation.override(settings.LANGUAGE_CODE):
        context["LANGUAGE_CODE"] = settings.LANGUAGE_CODE
        subject = " ".join(render_to_string("emails/claim_code.subject.txt", context).split())
        mail = EmailMultiAlternatives(subject, render_to_string("emails/claim_code.txt", context), to=[entry.email])
        mail.attach_alternative(render_to_string("emails/claim_code.html", context), "text/html")
    mail.extra_headers = {"Auto-Submitted": "auto-generated"}
    return mail


def to_read_out(claim, moderator, at=None):
    """A code for a moderator to say over the telephone of the entry, who then sees it once."""
    code = _fresh(claim, claim.entry.phone, at or timezone.now())
    log(claim, "directory.claim_called", user=moderator, data={"entry": claim.entry_id})
    return code


@transaction.atomic
def prove(claim, code, at=None):
    """What came of the code typed: ACCEPTED; WAITS when it was right but somebody else holds the entry by now, so that
    moderators decide; WRONG; SPENT when there is none left to try. A code is used once."""
    at = at or timezone.now()
    entry = Entry.objects.select_for_update().get(pk=claim.entry_id)
    tried = Claim.objects.filter(pk=claim.pk, state=Claim.State.WAITING, tries__lt=TRIES, expires_at__gt=at)
    tried = tried.filter(sent_to__in={entry.email, entry.phone} - {""}).exclude(code="")
    if not tried.update(tries=F("tries") + 1):
        return SPENT
    right = Claim.objects.filter(pk=claim.pk, state=Claim.State.WAITING, code=hashed(claim, code))
    if not right.update(code="", proved_at=at):
        return WRONG
    if is_held(entry, but=claim.member):
        return _for_moderators(claim)
    accept(claim, by=claim.member, at=at)
    return ACCEPTED


def _for_moderators(claim):
    Claim.objects.filter(pk=claim.pk).update(proof=Claim.Proof.MODERATOR)
    claim.proof = Claim.Proof.MODERATOR
    call_moderators(claim)
    return WAITS
