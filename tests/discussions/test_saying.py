"""Alice says a word to her neighbours: it is there once, where she chose, and nobody reads it who should not."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from community.notifications.models import Notification
from community.posts.announcing import tell_new
from community.posts.models import FeedEntry, MapCount, Photo, Post
from community.posts.tagging import tags_of, with_tags
from community.posts.watching import watch_area, watch_topic
from community.posts.where import wheres
from discussions.models import Discussion

NEW = "/discussions/new/"


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return client


def test_alice_publishes_by_a_plain_form(page, typed, alice):
    assert "Val-de-Seine" in page.get(NEW).content.decode()
    answer = page.post(NEW, typed)
    said = Discussion.objects.get()
    assert answer.url == f"/discussions/{said.pk}/"
    assert (said.kind, said.title, said.html) == ("discussion", typed["title"], "<p>Il a <strong>peur</strong>.</p>")
    assert tags_of(with_tags(Post.objects).get(pk=said.pk)) == [("chat", "chat"), ("perdu", "perdu")]
    assert said.followers.get() == alice
    assert FeedEntry.objects.get().territory == said.territory
    assert said.cell is None and not MapCount.objects.exists()
    assert page.get(f"/posts/{said.pk}/").url == answer.url


def test_a_double_tap_is_one_discussion(page, typed):
    assert page.post(NEW, typed).url == page.post(NEW, typed).url
    assert Discussion.objects.count() == Post.objects.count() == 1


def test_at_a_point_it_stands_on_the_map(page, typed, town):
    page.post(NEW, typed | {"where": "point", "lat": "48.825", "lon": "2.27", "place": "Mairie"})
    said = Discussion.objects.get()
    assert (said.territory, said.place_label, said.lat) == (town.centre, "Mairie", 48.825)
    assert MapCount.objects.filter(kind="discussion").exists()


def test_without_a_script_a_place_is_found_and_picked(page, typed):
    from community.places.models import Place

    for n in (6, 7):
        Place.objects.create(name=f"Marché {n}", lat=48.82 + n / 1000, lon=2.256, source_key=str(n))
    asked = page.post(NEW, typed | {"where": "point", "place": "marche"})
    assert asked.status_code == 422 and "Marché 7" in asked.content.decode()
    page.post(NEW, typed | {"where": "point", "place": "marche", "spot": "48.826,2.256"})
    assert Discussion.objects.get().place_label == "Marché 6"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\u200b "}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"text": "x" * 5001}, "text"),
        ({"tags": "a,b,c,d,e,f"}, "tags"),
        ({"tags": "x" * 31}, "tags"),
        ({"where": ""}, "where"),
        ({"where": "territory:92075"}, "where"),  # not hers
        ({"where": "group:club"}, "where"),
        ({"where": "point"}, "place"),
        ({"where": "point", "lat": "48.8566", "lon": "2.3522"}, "place"),
        ({"where": "point", "lat": "nan", "lon": "nan"}, "place"),
        ({"where": "point", "place": "rue de nulle part"}, "place"),
        ({"website": "http://spam.example"}, "website"),
        ({"client_key": "x"}, "client_key"),
        ({"born_from": "x"}, "born_from"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page, typed, club, bob, wrong, field):
    club(bob)
    answer = page.post(NEW, typed | wrong)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Il a **peur**." in answer.content.decode() or field == "text"
    assert not Discussion.objects.exists()


def test_tags_of_words_are_only_words(page, typed):
    page.post(NEW, typed | {"title": "<script>1</script>\u202e", "text": "<img src=x> [ici](javascript:1)"})
    said = Discussion.objects.get()
    html = page.get(f"/discussions/{said.pk}/").content.decode()
    assert said.title == "<script>1</script>" and "<script>1" not in html
    assert "<img src=x" not in said.html and "href" not in said.html


def test_somebody_elses_photo_is_not_taken_and_ones_own_is(page, typed, alice, bob):
    bobs = Photo.objects.create(uploader=bob, original="originals/x.jpg", format="JPEG")
    mine = Photo.objects.create(uploader=alice, original="originals/y.jpg", format="JPEG")
    refused = page.post(NEW, typed | {"photo_keys": [str(bobs.key), str(mine.key)]})
    assert refused.status_code == 422 and not Discussion.objects.exists()
    assert str(mine.key) in refused.content.decode()
    page.post(NEW, typed | {"photo_keys": [str(mine.key)]})
    assert Photo.objects.get(post=Discussion.objects.get().pk) == mine


def test_signed_out_meanwhile_she_finds_it_all_again(page, typed, alice):
    photo = Photo.objects.create(uploader=alice, original="originals/y.jpg", format="JPEG")
    page.logout()
    answer = page.post(NEW, typed | {"photo_keys": [str(photo.key)]})
    assert answer.url == f"/accounts/login/?next={NEW}"
    page.force_login(alice)
    html = page.get(NEW).content.decode()
    assert typed["title"] in html and "Il a **peur**." in html and typed["client_key"] in html
    assert typed["title"] not in page.get(NEW).content.decode()


def test_a_visitor_is_asked_to_sign_in(client, typed):
    assert client.get(f"{NEW}?group=club").url == "/accounts/login/?next=/discussions/new/%3Fgroup%3Dclub"


def test_born_from_a_post_it_takes_words_and_place(page, say, typed, bob, town, club):
    source = say("Le chat de Bob", author=bob, where="point", lat=48.826, lon=2.256, place_label="Quai")
    html = page.get(NEW, {"from": source.pk}).content.decode()
    assert "Le chat de Bob" in html and 'value="48.826"' in html and 'value="Quai"' in html
    page.post(NEW, typed | {"born_from": source.pk})
    said = Discussion.objects.get(title=typed["title"])
    assert said.born_from_id == source.pk
    assert "Le chat de Bob" in page.get(f"/discussions/{said.pk}/").content.decode()
    club(bob)
    secret = say("Entre nous", author=bob, where="group:club")
    assert "Entre nous" not in page.get(NEW, {"from": secret.pk}).content.decode()
    page.post(NEW, typed | {"born_from": secret.pk, "client_key": str(uuid.uuid4())})
    assert Discussion.objects.filter(born_from=secret.pk).count() == 0


# --- Who may say it where ---------------------------------------------------------------------------------------------


def test_one_chooses_among_ones_own_places(alice, charlie, mira, admin, club):
    club(alice)
    said = {member.name: [where.value for where in wheres(member)] for member in (alice, charlie, mira)}
    assert said == {
        "Alice": ["territory:92040-val-de-seine", "territory:92040", "point", "group:club"],
        "Charlie": ["territory:92075", "point"],
        "Mira": ["territory:92040-centre-ville", "territory:92040", "point"],
    }


def test_who_has_no_place_yet_speaks_to_the_town(town):
    from community.members.models import Member

    nobody = Member.objects.create_user("n@example.org", name="Nina")
    assert [where.value for where in wheres(nobody)] == ["territory:92040", "point"]


@pytest.mark.parametrize(("openness", "only"), [("public", False), ("closed", True), ("hidden", True)])
def test_in_a_group_that_is_not_public_only_its_members_read_it(page, typed, club, alice, bob, openness, only):
    club(alice, openness=openness)
    page.post(NEW, typed | {"where": "group:club"})
    said = Discussion.objects.get()
    assert said.group_only == only
    address = f"/discussions/{said.pk}/"
    assert page.get(address).status_code == 200
    other = Client()
    assert other.get(address).status_code == (404 if only else 200)
    other.force_login(bob)
    assert other.get(address).status_code == (404 if only else 200)
    assert Discussion.objects.published().exists() != only
    if only:
        html = page.get(address).content.decode()
        assert "og:title" not in html and "noindex" in html and "share-link" not in html


def test_who_left_the_group_meanwhile_is_told(alice, club):
    group = club(alice)
    (where,) = [one for one in wheres(alice) if one.group]
    group.memberships.all().delete()
    with pytest.raises(ValidationError, match="plus membre"):
        Discussion.objects.say(alice, "Un mot", "", where)


# --- Who hears of it --------------------------------------------------------------------------------------------------


def test_followers_of_its_tag_and_of_the_area_are_told_once(page, typed, alice, bob, charlie):
    from community.posts.areas import circle_from

    watch_topic(bob, "tag:chat")
    watch_area(bob, circle_from("48.825", "2.255", "300"), "Ma rue")
    watch_area(charlie, circle_from("48.825", "2.255", "300"), "Le port")
    watch_topic(alice, "tag:chat")
    page.post(NEW, typed | {"where": "point", "lat": "48.825", "lon": "2.255"})
    tell_new.call(Discussion.objects.get().pk)
    assert [(n.recipient.name, n.facts["reason"]) for n in Notification.objects.order_by("recipient__name")] == [
        ("Bob", "#chat"),
        ("Charlie", "Le port"),
    ]


def test_the_request_takes_so_many_queries(page, typed, queries):
    page.post(NEW, typed)
    with queries(SENDING):
        page.post(NEW, typed | {"client_key": str(uuid.uuid4())})


SENDING = 12
