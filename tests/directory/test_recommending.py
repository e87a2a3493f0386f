"""Alice tells her neighbours that the plumber is good. He answers; who is apart from her does not read it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from community.members.blocks import block
from community.moderation import things
from community.notifications.models import Notification
from directory import recommending
from directory.models import Entry, Recommendation

PAGE = "/services/plomberie-martin/"
WORDS = "Venu un dimanche pour une fuite, propre et au prix annoncé."


def count():
    return Entry.objects.get(slug="plomberie-martin").recommended


@pytest.fixture
def praise(plumber, alice):
    """Alice is no newcomer here; neither is anybody else in these stories."""

    def saying(author=None, text=WORDS, entry=plumber, **more):
        return recommending.recommend(entry, author or alice, text, **more)

    return saying


def test_alice_recommends_and_it_is_read_by_all(client, plumber, alice, hold, bob):
    hold(plumber, bob)
    client.force_login(alice)
    month = f"{timezone.localdate():%Y-%m}"
    answer = client.post(f"{PAGE}recommend/", {"text": WORDS, "used": "on", "used_on": month})
    said = Recommendation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#recommendation-{said.pk}")
    assert (said.author, said.used, said.used_on, count()) == (alice, True, month, 1)
    page = Client().get(PAGE).content.decode()
    assert "Venu un dimanche" in page and "Alice" in page and "Y est allé·e" in page
    note = Notification.objects.get(recipient=bob, kind="recommendation_new")
    assert note.title == "Alice recommande « Plomberie Martin »"


def test_said_again_it_is_the_same_one_with_the_new_words(praise, alice):
    first = praise()
    assert praise().edited_at is None
    again = praise(text="Et il est revenu deux fois.")
    assert (again.pk, again.text, count()) == (first.pk, "Et il est revenu deux fois.", 1)
    assert again.edited_at is not None


def test_who_keeps_it_does_not_praise_it(client, praise, plumber, hold, bob):
    hold(plumber, bob)
    with pytest.raises(ValidationError, match="vous pouvez leur répondre"):
        praise(bob)
    client.force_login(bob)
    page = client.get(f"{PAGE}recommend/").content.decode()
    assert "vous pouvez leur répondre" in page and "<textarea" not in page


def test_doctors_are_not_recommended_and_the_page_says_why(praise, entry, alice):
    doctor = entry("Dr Ba", "medecin")
    with pytest.raises(ValidationError, match="R\\.4127-19"):
        praise(entry=doctor)
    assert "R.4127-19" in Client().get("/services/dr-ba/").content.decode()


@pytest.mark.parametrize(
    "words", ["", "   ", "x" * 1501, "Allez sur http://exemple.org/promo", "Mieux sur www.plombier-pas-cher.shop"]
)
def test_what_cannot_be_published_is_said_and_kept(client, plumber, alice, words):
    client.force_login(alice)
    answer = client.post(f"{PAGE}recommend/", {"text": words})
    assert answer.status_code == 422 and words[:1500] in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_a_newcomer_praises_three_a_day_and_others_twenty(praise, entry, alice, bob):
    shops = [entry(f"Boutique {number}", "boulangerie") for number in range(5)]
    for shop in shops[:3]:
        praise(alice, entry=shop)
    with pytest.raises(ValidationError, match="3 recommandations"):
        praise(alice, entry=shops[3])
    praise(alice, "Je corrige la première.", entry=shops[0])
    bob.date_joined = timezone.now() - timedelta(days=30)
    assert [praise(bob, entry=shop).author for shop in shops] == [bob] * 5


def test_bob_answers_once_and_may_change_it(client, praise, plumber, hold, alice, bob, charlie):
    hold(plumber, bob)
    said = praise()
    client.force_login(bob)
    address = f"/services/recommendations/{said.pk}/answer/"
    assert "Venu un dimanche" in client.get(address).content.decode()
    for words in ("Merci Alice.", "Merci beaucoup, Alice."):
        assert client.post(address, {"text": words}).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Plomberie Martin répond" in page and "Merci beaucoup, Alice." in page
    assert [n.kind for n in Notification.objects.filter(recipient=alice)] == ["recommendation_answered"]
    client.post(address, {"text": ""})
    assert "Plomberie Martin répond" not in client.get(PAGE).content.decode()
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        recommending.answer(said, charlie, "Menteuse.")


def test_alice_takes_it_back(client, praise, alice, bob):
    said = praise()
    client.force_login(bob)
    assert client.post(f"/services/recommendations/{said.pk}/take-back/").status_code == 404
    client.force_login(alice)
    assert client.post(f"/services/recommendations/{said.pk}/take-back/").status_code == 302
    assert (Recommendation.objects.count(), count()) == (0, 0)


def test_members_apart_do_not_read_each_other(client, praise, alice, charlie, bob):
    praise()
    block(charlie, alice)
    for reader, reads in ((charlie, False), (bob, True)):
        client.force_login(reader)
        assert ("Venu un dimanche" in client.get(PAGE).content.decode()) is reads


def test_flagged_ones_are_reviewed_and_the_count_follows(praise, alice, bob, mira, charlie):
    said = praise()
    thing = things.find(said.topic, bob)
    assert (thing.quote, thing.author, thing.label) == (WORDS, alice, "Plomberie Martin")
    assert things.hide(said.topic, timezone.now()) and not things.hide(said.topic, timezone.now())
    assert count() == 0 and "Venu" not in Client().get(PAGE).content.decode()
    assert things.find(said.topic, bob) is None and things.find(said.topic, mira) is not None
    assert things.show(said.topic) and not things.show(said.topic)
    assert count() == 1
    things.hide(said.topic, timezone.now())
    recommending.take_back(Recommendation.objects.get(), alice)
    assert count() == 0


def test_what_was_around_it_helps_to_judge(praise, alice, bob, mira):
    said = praise()
    praise(bob, "Parfait, parfait, parfait.")
    assert things.around(said.topic) == [("Bob", "Parfait, parfait, parfait.")]
    things.erase(said.topic)
    assert Recommendation.objects.get(author=alice).text == "—"


def test_words_outlive_the_account_without_its_name(praise, alice):
    praise()
    alice.delete()
    page = Client().get(PAGE).content.decode()
    assert "Ancien membre" in page and "Venu un dimanche" in page
    assert count() == 1


def test_older_ones_are_a_page_away(praise, neighbours):
    for number, member in enumerate(neighbours(12)):
        praise(member, f"Mot numéro {number}.")
    page = Client().get(PAGE).content.decode()
    assert "numéro 11" in page and "numéro 2." in page and "numéro 1." not in page
    last = Recommendation.objects.order_by("-pk")[9]
    older = Client().get(f"{PAGE}?before={last.pk}").content.decode()
    assert "numéro 1." in older and "numéro 0." in older and "numéro 2." not in older
    assert Client().get(f"{PAGE}?before=x").status_code == 200


def test_many_cost_no_more_queries_than_one(client, praise, neighbours, alice, queries):
    from django.template import Context, Template

    shown = Template("{% include 'directory/recommendations.html' %}")
    request = client.get(PAGE).wsgi_request
    request.user = alice

    def draw():
        return shown.render(Context({"request": request, "entry": Entry.objects.get(), "user": alice}))

    praise()
    for members in ((), neighbours(8)):
        for member in members:
            praise(member, "Très bien.")
        with queries(5):  # the entry, its category, the page of words, one's own, whether one keeps it
            assert draw().count("<article") == 1 + len(members)


def test_a_session_that_ended_keeps_the_words(client, plumber, alice):
    assert client.post(f"{PAGE}recommend/", {"text": WORDS}).status_code == 302
    client.force_login(alice)
    assert WORDS in client.get(f"{PAGE}recommend/").content.decode()
