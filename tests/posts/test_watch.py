"""Alice follows a tag, a street, words; Bob publishes; she is told once, and nobody is who may not see it."""

import json
from math import cos, sin

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.groups.models import Group, Membership
from community.members.blocks import block
from community.members.models import Member
from community.notifications.models import Notification
from community.notifications.muting import mute
from community.places.models import Place
from community.posts import telling_new, watching
from community.posts.announcing import tell_new
from community.posts.areas import area_from, circle_from
from community.posts.models import Post, Watch
from community.posts.states import hide_post
from community.posts.tagging import put_tags
from community.posts.watching import watch_area, watch_topic, watch_words
from incidents.models import Incident

SQUARE = [[2.254, 48.824], [2.256, 48.824], [2.256, 48.826], [2.254, 48.826], [2.254, 48.824]]


ROUND = [[2.255 + cos(n / 50) / 1e3, 48.825 + sin(n / 50) / 1e3] for n in range(300)]


def polygon(*ring):
    return json.dumps({"type": "Polygon", "coordinates": [list(ring)]})


@pytest.fixture
def hole(town, bob):
    """Bob's pothole on the quay, tagged."""

    def report(text="Un trou près du vélodrome", tags=("vélo",), author=bob, **more):
        lat, lon = town.in_val
        found = Incident.objects.report(
            author, "problem", town.pothole, text, lat, lon, place_label="Quai de Stalingrad", quietly=True, **more
        )
        put_tags(found, tags)
        return found

    return report


def told():
    """Who was told of new posts, in order: [(name, reason)]."""
    rows = Notification.objects.filter(kind="new_post").order_by("pk")
    return [(note.recipient.name, note.facts["reason"]) for note in rows.select_related("recipient")]


@pytest.mark.parametrize(
    ("topic", "reason"),
    [
        ("tag:velo", "#vélo"),
        ("category:pothole", "Nid-de-poule"),
        ("territory:92040-val-de-seine", "Val-de-Seine"),
        ("territory:92040", "Issy-les-Moulineaux"),
        ("member:{bob}", "Bob"),
        ("place:{place}", "Marché"),
    ],
)
def test_alice_is_told_of_what_she_follows(alice, bob, charlie, hole, town, topic, reason):
    place = Place.objects.create(name="Marché", lat=48.8252, lon=2.2552, source_key="m")
    post = hole()
    watch_topic(alice, topic.format(bob=bob.pk, place=place.pk))
    watch_topic(charlie, "territory:92075")
    watch_topic(charlie, "tag:chien")
    tell_new.call(post.pk)
    assert told() == [("Alice", reason)]
    note = Notification.objects.get()
    assert note.text.startswith(f"Parce que vous suivez « {reason} ».")
    assert note.link == f"/posts/{post.pk}/"


def test_told_once_whatever_fits_and_however_often_it_runs(alice, hole):
    post = hole()
    for topic in ("tag:velo", "category:pothole", "territory:92040"):
        watch_topic(alice, topic)
    watch_words(alice, "trou")
    watch_area(alice, area_from(polygon(*SQUARE)))
    tell_new.call(post.pk)
    tell_new.call(post.pk)
    assert told() == [("Alice", "#vélo")]


