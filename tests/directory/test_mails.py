"""Each thing that is told of a claim, as a mail in both languages."""

import pytest
from django.conf import settings
from mails import mail_of

TOLD = [
    ("claim_check", {}),
    ("claim_rival", {}),
    *[("claim_waiting", {"proof": proof}) for proof in ("email", "phone", "moderator", "move")],
    *[("claim_decided", {"what": what, "text": "Voici\npourquoi."}) for what in ("refused", "ended", "unmoved")],
    *[("claim_decided", {"what": what, "text": ""}) for what in ("accepted", "moved")],
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind, facts", TOLD)
def test_what_is_told_of_a_claim(town, bob, kind, facts, language):
    subject, text, html = mail_of(bob, kind, language, link="/services/a/", title="Chez <Bob>", **facts)
    assert "Chez <Bob>" in subject and "<Bob>" not in html
    for said in (text, html):
        assert f"{settings.SITE_URL}/services/a/" in said
        assert ("pourquoi." in said) is bool(facts.get("text"))
