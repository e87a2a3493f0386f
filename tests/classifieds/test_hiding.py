"""Bob wants to see a sofa no more, however often it is posted again."""

from classifieds import hiding
from classifieds.models import Unwanted
from classifieds.similar import beside


def test_hidden_and_shown_again(client, give, bob, charlie):
    first = give(title="Le vieux canapé")
    again = give(title="Le vieux canapé, encore", first=first)
    client.force_login(bob)
    for _twice in range(2):
        client.post(f"/classifieds/{again.pk}/hide/")
    assert list(Unwanted.objects.values_list("first", "member")) == [(first.pk, bob.pk)]
    page = client.get("/classifieds/hidden/").content.decode()
    assert page.count("Revoir") == 1 and "Le vieux canapé" in page
    client.force_login(charlie)
    assert "Le vieux canapé" not in client.get("/classifieds/hidden/").content.decode()
    client.force_login(bob)
    client.post(f"/classifieds/{first.pk}/hide/", {"hidden": "0"})
    assert not Unwanted.objects.exists() and not hiding.show(first, bob)


def test_beside_no_other_ad(give, bob, charlie):
    sofa, first = give(), give(title="Fauteuil")
    again = give(title="Fauteuil, encore", first=first)
    hiding.hide(again, bob)
    assert beside(sofa, bob) == [] and len(beside(sofa, charlie)) == 2


def test_strangers_get_404(client, give, bob):
    held = give(held_why="À voir")
    client.force_login(bob)
    for act in ("hide", "favourite"):
        assert client.post(f"/classifieds/{held.pk}/{act}/").status_code == 404
