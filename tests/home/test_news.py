"""The town's news: a page that an editor writes, a post that neighbours find, follow and discuss."""

import json
from datetime import timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from community.members.models import MemberPlace
from community.posts import thread
from community.posts.models import Comment, FeedEntry, Follow, MapCount, Post
from community.posts.states import hide_post, show_post
from home.models import Announcement, NewsPage
from home.voice import audience, zones
from home.voice.clock import publish_scheduled
from home.voice.posting import mend

NOW = "2026-11-26T10:00:00+01:00"


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


IN_VAL = square(2.251, 48.821, 2.255, 48.825)


# --- A page becomes a post --------------------


def test_published_news_is_a_post_in_the_feeds_it_is_for(voice, town, client):
    page = voice.news(audience="quarters", quarters=[town.val, town.centre])
    post = voice.post(page)
    assert (post.kind, post.author, post.voice, post.title) == ("news", None, town.city.name, "Marché de Noël")
    assert {post.territory, *post.also_in.all()} == {town.val, town.centre}
    assert set(FeedEntry.objects.values_list("territory__code", flat=True)) == {town.val.code, town.centre.code}
    assert client.get(f"/posts/{post.pk}/")["Location"] == f"/news/{post.pk}/"
    assert client.get(f"/news/{post.pk}/")["Location"] == page.url
    assert "Marché de Noël" in client.get(page.url).content.decode()


def test_an_agglomeration_speaks_to_all_of_its_territory(voice, town, alice, charlie):
    page = voice.news(authority=town.ept)
    assert (voice.post(page).voice, voice.post(page).territory) == (town.ept.name, town.gpso)
    voice.deliver()
    assert voice.told("news") == ["Alice", "Charlie"]


def test_said_again_it_is_the_same_post_and_leaves_the_feeds_it_is_not_for_any_more(voice, again, town):
    page = voice.news(audience="quarters", quarters=[town.val])
    post = voice.post(page)
    page = again(page, title="Marché de Pâques", quarters=[town.centre])
    changed = voice.post(page)
    assert (changed.pk, changed.title, changed.territory) == (post.pk, "Marché de Pâques", town.centre)
    assert changed.sequence > post.sequence and changed.edited_at
    assert list(FeedEntry.objects.values_list("territory__code", flat=True)) == [town.centre.code]


def test_unpublished_moved_and_deleted(voice, again, square, client):
    page = voice.news()
    post = voice.post(page)
    page.unpublish()
    assert not Post.objects.published().exists()
    assert client.get(f"/news/{post.pk}/").status_code == 404
    page = again(page)
    assert Post.objects.published().get().pk == post.pk
    page.move(page.get_parent(), pos="first-child")
    assert voice.post(page).is_public
    page.delete()
    assert not Post.objects.exists() and not FeedEntry.objects.exists()


def test_what_moderation_hides_stays_hidden_whatever_an_editor_publishes(voice, again, square):
    page = voice.news()
    hide_post(voice.post(page))
    page = again(page, title="Marché de Pâques")
    mend()
    page.unpublish()
    page = again(page)
    assert voice.post(page).title == "Marché de Pâques" and not Post.objects.published().exists()
    show_post(voice.post(page))
    assert Post.objects.published().exists()
    again(page).unpublish()
    again(page)
    assert Post.objects.published().exists()


def test_a_deleted_page_takes_no_neighbours_words_with_it(voice, alice):
    page = voice.news()
    thread.say(voice.post(page), alice, "Dommage", quietly=True)
    page.delete()
    assert Comment.objects.get().text == "Dommage"
    assert Post.objects.get().hidden_at and not Post.objects.published().exists()


def test_one_post_for_both_languages_and_each_reader_their_own(voice, english, client, alice):
    page = voice.news()
    post = voice.post(page)
    market = page.copy_for_translation(english.locale, copy_parents=True)
    market.title, market.summary = "Christmas market", "Hot chestnuts"
    market.save_revision().publish()
    assert Announcement.objects.count() == 1 and voice.post(page).title == "Marché de Noël"
    alice.language = "en"
    alice.save()
    voice.deliver()
    from community.notifications.models import Notification

    assert Notification.objects.get().text == "Hot chestnuts"
    client.cookies["django_language"] = "en"
    answer = client.get(f"/news/{post.pk}/", follow=True)
    assert "Christmas market" in answer.content.decode()
    assert "Christmas market" in client.get("/news/").content.decode()
    page.unpublish()
    assert voice.post(page).is_public and voice.post(page).title == "Christmas market"
    NewsPage.objects.get(pk=market.pk).unpublish()
    assert not voice.post(page).is_public


