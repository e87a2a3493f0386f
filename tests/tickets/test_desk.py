"""The desk as moderators meet it: its pages over plain HTTP."""

import io

import pytest
from django.utils import timezone
from PIL import Image

from community.posts import thread
from community.posts.models import Photo
from community.tickets import acts
from community.tickets.models import Ticket
from community.tickets.opening import open_ticket


def page(client, address):
    return client.get(address).content.decode()


def picture(name="apres.jpg"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def test_otto_closes_a_ticket_with_a_photo(client, ticket, otto, desk):
    client.force_login(otto)
    queue = page(client, desk.queue)
    assert ticket.reference in queue
    assert "Lampadaire éteint rue Rouget" in queue
    told = page(client, desk.page(ticket))
    for words in (
        "Tout noir le soir.",
        "Alice",
        "L&#x27;éclairage y est géré par Grand Paris Seine Ouest",
        "Je m'en charge",
    ):
        assert words in told
    assert desk.act(client, ticket, "pick_up").status_code == 302
    answer = desk.act(client, ticket, "resolve", text="Ampoule changée.", photos=[picture()])
    assert answer.status_code == 302, answer.content.decode()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee) == ("resolved", otto)
    photo = Photo.objects.get(post=ticket.post_id)
    assert photo.role == "after"
    assert ticket.history.last().facts["photos"] == [str(photo.key)]
    assert ticket.reference not in page(client, desk.queue)
    assert ticket.reference in page(client, f"{desk.queue}?state=closed")


def test_the_queue_costs_the_same_whatever_waits(client, ticket, otto, greta, town, publish, neighbours, desk, queries):
    client.force_login(otto)
    page(client, desk.queue)
    with queries(7):
        assert page(client, desk.queue).count('class="desk-row ') == 1
    for number, neighbour in enumerate(neighbours(30)):
        open_ticket(publish(neighbour, f"Lampe {number}"), town.lamp)
    with queries(7):
        assert page(client, desk.queue).count('class="desk-row ') == 25
    assert page(client, f"{desk.queue}?p=2").count('class="desk-row ') == 6


def test_residents_have_no_desk(client, ticket, alice, bob, desk):
    for member in (alice, bob):
        client.force_login(member)
        for address in (desk.queue, desk.page(ticket), f"{desk.queue}pins.geojson", f"{desk.queue}who/"):
            assert client.get(address).status_code in (302, 403, 404)
        assert desk.act(client, ticket, "answer", text="Bonjour").status_code in (302, 403, 404)
    assert ticket.history.count() == 1


def test_another_desk_sees_nothing_of_it(client, ticket, mira, desk):
    client.force_login(mira)
    assert client.get(desk.page(ticket)).status_code == 404
    assert client.get(f"{desk.page(ticket)}history/").status_code == 404
    assert desk.act(client, ticket, "answer", text="Bonjour").status_code == 404
    assert ticket.reference not in page(client, f"{desk.queue}?state=all")
    assert client.get(f"{desk.queue}pins.geojson").json()["features"] == []


def test_notes_stay_with_the_desk_that_wrote_them(client, ticket, greta, otto, mira, alice, admin, town, desk):
    acts.note(ticket, otto, "Le code est 4711.")
    acts.transfer(ticket, greta, town.schools, "À l'école.")
    acts.note(ticket, mira, "Voir avec le gardien.")
    for member, reads, must_not in ((greta, "4711", "gardien"), (mira, "gardien", "4711")):
        client.force_login(member)
        told = page(client, desk.page(ticket))
        assert reads in told
        assert must_not not in told
    client.force_login(admin)
    told = page(client, desk.page(ticket))
    assert "4711" not in told
    assert "gardien" not in told
    client.force_login(greta)
    assert desk.act(client, ticket, "answer", text="Encore nous").status_code == 403
    assert "Je m'en charge" not in page(client, desk.page(ticket))


def test_the_slower_of_two_is_told_what_changed_and_keeps_their_words(client, ticket, otto, greta, desk):
    client.force_login(greta)
    seen = f"received.{ticket.service_id}.0.1"
    acts.pick_up(Ticket.objects.get(pk=ticket.pk), otto)
    answer = desk.act(client, ticket, "answer", text="Mon long texte.", seen=seen)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "maintenant suivie par Otto" in told
    assert "Mon long texte." in told
    assert f'value="accepted.{ticket.service_id}.{otto.pk}.1"' in told
    answer = desk.act(client, ticket, "pick_up")
    assert (answer.status_code, "Otto vient de s&#x27;en charger." in answer.content.decode()) == (409, True)
    assert ticket.history.filter(act="answered").count() == 0


