"""How the thing looked when it went out and when it came back: photos for the two alone. They are received and kept as
those of messages are, in the private storage, and read out by a view that asks who is looking."""

from django.http import Http404

from community import live
from community.photos.refusals import Refused
from community.posts.models import Photo
from community.posts.photo_files import shelf
from community.posts.photos import hold

from .models import Loan

OUT, BACK = "loan_out", "loan_back"  # the first words of their holders (settings.PHOTO_HOLDERS)
MOST = 12  # photos at one end, of both together


def changed(loan_id):
    """A photo is drawn, or refused: open pages of the two are told."""
    loan = Loan.objects.filter(pk=loan_id).select_related("handover").first()
    if loan:
        live.publish(loan.handover.topic, "changed")


def add(loan, end, keys, member):
    """Raises community.photos.refusals.Refused."""
    if Photo.objects.filter(holder=f"{end}:{loan.pk}").count() + len(keys) > MOST:
        raise Refused("too_many", most=MOST)
    hold(keys, f"{end}:{loan.pk}", member)


def of(loan):
    """{end: its photos, as components/photo_strip.html draws them}. One query."""
    found = {OUT: [], BACK: []}
    rows = Photo.objects.filter(holder__in=[f"{end}:{loan.pk}" for end in found])
    for photo in rows.order_by("received_at", "pk"):
        found[photo.holder.partition(":")[0]].append(_shown(photo, loan))
    return found


def _shown(photo, loan):
    sizes = photo.renditions.get("small", {})
    return {
        "waiting": photo.state == Photo.State.RECEIVED,
        "url": _address(photo, loan, "small"), "full": _address(photo, loan, "large"), "alt": photo.alt,
        "width": sizes.get("width"), "height": sizes.get("height"),
    }  # fmt: skip


def _address(photo, loan, name):
    return f"{loan.get_absolute_url()}photos/{photo.key}/{name}/" if photo.renditions else ""


def read(loan, key, name):
    """The bytes of a rendition of one of this loan's photos; Http404 for any other."""
    holders = [f"{end}:{loan.pk}" for end in (OUT, BACK)]
    photo = Photo.objects.filter(key=key, holder__in=holders, state=Photo.State.READY).first()
    if photo is None or name not in photo.renditions:
        raise Http404
    try:
        with shelf(photo).open(photo.renditions[name]["path"]) as file:
            return file.read()
    except OSError as gone:  # taken away at this very moment
        raise Http404 from gone