def test_what_has_no_translation_is_shown_in_its_own_language_and_says_so(voice, english, client):
    post = voice.post(voice.news())
    client.cookies["django_language"] = "en"
    page = client.get(f"/news/{post.pk}/")
    assert page.status_code == 200 and 'lang="fr"' in page.content.decode()
    assert "Marché de Noël" in client.get("/news/").content.decode()


def test_a_page_that_is_not_open_to_all_is_no_post(voice):
    from wagtail.models import PageViewRestriction

    page = voice.news(publish=False)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    page.get_latest_revision().publish()
    assert not Announcement.objects.exists()


def test_before_any_territory_is_loaded_pages_are_pages(db, client):
    from home.models import NewsIndexPage
    from home.planting import plant

    index = NewsIndexPage.objects.child_of(plant()).get()
    page = index.add_child(instance=NewsPage(title="Bonjour", summary="…", live=False, body=[("text", "<p>x</p>")]))
    page.save_revision().publish()
    assert client.get("/actualites/bonjour/").status_code == 200 and not Post.objects.exists()


def test_pages_that_came_without_a_word_get_their_post_in_silence(voice, square, alice):
    from home.models import NewsIndexPage

    index = NewsIndexPage.objects.child_of(square).get()
    old = timezone.now() - timedelta(days=30)
    page = NewsPage(title="Importée", summary="…", body=[], locale=index.locale, first_published_at=old)
    index.add_child(instance=page)
    assert (mend(), mend()) == (1, 0)
    assert voice.post(page).published_at == old
    voice.deliver()
    assert voice.told("news") == []
    Page.objects.filter(pk=page.pk).update(live=False)
    assert mend() == 1 and not Post.objects.published().exists()


# --- By the clock --------------------


def test_it_appears_and_goes_at_its_hour(voice, time_machine, client, alice):
    time_machine.move_to(NOW, tick=False)
    now = timezone.now()
    page = voice.news(go_live_at=now + timedelta(hours=2), expire_at=now + timedelta(hours=5))
    publish_scheduled()
    assert not Post.objects.exists() and client.get("/actualites/marche-de-noel/").status_code == 404
    time_machine.shift(timedelta(hours=2, minutes=1))
    publish_scheduled()
    post = voice.post(page)
    assert post.is_public and client.get("/actualites/marche-de-noel/").status_code == 200
    voice.deliver()
    assert voice.told("news") == ["Alice"]
    time_machine.shift(timedelta(hours=3))
    publish_scheduled()
    assert not voice.post(page).is_public
    assert client.get(f"/news/{post.pk}/").status_code == 404
    assert "Marché de Noël" not in client.get("/news/").content.decode()


# --- Who is told, and who is not --------------------


def test_news_are_for_those_who_have_the_quarter_in_their_feed(voice, town, alice, bob, charlie, mira):
    MemberPlace.objects.filter(member=mira).update(reach="quarter")
    page = voice.news(audience="quarters", quarters=[town.val])
    assert audience.hearers(page) == sorted([alice.pk, bob.pk])
    MemberPlace.objects.filter(member=mira).update(reach="next")
    assert audience.hearers(page) == sorted([alice.pk, bob.pk, mira.pk])
    voice.deliver()
    assert voice.told("news") == ["Alice", "Bob", "Mira"]


def test_told_once_whatever_is_published_again_and_again_on_purpose(voice, again, alice):
    page = voice.news()
    page = again(page, title="Marché de l'Avent")
    voice.deliver()
    voice.deliver()
    assert voice.told("news") == ["Alice"]
    page = again(page, tell_again=True)
    voice.deliver()
    again(page, tell_again=False, title="Coquille")
    voice.deliver()
    from community.notifications.models import Notification

    assert list(Notification.objects.order_by("pk").values_list("title", flat=True)) == [
        "Ville d'Issy-les-Moulineaux : Marché de l'Avent",
        "Mise à jour : Marché de l'Avent",
    ]


