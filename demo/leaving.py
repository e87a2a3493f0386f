"""Taking the demo town away: what `load_demo` made, and nothing else.

Something that real people have come to use since (a category of their report, the quarter they live in) is kept
and counted. What a visitor wrote with a demo account goes with that account: nobody else could ever sign it."""

from collections import Counter

from django.contrib.auth.models import Group as Desk
from django.db import transaction
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from classifieds import counts as ad_counts
from community.conversations.models import Conversation, Participant
from community.groups.models import Group, Membership
from community.members.models import Member
from community.moderation.models import Case
from community.notifications.models import Notification
from community.places import boundaries
from community.places.models import DEPTH, Place, Territory
from community.posts import mapcounts
from community.posts.models import Comment, Photo, Post, Vote
from community.posts.photo_files import delete_files
from community.posts.spelling import Spelling
from community.tickets import triage
from community.tickets.models import Authority, Category, CategoryGroup, Competence, Service, Ticket
from directory.counting import count
from directory.models import Claim, Entry, Recommendation
from home import town
from home.models import EditorImage, TownSettings
from incidents.models import Incident

from .models import Loaded

# From what leans on others to what others lean on.
GROUND = (Entry, Competence, Category, CategoryGroup, Service, Authority, Place, Territory)
# Rows that may point at something that leaves: they go with it, or do without.
LIGHT = {
    "tickets.counter", "tickets.seat", "places.place", "directory.origin", "directory.formerslug", "directory.tally",
    "directory.claim",
}  # fmt: skip


def leave():
    """Remove the demo; a Counter of what had to stay, by the name of its kind."""
    with transaction.atomic():
        photos = _posts()
        images = _pages()
        Loaded.objects.of(Case).delete()
        kept_groups = _circles()
        _members()
        kept = Counter(kept_groups)
        for model in GROUND:
            kept.update(_unused(model))
        mapcounts.recount()
        ad_counts.recount()
        count()
        Spelling.objects.all().delete()  # what is left is read anew by the clock
        Loaded.objects.all().delete()
    for forget in (boundaries.forget, triage.forget, town.forget):
        forget()
    for photo in photos:
        delete_files(photo)
    for image in images:
        image.file.storage.delete(image.file.name)
    return kept


def _posts():
    """The demo's posts and those of its accounts, with their tickets; the photos whose files are left over."""
    demo_members = Loaded.objects.of(Member)
    posts = Post.objects.filter(pk__in=Loaded.objects.keys(Post)) | Post.objects.filter(author__in=demo_members)
    keys = list(posts.values_list("pk", flat=True))
    loose = Photo.objects.filter(post=None, uploader__in=demo_members)
    photos = [*Photo.objects.filter(post__in=keys), *loose]
    Notification.objects.filter(topic__in=[f"post:{key}" for key in keys]).delete()
    for ticket in Ticket.objects.filter(post__in=keys):
        ModelLogEntry.objects.for_instance(ticket).delete()
        ticket.delete()
    Post.objects.filter(pk__in=keys).delete()
    Loaded.objects.of(Tag).filter(tagged_posts=None, taggit_taggeditem_items=None).delete()
    loose.delete()
    return photos


def _circles():
    """The demo's groups and what its accounts wrote to one another in private; what a real person takes part in stays.
    Yields the kind of each group kept."""
    demo_members = Loaded.objects.of(Member)
    real = Participant.objects.exclude(member__in=demo_members).values("conversation")
    Conversation.objects.filter(participants__member__in=demo_members).exclude(pk__in=real).delete()
    lived_in = Membership.objects.exclude(member__in=demo_members).values("group")
    kept = Loaded.objects.of(Group).filter(pk__in=lived_in).count()
    Loaded.objects.of(Group).exclude(pk__in=lived_in).delete()
    return {str(Group._meta.verbose_name_plural): kept} if kept else {}


def _pages():
    """The demo's pages that nobody has put a page of their own under (the home page is not the demo's), and its
    pictures. Returns those: their files are left over."""
    TownSettings.objects.filter(pk__in=Loaded.objects.keys(TownSettings)).delete()
    for page in Loaded.objects.of(Page).order_by("-depth"):
        if not page.get_children().exists():
            page.specific.delete()
    PageLogEntry.objects.filter(page__in=Loaded.objects.keys(Page)).delete()
    images = list(Loaded.objects.of(EditorImage))
    for image in images:
        image.delete()
    return images


def _members():
    """The accounts. Their word on real posts is taken back first, so that the numbers there stay true."""
    members = list(Loaded.objects.of(Member))
    for vote in Vote.objects.filter(member__in=members).select_related("member"):
        Incident.objects.get(pk=vote.post_id).unconfirm(vote.member)
    Comment.objects.filter(author__in=members).update(author=None)
    Recommendation.objects.filter(author__in=members).delete()
    for claim in Claim.objects.filter(member__in=members):
        ModelLogEntry.objects.for_instance(claim).delete()
    for member in members:
        member.delete()
    Loaded.objects.of(Desk).filter(user=None).delete()


def _unused(model):
    """Delete the demo's rows of a model unless something real leans on them; yields the kind of each one kept."""
    rows = list(Loaded.objects.of(model))
    if model is Territory:
        rows.sort(key=lambda territory: -DEPTH[territory.level])
    for row in rows:
        if _leant_on(row):
            yield str(model._meta.verbose_name_plural)
        else:
            row.delete()


def _leant_on(row):
    for relation in row._meta.related_objects:
        if relation.related_model._meta.label_lower in LIGHT or relation.many_to_many:
            continue
        if relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists():
            return True
    return False
