"""Alice reports; what she was told is saved is all there, once."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from community.posts.models import Follow, MapCount, Photo, Vote
from incidents.models import Incident


@pytest.fixture
def hole(town, alice):
    """Alice's pothole: it needs three people."""
    return Incident.objects.report(alice, "problem", town.pothole, "Un trou devant le 12", *town.in_val)


def photo_of(member):
    return Photo.objects.create(uploader=member, original="originals/x.jpg", format="JPEG")


def test_a_report_is_a_post_its_author_stands_behind(town, alice, hole):
    assert (hole.title, hole.state, hole.vote_count, hole.sequence) == ("Un trou devant le 12", "open", 1, 1)
    assert hole.territory == town.val
    assert hole.published_at == hole.reported_at is not None
    assert Vote.objects.filter(post=hole, member=alice).count() == 1
    assert Follow.objects.filter(post=hole, member=alice).count() == 1
    assert set(MapCount.objects.values_list("count", flat=True)) == {1}
    assert not hasattr(hole, "ticket")


def test_a_report_takes_eight_queries_with_a_photo(town, alice, queries):
    keys = [photo_of(alice).key]
    town_known = Incident.objects.report(alice, "problem", town.pothole, "un", *town.in_val)  # the atlas is drawn
    with queries(8):
        hole = Incident.objects.report(alice, "problem", town.pothole, "deux", *town.in_val, photo_keys=keys)
    assert hole.photos.count() == 1
    assert hole.pk != town_known.pk


def test_the_same_key_is_the_same_incident(town, alice, bob):
    key = uuid.uuid4()
    first = Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val, client_key=key)
    again = Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val, client_key=key)
    bobs = Incident.objects.report(bob, "problem", town.pothole, "Un trou", *town.in_val, client_key=key)
    assert again.pk == first.pk != bobs.pk
    assert Incident.objects.count() == 2
    assert set(MapCount.objects.values_list("count", flat=True)) == {2}


def test_nothing_is_written_where_no_town_is_covered(town, alice):
    with pytest.raises(ValidationError, match="Vanves"):
        Incident.objects.report(alice, "problem", town.pothole, "À Paris", *town.in_paris)
    assert Incident.objects.count() == Vote.objects.count() == 0


def test_somebody_elses_photo_is_refused_and_nothing_is_written(town, alice, bob):
    from community.photos.refusals import Refused

    bobs = photo_of(bob)
    with pytest.raises(Refused):
        Incident.objects.report(alice, "problem", town.pothole, "x", *town.in_val, photo_keys=[bobs.key])
    assert Incident.objects.count() == 0
    bobs.refresh_from_db()
    assert bobs.post is None


def test_a_report_without_words_is_called_by_its_category(town, alice):
    assert Incident.objects.report(alice, "problem", town.pothole, "", *town.in_val).title == "Nid-de-poule"


def test_an_at_once_category_has_its_ticket_in_the_same_breath(town, alice):
    lamp = Incident.objects.report(alice, "problem", town.lamp, "Il fait noir", *town.in_val)
    assert lamp.ticket.service == town.lighting
    assert lamp.ticket.statement["text"] == "Il fait noir"
    assert lamp.escalated_at is not None
    lamp.refresh_from_db()
    assert lamp.state == "sent"


def test_a_compliment_goes_at_once_and_is_owed_no_deadline(town, alice):
    bravo = Incident.objects.report(alice, "compliment", town.thanks, "Merci aux balayeurs", *town.in_val)
    assert bravo.ticket.service == town.cleaning
    assert bravo.ticket.due_at is None
