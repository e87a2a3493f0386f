"""The poster of a quarter, printed: one A3 sheet, whatever happened."""

import re

import pytest

from incidents.models import Incident


@pytest.mark.browser
def test_a_busy_week_prints_on_one_sheet(phone, town, alice):
    for number in range(40):
        words = f"Un titre plutôt long pour un signalement, numéro {number}"
        Incident.objects.report(alice, "problem", town.litter, words, *town.in_val, title=words, quietly=True)
    page = phone()
    page.goto("/digest/")
    on = page.url.rstrip("/").rsplit("/", 1)[1]
    Incident.objects.update(reported_at=f"{on}T00:00Z")
    from community.posts import feed
    from community.posts.models import Post

    Post.objects.update(published_at=f"{on}T00:00Z")
    feed.refill()
    page.goto(f"/digest/{on}/poster/92040-val-de-seine/")
    assert page.locator(".poster li").count() == 16
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    width, height = map(float, re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed).groups())
    assert (round(width), round(height)) == (842, 1191)  # points: 297 × 420 mm
    assert page.broken == []
