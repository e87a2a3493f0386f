import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from community.notifications.mail import send_due
from community.notifications.models import Notification
from community.posts.models import Comment, Post
from community.tickets import acts
from community.tickets.models import Step, Ticket
from community.tickets.opening import open_ticket
from community.tickets.workflow import NEEDS_WORDS, NEXT, State


def test_otto_takes_alices_lamp_from_new_to_fixed(ticket, alice, otto, mailoutbox):
    acts.pick_up(ticket, otto)
    acts.answer(ticket, otto, "Nous passons jeudi.")
    acts.move(ticket, otto, State.PLANNED)
    acts.resolve(ticket, otto, "Ampoule changée.")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee, ticket.closed_at is not None) == ("resolved", otto, True)
    assert list(ticket.history.values_list("act", "from_state", "to_state")) == [
        ("received", "", "received"),
        ("picked_up", "received", "accepted"),
        ("answered", "accepted", "accepted"),
        ("planned", "accepted", "planned"),
        ("resolved", "planned", "resolved"),
    ]
    assert Post.objects.get(pk=ticket.post_id).state == "done"
    told = Notification.objects.filter(recipient=alice).order_by("pk")
    assert [n.kind for n in told] == [
        "ticket_received", "ticket_state", "ticket_answered", "ticket_state", "ticket_resolved",
    ]  # fmt: skip
    send_due()
    letter = mailoutbox[-1]
    assert (letter.to, letter.subject) == ([alice.email], f"{ticket.post.title} : c'est réparé ?")
    html = letter.alternatives[0][0]
    for fact in ("Ampoule changée.", "Lampadaire éteint rue Rouget", "12 rue Rouget-de-Lisle", "Éclairage public"):
        assert fact in letter.body
        assert fact in html
    cards = Comment.objects.filter(post=ticket.post_id)
    assert [c.kind for c in cards] == ["state", "state", "official", "state", "official"]
    assert {c.voice for c in cards} == {"Grand Paris Seine Ouest"}
    assert ModelLogEntry.objects.filter(action="tickets.resolved", user=otto).count() == 1


def test_a_note_stays_with_the_desk(ticket, alice, otto):
    acts.note(ticket, otto, "Le voisin du 3 a la clé.")
    step = ticket.history.last()
    assert (step.public, step.authority.short) == (False, "GPSO")
    assert not Comment.objects.filter(text__contains="clé").exists()
    assert Notification.objects.filter(recipient=alice).count() == 1  # of the opening
    assert "clé" not in str(ticket.timeline)


def test_strangers_and_other_desks_do_nothing(ticket, alice, bob, mira):
    for member in (alice, bob, mira):
        for deed in (
            lambda member=member: acts.pick_up(ticket, member),
            lambda member=member: acts.answer(ticket, member, "Bonjour"),
            lambda member=member: acts.note(ticket, member, "Bonjour"),
            lambda member=member: acts.resolve(ticket, member),
            lambda member=member: acts.put_down(ticket, member),
        ):
            with pytest.raises(PermissionDenied):
                deed()
    assert ticket.history.count() == 1


def test_a_seat_at_one_service_is_no_seat_at_another(town, publish, alice, otto):
    hole = open_ticket(publish(alice, "Un trou"), town.pothole)
    with pytest.raises(PermissionDenied):
        acts.pick_up(hole, otto)


def test_the_second_to_pick_up_reads_who_was_first(ticket, otto, greta):
    late = Ticket.objects.get(pk=ticket.pk)
    acts.pick_up(ticket, otto)
    with pytest.raises(acts.Taken) as taken:
        late.state = "accepted"
        acts.pick_up(late, greta)
    assert taken.value.by == otto


def test_an_act_on_a_ticket_that_changed_is_refused(ticket, otto, greta):
    seen_before = Ticket.objects.get(pk=ticket.pk)
    acts.resolve(ticket, otto, "Fait.")
    with pytest.raises(acts.Changed) as changed:
        acts.move(seen_before, greta, State.PLANNED)
    assert changed.value.ticket.state == "resolved"
    assert ticket.history.filter(act="planned").count() == 0


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("to", State.values)
def test_every_way_that_is_not_in_the_table_is_closed(ticket, otto, greta, town, publish, bob, state, to):
    Ticket.objects.filter(pk=ticket.pk).update(state=state)
    ticket.refresh_from_db()
    other = open_ticket(publish(bob, "Le même"), town.lamp) if to == "duplicate" else None
    move = lambda: acts.move(ticket, greta, to, "Parce que.", other=other.reference if other else "")  # noqa: E731
    if State(to) in NEXT[State(state)]:
        move()
        assert Ticket.objects.get(pk=ticket.pk).state == to
    else:
        with pytest.raises(acts.NotAllowed):
            move()
        assert Ticket.objects.get(pk=ticket.pk).state == state


