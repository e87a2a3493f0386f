"""Another name or place for an entry: asked by its keeper, decided by a moderator, for that is what an impostor would
want to change. Its line in the gazetteer moves with it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.members.publishing import check_may_publish
from community.moderation.access import moderators
from community.notifications.notify import notify
from community.places.boundaries import territory_at
from community.places.models import Place

from .claims import Move
from .models import Entry
from .owning import check


def waiting_for(entry):
    return Move.objects.filter(entry=entry, accepted_at=None, refused_at=None).first()


def ask(entry, member, name, address, lat, lon, words=""):
    """Moderators are called. ValidationError while another such wish waits, or when nothing would change."""
    check(member, entry)
    check_may_publish(member)
    asked = Move(entry=entry, member=member, name=name, address=address, lat=lat, lon=lon, words=words)
    if (name, address, lat, lon) == (entry.name, entry.address, entry.lat, entry.lon):
        raise ValidationError(_("Rien ne change : dites le nouveau nom ou le nouveau lieu."))
    try:
        with transaction.atomic():
            asked.save()
            facts = {"title": entry.name, "proof": "move"}
            called = moderators().exclude(pk=member.pk)
            notify(called, "claim_waiting", desk_link(asked), key=f"move:{asked.pk}", facts=facts)
    except IntegrityError:
        raise ValidationError(_("Un changement attend déjà la réponse d’un modérateur.")) from None
    return asked


def desk_link(move):
    return f"/admin/directory/claims/moves/{move.pk}/"


@transaction.atomic
def accept(move, by, reason=""):
    """The entry has its new name and place at once. False when it was decided already."""
    if not _decide(move, by, reason, accepted_at=timezone.now()):
        return False
    entry = Entry.objects.select_for_update().get(pk=move.entry_id)
    entry.name, entry.address, entry.lat, entry.lon = move.name, move.address, move.lat, move.lon
    if move.lat is not None:
        entry.territory = territory_at(move.lat, move.lon)
    entry.changed_at = timezone.now()
    entry.save()
    _keep_the_gazetteer(entry)
    _tell(move, "moved", reason)
    return True


def _keep_the_gazetteer(entry):
    if entry.place_id and entry.lat is not None:
        place = Place.objects.get(pk=entry.place_id)
        place.name, place.address, place.territory = entry.name, entry.address, entry.territory
        place.lat, place.lon = entry.lat, entry.lon
        place.save()


@transaction.atomic
def refuse(move, by, reason):
    if not reason.strip():
        raise ValidationError(_("Dites pourquoi : la personne le lira."))
    if not _decide(move, by, reason, refused_at=timezone.now()):
        return False
    _tell(move, "unmoved", reason)
    return True


def _decide(move, by, reason, **when):
    waiting = Move.objects.filter(pk=move.pk, accepted_at=None, refused_at=None)
    decided = waiting.update(decided_by=by, reason=reason, **when)
    if decided:
        act = "directory.move_accepted" if "accepted_at" in when else "directory.move_refused"
        log(move, act, user=by, data={"entry": move.entry_id})
    return bool(decided)


def _tell(move, what, reason):
    if move.member:
        facts = {"title": move.name, "what": what, "text": reason}
        link = Entry.objects.get(pk=move.entry_id).get_absolute_url()
        notify([move.member], "claim_decided", link, move.entry.topic, f"move:{move.pk}:{what}", facts)