@pytest.mark.parametrize(
    ("deed", "said", "words"),
    [
        ("answer", {"text": ""}, "Dites pourquoi"),
        ("answer", {"text": "x" * 4001}, "C&#x27;est trop long"),
        ("move", {"state": "rubbish"}, "Choisissez un état"),
        ("move", {"state": "waiting", "text": ""}, "Dites pourquoi"),
        ("close", {"state": "duplicate", "text": "Déjà vu", "other": "GPSO-1"}, "Indiquez la référence"),
        ("transfer", {"service": "x", "text": "Pour vous"}, "Choisissez le service"),
        ("transfer", {"service": "9" * 18, "text": "Pour vous"}, "Choisissez le service"),
    ],
)
def test_what_cannot_be_done_says_why_and_loses_nothing(client, ticket, otto, desk, deed, said, words):
    client.force_login(otto)
    answer = desk.act(client, ticket, deed, **said)
    told = answer.content.decode()
    assert (answer.status_code, words in told) == (400, True)
    assert said.get("text", "")[:200] in told
    assert Ticket.objects.get(pk=ticket.pk).state == "received"


def test_a_file_that_is_no_picture_is_refused_and_the_words_are_kept(client, ticket, otto, desk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(otto)
    wrong = SimpleUploadedFile("virus.jpg", b"MZ nothing", "image/jpeg")
    answer = desk.act(client, ticket, "resolve", text="Fait jeudi.", photos=[wrong])
    assert answer.status_code == 400
    assert "virus.jpg" in answer.content.decode()
    assert "Fait jeudi." in answer.content.decode()
    assert Ticket.objects.get(pk=ticket.pk).state == "received"


def test_filters_find_and_odd_values_change_nothing(client, ticket, otto, alice, town, publish, desk):
    late = open_ticket(publish(alice, "Très ancien", at_point=town.in_centre), town.lamp)
    Ticket.objects.filter(pk=late.pk).update(due_at=timezone.now() - timezone.timedelta(days=1))
    acts.pick_up(Ticket.objects.get(pk=ticket.pk), otto)
    client.force_login(otto)

    def found(asked):
        html = page(client, f"{desk.queue}?{asked}")
        return {t.reference for t in (ticket, late) if t.reference in html}

    both = {ticket.reference, late.reference}
    assert found("") == both
    assert found("q=tres+ANCIEN") == {late.reference}
    assert found(f"q={ticket.reference.lower()}") == {ticket.reference}
    assert found("who=mine") == {ticket.reference}
    assert found("who=nobody") == {late.reference}
    assert found("only=overdue") == {late.reference}
    assert found("only=triage") == set()
    assert found("state=accepted") == {ticket.reference}
    assert found(f"service={town.lighting.pk}&category={town.lamp.pk}&sort=due") == both
    for odd in ("state=rubbish", "service=abc", "p=0", "p=-1", "p=x", "sort=1;drop", "category=999999999999999999999"):
        assert found(odd) == both


def test_script_in_a_report_stays_words(client, otto, town, publish, alice, desk):
    ticket = open_ticket(publish(alice, "<script>alert(1)</script>"), town.lamp)
    thread.say(ticket.post, alice, "<img src=x onerror=alert(2)>")
    client.force_login(otto)
    for address in (desk.queue, desk.page(ticket)):
        told = page(client, address)
        assert "<script>alert(1)" not in told
        assert "<img src=x" not in told


def test_the_first_page_of_the_admin_counts_and_asks_for_a_second_factor(client, ticket, otto):
    client.force_login(otto)
    told = page(client, "/admin/")
    assert "à traiter" in told
    assert "clé d'accès" in told
    assert 'href="/admin/pages/' not in told


def test_authors_answer_what_the_service_asked(client, ticket, otto, alice, bob):
    acts.move(ticket, otto, "waiting", "Quel côté de la rue ?")
    address = f"/tickets/{ticket.reference}/reply/"
    client.force_login(bob)
    assert client.post(address, {"text": "Côté pair."}).status_code == 404
    client.force_login(alice)
    assert client.post(address, {"text": " "}).status_code == 400
    assert client.post(address, {"text": "Côté pair."}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == "triaged"
    assert ticket.post.comments.filter(author=alice, text="Côté pair.").count() == 1