def test_a_zone_is_for_those_in_it_and_those_whose_point_is_unknown_in_its_quarter(voice, town, alice, bob, mira):
    alice.settle(48.823, 2.253)
    bob.settle(48.828, 2.258)
    page = voice.news(audience="zone", zone=IN_VAL)
    assert audience.hearers(page) == [alice.pk]
    assert voice.post(page).territory == town.val
    assert IN_VAL["coordinates"][0][0][1] < voice.post(page).lat < 48.825
    assert MapCount.objects.filter(kind="news").exists()
    MemberPlace.objects.filter(member=bob).update(lat=None, lon=None)
    assert audience.hearers(page) == sorted([alice.pk, bob.pk])


def test_a_zone_that_moves_takes_its_mark_on_the_map_along(voice, again, town):
    page = voice.news(audience="zone", zone=IN_VAL)
    again(page, zone=square(2.271, 48.821, 2.275, 48.825))
    assert voice.post(page).territory == town.centre
    assert sorted(MapCount.objects.filter(zoom=17).values_list("count", flat=True)) == [0, 1]
    again(page, audience="town")
    assert set(MapCount.objects.values_list("count", flat=True)) == {0}


def test_numbers_are_rounded_and_small_ones_not_told():
    said = [audience.about(number) for number in (0, 4, 5, 7, 12, 99, 1238, 12_345)]
    assert said == [
        "moins de 5 voisins", "moins de 5 voisins", "≈ 5 voisins", "≈ 5 voisins", "≈ 10 voisins", "≈ 100 voisins",
        "≈ 1\u202f240 voisins", "≈ 12\u202f340 voisins",
    ]  # fmt: skip


def test_those_who_follow_a_place_are_told_and_nobody_else(voice, town, alice, bob, charlie):
    from community.places.models import Place
    from community.posts.watching import watch_topic

    library = Place.objects.create(name="Médiathèque", lat=48.825, lon=2.255, territory=town.val, source_key="m")
    watch_topic(charlie, f"place:{library.pk}")
    page = voice.news("Fermée lundi", audience="place", place=library)
    voice.deliver()
    assert voice.told("news") == ["Charlie"] and audience.in_words(page) == "Qui suit Médiathèque"
    post = voice.post(page)
    assert (post.territory, post.lat, post.lon) == (town.val, 48.825, 2.255)


def test_a_follower_of_the_quarter_is_told_once_all_the_same(voice, town, alice, bob):
    from community.notifications.models import Notification
    from community.posts.telling_new import tell
    from community.posts.watching import watch_topic

    watch_topic(alice, f"territory:{town.val.code}")
    post = voice.post(voice.news(audience="quarters", quarters=[town.val]))
    voice.deliver()
    tell(post.pk)
    assert sorted(Notification.objects.values_list("recipient__name", "kind")) == [("Alice", "news"), ("Bob", "news")]


@pytest.mark.parametrize("kind", ["news", "alert", "poll", "outcome"])
@pytest.mark.parametrize("again", [True, False])
def test_mails_say_the_facts(kind, again):
    from django.template.loader import render_to_string

    facts = {"title": "L'eau & vous", "text": "Coupée à 9 h", "voice": "La Ville", "place": "Val", "again": again}
    subject, text = (render_to_string(f"emails/{kind}.{end}", facts) for end in ("subject.txt", "txt"))
    assert "L'eau & vous" in subject and ("ise à jour" in subject) == again
    assert all(words in text for words in (subject.strip(), "Coupée à 9 h", "La Ville", "Val"))
    html = render_to_string(f"emails/{kind}.html", facts | {"note": {"title": subject + ""}})
    assert "Coupée à 9 h" in html and "L&#x27;eau &amp; vous" in html


