"""The places of a member: added, changed, removed. The home is the one of Member.settle."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.places.boundaries import territory_at

from .models import Member, MemberPlace, Reach

MOST = 10
HOME = MemberPlace.Label.HOME


@transaction.atomic
def add(member, label, name, lat, lon, reach=Reach.NEXT):
    """A place at a point in degrees; sent twice, it is one. ValidationError beyond MOST."""
    Member.objects.select_for_update().get(pk=member.pk)  # two who add at once are counted one after the other
    known = member.places.filter(label=label, name=name, lat=lat, lon=lon).first()
    if known:
        return known
    if member.places.count() >= MOST:
        raise ValidationError(_("%(most)s lieux au plus : retirez-en un pour en ajouter un autre.") % {"most": MOST})
    if label != HOME:
        where = {"territory": territory_at(lat, lon), "lat": lat, "lon": lon}
        return member.places.create(label=label, name=name, reach=reach, **where)
    member.settle(lat, lon)
    return change(member.home, name=name, reach=reach)


@transaction.atomic
def change(place, point=None, **fields):
    """Its name, label, reach, or its point (lat, lon)."""
    if point and place.label == HOME:
        place.member.settle(*point)
        place.refresh_from_db()
    elif point:
        fields |= {"territory": territory_at(*point), "lat": point[0], "lon": point[1]}
    for name, value in fields.items():
        setattr(place, name, value)
    place.save()
    return place


def remove(place):
    """Forget it, point and all."""
    if place.label == HOME:
        place.member.leave_home()
    else:
        place.delete()
