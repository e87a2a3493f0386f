"""Each thing that is told of ads and of loans, as a mail in both languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from mails import mail_of

from classifieds.saved import Often, SavedSearch

PARIS = ZoneInfo("Europe/Paris")
LOANS = ["tomorrow", "today", "late", "still_out", "unconfirmed", "longer_asked", "longer_yes", "longer_no", "lost"]
FOUND = {"text": "Solide.", "excerpt": "Solide.", "place": "Val-de-Seine", "intent": "sell"}
LETTER = {"label": "vélos", "ads": [{"title": "Vélo", "cents": 4000, "place": "Val", "link": "/classifieds/7/"}]}
ADS = {
    "ad_held": {"why": "C’est une règle."},
    "ad_collection": {},
    "ad_not_collected": {},
    "ad_cheaper": {"cents": 1250, **FOUND},
    "ad_free_again": {"cents": None, **FOUND},
    "ad_gone": {"cents": 0, **FOUND},
    "ad_ending": {
        "renew": f"{settings.SITE_URL}/classifieds/renew/abc/",
        "day_fr": "5 décembre",
        "day_en": "5 December",
    },
    "ad_ended": {},
}
AMOUNT = {"fr": "12,50 €", "en": "€12.50"}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("what", LOANS)
def test_what_is_told_of_a_loan(town, bob, time_machine, what, language):
    time_machine.move_to(datetime(2026, 12, 1, 10, tzinfo=PARIS), tick=False)
    facts = {"what": what, "title": "Échelle & co", "who": "Alice", "until": "2026-12-12", "days": 3}
    subject, text, html = mail_of(bob, "loan", language, link="/loans/1/", **facts)
    assert "Échelle & co" in subject and "Échelle &amp; co" in html and f"{settings.SITE_URL}/loans/1/" in text + html
    day = {"fr": "12 décembre", "en": "12 December"}[language]
    assert (day in subject) is (what in ("late", "longer_asked", "longer_yes", "longer_no"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ADS)
def test_what_is_told_of_an_ad(town, bob, kind, language):
    subject, text, html = mail_of(bob, kind, language, link="/classifieds/7/", title="Vélo <rouge>", **ADS[kind])
    assert "Vélo <rouge>" in subject and "<rouge>" not in html
    for said in (text, html):
        assert f"{settings.SITE_URL}/classifieds/7/" in said
        assert (AMOUNT[language] in said) is (kind == "ad_cheaper")
        assert all(ADS[kind][name] in said for name in ("why", "renew", f"day_{language}") if name in ADS[kind])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("cents", [None, 0, 1250])
def test_an_ad_that_a_search_has_found_names_the_search_and_the_way_to_stop_it(sofa, bob, cents, language):
    search = SavedSearch.objects.create(member=bob, label="des canapés", often=Often.NOW)
    search.hits.create(ad=sofa, found_at=sofa.published_at)
    subject, text, html = mail_of(bob, "ad_found", language, title="Vélo", cents=cents, ad=sofa.pk, **FOUND)
    assert (AMOUNT[language] in subject) is bool(cents) and "Val-de-Seine" in subject
    assert "des canapés" in text and "des canapés" in html and "/classifieds/searches/stop/" in text + html


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("more, total", [(0, 1), (3, 4)])
def test_a_letter_lists_what_the_searches_have_found(town, bob, more, total, language):
    search = SavedSearch.objects.create(member=bob, label="vélos", often=Often.DAILY)
    said = [{**LETTER, "search": search.pk, "more": more}]
    subject, text, html = mail_of(bob, "ad_letter", language, searches=said, total=total, text="vélos")
    assert str(total) in subject
    for part in (text, html):
        assert "vélos" in part and "Vélo" in part and f"{settings.SITE_URL}/classifieds/7/" in part
        assert {"fr": "40 €", "en": "€40"}[language] in part