# --- Drawn zones --------------------


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("{", "GeoJSON lisible"),
        ("[1]", "objet GeoJSON"),
        ("[" * 5000 + "]" * 5000, "GeoJSON lisible"),
        ('{"type": "Point", "coordinates": [2.25, 48.82]}', "au lieu de"),
        ('{"type": "Polygon", "coordinates": [[[2.25, NaN], [2.26, 48.82], [2.26, 48.83], [2.25, NaN]]]}', "fini"),
        (
            json.dumps({"type": "Polygon", "coordinates": [[[2.25, 48.82], [2.26, 48.83], [2.26, 48.82], [2.25, 48.83], [2.25, 48.82]]]}),  # noqa: E501
            "invalide",
        ),
        (json.dumps(square(-180, -90, 180, 90)), "plus grande que la ville"),
        (json.dumps(square(2.25, 48.82, 2.32, 48.83)), "déborde"),
        (json.dumps(square(2.35, 48.85, 2.36, 48.86)), "hors de la ville"),
        (json.dumps(square(48.821, 2.251, 48.825, 2.255)), "inversées"),
        (json.dumps({"type": "FeatureCollection", "features": []}), "une seule zone"),
        (" " * 60_001, "trop de détails"),
    ],
)  # fmt: skip
def test_a_zone_that_cannot_be_is_refused_in_words(town, zone, words):
    with pytest.raises(ValidationError) as refused:
        zones.checked(zone)
    assert words in refused.value.messages[0]


def test_a_zone_may_come_bare_or_as_a_feature(town):
    feature = {"type": "Feature", "properties": {}, "geometry": IN_VAL}
    assert zones.checked(json.dumps(feature)) == zones.checked(json.dumps(IN_VAL)) == IN_VAL
    assert zones.touched(square(2.255, 48.821, 2.262, 48.825)) == [town.val, town.centre]


# --- Reading --------------------


def test_visitors_all_get_the_same_page_and_no_cookie(voice, client, alice):
    page = voice.news()
    first, second = client.get(page.url), client.get(page.url)
    assert first.content == second.content and not first.cookies and first["ETag"] == second["ETag"]
    assert client.get(page.url, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert "Alice" not in first.content.decode() and "csrfmiddlewaretoken" not in first.content.decode()
    client.force_login(alice)
    assert "csrfmiddlewaretoken" in client.get(page.url).content.decode()


def test_neighbours_comment_and_follow_it_like_any_post(voice, client, alice, bob):
    post = voice.post(voice.news())
    client.force_login(alice)
    client.post(f"/posts/{post.pk}/comments/", {"text": "J’y serai."})
    client.post(f"/posts/{post.pk}/follow/")
    assert Comment.objects.get().text == "J’y serai." and Follow.objects.get().member == alice
    assert "<p>J’y serai.</p>" in client.get("/actualites/marche-de-noel/").content.decode()


def test_closed_comments_are_read_and_not_written(voice, again, client, alice):
    page = voice.news()
    post = voice.post(page)
    thread.say(post, alice, "Avant la clôture", quietly=True)
    again(page, comments=False)
    client.force_login(alice)
    html = client.get(page.url).content.decode()
    assert "Avant la clôture" in html and "Les commentaires sont fermés." in html and "data-say" not in html
    refused = client.post(f"/posts/{post.pk}/comments/", {"text": "Encore un mot"})
    assert refused.status_code == 403 and "Encore un mot" in refused.content.decode()
    by_script = client.post(f"/posts/{post.pk}/comments/", {"text": "Encore"}, headers={"x-requested-with": "fetch"})
    assert by_script.status_code == 403 and "fermés" in by_script.json()["error"]
    assert Comment.objects.count() == 1
    again(page, comments=True)
    assert client.post(f"/posts/{post.pk}/comments/", {"text": "Ouvert"}).status_code == 302
    client.logout()
    again(page, comments=False)
    assert "Se connecter pour participer" not in client.get(page.url).content.decode()


def test_the_list_of_a_quarter_and_its_atom(voice, town, client):
    voice.news("Pour Val", audience="quarters", quarters=[town.val])
    voice.news("Pour Centre", audience="quarters", quarters=[town.centre, town.val])
    voice.news("Pour tous")
    everything, val, centre = (
        client.get("/news/", {"quarter": code} if code else {}).content.decode()
        for code in ("", town.val.code, town.centre.code)
    )
    assert all(title in everything for title in ("Pour Val", "Pour Centre", "Pour tous"))
    assert all(title in val for title in ("Pour Val", "Pour Centre", "Pour tous"))
    assert "Pour Val" not in centre and "Pour Centre" in centre and "Pour tous" in centre
    assert client.get("/news/", {"quarter": "nowhere"}).status_code == 404
    feed = feedparser.parse(client.get("/news/feed/", {"quarter": town.centre.code}).content)
    assert not feed.bozo and [entry.title for entry in feed.entries] == ["Pour tous", "Pour Centre"]
    assert feed.entries[0].author == town.city.name


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_is_few_queries(voice, client, queries, count, alice):
    for number in range(count):
        voice.news(f"Nouvelle {number}")
    client.force_login(alice)
    client.get("/news/")
    with queries(4):  # the member, how many there are, the page of ids, the alerts that are over
        client.get("/news/")


# --- The editor --------------------


def form(**more):
    return {
        "title": "Travaux", "slug": "travaux", "sort": "news", "severity": "warning", "date": "2026-11-26",
        "summary": "Rue fermée", "audience": "town", "comments": "on", "zone": "", "body-count": "1",
        "body-0-deleted": "", "body-0-order": "0", "body-0-type": "heading", "body-0-id": "", "body-0-value": "Titre",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1", **more,
    }  # fmt: skip


@pytest.fixture
def add(square, client):
    from home.models import NewsIndexPage

    index = NewsIndexPage.objects.child_of(square).get()
    return f"/admin/pages/add/home/newspage/{index.pk}/"


def test_the_editor_publishes_to_a_zone(add, client, admin, town):
    client.force_login(admin)
    assert client.get(add).status_code == 200
    answer = client.post(add, form(audience="zone", zone=json.dumps(IN_VAL)))
    assert answer.status_code == 302, answer.context["form"].errors
    assert NewsPage.objects.get().zone == IN_VAL and Announcement.objects.get().territory == town.val
    edit = client.get(f"/admin/pages/{NewsPage.objects.get().pk}/edit/").content.decode()
    assert "moins de 5 voisins : Zone dessinée : Val-de-Seine" in edit


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"audience": "zone"}, "Dessinez la zone"),
        ({"audience": "zone", "zone": json.dumps(square(-180, -90, 180, 90))}, "plus grande que la ville"),
        ({"audience": "quarters"}, "au moins un quartier"),
        ({"audience": "place"}, "Choisissez le lieu"),
    ],
)
def test_an_audience_that_is_missing_is_asked_for(add, client, admin, more, words):
    client.force_login(admin)
    answer = client.post(add, form(**more))
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not NewsPage.objects.exists()


