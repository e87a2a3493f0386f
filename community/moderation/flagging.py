"""To flag: a notice about a thing (Digital Services Act, art. 16). One case per thing, one open flag per person and
thing; receipt is confirmed, and enough neighbours together hide the thing until somebody decides."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.places.words import clean

from . import telling, urgent
from .models import Case, Flag

LONGEST = 2000  # characters of what is said, by whomever
TRIES = 5  # a case may close, or another open, between two looks


def said(text, needed=False):
    """Words as they are kept. ValidationError when they are missing or too many."""
    text = clean(text or "")
    if needed and not text:
        raise ValidationError(_("Dites pourquoi, en quelques mots."), code="words")
    if len(text) > LONGEST:
        raise ValidationError(_("C'est trop long : %(most)d caractères au plus.") % {"most": LONGEST}, code="long")
    return text


@transaction.atomic
def flag(thing, reason, words="", flagger=None, email="", at=None):
    """(the flag, whether it is new). A second one by the same person about the same thing adds nothing.

    `flagger` is a member, or None with the `email` of a visitor. Raises ValidationError for one's own thing, for
    words that are too long, and when there is nobody to answer."""
    at, words = at or timezone.now(), said(words)
    if flagger is None and not email:
        raise ValidationError(_("Il faut une adresse e-mail pour vous répondre."), code="nobody")
    if flagger and thing.author and flagger.pk == thing.author.pk:
        raise ValidationError(_("C'est le vôtre : vous pouvez le retirer vous-même."), code="own")
    case = open_case(thing, at)
    sent = Flag(
        case=case, topic=thing.topic, flagger=flagger, email=email.lower(), reason=reason, words=words,
        language=flagger.language if flagger else (get_language() or "fr")[:2],
        quote=thing.quote, label=thing.label[:200], link=thing.link,
        author_name=thing.author.name if thing.author else "", created_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError:
        return already(thing.topic, flagger, email), False
    telling.confirm_receipt(sent)
    if not thing.official:
        urgent.suspend_if_due(case, at)
    return sent, True


def already(topic, flagger=None, email=""):
    """The open flag of a member or of a visitor's address about a topic, or None."""
    mine = {"flagger": flagger} if flagger else {"flagger": None, "email": email.lower()}
    return Flag.objects.filter(topic=topic, closed_at=None, **mine).first()


def open_case(thing, at):
    """The open case about a thing, made when there is none, locked until the transaction ends: flags of one thing
    are counted one after the other."""
    for _turn in range(TRIES):
        case = Case.objects.open().select_for_update().filter(topic=thing.topic).first()
        if case:
            return case
        try:
            with transaction.atomic():
                return Case.objects.create(topic=thing.topic, kind=thing.kind, author=thing.author, opened_at=at)
        except IntegrityError:
            continue  # somebody was quicker; theirs is locked in the next turn
    raise IntegrityError("no open case")
