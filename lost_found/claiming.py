"""Saying that a found thing is one's own. What proves it goes to the finder as a private message; the finder answers
everybody: yes to one, and by that no to the others."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.conversations.models import Conversation
from community.conversations.opening import begin
from community.notifications.notify import notify

from .models import Claim, Item


def may_claim(item, member):
    """Whether there is somebody to say it to, who is somebody else."""
    named = item.author_id and not item.anonymous
    open_ = not item.is_lost and item.closed_at is None and item.is_public
    return bool(open_ and named and member.is_authenticated and member.pk != item.author_id)


def claim(item, member, text, client_key=None):
    """The claim, and the message in which it is said. Said again, it is one more message of the same claim. Raises what
    `begin` raises, PermissionDenied where there is nobody to say it to."""
    if not may_claim(item, member):
        raise PermissionDenied
    with transaction.atomic():
        asked = _("« %(title)s », c'est à moi.") % {"title": item.title}
        words = f"{asked}\n\n{item.question}\n{text}" if item.question else f"{asked}\n\n{text}"
        message = begin(member, item.author, words, post=item, client_key=client_key)
        made, _fresh = Claim.objects.get_or_create(
            item=item, member=member, defaults={"conversation_id": message.conversation_id}
        )
        return made


def claims_of(item):
    """Those who say that it is theirs, first come first, for its finder. One query."""
    return list(item.claims.select_related("member").order_by("created_at", "pk"))


@transaction.atomic
def accept(item, member, pk):
    """Yes, it is theirs: its claimer is told, and the others that it has found its owner. False when it was decided."""
    must_be_its_finder(item, member)
    now = timezone.now()
    chosen = item.claims.filter(pk=pk, accepted_at=None, declined_at=None)
    try:
        with transaction.atomic():
            done = Item.objects.filter(pk=item.pk, closed_at=None).exists() and chosen.update(accepted_at=now)
    except IntegrityError:  # another one has been accepted meanwhile
        return False
    if not done:
        return False
    _answer(item.claims.filter(pk=pk), item, "item_claim_accepted")
    others = item.claims.filter(accepted_at=None, declined_at=None)
    waiting = list(others.values_list("pk", flat=True))
    others.update(declined_at=now)
    _answer(Claim.objects.filter(pk__in=waiting), item, "item_claim_declined")
    return True


@transaction.atomic
def decline(item, member, pk):
    """No: kindly, at once. False when it was decided."""
    must_be_its_finder(item, member)
    rows = item.claims.filter(pk=pk, accepted_at=None, declined_at=None)
    if not rows.update(declined_at=timezone.now()):
        return False
    _answer(item.claims.filter(pk=pk), item, "item_claim_declined")
    return True


def must_be_its_finder(item, member):
    if item.author_id != member.pk:
        raise PermissionDenied


def _answer(claims, item, kind):
    for one in claims.select_related("member"):
        link = item.get_absolute_url()
        if Conversation.objects.filter(pk=one.conversation_id).exists():
            link = f"/messages/{one.conversation_id}/"
        facts = {"title": item.title, "who": item.author.name}
        notify([one.member], kind, link, item.topic, f"{kind}:{one.pk}", facts, by=item.author)