def test_the_reach_is_told_to_editors_while_they_choose(client, square, admin, alice, neighbours, town):
    neighbours(11)
    ask = {"audience": "quarters", "quarters": [town.val.pk]}
    client.force_login(alice)
    assert client.post("/admin/portee/", ask).status_code in (302, 403)
    client.force_login(admin)
    assert client.post("/admin/portee/", ask).json() == {"words": "≈ 15 voisins : Val-de-Seine"}
    assert client.post("/admin/portee/", ask | {"sort": "alert"}).json() == {"words": "≈ 10 voisins : Val-de-Seine"}
    bad = client.post("/admin/portee/", {"audience": "zone", "zone": "{"})
    assert bad.status_code == 400 and "GeoJSON" in bad.json()["error"]


def test_the_newsroom_writes_news_and_touches_no_settings(add, client, alice, town):
    from django.contrib.auth.models import Group
    from wagtail.models import Site

    alice.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(alice)
    assert client.post(add, form()).status_code == 302 and Announcement.objects.exists()
    assert client.get("/admin/images/").status_code == 200
    assert client.get("/admin/images/add/").status_code == 200
    assert client.get(f"/admin/settings/home/townsettings/{Site.objects.get().pk}/").status_code in (302, 403)
    home = Site.objects.get().root_page
    assert client.get(f"/admin/pages/{home.pk}/edit/").status_code in (302, 403)
    assert client.get("/admin/guichet/").status_code == 404


def test_a_place_is_found_by_its_name(client, square, admin, town):
    from community.places.models import Place

    for name in ("Médiathèque", "Marché"):
        Place.objects.create(name=name, lat=48.825, lon=2.255, territory=town.val, source_key=name)
    client.force_login(admin)
    found = client.get("/admin/place_chooser/results/", {"q": "mediath"}).content.decode()
    assert "Médiathèque" in found and "Marché" not in found
