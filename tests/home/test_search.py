"""/search/: everything the reader may see, counted and suggested; nothing else, in any way."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.groups.models import Group, Membership, Openness
from community.members.blocks import block
from community.members.models import Member
from community.members.profile import Profile, Skill
from community.places.models import Place
from community.posts.models import Post
from community.posts.spelling import learn
from community.posts.tagging import put_tags
from home.models import HelpPage
from home.search.marking import excerpt, marked
from incidents.models import Incident

LITTLE = "Tapez au moins un mot de deux lettres."


@pytest.fixture
def tell(town, alice):
    """`tell("Un trou", days_ago=3)`: a report, quietly; `more` is set on the post afterwards."""

    def told(text, author=None, where=None, days_ago=0, **more):
        at = timezone.now() - timedelta(days=days_ago, minutes=1)
        given = ("problem", town.pothole, text, *(where or town.in_val))
        post = Incident.objects.report(author or alice, *given, at=at, quietly=True)
        Post.objects.filter(pk=post.pk).update(**more) if more else None
        return post

    return told


@pytest.fixture
def circle(town, alice, bob):
    """`circle("hidden")`: a group of Alice and Bob."""

    def made(openness, name="Les tricoteuses"):
        group = Group.objects.create(slug="tricot", name=name, openness=openness, territory=town.val)
        for member in (alice, bob):
            Membership.objects.create(group=group, member=member, joined_at=timezone.now())
        return group

    return made


def shown(answer):
    """The titles of what is found, in order."""
    titles = re.findall(r'class="card-link" href="[^"]*">(.*?)</a>', answer.content.decode())
    return [unescape(re.sub("</?mark>", "", title)).replace("\xa0", " ") for title in titles]


def search(client, q, status=200, **more):
    answer = client.get("/search/", {"q": q, **more})
    assert answer.status_code == status, answer.content.decode()
    return answer


def counts(answer):
    return {str(what["words"]): what["count"] for what in answer.context["whats"]}


def facet(answer, title):
    lines = dict(answer.context["facets"]).get(title, [])
    return {str(line["words"]): line["count"] for line in lines}


def suggested(client, q):
    return [one["label"] for one in client.get("/search/suggest/", {"q": q}).json()["suggestions"]]


# --- What is found ---------------------------------------------------------------------------------------------------


def test_titles_first_then_the_newest(client, tell):
    tell("Un lampadaire éteint", days_ago=9)
    tell("Rue sombre\nLe lampadaire ne marche plus", days_ago=5)
    tell("Trottoir\nSous le lampadaire", days_ago=2)
    tell("Un banc cassé")
    best = ["Un lampadaire éteint", "Trottoir", "Rue sombre"]
    assert shown(search(client, "lampadaires")) == best
    assert shown(search(client, "lampadaire", order="new")) == ["Trottoir", "Rue sombre", "Un lampadaire éteint"]
    assert counts(search(client, "lampadaire")) == {"Tout": 3, "Signalements": 3}


def test_everything_stands_in_one_list(client, tell, town, alice, circle):
    tell("Le jardin est inondé")
    circle(Openness.CLOSED, "Le jardin partagé")
    Place.objects.create(name="Jardin Henri", kind="Parc", lat=48.825, lon=2.255, source_key="x")
    alice.name = "Alice Jardin"
    alice.save()
    client.force_login(alice)
    answer = search(client, "jardin")
    assert shown(answer) == ["Alice Jardin", "Le jardin partagé", "Jardin Henri", "Le jardin est inondé"]
    assert counts(answer) == {"Tout": 4, "Signalements": 1, "Voisins": 1, "Groupes": 1, "Lieux": 1}
    assert shown(search(client, "jardin", what="places")) == ["Jardin Henri"]
    assert shown(search(client, "jardin", what="incident")) == ["Le jardin est inondé"]
    assert counts(search(client, "jardin", what="places")) == counts(answer)


def test_pages_of_the_town_are_found(client, town):
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    home = Page.objects.get(depth=1).add_child(title="Accueil", slug="accueil-essai", locale_id=1)
    page = HelpPage(title="Où est le marché ?", slug="marche", locale_id=1, summary="Chaque samedi")
    draft = HelpPage(title="Le marché secret", slug="secret", locale_id=1, live=False)
    for each in (page, draft):
        home.add_child(instance=each)
        get_search_backend().add(each)
    assert shown(search(client, "marche")) == shown(search(client, "samedi")) == ["Où est le marché ?"]


def test_what_the_town_says_is_found_once_in_ones_language(client, voice, english):
    page = voice.news(title="Marché de Noël")
    market = page.copy_for_translation(english.locale, copy_parents=True)
    market.title, market.summary, market.body = "Christmas market", "Hot chestnuts on the square", []
    market.save_revision().publish()
    for word in ("noel", "christmas"):
        answer = search(client, word)
        assert shown(answer) == ["Marché de Noël"] and counts(answer) == {"Tout": 1, "Actualités": 1}
    client.cookies["django_language"] = "en"
    answer = search(client, "chestnuts")
    assert shown(answer) == ["Christmas market"] and "Hot <mark>chestnuts</mark>" in answer.content.decode()
    assert shown(search(client, "noel")) == ["Christmas market"]


def test_a_place_is_followed_from_where_it_is_found(client, alice):
    place = Place.objects.create(name="Jardin Henri", lat=48.825, lon=2.255, source_key="x")
    assert "/accounts/login/?next=/search/%3Fq%3Djardin" in search(client, "jardin").content.decode()
    client.force_login(alice)
    assert f'name="topic" value="place:{place.pk}"' in search(client, "jardin").content.decode()
    client.post("/follows/add/", {"topic": f"place:{place.pk}"})
    assert "Ne plus suivre" in search(client, "jardin").content.decode()


def test_facets_narrow_and_count(client, tell, town):
    here = tell("Un vélo abandonné", days_ago=2)
    tell("Un vélo sans roue", where=town.in_vanves, days_ago=20)
    tell("Encore un vélo", where=town.in_centre, days_ago=100)
    put_tags(here, ["Épave"])
    answer = search(client, "vélo")
    assert facet(answer, "Lieu") == {"Val-de-Seine": 1, "Vanves": 1, "Centre-ville": 1}
    assert facet(answer, "Mot-clé") == {"Épave": 1}
    assert facet(answer, "Période") == {"7 jours": 1, "30 jours": 2, "1 an": 3}
    assert shown(search(client, "vélo", place="92040")) == ["Un vélo abandonné", "Encore un vélo"]
    assert shown(search(client, "vélo", period="30")) == ["Un vélo abandonné", "Un vélo sans roue"]
    assert shown(search(client, "vélo", tag="epave")) == shown(search(client, "", tag="epave")) == ["Un vélo abandonné"]


def test_pages_follow_one_another(client, tell):
    told = [f"Trou {number}" for number in range(25)]
    for number, title in enumerate(told):
        tell(title, days_ago=30 - number)
    first = search(client, "trou")
    assert shown(first) == told[:4:-1]
    second = client.get("/search/" + first.context["next_url"])
    assert shown(second) == told[4::-1] and not second.context["next_url"]
    assert 'rel="next"' in first.content.decode() and 'rel="next"' not in second.content.decode()


def test_what_was_looked_for_is_marked_and_everything_escaped(client, tell):
    tell('Le <script>banc</script> & "les bancs"\nSous les arbres, un banc <b>vert</b>')
    page = search(client, "banc").content.decode()
    assert "&lt;script&gt;<mark>banc</mark>&lt;/script&gt; &amp; &quot;les <mark>bancs</mark>&quot;" in page
    assert "un <mark>banc</mark> &lt;b&gt;vert&lt;/b&gt;" in page and "<script>banc" not in page


def test_an_excerpt_begins_near_the_first_word():
    text = "mot " * 80 + "le lampadaire clignote " + "mot " * 80
    said = excerpt(text, ["lampadaire"])
    assert said.startswith("… mot") and said.endswith("mot …") and "<mark>lampadaire</mark>" in said
    assert len(said) < 230
    assert marked("Épinettes", ["epinette"]) == "<mark>Épinettes</mark>" and excerpt("", ["x"]) == ""
    assert excerpt("x" * 500, ["y"]) == "x" * 200 + " …"


# --- Who must not ----------------------------------------------------------------------------------------------------


def nothing_of(client, word):
    answer = search(client, word)
    said = (shown(answer), counts(answer), answer.context["facets"], suggested(client, word))
    return said == ([], {"Tout": 0}, [], [])


def nothing_near(client, slip):
    return search(client, slip).context["near"] == []


def nobody_is_told(client, *people):
    """The clients of a visitor and of these people, in turn."""
    yield client
    for member in people:
        client.force_login(member)
        yield client


def test_words_of_a_closed_group_are_its_members(client, tell, circle, alice, charlie):
    tell("Pelote", group=circle(Openness.CLOSED), group_only=True)
    learn()
    for one in nobody_is_told(client, charlie):
        assert nothing_of(one, "pelote") and nothing_near(one, "pelotte")
        assert shown(search(one, "tricoteuses")) == ["Les tricoteuses"]
    client.force_login(alice)
    assert shown(search(client, "pelote")) == ["Pelote"] and suggested(client, "pelo") == ["Pelote"]


def test_a_hidden_group_is_known_to_its_members_only(client, circle, alice, charlie, mira):
    circle(Openness.HIDDEN)
    for one in nobody_is_told(client, charlie, mira):
        assert nothing_of(one, "tricoteuses")
    client.force_login(alice)
    assert shown(search(client, "tricoteuses")) == ["Les tricoteuses"] == suggested(client, "tricot")


def test_a_hidden_post_is_gone_at_once_for_others(client, tell, alice, bob):
    post = tell("Diffamation")
    learn()
    assert shown(search(client, "diffamation")) == ["Diffamation"]
    assert search(client, "difamation").context["near"] == [("diffamation", "?q=diffamation")]
    Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now())
    client.force_login(bob)
    assert nothing_of(client, "diffamation") and nothing_near(client, "difamation")
    client.force_login(alice)
    assert shown(search(client, "diffamation")) == ["Diffamation"]


def test_a_pair_apart_by_a_block_does_not_find_one_another(client, tell, alice, bob):
    tell("Perceuse à prêter", author=alice)
    tell("Escabeau à prêter", author=bob)
    block(bob, alice)
    for one, other, theirs, mine in ((alice, "bob", "escabeau", "perceuse"), (bob, "alice", "perceuse", "escabeau")):
        client.force_login(one)
        assert nothing_of(client, other) and nothing_of(client, theirs)
        assert len(shown(search(client, mine))) == 1


def test_neighbours_are_shown_to_those_who_are_signed_in(client, alice, bob):
    assert nothing_of(client, "bob")
    client.force_login(alice)
    assert shown(search(client, "bob")) == ["Bob"] == suggested(client, "bo")
    bob.is_active = False
    bob.save()
    assert nothing_of(client, "bob")


@pytest.mark.parametrize(
    ("audience", "finds"), [("everyone", "ABC"), ("members", "ABC"), ("residents", "AB"), ("nobody", "A")]
)
def test_a_skill_is_found_by_those_to_whom_it_is_shown(client, alice, bob, charlie, audience, finds):
    Skill.objects.create(member=alice, name="Couture")
    Profile.objects.create(member=alice, show_skills=audience)
    Member.objects.update(verified_at=timezone.now())
    assert nothing_of(client, "couture")
    for member in (alice, bob, charlie):
        client.force_login(member)
        if member.name[0] in finds:
            assert shown(search(client, "couture")) == ["Alice"] and suggested(client, "cout") == ["Couture"]
        else:
            assert nothing_of(client, "couture")
    block(alice, bob)
    client.force_login(bob)
    assert nothing_of(client, "couture")


def test_tags_of_posts_one_may_not_see_are_not_suggested(client, tell, charlie):
    post = tell("Réunion", hidden_at=timezone.now())
    put_tags(post, ["Complot"])
    client.force_login(charlie)
    assert suggested(client, "compl") == []
    Post.objects.update(hidden_at=None)
    assert suggested(client, "compl") == ["Complot"]


# --- Nothing found ---------------------------------------------------------------------------------------------------


def test_what_may_have_been_meant(client, tell):
    tell("Un lampadaire éteint", place_label="Rue Gabriel Péri")
    learn()
    answer = search(client, "lanpadaire eteint")
    assert answer.context["near"] == [("lampadaire eteint", "?q=lampadaire+eteint")]
    assert 'href="?q=lampadaire+eteint"' in answer.content.decode()


def test_an_empty_answer_says_what_one_may_do(client, alice):
    page = search(client, "perceuse").content.decode()
    assert "Rien ne correspond à « perceuse »" in page and "Se connecter pour être prévenu" in page
    client.force_login(alice)
    page = search(client, "perceuse").content.decode()
    assert 'action="/follows/add/"' in page and 'name="words" value="perceuse"' in page


@pytest.mark.parametrize("typed", ["", " ", "a", '"', "*", "- : ^ ( )", "\0", "🙂", "‮", "é 🙂"])
def test_what_says_too_little_is_answered_in_words(client, town, typed):
    page = search(client, typed).content.decode()
    assert LITTLE in page or "Tout ce que dit le quartier" in page


SIGNS = [
    "AND", "banc AND", "banc OR lampe NOT", "banc* NEAR(x y)", "title:banc", "-banc", "'; DROP", "banc\0", "_ __ _x",
    "<script>alert(1)</script>", "مرحبا بالجيران", "邻居 花园", "%s %% %", "{title} : banc", "²³ ½", "a_b:*", "&|!<->",
    "mot " * 49,
]  # fmt: skip


@pytest.mark.parametrize("typed", SIGNS)
def test_no_sign_is_an_operator(client, tell, typed):
    tell("Un banc")
    page = search(client, typed).content.decode()
    assert "<script>alert" not in page


def test_ten_thousand_characters_are_refused_in_words(client, town):
    assert "au plus 200 caractères" in search(client, "x" * 10_000, status=400).content.decode()
    assert client.get("/search/suggest/", {"q": "x" * 10_000}).json() == {"suggestions": []}


@pytest.mark.parametrize("wrong", [{"what": "x"}, {"place": "x"}, {"period": "9"}, {"page": "0"}, {"page": "x"},
                                   {"order": "x"}, {"tag": "a b"}])  # fmt: skip
def test_a_wrong_filter_says_so(client, town, wrong):
    answer = search(client, "banc", status=400, **wrong)
    assert list(answer.context["asked"].errors) == list(wrong) and shown(answer) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=220))
def test_whatever_is_typed_is_answered(client, town, typed):
    assert client.get("/search/", {"q": typed}).status_code in (200, 400)
    assert client.get("/search/suggest/", {"q": typed}).status_code == 200


# --- How much work ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 25])
def test_as_many_queries_for_one_as_for_many(client, tell, town, alice, queries, many):
    for number in range(many):
        put_tags(tell(f"Jardin {number}"), [f"Verdure {number}"])
        Place.objects.create(name=f"Jardin {number}", lat=48.825, lon=2.255, source_key=str(number))
        Group.objects.create(slug=f"g{number}", name=f"Jardin {number}", territory=town.val)
    search(client, "jardin")
    with queries(9):
        search(client, "jardin", order="best")
    client.force_login(alice)
    search(client, "jardin")
    with queries(13):  # and which places she follows
        search(client, "jardin", order="best")
    with queries(7):
        suggested(client, "jard")


def test_a_visitors_answer_is_kept(client, tell, queries):
    tell("Un jardin")
    assert suggested(client, "jard") == suggested(client, "jard") == ["Un jardin"]
    with queries(0):
        suggested(client, "jard")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="asked of PostgreSQL alone")
def test_a_stem_is_found(client, tell):
    tell("Réparation du banc")
    assert shown(search(client, "réparations")) == ["Réparation du banc"]


def test_who_asks_too_often_is_told_so(client, town, settings):
    settings.ACCOUNT_RATE_LIMITS = {"suggest": "2/m/ip"}
    codes = [client.get("/search/suggest/", {"q": f"banc{number}"}).status_code for number in range(3)]
    assert codes == [200, 200, 429]


def test_a_group_that_moderation_has_hidden_is_not_found(client, circle, alice):
    group = circle(Openness.PUBLIC)
    client.force_login(alice)
    assert counts(search(client, "tricoteuses"))["Groupes"] == 1 and suggested(client, "tricot") == [group.name]
    Group.objects.update(hidden_at=timezone.now())
    assert "Groupes" not in counts(search(client, "tricoteuses")) and suggested(client, "tricot") == []
