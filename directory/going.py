"""What a source no longer has: marked with the date, and shown so; never deleted, for somebody may know better."""

from django.utils.translation import gettext as _

from .entries import Entry, Origin

MOST = 0.5  # of what is known of a source: where more would be gone, the file is rather not the whole


def mark_gone(prefix, started, *, sure, dry_run):
    """(how many are gone, why none is): of the entries of a source, those that an import begun at `started` has not
    seen and that no other source holds."""
    ours = Entry.objects.filter(**_of(prefix))
    also = Origin.objects.filter(**_of(prefix))
    missing = ours.filter(gone_at=None, seen_at__lt=started)
    lost, all_of_it = missing.count(), ours.filter(gone_at=None).count()
    if lost > all_of_it * MOST and lost > 1 and not sure:
        kept = _("%(lost)d des %(all)d fiches de cette source ne sont pas dans le fichier : rien n’est marqué.")
        return 0, kept % {"lost": lost, "all": all_of_it}
    if not dry_run:
        also.filter(gone_at=None, seen_at__lt=started).update(gone_at=started)
        elsewhere = Origin.objects.filter(gone_at=None).values("entry")
        lost = missing.exclude(pk__in=elsewhere).update(gone_at=started)
    return lost, ""


def _of(prefix):
    """The range of a source's keys."""
    return {"source_key__gte": f"{prefix}:", "source_key__lt": f"{prefix};"}
