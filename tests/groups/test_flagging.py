"""A group's own words may be flagged, and are then out of sight until somebody has decided."""

from django.utils import timezone

from community.groups import joining
from community.moderation import things


def test_a_group_is_found_by_those_who_may_know_of_it(founded, alice, bob, mira):
    public, hidden = founded(), founded("hidden", name="Caché")
    thing = things.find(public.topic, bob)
    assert (thing.author, thing.link, thing.label) == (alice, public.get_absolute_url(), public.name)
    assert things.find(hidden.topic, bob) is None and things.find("group:999", bob) is None


def test_out_of_sight_it_is_there_for_staff_alone(client, founded, alice, bob, mira):
    group = founded()
    joining.join(group, bob)
    assert things.hide(group.topic, timezone.now()) and not things.hide(group.topic, timezone.now())
    seen = {}
    for reader in (alice, bob, mira):
        client.force_login(reader)
        seen[reader.name] = client.get(group.get_absolute_url()).status_code
    assert seen == {"Alice": 404, "Bob": 404, "Mira": 200}
    assert things.show(group.topic) and not things.show(group.topic)
    client.force_login(bob)
    assert client.get(group.get_absolute_url()).status_code == 200
