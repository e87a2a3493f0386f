"""The feed on a phone: new posts wait behind a button, nothing moves meanwhile, and the end is remembered."""

import re
from datetime import timedelta

from e2e.test_whole_way import IN_VAL, report, sign_in
from pictures import phone_jpeg
from playwright.sync_api import expect

from community.posts.models import FeedMark
from incidents.models import Incident


def told(town, author, title):
    where = {"title": title, "quietly": True}
    return Incident.objects.report(author, "problem", town.litter, title, *IN_VAL, **where)


def position(page, text):
    return page.get_by_text(text).bounding_box()["y"]


def test_new_posts_wait_behind_a_button_and_the_end_is_remembered(phone, town, alice, bob, with_password):
    password = with_password(alice, bob)
    for number in range(4):
        told(town, bob, f"Déjà là {number}")
    reader = phone()
    sign_in(reader, alice.email, password, "/feed/")
    reader.goto("/feed/")
    expect(reader.get_by_text("C'est tout pour cette semaine")).to_be_attached()
    assert not FeedMark.objects.exists()  # she has not been at the end yet
    reader.get_by_text("Déjà là 2").scroll_into_view_if_needed()
    before = position(reader, "Déjà là 2")

    writer = phone()
    sign_in(writer, bob.email, password, "/")
    report(writer, phone_jpeg(400, 300, lat=IN_VAL[0], lon=IN_VAL[1]), "lumière", "Tout est noir ce soir.")

    button = reader.get_by_role("button", name="1 nouvelle publication")
    expect(button).to_be_visible(timeout=10_000)
    assert position(reader, "Déjà là 2") == before
    expect(reader.get_by_text("Tout est noir ce soir.")).to_have_count(0)
    button.click()
    expect(reader.locator(".card-link").first).to_have_text("Tout est noir ce soir.")
    expect(reader.locator(".card-link").first).to_be_focused()
    expect(button).to_be_hidden()
    expect(reader.locator(".feed-date")).to_have_count(1)  # the same day, not another of that name

    reader.get_by_text("C'est tout pour cette semaine").scroll_into_view_if_needed()
    expect(reader.get_by_text("C'est noté")).to_be_visible(timeout=8_000)
    mark = FeedMark.objects.get(member=alice)
    mark.moved_at -= timedelta(hours=1)
    mark.save()
    reader.goto("/feed/")
    expect(reader.get_by_role("heading", name="Rien de nouveau")).to_be_visible()
    reader.get_by_role("link", name="Voir ce qui précède").click()
    expect(reader.get_by_text("Déjà là 0")).to_be_visible()
    assert re.search(r"/feed/$", reader.url)  # brought in below the mark, without leaving the page
    assert [page.broken for page in (reader, writer)] == [[], []]
