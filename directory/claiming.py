"""To claim an entry, to decide about it, to give it up. How a claim is proved by a code: directory.proving."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.members.publishing import check_may_publish
from community.moderation.access import moderators
from community.notifications.notify import notify
from community.tickets.models import Seat

from .claims import Claim
from .models import Entry

A_DAY = 5  # claims of one member, and of one entry by mail: an entry's own address is nobody's to pester
LIVE = [Claim.State.WAITING, Claim.State.ACCEPTED]


def claim_of(member, entry):
    """The member's own claim that waits or holds, or None. One query."""
    return Claim.objects.filter(entry=entry, member=member, state__in=LIVE).first() if member.is_authenticated else None


def is_held(entry, but=None):
    held = Claim.objects.filter(entry=entry, state=Claim.State.ACCEPTED, member__is_active=True)
    return held.exclude(member=but).exists()


def holders(entry):
    """Those who keep it up to date, as members to notify."""
    mine = Claim.objects.filter(entry=entry, state=Claim.State.ACCEPTED)
    return get_user_model().objects.filter(pk__in=mine.values("member"), is_active=True)


def ways(entry):
    """How it may be proved today: by a code where the entry has an address or a number, and is held by nobody."""
    by_code = [(Claim.Proof.EMAIL, entry.email), (Claim.Proof.PHONE, entry.phone)]
    given = [] if is_held(entry) else [proof for proof, where in by_code if where]
    return [*given, Claim.Proof.MODERATOR]


def may_speak_for(member, authority):
    """Whether a member sits at the desk of an authority, for all of it or for one service."""
    return member.is_authenticated and Seat.objects.filter(member=member, authority=authority).exists()


@transaction.atomic
def ask(entry, member, proof, words=""):
    """The member says that they run it; asked again while it waits, it is the same claim by another way. Where a code
    cannot prove it, moderators are called; whoever holds it already is told.

    The city's own are its agents': who sits at its desk has it at once, ValidationError for everybody else."""
    check_may_publish(member)
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.official_id:
        return _seated(entry, member)
    _check_how_many(member)
    proof = Claim.Proof(proof if proof in _open_ways(entry) else Claim.Proof.MODERATOR)
    claim = claim_of(member, entry) or Claim.objects.create(entry=entry, member=member, proof=proof, words=words)
    if claim.state == Claim.State.ACCEPTED:
        return claim
    Claim.objects.filter(pk=claim.pk).update(proof=proof, words=words, code="", proved_at=None)
    claim.proof, claim.words = proof, words
    if proof != Claim.Proof.EMAIL:
        call_moderators(claim)
    _tell_holders(claim)
    return claim


def _seated(entry, member):
    if not may_speak_for(member, entry.official_id):
        raise ValidationError(
            _("C’est un service de %(authority)s : seuls ses agents peuvent tenir cette fiche.")
            % {"authority": entry.official.name}
        )
    claim = claim_of(member, entry) or Claim.objects.create(entry=entry, member=member, proof=Claim.Proof.MODERATOR)
    accept(claim, by=member, reason=_("agent de %(authority)s") % {"authority": entry.official.short})
    claim.refresh_from_db()
    return claim


def _check_how_many(member):
    recent = Claim.objects.filter(member=member, asked_at__gt=timezone.now() - timedelta(days=1))
    if recent.count() >= A_DAY:
        raise ValidationError(_("Vous avez revendiqué beaucoup de fiches aujourd’hui : revenez demain."))


def _open_ways(entry):
    """The ways, without mail for an address that has had its share today."""
    recent = Claim.objects.filter(entry=entry, asked_at__gt=timezone.now() - timedelta(days=1))
    pestered = entry.email and recent.filter(sent_to=entry.email).count() >= A_DAY
    return [way for way in ways(entry) if not (pestered and way == Claim.Proof.EMAIL)]


