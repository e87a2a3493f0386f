import pytest
from django.core.exceptions import ValidationError

from community.tickets.editing.fields import check_answers, check_natures, check_questions
from community.tickets.models import Competence, Seat

ADDRESSES = [
    "/admin/snippets/tickets/category/", "/admin/snippets/tickets/categorygroup/", "/admin/snippets/tickets/authority/",
    "/admin/snippets/tickets/service/", "/admin/snippets/tickets/competence/", "/admin/snippets/tickets/seat/",
]  # fmt: skip


@pytest.mark.parametrize("address", [*ADDRESSES, *[f"{a}add/" for a in ADDRESSES], "/admin/users/", "/admin/users/new/", "/admin/account/"])  # fmt: skip  # noqa: E501
def test_administrators_edit_who_does_what_and_moderators_do_not(client, admin, mira, address):
    client.force_login(admin)
    assert client.get(address).status_code == 200
    client.force_login(mira)
    assert client.get(address).status_code == (200 if address.endswith("account/") else 302)


def sent(town, **more):
    return {
        "category": town.lamp.pk, "territory": town.issy.pk, "service": town.schools.pk, "days": "4", "area": "",
        "area_name": "", "answers": "", "reason_fr": "Parce que", "reason_en": "", **more,
    }  # fmt: skip


def test_a_rule_is_written_in_the_admin_and_wins(client, admin, town):
    client.force_login(admin)
    answer = client.post("/admin/snippets/tickets/competence/add/", sent(town))
    assert answer.status_code == 302, answer.content.decode()
    assert Competence.objects.filter(service=town.schools, days=4, answers={}, area__isnull=True).count() == 1
    told = client.get("/admin/guichet/who/", {"category": town.lamp.pk, "lat": "48.825", "lon": "2.255"})
    assert "Parce que; en général sous 4 jours" in told.content.decode()
    assert "Lampadaire éteint, Grand Paris Seine Ouest" in told.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("area", "{rubbish", "pas du JSON"),
        ("area", "[1, 2]", "objet entre accolades"),
        ("area", '{"type": "Point", "coordinates": [2, 48]}', "géométrie Point"),
        ("area", '{"type": "Polygon", "coordinates": [[[2, 48], [2, "x"]]]}', "pas un nombre"),
        ("answers", '{"colour": "red"}', "pas de question"),
        ("answers", "[1]", "Un objet"),
    ],
)
def test_bad_json_is_refused_in_words_and_kept(client, admin, town, field, typed, words):
    from html import unescape

    client.force_login(admin)
    answer = client.post("/admin/snippets/tickets/competence/add/", sent(town, **{field: typed}))
    told = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert words in told
    assert not Competence.objects.filter(service=town.schools).exists()


@pytest.mark.parametrize(
    "said",
    [{}, [3], [{"key": "a b", "type": "text", "label_fr": "x"}], [{"key": "a", "type": "colour", "label_fr": "x"}],
     [{"key": "a", "type": "one", "label_fr": "x"}], [{"key": "a", "type": "text"}],
     [{"key": "a", "type": "text", "label_fr": "x"}] * 2],
)  # fmt: skip
def test_questions_that_no_form_could_ask_are_refused(said):
    with pytest.raises(ValidationError):
        check_questions(said)


def test_right_ones_pass(town):
    check_questions([{"key": "a", "type": "one", "label_fr": "x", "choices": [{"key": "k", "fr": "K"}]}])
    check_natures(["problem"])
    check_answers({}, None)
    for wrong in ([], ["rant"], "problem"):
        with pytest.raises(ValidationError):
            check_natures(wrong)


@pytest.mark.parametrize("asked", [{}, {"category": "x"}, {"lat": "nan", "lon": "2"}, {"lat": "2.255", "lon": "48.825"}, {"lat": "48.8566", "lon": "2.3522"}])  # fmt: skip  # noqa: E501
def test_the_preview_answers_odd_questions_in_words(client, admin, town, asked):
    client.force_login(admin)
    assert client.get("/admin/guichet/who/", {"category": town.lamp.pk, **asked}).status_code == 200


def test_a_seat_given_in_the_admin_opens_the_desk_and_nothing_else(client, admin, alice, town):
    client.force_login(admin)
    assert client.post("/admin/snippets/tickets/seat/add/", {"member": alice.pk, "authority": town.city.pk, "service": town.lighting.pk}).status_code == 200  # fmt: skip  # noqa: E501
    assert not Seat.objects.filter(member=alice).exists()
    client.post("/admin/snippets/tickets/seat/add/", {"member": alice.pk, "authority": town.city.pk, "service": ""})
    client.force_login(alice)
    assert client.get("/admin/guichet/").status_code == 200
    for shut in ("/admin/users/", "/admin/images/", "/admin/snippets/tickets/competence/"):
        assert client.get(shut).status_code == 302


def test_a_member_made_in_the_admin_has_one_name_and_may_sign_in(client, admin):
    client.force_login(admin)
    answer = client.post(
        "/admin/users/new/",
        {"name": "Nora", "email": "Nora@Example.org", "language": "en", "password1": "un long mot de passe", "password2": "un long mot de passe"},  # noqa: E501
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    client.logout()
    assert client.login(email="nora@example.org", password="un long mot de passe")