def test_killed_half_way_each_is_told_once(alice, neighbours, hole, monkeypatch):
    everyone = neighbours(5)
    for member in everyone:
        watch_topic(member, "tag:velo")
    post = hole()
    monkeypatch.setattr(telling_new, "BATCH", 2)
    calls = []

    def die_at_the_second(*args, **more):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return notify(*args, **more)

    notify = telling_new.notify
    with monkeypatch.context() as patched:
        patched.setattr(telling_new, "notify", die_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            tell_new.call(post.pk)
    assert len(told()) == 2
    tell_new.call(post.pk)
    assert sorted(name for name, _reason in told()) == sorted(member.name for member in everyone)


def test_who_must_not_be_told(alice, bob, charlie, mira, hole, town):
    gone = Member.objects.create_user("gone@example.org", name="Parti", is_active=False)
    for member in (bob, alice, charlie, gone):
        Watch.objects.create(member=member, topic="tag:velo", label="#vélo")
    block(charlie, bob)
    tell_new.call(hole().pk)
    assert told() == [("Alice", "#vélo")]
    Notification.objects.all().delete()
    hidden = hole()
    hide_post(hidden)
    tell_new.call(hidden.pk)
    assert told() == []


def test_what_is_said_in_a_closed_group_is_for_its_members(alice, bob, charlie, mira, town):
    group = Group.objects.create(slug="velo", name="Vélo", openness="closed", territory=town.val)
    now = timezone.now()
    Membership.objects.create(group=group, member=alice, joined_at=now)
    Membership.objects.create(group=group, member=charlie, asked_at=now)
    post = Post.objects.create(
        kind="other", author=bob, title="Entre nous", territory=town.val, group=group, group_only=True,
        published_at=now,
    )  # fmt: skip
    put_tags(post, ["vélo"])
    for member in (alice, charlie, mira):  # a moderator who has not joined is not told either
        watch_topic(member, "tag:velo")
    telling_new.tell(post.pk)
    assert told() == []
    assert [note.recipient for note in Notification.objects.filter(kind="group_post")] == [alice]  # once, as a member


@pytest.mark.parametrize("muted", ["tag:velo", "member:{bob}", "category:pothole", "post:{post}"])
def test_what_she_muted_is_not_told_by_another_way(alice, bob, charlie, hole, muted):
    post = hole()
    mute(alice, muted.format(bob=bob.pk, post=post.pk))
    for member in (alice, charlie):
        watch_topic(member, "territory:92040")
    assert telling_new.tell(post.pk) == 1
    assert told() == [("Charlie", "Issy-les-Moulineaux")]


def test_an_anonymous_post_does_not_name_its_author(alice, bob, hole):
    watch_topic(alice, f"member:{bob.pk}")
    watch_topic(alice, "tag:velo")
    tell_new.call(hole(anonymous=True, tags=()).pk)
    assert told() == []
    tell_new.call(hole(anonymous=True).pk)
    assert told() == [("Alice", "#velo")]
    assert "Bob" not in str(Notification.objects.get().facts)


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("trou", True),
        ("TROU vélo", True),
        ("quai stalin", True),
        ("trou chien", False),
        ("rou", False),
        ("elodrome", False),
    ],
)
def test_words_begin_the_words_of_the_post(alice, hole, words, fits):
    watch_words(alice, words)
    tell_new.call(hole().pk)
    assert bool(told()) == fits


def test_only_the_kind_she_asked_for(alice, hole):
    watch_words(alice, "trou", kind="incident")
    Watch.objects.create(member=alice, words="velodrome", rarest="velodrome", kind="discussion", label="x")
    tell_new.call(hole().pk)
    assert told() == [("Alice", "trou")]


def test_an_area_is_drawn_to_the_corner(alice, bob, hole, town):
    watch_area(alice, area_from(polygon(*SQUARE)), "Ma rue")
    # Bob's own box holds the point, his triangle does not.
    watch_area(bob, area_from(polygon([2.254, 48.824], [2.258, 48.824], [2.258, 48.828], [2.254, 48.824])))
    tell_new.call(hole(author=Member.objects.create_user("z@example.org", name="Zoé")).pk)
    assert told() == [("Alice", "Ma rue")]


def test_a_circle_is_round(alice, bob, hole):
    watch_area(alice, circle_from("48.8258", "2.255", "100"), "100 m")
    watch_area(alice, circle_from("48.8261", "2.255", "100"), "à 122 m du trou")
    tell_new.call(hole().pk)
    assert told() == [("Alice", "100 m")]


@pytest.mark.parametrize("count", [1, 20])
def test_many_are_told_in_as_many_queries_as_one(neighbours, hole, queries, count):
    for member in neighbours(count):
        Watch.objects.create(member=member, topic="tag:velo", label="#vélo")
    post = hole()
    with queries(NOTIFYING):
        telling_new.tell(post.pk)
    assert len(told()) == count


