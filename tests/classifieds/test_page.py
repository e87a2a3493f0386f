"""The page of an ad: what everybody reads, what its author does there, and who must not."""

import pytest

from classifieds import closing
from classifieds.models import Classified
from community.members.blocks import block
from community.posts import cards, states, thread


def html_of(client, ad):
    return client.get(f"/classifieds/{ad.pk}/").content.decode()


def test_everybody_reads_it_and_visitors_the_same_bytes(client, give):
    ad = give(intent="sell", price_cents=4000, negotiable=True, condition="good", units=4, text="Bleu.")
    html = html_of(client, ad)
    for words in ("Je vends", "40 €", "(à débattre)", "Bon état", "reste 4 sur 4", "Canapés", "Bleu.", "environ 250 m"):
        assert words in html
    assert 'data-square="250"' in html and f'data-lat="{ad.lat:.6f}"' in html
    assert "csrf" not in html and "Corriger" not in html


def test_without_a_point_there_is_no_map(client, give, town):
    ad = give(at_point=(None, None), territory=town.val)
    html = html_of(client, ad)
    assert "data-square" not in html and "Val-de-Seine" in html


@pytest.mark.parametrize("comments", [0, 30])
def test_it_takes_as_many_queries_whatever_was_said(client, sofa, bob, comments, queries):
    for number in range(comments):
        thread.say(sofa, bob, f"n{number}")
    client.force_login(bob)
    html_of(client, sofa)
    with queries(READING):
        html_of(client, sofa)


def test_strangers_get_404(client, sofa, alice, bob, charlie, mira):
    block(alice, charlie)
    client.force_login(charlie)
    assert client.get(f"/classifieds/{sofa.pk}/").status_code == 404
    states.hide_post(sofa)
    for member, status in [(bob, 404), (alice, 200), (mira, 200)]:
        client.force_login(member)
        assert client.get(f"/classifieds/{sofa.pk}/").status_code == status
    client.force_login(alice)
    for act in ("edit", "renew", "end", "again"):
        assert client.post(f"/classifieds/{sofa.pk}/{act}/").status_code in (404, 405)


def test_she_ends_it_by_answering_one_question(client, sofa, alice, bob):
    client.force_login(bob)
    assert client.post(f"/classifieds/{sofa.pk}/end/", {"outcome": "here"}).status_code == 404
    client.force_login(alice)
    client.post(f"/classifieds/{sofa.pk}/end/", {"outcome": "stolen"})
    assert Classified.objects.get().closed_at is None
    client.post(f"/classifieds/{sofa.pk}/end/", {"outcome": "elsewhere"})
    client.post(f"/classifieds/{sofa.pk}/end/", {"outcome": "kept"})
    ad = Classified.objects.get()
    assert (ad.outcome, ad.state) == ("elsewhere", "closed")
    html = html_of(client, ad)
    assert "C’est parti ailleurs." in html and "remettre en ligne" in html and "Qu’est-elle devenue" not in html
    client.force_login(bob)
    assert "C’est parti ailleurs." in html_of(client, ad)


def test_cards_say_what_matters(give, queries):
    free, sold, lent = give(), give(intent="sell", price_cents=1250), give(intent="lend")
    states.set_state(sold, "progress")
    closing.close(lent, "elsewhere")
    ads = list(Classified.objects.order_by("pk"))
    with queries(2):
        drawn = cards.cards([(ad.pk, ad.sequence) for ad in ads], "fr", "classified")
    assert "Je donne · Canapés" in drawn[0] and "Gratuit" not in drawn[0]
    assert "Je vends · Canapés<" in drawn[1] and ">12,50 €</b>" in drawn[1] and "Réservé" in drawn[1]
    assert "Parti" in drawn[2]
    assert free.pk


READING = 9