def call_moderators(claim):
    """Those who decide hear that a claim waits for them; not the claimant, should they be one."""
    facts = {"title": claim.entry.name, "proof": str(claim.proof)}
    called = moderators().exclude(pk=claim.member_id)
    notify(called, "claim_waiting", desk_link(claim), key=f"claim:{claim.pk}:{claim.proof}", facts=facts)


def desk_link(claim):
    return f"/admin/directory/claims/{claim.pk}/"


def _tell_holders(claim):
    """Without saying who: moderators look into it first."""
    held_by = holders(claim.entry).exclude(pk=claim.member_id)
    link, key = claim.entry.get_absolute_url(), f"rival:{claim.pk}"
    notify(held_by, "claim_rival", link, claim.entry.topic, key, {"title": claim.entry.name})


@transaction.atomic
def accept(claim, by=None, reason="", at=None):
    """The claimant keeps the entry from now on, and no import changes it. False when it was decided already."""
    at = at or timezone.now()
    if not _decide(claim, Claim.State.ACCEPTED, by, reason, at):
        return False
    Entry.objects.filter(pk=claim.entry_id, claimed_at=None).update(claimed_at=at)
    _tell_claimant(claim, "accepted", reason)
    return True


@transaction.atomic
def refuse(claim, by, reason):
    """ValidationError without a reason; False when it was decided already."""
    if not reason.strip():
        raise ValidationError(_("Dites pourquoi : la personne le lira."))
    if not _decide(claim, Claim.State.REFUSED, by, reason, timezone.now()):
        return False
    _tell_claimant(claim, "refused", reason)
    return True


@transaction.atomic
def take_away(claim, by, reason):
    """A moderator ends a claim that held: it was wrong, or somebody else runs the place now."""
    if not reason.strip():
        raise ValidationError(_("Dites pourquoi : la personne le lira."))
    if not _end(claim, Claim.State.ACCEPTED, by, reason):
        return False
    _tell_claimant(claim, "ended", reason)
    return True


@transaction.atomic
def give_up(entry, member):
    """Its keeper, or who waits to be, lets it go. False when there was nothing to give up."""
    claim = claim_of(member, entry)
    return bool(claim and _end(claim, claim.state, member, ""))


def _end(claim, state, by, reason):
    """Once nobody holds it, imports keep it up to date again."""
    Entry.objects.select_for_update().get(pk=claim.entry_id)
    if not _decide(claim, Claim.State.ENDED, by, reason, timezone.now(), state):
        return False
    if not is_held(claim.entry):
        Entry.objects.filter(pk=claim.entry_id).update(claimed_at=None)
    return True


def _decide(claim, state, by, reason, at, since=Claim.State.WAITING):
    """One winner: whoever moves it from the state it was in. Wagtail's history keeps who did, without the words."""
    decided = {"state": state, "decided_at": at, "decided_by": by, "reason": reason, "code": ""}
    moved = Claim.objects.filter(pk=claim.pk, state=since).update(**decided)
    if moved:
        log(claim, f"directory.claim_{state}", user=by, data={"entry": claim.entry_id, "proof": str(claim.proof)})
    return bool(moved)


def _tell_claimant(claim, what, reason):
    facts = {"title": claim.entry.name, "what": what, "text": reason}
    key = f"claim:{claim.pk}:{what}"
    notify([claim.member], "claim_decided", claim.entry.get_absolute_url(), claim.entry.topic, key, facts)


def let_go(among=None):
    """Entries (all, or those of these ids) whose keepers have all left are their sources' again (settings.TICK). The
    city's own stay as its agents left them. How many."""
    held = Claim.objects.filter(state=Claim.State.ACCEPTED, member__is_active=True)
    left = Entry.objects.filter(claimed_at__isnull=False, official=None).exclude(pk__in=held.values("entry"))
    left = left if among is None else left.filter(pk__in=among)
    return left.update(claimed_at=None)