NOTIFYING = 16


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        ([[2.254, 48.824], [2.256, 48.826], [2.256, 48.824], [2.254, 48.826], [2.254, 48.824]], "crosses"),
        ([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]], "huge"),
        ([[2.0, 48.7], [2.4, 48.7], [2.4, 49.0], [2.0, 49.0], [2.0, 48.7]], "huge"),
        ([[2.25501, 48.825], [2.25502, 48.825], [2.25502, 48.82501], [2.25501, 48.825]], "tiny"),
        ([[2.35, 48.85], [2.36, 48.85], [2.36, 48.86], [2.35, 48.85]], "outside"),
        ([*ROUND, ROUND[0]], "corners"),
        ([[2.254, 48.824], [2.256, 48.826]], "unreadable"),
        ([[200, 48.824], [201, 48.826], [202, 48.8], [200, 48.824]], "unreadable"),
        ([["a", "b"]], "unreadable"),
    ],
)
def test_a_bad_area_is_told_apart(town, ring, code):
    with pytest.raises(ValidationError) as refused:
        area_from(polygon(*ring))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text", ["", "x", "null", "[]", "{}", '{"type": "Point", "coordinates": [2.25, 48.82]}', '{"type": []}',
             "[" * 19_000, '{"type": "Polygon", "coordinates": [[[NaN, 1], [1, 2], [2, 3], [NaN, 1]]]}',
             '{"type": "Feature", "geometry": null}', '{"type":"Polygon","coordinates":[]}', "9" * 20_001],
)  # fmt: skip
def test_what_no_map_drew(town, text):
    with pytest.raises(ValidationError):
        area_from(text)


numbers = st.one_of(st.floats(-200, 200), st.floats(2.2, 2.3), st.floats(48.8, 48.9), st.integers())
rings = st.lists(st.lists(numbers, min_size=1, max_size=3), max_size=8)


@given(rings)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_drawn_is_kept_or_told_in_words(town, ring):
    try:
        kept = area_from(polygon(*ring, *ring[:1]))
    except ValidationError as refused:
        assert refused.messages[0]
    else:
        assert kept["type"] == "Polygon" and len(kept["coordinates"][0]) >= 4


@given(st.floats(48.8201, 48.8299), st.floats(2.2501, 2.2599), st.sampled_from([100, 300, 2000]))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_circle_may_be_followed(town, lat, lon, metres):
    again = area_from(json.dumps(circle_from(str(lat), str(lon), str(metres))))
    assert again["type"] == "Polygon"


def test_at_most_a_hundred_and_none_twice(alice):
    first = watch_topic(alice, "tag:velo")
    assert watch_topic(alice, "tag:velo").pk == first.pk
    assert watch_area(alice, json.loads(polygon(*SQUARE))).pk == watch_area(alice, json.loads(polygon(*SQUARE))).pk
    rows = [Watch(member=alice, topic=f"tag:t{n}", label="x") for n in range(watching.MOST - 2)]
    Watch.objects.bulk_create(rows)
    with pytest.raises(ValidationError, match="100"):
        watch_topic(alice, "tag:chien")
    assert watch_topic(alice, "tag:velo").pk == first.pk


@pytest.mark.parametrize(
    "topic", ["", "tag:", "tag:Vélo", "tag:" + "x" * 31, "member:999999", "member:x", "category:none", "place:0", "x:y",
              "territory:none", "a" * 300, "member:1" + "0" * 40],
)  # fmt: skip
def test_what_cannot_be_followed_is_said(alice, topic):
    with pytest.raises(ValidationError):
        watch_topic(alice, topic)


def test_nobody_follows_themselves_or_who_blocked_them(alice, bob):
    with pytest.raises(ValidationError, match="vous"):
        watch_topic(alice, alice.topic)
    block(bob, alice)
    with pytest.raises(ValidationError, match="plus"):
        watch_topic(alice, bob.topic)


# --- The page ---------------------------------------------------------------------------------------------------------