@pytest.mark.parametrize("state", sorted(NEEDS_WORDS))
def test_a_resident_is_owed_a_reason(ticket, otto, state):
    with pytest.raises(ValidationError):
        acts.move(ticket, otto, state, " \u200b ")
    assert Ticket.objects.get(pk=ticket.pk).state == "received"


def test_a_duplicate_names_the_other_one(ticket, otto, town, publish, bob):
    with pytest.raises(ValidationError):
        acts.refuse(ticket, otto, "Déjà signalé.", State.DUPLICATE, other="GPSO-2000-00001")
    with pytest.raises(ValidationError):
        acts.refuse(ticket, otto, "Déjà signalé.", State.DUPLICATE, other=ticket.reference)
    other = open_ticket(publish(bob), town.lamp)
    acts.refuse(ticket, otto, "Déjà signalé.", State.DUPLICATE, other=other.reference.lower())
    assert ticket.history.last().words == f"Doublon : {other.reference}"


def test_a_transfer_keeps_the_reference_and_shows_the_trail(ticket, otto, mira, greta, town):
    reference = ticket.reference
    acts.note(ticket, greta, "Pas à nous.")
    with pytest.raises(ValidationError):
        acts.transfer(ticket, greta, town.schools)
    acts.transfer(ticket, greta, town.schools, "C'est la lampe de l'école.")
    ticket.refresh_from_db()
    assert (ticket.reference, ticket.authority, ticket.service) == (reference, town.city, town.schools)
    assert (ticket.state, ticket.assignee) == ("triaged", None)
    last = ticket.timeline[-1]["words"]
    assert last == "Transférée de Grand Paris Seine Ouest à Ville d'Issy-les-Moulineaux (Écoles)"
    acts.pick_up(ticket, mira)
    with pytest.raises(PermissionDenied):
        acts.answer(ticket, greta, "Encore moi")


def test_a_case_without_a_rule_is_sorted_out_by_hand(town, publish, alice, mira):
    lost = open_ticket(publish(alice, "Autre chose"), town.orphan)
    assert (lost.needs_triage, lost.service, lost.due_at) == (True, town.desk, None)
    acts.pick_up(lost, mira)
    assert lost.state == "received"
    acts.transfer(lost, mira, town.schools)
    assert (lost.needs_triage, lost.state, lost.history.last().act) == (False, "triaged", "triaged")


def test_the_authors_answer_sends_it_on_from_where_it_waited(ticket, otto, alice):
    acts.move(ticket, otto, State.PLANNED)
    acts.move(ticket, otto, State.WAITING, "Quel côté de la rue ?")
    acts.reply(ticket, "Côté pair.", alice)
    assert ticket.state == "planned"
    assert acts.reply(ticket, "Encore", alice) is None


def test_opened_again_it_counts_a_round_and_gets_a_new_date(ticket, otto, alice):
    acts.resolve(ticket, otto)
    acts.reopen(ticket, "Toujours noir.", member=alice)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.round, ticket.closed_at, ticket.is_overdue) == ("triaged", 2, None, False)
    with pytest.raises(acts.NotAllowed):
        acts.reopen(ticket, "Encore", member=alice)


def test_history_cannot_be_rewritten(ticket):
    step = ticket.history.get()
    for rewrite in (step.save, step.delete, Step.objects.all().delete, lambda: Step.objects.update(text="")):
        with pytest.raises(TypeError):
            rewrite()


def test_quietly_nobody_is_told(town, publish, alice, otto):
    ticket = open_ticket(publish(alice), town.lamp, quietly=True)
    acts.answer(ticket, otto, "Bonjour", quietly=True)
    assert not Notification.objects.exists()
    assert Comment.objects.count() == 2
