"""Alice gives her sofa away: where everybody sees it, and where it stands."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from classifieds.models import Classified
from community.places.approximate import approximate
from community.posts.models import FeedEntry, MapCount


def test_everybody_sees_the_square_and_not_the_door(client, sofa, town):
    assert (sofa.lat, sofa.lon) == approximate(*town.in_val) != town.in_val
    assert (sofa.exact_lat, sofa.exact_lon) == town.in_val and sofa.territory == town.val
    html = client.get(f"/classifieds/{sofa.pk}/").content.decode()
    assert "48.825" not in html.replace(str(sofa.lat), "") and "Canapé trois places" in html


def test_it_is_all_there_at_once(sofa):
    assert (sofa.lot.units, sofa.lot.left) == (1, 1) and sofa.listed_at == sofa.published_at
    assert FeedEntry.objects.filter(post=sofa).count() == 1
    assert MapCount.objects.filter(kind="classified", count=1).exists()


def test_sent_twice_it_is_one_ad(give):
    key = uuid.uuid4()
    assert give(client_key=key).pk == give(client_key=key).pk and Classified.objects.count() == 1


def test_what_waits_for_a_moderator_is_its_authors_alone(client, give, alice, bob):
    held = give(held_why="Elle ressemble à une autre.")
    assert held.published_at is None and held.listed_at is None and not FeedEntry.objects.exists()
    for member, status in [(alice, 200), (bob, 404)]:
        client.force_login(member)
        assert client.get(f"/classifieds/{held.pk}/").status_code == status


def test_another_town_is_refused(give, town):
    with pytest.raises(ValidationError):
        give(at_point=town.in_paris)
