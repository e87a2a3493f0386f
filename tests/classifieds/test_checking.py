"""What an ad is checked for: the same one again, links, how many in a day. The rules about goods have test_goods."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from classifieds.checking import verdict
from classifieds.links import hosts_in
from classifieds.planting import plant
from community.posts.models import Photo

LONG = (
    "Commode en pin massif, trois tiroirs, très bon état, à venir chercher le week-end près de la gare, sans ascenseur."
)


@pytest.fixture
def settled(town, alice, bob, charlie):
    """Everybody has been here for a year."""
    for member in (alice, bob, charlie):
        member.date_joined = timezone.now() - timedelta(days=365)
        member.save(update_fields=["date_joined"])


@pytest.fixture
def check(sofas):
    def checking(author, title="Canapé trois places", text="", **said):
        said = {"intent": "give", "category": sofas, **said}
        return verdict(author, title=title, text=text, **said)

    return checking


def said(made):
    return [len(made.refused), len(made.warned), len(made.held)]


def test_an_ordinary_ad_passes(check, alice, settled):
    assert said(check(alice)) == [0, 0, 0]
    assert check(alice).held_why == ""


def test_what_a_rule_says_reaches_the_author_with_its_source(check, alice, settled):
    plant()
    refused = check(alice, "Puff mangue").refused
    assert [reason.source for reason in refused] == ["Code de la santé publique, article L. 3513-5-1"]
    assert refused[0].source_url.startswith("https://www.vie-publique.fr/")
    assert said(check(alice, "Feux d’artifice")) == [0, 0, 1]
    assert said(check(alice, "Siège auto")) == [0, 1, 0]
    assert said(check(alice, "Carton de vaisselle", tags=["puff"])) == [1, 0, 0]


class TestTheSameAgain:
    def test_ones_own_is_named_and_waits_if_one_insists(self, check, alice, sofa, settled):
        made = check(alice, "CANAPE, trois-places")
        assert said(made) == [0, 1, 1]
        assert "Canapé trois places" in made.warned[0].words
        assert made.warned[0].url == reverse("classifieds:page", args=[sofa.pk])

    def test_another_thing_is_another_ad(self, check, give, alice, settled):
        give(title="Jean taille 38")
        assert said(check(alice, "Jean taille 40")) == [0, 0, 0]
        assert said(check(alice, "Jean taille 38", intent="wanted")) == [0, 0, 0]
        give(title="Livres pour enfants", text="Dix albums du Père Castor, années 1970, reliés.")
        assert said(check(alice, "Livres pour enfants", "Un carton de mangas récents, presque neufs.")) == [0, 0, 0]

    def test_a_neighbours_is_no_repetition(self, check, bob, sofa, settled):
        assert said(check(bob)) == [0, 0, 0]

    def test_nor_is_one_that_is_over_or_takes_its_place(self, check, alice, sofa, settled):
        assert said(check(alice, ad=sofa)) == [0, 0, 0]
        assert said(check(alice, instead_of=sofa.pk)) == [0, 0, 0]
        type(sofa).objects.filter(pk=sofa.pk).update(closed_at=timezone.now())
        assert said(check(alice)) == [0, 0, 0]

    def test_the_same_photo_under_another_title(self, check, alice, bob, sofa, settled):
        facts = {"bytes": 812_345, "format": "JPEG", "width": 4000, "height": 3000}
        Photo.objects.create(post=sofa, uploader=alice, **facts)
        again = Photo.objects.create(uploader=alice, **facts)
        other = Photo.objects.create(uploader=alice, **{**facts, "bytes": 812_346})
        assert said(check(alice, "Divan bleu", photo_keys=[again.key])) == [0, 1, 1]
        assert said(check(alice, "Divan bleu", photo_keys=[other.key])) == [0, 0, 0]
        assert said(check(bob, "Divan bleu", photo_keys=[again.key])) == [0, 0, 0]

    def test_one_text_from_many_accounts_waits(self, check, give, alice, bob, charlie, settled):
        give(bob, title="Commode", text=LONG)
        assert said(check(alice, "Belle commode", LONG)) == [0, 0, 0]
        give(charlie, title="Meuble", text=LONG + " !")
        assert said(check(alice, "Belle commode", LONG)) == [0, 0, 1]
        assert said(check(alice, "Belle commode", "À venir chercher.")) == [0, 0, 0]


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "hosts"),
        [
            ("voir https://www.ikea.com/fr/p/kallax", ["ikea.com"]),
            ("voir monsite.shop et www.autre.fr/x", ["monsite.shop", "autre.fr"]),
            ("bon état.Très propre, 3.50 euros, 80x200.", []),
            ("écrivez à alice@exemple.fr", []),
            ("M.Dupont, rue du Dr.Roux", []),
        ],
    )
    def test_what_is_a_link(self, text, hosts):
        assert hosts_in(text) == hosts

    def test_a_known_shop_is_no_matter(self, check, alice, settled):
        assert said(check(alice, text="Le même que https://www.ikea.com/fr/fr/p/kallax")) == [0, 0, 0]

    def test_an_unknown_one_is_asked_about(self, check, alice, settled):
        made = check(alice, text="Voir https://super-promo.example.com/a")
        assert said(made) == [0, 1, 0]
        assert "super-promo.example.com" in made.warned[0].words

    def test_from_a_newcomer_it_waits(self, check, alice):
        assert said(check(alice, text="Voir https://super-promo.example.com/a")) == [0, 0, 1]

    def test_many_wait_and_a_shortener_is_refused(self, check, alice, settled):
        assert said(check(alice, text="un.shop deux.shop trois.shop")) == [0, 0, 1]
        assert said(check(alice, text="Photos : https://bit.ly/3xyz"))[0] == 1

    def test_a_number_that_all_would_read(self, check, alice, settled):
        assert said(check(alice, text="Appelez le 06 12 34 56 78")) == [0, 1, 0]
        assert said(check(alice, text="alice arobase exemple point fr")) == [0, 1, 0]


class TestHowMany:
    def test_a_newcomer_sends_three_a_day(self, check, give, alice, bob):
        for title in ("Chaise", "Lampe à pied", "Vélo d’enfant"):
            assert said(check(alice, title)) == [0, 0, 0]
            give(title=title)
        made = check(alice, "Miroir")
        assert [reason.words for reason in made.refused] == [
            "3 annonces par jour, c’est la limite : revenez demain. Elle monte dès que votre compte a quelques jours."
        ]
        assert said(check(bob, "Miroir")) == [0, 0, 0]

    def test_yesterdays_do_not_count_and_changing_one_is_free(self, check, give, alice, settings):
        settings.ADS_A_DAY_AT_FIRST = 1
        chair = give(title="Chaise", at=timezone.now() - timedelta(hours=25))
        assert said(check(alice, "Miroir")) == [0, 0, 0]
        lamp = give(title="Lampe à pied")
        assert said(check(alice, "Lampe à pied", ad=lamp)) == [0, 0, 0]
        assert said(check(alice, "Miroir"))[0] == 1
        assert chair.pk != lamp.pk

    def test_a_settled_neighbour_sends_twenty(self, check, give, alice, settled, settings):
        settings.ADS_A_DAY = 2
        give(title="Chaise")
        give(title="Lampe à pied")
        assert [reason.words for reason in check(alice, "Miroir").refused] == [
            "2 annonces par jour, c’est la limite : revenez demain."
        ]


class TestQueries:
    def test_one_ad_or_many(self, check, give, alice, bob, settled, queries, settings):
        settings.ADS_A_DAY = 1000
        plant()
        with queries(5):
            check(alice, "Miroir doré", LONG)
        for n in range(30):
            give(title=f"Chaise {n}", text=LONG)
            give(bob, title=f"Table {n}", text=LONG)
        with queries(5):
            check(
                alice,
                "Miroir doré",
                "Un grand miroir doré à la feuille, de la cheminée du salon, sans un éclat du tout.",
            )

    def test_what_it_reads_is_found_by_an_index_and_bounded(self, check, give, alice, settled, queries):
        with queries(4) as captured:
            check(alice, "Miroir doré", LONG)
        _rules, own, others, today = [query["sql"] for query in captured.captured_queries]
        assert own.endswith("LIMIT 60") and others.endswith("LIMIT 150")
        if connection.vendor == "sqlite":
            plans = []
            for sql in (own, others, today):
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                    plans.append(" ".join(row[-1] for row in cursor.fetchall()))
            assert "author_id=?" in plans[0] and "listing_by_category" in plans[1] and "author_id=?" in plans[2]
            assert not any("SCAN" in plan for plan in plans)
