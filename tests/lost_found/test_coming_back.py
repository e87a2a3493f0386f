"""From "it is mine" to "it is back": who may say what, who is told, what is erased."""

import pytest
from django.core.exceptions import PermissionDenied

from community.conversations.models import Message
from community.handovers import ending, promising
from community.handovers.models import Handover, State
from community.members.blocks import block
from lost_found.claiming import claim, refuse
from lost_found.matching import match
from lost_found.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def purse(tell, bob):
    return tell("found", bob, what="wallet", title="Portefeuille brun", question="Que contient-il ?", number="AB12345")


def kinds(member):
    return [note.kind for note in member.notifications.order_by("pk")]


def test_alice_says_it_is_hers_and_what_she_knows_goes_to_bob_alone(purse, alice, bob, charlie, client):
    client.force_login(alice)
    page = f"/lost-found/{purse.pk}/claim/"
    assert "Que contient-il ?" in client.get(page).content.decode()
    answer = client.post(page, {"text": "Une photo de mon chat."})
    made = Handover.objects.get()
    assert answer.url == made.get_absolute_url()
    assert "Que contient-il ?" in Message.objects.get().text and "Une photo de mon chat." in Message.objects.get().text
    assert kinds(bob) == ["handover"]
    client.force_login(charlie)
    seen = client.get(purse.get_absolute_url()).content.decode()
    assert "mon chat" not in seen and "Que contient-il" not in seen
    client.logout()
    assert "Que contient-il" not in client.get(purse.get_absolute_url()).content.decode()


def test_her_secret_stands_in_the_form_already(tell, bob, alice, client):
    tell(title="Trousseau tortue", secret="Un cœur dessous")
    found = tell("found", bob, title="Trousseau tortue")
    match(found)
    client.force_login(alice)
    assert "Un cœur dessous" in client.get(f"/lost-found/{found.pk}/claim/").content.decode()


def test_nobody_claims_what_is_lost_closed_or_their_own(purse, tell, alice, bob, charlie):
    lost = tell()
    for item, member in ((lost, bob), (purse, bob)):
        with pytest.raises(PermissionDenied):
            claim(item, member, "À moi")
    purse.give_back(bob)
    with pytest.raises(PermissionDenied):
        claim(Item.objects.get(pk=purse.pk), alice, "À moi")


def test_yes_to_one_then_done_closes_it_and_tells_the_other(purse, alice, bob, charlie):
    hers, his = claim(purse, alice, "Le mien"), claim(purse, charlie, "Non, le mien")
    promising.promise(hers, bob)
    assert Item.objects.get(pk=purse.pk).state == "progress"
    ending.done(Handover.objects.get(pk=hers.pk), bob)
    purse.refresh_from_db()
    assert (purse.returned, purse.state, purse.number_hash, purse.question) == (True, "done", "", "")
    assert Handover.objects.get(pk=his.pk).state == State.ELSEWHERE
    assert kinds(charlie) == ["handover", "handover"]  # promised elsewhere, then gone
    ending.not_yet(Handover.objects.get(pk=hers.pk), alice)
    purse.refresh_from_db()
    assert (purse.returned, purse.closed_at, purse.state) == (False, None, "progress")


def test_no_is_said_kindly_at_once_and_once(purse, alice, bob, charlie, client):
    hers = claim(purse, alice, "Le mien")
    client.force_login(charlie)
    assert client.post(f"/lost-found/asked/{hers.pk}/refuse/").status_code == 404
    with pytest.raises(PermissionDenied):
        refuse(hers, alice)
    client.force_login(bob)
    assert client.post(f"/lost-found/asked/{hers.pk}/refuse/").url == purse.get_absolute_url()
    assert refuse(hers, bob) is False
    assert kinds(alice) == ["item_refused"]
    assert alice.notifications.get().title == "Ce n’était pas cela : Portefeuille brun"


def test_given_back_erases_what_was_private_and_thanks_in_the_thread(tell, alice, bob, client):
    from community.posts.follow import follow

    item = tell(secret="Cœur", what="cat", number="250268712345678")
    follow(item, bob)
    client.force_login(bob)
    assert client.post(f"/lost-found/{item.pk}/returned/").status_code == 404
    client.force_login(alice)
    client.post(f"/lost-found/{item.pk}/returned/", {"thanks": "Merci à la rue du Port !"})
    item.refresh_from_db()
    assert (item.secret, item.number_hash, item.returned, item.listed_at) == ("", "", True, None)
    assert "Merci à la rue du Port" in client.get(item.get_absolute_url()).content.decode()
    assert (kinds(bob), kinds(alice)) == (["item_returned"], [])
    assert client.post(f"/lost-found/{item.pk}/returned/").status_code == 404


def test_photos_of_papers_go_when_it_is_closed(purse, bob):
    from community.posts.models import Photo

    Photo.objects.create(uploader=bob, post=purse, state="ready")
    purse.give_back(bob)
    assert purse.photos.count() == 0


def test_withdrawn_nobody_sees_it(tell, alice, bob, client):
    item = tell()
    client.force_login(alice)
    client.post(f"/lost-found/{item.pk}/withdraw/")
    client.force_login(bob)
    assert client.get(item.get_absolute_url()).status_code == 404


def test_the_blocked_do_not_meet(purse, alice, bob, client):
    block(bob, alice)
    client.force_login(alice)
    assert client.get(purse.get_absolute_url()).status_code == 404
    assert client.post(f"/lost-found/{purse.pk}/claim/", {"text": "x"}).status_code == 404


# --- A number is read ------------------------------------------------------------------------------------------------


@pytest.fixture
def moustache(tell):
    return tell(what="cat", title="Moustache", number="250 268 712 345 678")


def test_otto_reads_a_chip_and_learns_no_name(moustache, otto, alice, client):
    client.force_login(otto)
    page = client.post("/lost-found/number/", {"number": "250268712345678"}).content.decode()
    assert "Quelqu’un l’attend" in page and "Alice" not in page and "Moustache" not in page
    said = {"number": "250268712345678", "text": "Il est au cabinet, 01 02 03 04 05"}
    assert "C’est envoyé" in client.post("/lost-found/number/", said).content.decode()
    note = alice.notifications.get()
    assert (note.kind, note.title) == ("item_number_found", "Otto a lu votre numéro : Moustache")
    assert "250268" not in str(note.__dict__)


def test_another_number_a_bad_one_and_too_many(moustache, otto, client, settings):
    client.force_login(otto)
    assert "Personne n’a donné" in client.post("/lost-found/number/", {"number": "999" * 4}).content.decode()
    for bad in ("", "xyz", "1" * 61):
        assert client.post("/lost-found/number/", {"number": bad}).status_code == 422
    settings.ACCOUNT_RATE_LIMITS = {"number": "1/h/user"}
    statuses = [client.post("/lost-found/number/", {"number": "999" * 4}).status_code for _time in range(3)]
    assert statuses[-1] == 429


def test_a_blocked_reader_hears_nothing(moustache, alice, bob, client):
    block(alice, bob)
    client.force_login(bob)
    assert "Personne n’a donné" in client.post("/lost-found/number/", {"number": "250268712345678"}).content.decode()
