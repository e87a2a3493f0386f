"""An ad that a member wants to see no more, nor what it is posted again as: in no list and no alert."""

from django.db.models import F

from .models import Classified, Unwanted


def line_of(ad):
    """The id of the first ad of its line."""
    return ad.first_id or ad.pk


def hide(ad, member):
    """Hiding it twice changes nothing; whether it was new."""
    return Unwanted.objects.get_or_create(first_id=line_of(ad), member=member)[1]


def show(ad, member):
    """Undo `hide`; False when there was nothing to undo."""
    return bool(Unwanted.objects.filter(first=line_of(ad), member=member).delete()[0])


def hidden_by(member):
    """The first ads of the lines that the member has hidden, the last hidden first, as far as they may see them."""
    rows = Classified.objects.visible_to(member).filter(unwanted_by__member=member)
    return rows.annotate(away_at=F("unwanted_by__created_at")).order_by("-away_at", "-pk")


def without_unwanted(rows, member, line="line"):
    """Listings (or what has one by the name of `line`) without those lines; all of them for a visitor."""
    if not member or not member.is_authenticated:
        return rows
    return rows.exclude(**{f"{line}__in": Unwanted.objects.filter(member=member).values("first")})
