"""What becomes of the ads and loans of a member whose account goes (settings.MEMBER_LEAVES)."""

from django.db.models import Q

from community.posts.models import Photo

from .closing import close
from .loans.lent import changed
from .loans.models import Loan
from .loans.photos import BACK, OUT
from .models import Classified, Outcome


def take_away(member):
    """Their ads end, and no door of theirs is kept. What was photographed of a loan goes as loose photos do; what they
    have borrowed is said to be lent no longer."""
    mine = Classified.objects.filter(author=member)
    for ad in mine.filter(closed_at=None).order_by("pk"):
        close(ad, Outcome.KEPT)
    mine.update(exact_lat=None, exact_lon=None, exact_label="", pickup="", collect_at=None)
    loans = Loan.objects.filter(Q(handover__owner=member) | Q(handover__partner=member)).values_list("pk", flat=True)
    Photo.objects.filter(holder__in=[f"{end}:{pk}" for pk in loans for end in (OUT, BACK)]).update(holder="")
    borrowed = Loan.objects.filter(handover__partner=member, out_at__isnull=False, back_at=None)
    for loan in borrowed.select_related("handover__post").order_by("pk"):
        changed(loan.handover.post)
