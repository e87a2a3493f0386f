"""Alice gives a chair away by a plain form; what is wrong is said, and nothing typed is lost."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from classifieds import checking, forms
from classifieds.checking import Reason, Verdict
from classifieds.models import Category, Classified
from community.posts import states
from community.posts.drafts import save_draft
from community.posts.models import FeedEntry, MapCount, Photo
from community.posts.tagging import tags_of, with_tags

NEW = "/classifieds/new/"


@pytest.fixture
def chairs(sofas):
    return Category.objects.create(
        code="chaises", parent=sofas.parent, name_fr="Chaises", name_en="Chairs", synonyms_fr="tabouret, fauteuil"
    )


@pytest.fixture
def page(client, alice, chairs):
    client.force_login(alice)
    return client


@pytest.fixture
def typed(town):
    return {"title": "Chaise en bois", "intent": "give", "where": "quarter:92040-val-de-seine",
            "client_key": str(uuid.uuid4())}  # fmt: skip


@pytest.fixture
def at_door(typed, town):
    return typed | {"where": "point", "lat": "48.825", "lon": "2.255", "address": "3 rue du Port"}


def test_a_chair_takes_a_title_and_a_tap(page, typed, alice, town, chairs):
    answer = page.post(NEW, typed)
    ad = Classified.objects.get()
    assert answer.url == f"/classifieds/{ad.pk}/"
    assert (ad.title, ad.intent, ad.category, ad.author, ad.price_cents) == (
        "Chaise en bois",
        "give",
        chairs,
        alice,
        None,
    )
    assert (ad.territory, ad.lat, ad.exact_lat, ad.cell, ad.place_label) == (town.val, None, None, None, "")
    assert ad.lot.left == 1 and ad.listed_at and FeedEntry.objects.get(territory=town.val).post_id == ad.pk
    assert "prévenu dès que" in page.get(answer.url).content.decode()


def test_the_form_begins_with_what_a_link_says(page):
    html = page.get(NEW, {"intent": "lend", "title": "Perceuse"}).content.decode()
    assert (
        'value="lend" class="" id="id_intent_2" checked' in html
        or 'value="lend" id="id_intent_2" required checked' in html
    )
    assert 'value="Perceuse"' in html
    assert html.index("photo-field") < html.index("id_title")  # the photo first


def test_a_double_tap_is_one_ad(page, typed):
    assert page.post(NEW, typed).url == page.post(NEW, typed).url and Classified.objects.count() == 1


def test_at_a_door_everybody_sees_the_square_alone(page, at_door, town, bob):
    url = page.post(NEW, at_door | {"pickup": "Code 4213"}).url
    ad = Classified.objects.get()
    assert (ad.exact_lat, ad.exact_lon, ad.exact_label) == (*town.in_val, "3 rue du Port") and ad.lat != ad.exact_lat
    assert MapCount.objects.filter(kind="classified").exists()
    assert "3 rue du Port" in page.get(url).content.decode() and "4213" in page.get(url).content.decode()
    page.force_login(bob)
    for html in (page.get(url).content.decode(), page.get(f"/posts/{ad.pk}/", follow=True).content.decode()):
        assert (
            "rue du Port" not in html
            and "4213" not in html
            and str(town.in_val[0]) not in html.replace(str(ad.lat), "")
        )


def test_her_own_home_comes_first_and_its_point_is_not_in_the_page(page, alice, typed, town):
    alice.settle(*town.in_val)
    (place,) = alice.places.all()
    html = page.get(NEW).content.decode()
    assert f'value="place:{place.pk}"' in html and "2.255" not in html
    page.post(NEW, typed | {"where": f"place:{place.pk}"})
    ad = Classified.objects.get()
    assert (ad.exact_lat, ad.exact_lon) == town.in_val and ad.exact_label


def test_somebody_elses_home_is_no_place_of_hers(page, bob, typed, town):
    bob.settle(*town.in_val)
    answer = page.post(NEW, typed | {"where": f"place:{bob.home.pk}"})
    assert answer.status_code == 422 and "where" in answer.context["form"].errors


def test_only_what_the_kind_of_ad_asks_is_kept(page, typed):
    page.post(NEW, typed | {"price": "pas un prix", "swap_for": "une table", "negotiable": "on", "condition": "good"})
    ad = Classified.objects.get()
    assert (ad.price_cents, ad.swap_for, ad.negotiable, ad.condition) == (None, "", False, "good")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"intent": "sell", "price": "1,50 €", "negotiable": "on", "units": "4"}, (150, True, "", 4)),
        ({"intent": "sell", "price": "gratis"}, (None, False, "", 1)),
        ({"intent": "swap", "swap_for": "une table", "price": "3"}, (None, False, "une table", 1)),
        ({"intent": "wanted", "units": "3"}, (None, False, "", 1)),
    ],
)  # fmt: skip
def test_she_sells_it_or_swaps_it_or_looks_for_one(page, typed, said, kept):
    page.post(NEW, typed | said)
    ad = Classified.objects.get()
    assert (ad.price_cents, ad.negotiable, ad.swap_for, ad.lot.units) == kept


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"), ({"title": "\u200b "}, "title"), ({"title": "x" * 141}, "title"),
        ({"text": "x" * 5001}, "text"), ({"intent": "steal"}, "intent"), ({"intent": ""}, "intent"),
        ({"category": "nulle-part"}, "category"), ({"title": "Machin", "tags": ""}, "category"),
        ({"intent": "sell"}, "price"), ({"intent": "sell", "price": "-1"}, "price"),
        ({"intent": "sell", "price": "1000000000000"}, "price"), ({"intent": "sell", "price": "quarante"}, "price"),
        ({"intent": "swap", "swap_for": "x" * 201}, "swap_for"), ({"condition": "magic"}, "condition"),
        ({"units": "0"}, "units"), ({"units": "100"}, "units"), ({"units": "x"}, "units"),
        ({"pickup": "x" * 301}, "pickup"), ({"tags": "a,b,c,d,e,f"}, "tags"), ({"tags": "x" * 31}, "tags"),
        ({"where": ""}, "where"), ({"where": "quarter:92075"}, "where"), ({"where": "point"}, "address"),
        ({"where": "point", "lat": "48.8566", "lon": "2.3522"}, "address"),
        ({"where": "point", "lat": "nan", "lon": "nan"}, "address"),
        ({"where": "point", "address": "rue de nulle part"}, "address"),
        ({"website": "http://spam.example"}, "website"), ({"client_key": "x"}, "client_key"),
        ({"born_from": "x"}, "born_from"), ({"category": "chaises", "collect": "on"}, "collect"),
        ({"category": "canapes", "collect": "on"}, "collect"),  # bulky, but the city would not know the door
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page, typed, wrong, field):
    sent = {"text": "Un pied **branle**.", "tags": "bois, chaise", "pickup": "Code 4213"} | typed | wrong
    answer = page.post(NEW, sent)
    assert answer.status_code == 422 and field in answer.context["form"].errors
    html = answer.content.decode()
    for name, value in {"text": "Un pied **branle**.", "pickup": "Code 4213", "tags": "bois, chaise"}.items():
        assert name in wrong or value in html
    assert not Classified.objects.exists()


def test_two_places_of_one_name_are_a_choice(page, typed):
    from community.places.models import Place

    for n in (6, 7):
        Place.objects.create(name=f"Marché {n}", lat=48.82 + n / 1000, lon=2.256, source_key=str(n))
    asked = page.post(NEW, typed | {"where": "point", "address": "marche"})
    assert asked.status_code == 422 and "Marché 7" in asked.content.decode()
    page.post(NEW, typed | {"where": "point", "address": "marche", "choice": "48.826,2.256"})
    assert Classified.objects.get().exact_label == "Marché 6"


def test_the_city_is_asked_for_what_is_bulky_alone(page, at_door):
    before = timezone.now()
    page.post(NEW, at_door | {"title": "Canapé", "collect": "on"})
    ad = Classified.objects.get()
    assert timedelta(hours=48) <= ad.collect_at - before < timedelta(hours=48, minutes=1)
    html = page.get(NEW).content.decode()
    assert "adresse exacte" in html and "sans votre nom" in html


def test_words_stay_words(page, typed):
    url = page.post(NEW, typed | {"title": "<script>1</script> chaise", "text": "<img src=x>"}).url
    html = page.get(url).content.decode()
    assert "<script>1" not in html and "<img src=x" not in html


def test_tags_are_kept(page, typed):
    page.post(NEW, typed | {"tags": "Bois, chaise"})
    assert tags_of(with_tags(Classified.objects).get()) == [("bois", "Bois"), ("chaise", "chaise")]


def test_signed_out_meanwhile_she_finds_it_all_again(page, typed, alice):
    page.logout()
    answer = page.post(NEW, typed | {"pickup": "Code 4213", "intent": "lend"})
    assert answer.url == f"/accounts/login/?next={NEW}"
    page.force_login(alice)
    html = page.get(NEW).content.decode()
    assert typed["title"] in html and "Code 4213" in html and typed["client_key"] in html


def test_a_visitor_is_asked_to_sign_in(client, sofas):
    assert client.get(f"{NEW}?intent=give").url == "/accounts/login/?next=/classifieds/new/%3Fintent%3Dgive"


def test_born_from_a_post_it_takes_words_and_photos(page, typed, give, bob):
    source = give(author=bob, title="Canapé de Bob")
    Photo.objects.create(post=source, uploader=bob, state="ready")
    answer = page.get(NEW, {"from": source.pk})
    html = answer.content.decode()
    assert "Canapé de Bob" in html and len(answer.context["on_offer"]) == 1 and "2.255" not in html
    page.post(NEW, typed | {"born_from": source.pk, "again": "True"})  # not hers to post again
    ad = Classified.objects.get(title="Chaise en bois")
    assert ad.born_from_id == source.pk and ad.first is None
    assert Classified.objects.get(pk=source.pk).closed_at is None


def test_a_draft_that_says_everything_twice_opens(page, typed, alice):
    said = {name: [value, value] for name, value in typed.items()} | {"units": [], "colours": ["x"]}
    draft = save_draft(alice, "classified", typed["client_key"], said)
    assert page.get(NEW, {"draft": draft.key}).status_code == 200


def test_what_moderation_has_hidden_is_not_posted_again_unread(page, typed, give):
    """The same words wait for a moderator, whatever the form says that it takes the place of."""
    old = give(title=typed["title"])
    states.hide_post(old)
    assert page.get(NEW, {"from": old.pk, "again": 1}).context["form"].initial.get("again") is None
    assert page.post(NEW, typed | {"born_from": old.pk, "again": "True", "read": "on"}).status_code == 302
    made = Classified.objects.exclude(pk=old.pk).get()
    assert (made.first, made.published_at, made.held_at is not None) == (None, None, True)
    old.refresh_from_db()
    assert (old.closed_at, old.hidden_at is not None) == (None, True)


# --- What is checked before -------------------------------------------------------------------------------------------


@pytest.fixture
def checked(monkeypatch):
    """`checked(refused=[…])`: what every ad is found to be from now on."""
    seen = []

    def finding(**found):
        def verdict(author, **said):
            seen.append(said)
            return Verdict(**{name: [Reason(*words) for words in reasons] for name, reasons in found.items()})

        monkeypatch.setattr(checking, "verdict", verdict)
        return seen

    return finding


def test_what_is_forbidden_is_refused_with_its_source(page, typed, checked):
    seen = checked(
        refused=[("L’alcool ne se vend pas ici.", "Code de la santé publique", "https://legifrance.example/")]
    )
    answer = page.post(NEW, typed)
    assert answer.status_code == 422 and not Classified.objects.exists()
    html = answer.content.decode()
    assert "L’alcool ne se vend pas ici." in html and 'href="https://legifrance.example/"' in html
    assert seen[0]["title"] == "Chaise en bois" and seen[0]["ad"] is None and seen[0]["intent"] == "give"


def test_a_warning_is_read_before_it_is_published(page, typed, checked):
    checked(warned=[("Vérifiez le rappel de ce siège.", "RappelConso", "https://rappel.example/")])
    answer = page.post(NEW, typed)
    assert answer.status_code == 422 and "Vérifiez le rappel" in answer.content.decode()
    assert page.post(NEW, typed | {"read": "on"}).status_code == 302 and Classified.objects.get().published_at


def test_what_a_moderator_reads_first_is_its_authors_alone(page, typed, checked, bob):
    checked(held=[("Elle ressemble à une autre.",)])
    answer = page.post(NEW, typed, follow=True)
    ad = Classified.objects.get()
    assert ad.held_at and not ad.published_at and not FeedEntry.objects.exists()
    assert "Un modérateur la lit avant qu’elle paraisse" in answer.content.decode()
    assert "Elle ressemble à une autre." in answer.content.decode()
    page.force_login(bob)
    assert page.get(f"/classifieds/{ad.pk}/").status_code == 404


def test_the_request_takes_so_many_queries(page, typed, queries):
    page.post(NEW, typed)
    with queries(SENDING):
        page.post(NEW, typed | {"client_key": str(uuid.uuid4()), "title": "Tabouret de bar"})


def test_the_form_takes_as_many_queries_whatever_there_is_to_choose(page, queries, sofas):
    page.get(NEW)
    for more in (0, 40):
        for n in range(more):
            Category.objects.create(code=f"n{n}", parent=sofas.parent, name_fr=f"N{n}")
        with queries(SHOWING):
            page.get(NEW)


def test_members_alone_write_and_a_limit_is_said(page, typed, alice, settings, monkeypatch):
    from django.core.exceptions import ValidationError

    monkeypatch.setattr(forms, "check_may_publish", lambda member: (_ for _ in ()).throw(ValidationError("Suspendue.")))
    answer = page.post(NEW, typed)
    assert answer.status_code == 422 and "Suspendue." in answer.content.decode()


SENDING, SHOWING = 22, 5