def test_alice_adds_and_takes_away_by_plain_forms(client, alice, bob, town):
    client.force_login(alice)
    assert "ne suivez encore rien" in client.get("/follows/").content.decode()
    assert client.post("/follows/add/", {"topic": "tag:velo", "next": "/feed/?tag=velo"}).url == "/feed/?tag=velo"
    assert client.post("/follows/add/", {"topic": "category:pothole", "next": "//evil.example"}).url == "/follows/"
    client.post("/follows/add/", {"words": "vélo enfant", "kind": "incident"})
    client.post("/follows/add/", {"words": "#Aire de jeux", "kind": ""})
    client.post("/follows/add/", {"lat": "48.825", "lon": "2.255", "address": "Chez moi", "metres": "500"})
    client.post("/follows/add/", {"shape": polygon(*SQUARE), "label": "Ma rue"})
    page = client.get("/follows/").content.decode()
    labels = set(Watch.objects.filter(member=alice).values_list("label", flat=True))
    assert labels == {"#velo", "Nid-de-poule", "vélo enfant", "#aire-de-jeux", "500 m autour de Chez moi", "Ma rue"}
    assert all(label in page for label in labels)
    watch = Watch.objects.get(label="Ma rue")
    client.force_login(bob)
    client.post("/follows/remove/", {"pk": watch.pk})
    assert Watch.objects.filter(pk=watch.pk).exists()
    client.force_login(alice)
    client.post("/follows/remove/", {"pk": watch.pk})
    client.post("/follows/remove/", {"topic": "tag:velo"})
    assert Watch.objects.filter(member=alice).count() == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"shape": polygon(*SQUARE[:1], [2.256, 48.826], [2.256, 48.824], [2.254, 48.826], SQUARE[0])}, "se croise"),
        ({"shape": polygon([-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90])}, "immense"),
        ({"lat": "48.8566", "lon": "2.3522"}, "en dehors des villes couvertes"),
        ({"lat": "48.825", "lon": "2.255", "metres": "999999"}, "metres"),
        ({"address": ""}, "Tapez une adresse"),
        ({"address": "rue qui n'existe pas"}, "inconnue ici"),
        ({"words": "à"}, "trois lettres"),
        ({"words": ""}, "Champ requis"),
        ({"topic": ""}, "Champ requis"),
    ],
)
def test_what_is_wrong_comes_back_with_the_form(client, alice, town, typed, words):
    client.force_login(alice)
    answer = client.post("/follows/add/", {**typed, "label": "Gardé"} if "words" not in typed else typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Watch.objects.exists()


def test_without_a_script_an_address_is_found_and_picked(client, alice, town):
    for n, key in ((6, "a"), (7, "b")):
        Place.objects.create(name=f"Marché {key}", lat=48.82 + n / 1000, lon=2.256, source_key=key)
    client.force_login(alice)
    asked = client.post("/follows/add/", {"address": "marche", "metres": "200"})
    assert "choisissez le vôtre" in asked.content.decode()
    client.post("/follows/add/", {"address": "marche", "metres": "200", "choice": "48.826,2.256"})
    assert Watch.objects.get().label == "200 m autour de Marché a"


def test_a_visitor_signs_in_and_follows_what_they_asked(client, alice):
    asked = client.post("/follows/add/", {"words": "vélo enfant"})
    assert asked.url == "/accounts/login/?next=/follows/add/"
    client.force_login(alice)
    assert client.get("/follows/add/").url == "/follows/"
    assert Watch.objects.get().label == "vélo enfant"
    assert client.get("/follows/add/").url == "/follows/"


@pytest.mark.parametrize("count", [1, 25])
def test_the_page_takes_as_many_queries_whatever_one_follows(client, alice, hole, queries, count):
    for n in range(count):
        watch_topic(alice, f"tag:t{n}")
        Incident.objects.filter(pk=hole().pk).get().follows.create(member=alice)
    client.force_login(alice)
    client.get("/follows/")
    with queries(PAGE):
        client.get("/follows/")


PAGE = 6


def test_charlie_does_not_see_what_he_may_not_among_what_he_follows(client, charlie, hole):
    post = hole()
    post.follows.create(member=charlie)
    client.force_login(charlie)
    assert "Un trou" in client.get("/follows/").content.decode()
    hide_post(post)
    assert "Un trou" not in client.get("/follows/").content.decode()


def test_buttons_follow_and_mute_from_where_one_is(client, alice, bob, hole):
    client.force_login(alice)
    hole()
    for address, topic in (
        ("/incidents/?category=pothole", "category:pothole"),
        ("/feed/?tag=velo", "tag:velo"),
        ("/feed/92040-val-de-seine/", "territory:92040-val-de-seine"),
        (bob.get_absolute_url(), bob.topic),
    ):
        assert f'name="topic" value="{topic}"' in client.get(address).content.decode()
        assert client.post("/follows/add/", {"topic": topic, "next": address}).url == address
        html = client.get(address).content.decode()
        assert "Ne plus suivre" in html and 'action="/follows/remove/"' in html
    for muting, words in (("yes", "Lever la sourdine"), ("no", "Mettre en sourdine")):
        client.post("/notifications/mute/", {"topic": bob.topic, "mute": muting, "next": bob.get_absolute_url()})
        assert words in client.get(bob.get_absolute_url()).content.decode()


def test_a_tag_is_found_however_it_is_typed(client, hole, alice):
    hole()
    assert "Un trou" in client.get("/feed/", {"tag": "Vélo"}).content.decode()
