"""French punctuation stays on the line of its word."""

from django.template import Context, Template

from community.typesetting import unbroken

HARD = "\u00a0"


def test_signs_stay_with_their_words():
    assert unbroken("École : qui vient ? « Moi ! »") == f"École{HARD}: qui vient{HARD}? «{HARD}Moi{HARD}!{HARD}»"


def test_english_and_addresses_stay_as_they_are():
    same = 'Who comes? <a href="https://parvis.example/?a=1&amp;b=2">Here</a>; 12:30'
    assert unbroken(same) == same


def test_a_title_is_still_escaped_and_html_still_html():
    shown = Template("{{ title|unbroken }}").render(Context({"title": "<b> ?"}))
    assert shown == f"&lt;b&gt;{HARD}?"
