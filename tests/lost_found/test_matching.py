"""Lost and found meet: who hears of it, why, and who does not."""

from datetime import date, timedelta

import pytest
from conftest import join

from community.members.blocks import block
from community.notifications.models import Notification
from lost_found.likeness import likeness
from lost_found.matching import dismiss, match, matches_of
from lost_found.models import Item, Match
from lost_found.telling import look_for_the_other_half
from lost_found.templatetags.likeness import in_words

pytestmark = pytest.mark.django_db
TURTLE = {"title": "Trousseau avec une tortue", "colours": ["red"]}


def told(member):
    return sorted(member.notifications.filter(kind__startswith="match").values_list("kind", "title"))


@pytest.fixture
def her_keys(tell):
    return tell(**TURTLE)


@pytest.fixture
def his_keys(tell, bob, town, her_keys):
    lat, lon = town.in_val
    return tell("found", bob, title="Clés et tortue en bois", colours=["red", "black"], happened_on=date(2026, 11, 22),
                at_point=(lat + 0.00126, lon))  # fmt: skip


def test_alice_and_bob_are_told_with_the_reason_and_charlie_is_not(her_keys, his_keys, alice, bob, charlie, tell, town):
    elsewhere = tell("found", charlie, what="cat", title="Un chat gris", at_point=town.in_vanves)
    assert match(his_keys) == 1
    match(elsewhere)
    assert told(alice) == [("match_lost", "On a peut-être trouvé : Trousseau avec une tortue")]
    assert told(bob) == [("match_found", "On cherche peut-être ce que vous avez trouvé : Clés et tortue en bois")]
    assert told(charlie) == []
    assert in_words(Match.objects.get().reasons) == [
        "même objet : clés", "même couleur : rouge", "même mot : tortue", "à 140 m", "trouvé 2 jours après",
    ]  # fmt: skip


def test_run_again_from_either_side_it_tells_nobody_twice(her_keys, his_keys, alice, bob):
    for _again in range(2):
        look_for_the_other_half.call([her_keys.pk, his_keys.pk])
    assert (len(told(alice)), len(told(bob)), Match.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "found",
    [
        {"happened_on": date(2026, 11, 18)},  # found two days before it was lost
        {"happened_on": date(2026, 11, 20) + timedelta(days=91)},
        {"what": "bicycle"},
        {"colours": ["green"], "title": "Trois clés"},
    ],
)
def test_what_cannot_be_the_same_is_no_match(found, tell, bob, her_keys):
    other = tell("found", bob, **{"title": "Trousseau", **found, "at_point": (48.829, 2.2505)})
    assert match(other) == 0
    assert match(her_keys) == 0


def test_two_equal_chips_are_a_sure_match_and_nobody_sees_the_number(tell, alice, bob, town):
    lost = tell(what="cat", number="250 26 87 1234 5678", title="Moustache", at_point=town.in_val)
    found = tell("found", bob, what="animal", number="250268712345678", title="Chat trouvé", at_point=town.in_vanves)
    assert match(found) == 1
    row = Match.objects.get()
    assert (row.score, in_words(row.reasons)) == (100, ["même numéro", "le même jour"])
    assert told(alice) == [("match_lost", "C’est le vôtre : Moustache")]
    said = "".join(str(n.__dict__) for n in Notification.objects.all())
    assert "250268712345678" not in said
    for item in Item.objects.all():
        assert "250268" not in f"{item.__dict__} {item.folded}"
    assert lost.number_hash == found.number_hash != ""


def test_two_different_chips_are_two_cats(tell, bob):
    tell(what="cat", number="250268712345678", title="Moustache grise", colours=["grey"])
    found = tell("found", bob, what="cat", number="250268700000000", title="Moustache grise", colours=["grey"])
    assert match(found) == 0


def test_a_block_keeps_two_apart_and_nobody_matches_themselves(her_keys, his_keys, alice, bob, tell):
    block(alice, bob)
    tell("found", alice, **TURTLE)
    assert match(his_keys) == match(her_keys) == 0
    assert told(alice) == told(bob) == []


def test_a_block_after_the_match_takes_it_off_the_page(her_keys, his_keys, alice, bob):
    match(her_keys)
    assert [row.other.pk for row in matches_of(her_keys)] == [his_keys.pk]
    block(bob, alice)
    assert matches_of(her_keys) == []


def test_a_match_shows_to_its_two_authors_alone_until_one_says_no(her_keys, his_keys, alice, bob, charlie, client):
    match(her_keys)
    for member, seen in ((alice, True), (bob, True), (charlie, False)):
        client.force_login(member)
        for item in (her_keys, his_keys):
            page = client.get(item.get_absolute_url()).content.decode()
            assert ("même mot : tortue" in page) == (seen and item.author_id == member.pk)
    row = Match.objects.get()
    client.force_login(charlie)
    assert client.post(f"/lost-found/matches/{row.pk}/not-it/").status_code == 404
    client.force_login(bob)
    assert client.post(f"/lost-found/matches/{row.pk}/not-it/").url == f"{his_keys.get_absolute_url()}#matches"
    assert matches_of(her_keys) == [] and dismiss(row, alice) is False
    assert match(her_keys) == 0  # and it does not come back


def test_reasons_are_in_the_readers_language(her_keys, his_keys):
    from django.utils.translation import override

    _points, reasons = likeness(her_keys, his_keys)
    with override("en"):
        assert len(in_words(reasons)) == 5


def test_what_was_lost_on_a_bus_is_found_at_its_end(tell, bob):
    lost = tell(
        what="bag", title="Sac à dos vert", colours=["green"], line="Bus 123", lat=None, lon=None, at_point=(None, None)
    )
    found = tell("found", bob, what="bag", title="Sac vert oublié", colours=["green"], line="bus 123",
                 at_point=(None, None))  # fmt: skip
    assert lost.lat is None and lost.territory.code == "92040"
    assert match(found) == 1
    assert "même transport : bus 123" in in_words(Match.objects.get().reasons)


def test_an_offices_thing_is_told_to_who_lost_it(her_keys, tell, alice):
    tell("found", None, title="Clés, tortue", source="Objets trouvés", source_key="7", office="Mairie", colours=["red"])
    assert match(her_keys) == 1
    assert len(told(alice)) == 1


@pytest.mark.parametrize("many", [1, 30])
def test_however_many_there_are_it_asks_as_much(many, tell, bob, queries, her_keys):
    for number in range(many):
        tell("found", bob, title=f"Clé numéro {number}", quietly=True, happened_on=date(2026, 11, 21))
    from lost_found.matching import candidates

    with queries(2):
        assert len(candidates(her_keys)) == min(many, 12)


def test_a_word_that_only_two_say_weighs_more_than_one_that_all_say(tell, bob):
    lost = tell(what="toy", title="Doudou lapin Barnabé")
    for number in range(8):
        tell("found", bob, what="toy", title=f"Lapin numéro {number}", quietly=True, at_point=(48.8265, 2.2505))
    right = tell("found", bob, what="toy", title="Un lapin, Barnabé écrit dessus", at_point=(48.8265, 2.2505))
    match(lost)
    best = Match.objects.order_by("-score").first()
    assert best.found_id == right.pk
    assert "barnabe" in str(best.reasons)


def test_a_neighbour_who_left_is_not_told(her_keys, tell, town):
    gone = join("Zoe", town.val)
    found = tell("found", gone, **TURTLE)
    gone.is_active = False
    gone.save()
    match(found)
    assert told(gone) == []
