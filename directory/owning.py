"""To keep an entry up to date: whoever holds it, and the agents of the authority whose service it is. From the first
change on, no import writes over it."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from community.members.publishing import check_may_publish
from community.notifications.notify import notify

from .claiming import claim_of, may_speak_for
from .claims import Claim
from .models import Entry

# What its keeper changes at once; its name and its place go through a moderator (directory.moving).
OWN = ("text", "phone", "email", "website", "hours", "hours_text", "accessibility", "closed_on")
CHECK_AFTER = timedelta(days=365)
REMIND_AGAIN = timedelta(days=350)


def keeps(member, entry):
    """Whether a member keeps an entry: by an accepted claim, or at the desk of its authority. Two queries at most."""
    if not member.is_authenticated or not member.is_active:
        return False
    claim = claim_of(member, entry)
    return bool(claim and claim.state == Claim.State.ACCEPTED) or bool(
        entry.official_id and may_speak_for(member, entry.official_id)
    )


def check(member, entry):
    """Raises PermissionDenied unless the member keeps the entry."""
    if not keeps(member, entry):
        raise PermissionDenied


@transaction.atomic
def change(entry, member, seen, said):
    """Write what its keeper says, `said` {field: value} of OWN. False, and nothing is written, when it was changed by
    somebody else after the moment `seen` (changed_at as the form was drawn)."""
    check(member, entry)
    check_may_publish(member)
    fields = {name: said[name] for name in OWN if name in said}
    if "accessibility" in fields:
        fields["accessible"] = fields["accessibility"].get("wheelchair") == "yes"
    at = timezone.now()
    stamps = {"changed_at": at, "checked_on": timezone.localdate(at), "claimed_at": entry.claimed_at or at}
    if not Entry.objects.filter(pk=entry.pk, changed_at=seen).update(**fields, **stamps):
        return False
    changed = sorted(name for name, value in fields.items() if getattr(entry, name) != value)
    log(entry, "directory.changed", user=member, data={"fields": changed})
    for name, value in {**fields, **stamps}.items():
        setattr(entry, name, value)
    return True


@transaction.atomic
def confirm(entry, member):
    """Its keeper says that all of it is still right."""
    check(member, entry)
    Entry.objects.filter(pk=entry.pk).update(checked_on=timezone.localdate())
    log(entry, "directory.confirmed", user=member)


def remind(at=None):
    """Ask keepers once a year whether all is still right (settings.TICK). How many were asked."""
    at = at or timezone.now()
    old = timezone.localdate(at) - CHECK_AFTER
    due = Claim.objects.filter(state=Claim.State.ACCEPTED, member__is_active=True, entry__hidden_at=None)
    due = due.filter(Q(reminded_at=None) | Q(reminded_at__lt=at - REMIND_AGAIN), entry__closed_on=None)
    due = due.filter(Q(entry__checked_on__lt=old) | Q(entry__checked_on=None, decided_at__lt=at - CHECK_AFTER))
    return sum(_remind(claim, at) for claim in due.select_related("entry", "member").order_by("pk")[:500])


@transaction.atomic
def _remind(claim, at):
    mine = Claim.objects.filter(pk=claim.pk, reminded_at=claim.reminded_at)
    if not mine.update(reminded_at=at):
        return 0
    key = f"check:{claim.pk}:{at:%Y-%m-%d}"
    link = f"{claim.entry.get_absolute_url()}own/"
    return notify([claim.member], "claim_check", link, claim.entry.topic, key, {"title": claim.entry.name})
