"""The words and drawings that every template shares."""

import json
from datetime import datetime

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.translation import override

from community.posts.models import Phase
from community.templatetags.parvis import PHASES, initials


def render(source, **context):
    return Template(source).render(Context(context))


def test_an_icon_is_drawn_and_silent():
    drawn = render('{% icon "map-pin" "big" %}')
    assert drawn.startswith("<svg") and 'class="icon big"' in drawn and 'aria-hidden="true"' in drawn


def test_words_are_quoted_as_the_reader_quotes_and_still_escaped():
    assert render("{{ words|quoted }}", words="Trou & bosse") == "« Trou &amp; bosse »"
    with override("en"):
        assert render('{{ words|quoted }}{% translate " :" %}', words="Trou") == "“Trou”:"


def test_an_english_date_is_not_an_american_one():
    moment = datetime(2026, 11, 26, 13, 36)
    for language, words in (("en", "26 November 2026, 13:36"), ("fr", "26 novembre 2026 13:36")):
        with override(language):
            assert render('{{ moment|date:"DATETIME_FORMAT" }}', moment=moment) == words


def test_a_wrong_icon_in_a_template_is_an_error_and_in_the_data_a_dot():
    with pytest.raises(TemplateSyntaxError, match="no-such-thing"):
        render('{% icon "no-such-thing" %}')
    assert render("{% icon name %}", name="no-such-thing") == render('{% icon "circle-dot" %}')


def test_a_hostile_icon_name_draws_nothing_of_its_own():
    assert "script" not in render("{% icon name %}", name="<script>../../etc/passwd")


@pytest.mark.parametrize(
    ("path", "here"),
    [("/incidents/", True), ("/incidents/42/", True), ("/incidents/new/", False), ("/map/", False)],
)
def test_the_navigation_knows_where_one_is(rf, path, here):
    said = render('{% current "/incidents/*" "/incidents/new/" %}', request=rf.get(path))
    assert said == (' aria-current="page"' if here else "")


def test_every_phase_of_a_post_has_words_and_a_shape():
    assert set(PHASES) == set(Phase.values)
    assert {str(words) for _icon, words in PHASES.values()} == {str(phase.label) for phase in Phase}
    assert len({icon for icon, _words in PHASES.values()}) == len(PHASES)


@pytest.mark.parametrize(
    ("name", "letters"), [("Alice Martin", "AM"), ("jean-luc", "JL"), ("", "?"), ("<b>", "?"), ("Émile", "É")]
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_field_says_its_error_where_it_is_made_and_keeps_what_was_typed():
    class Report(forms.Form):
        title = forms.CharField(label="Titre", help_text="En peu de mots", max_length=5)

    html = render_to_string("components/field.html", {"field": Report({"title": "<b>trop long"})["title"]})
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html and "&lt;b&gt;trop long" in html


def test_words_of_neighbours_are_never_markup_in_a_card():
    html = render_to_string(
        "components/card.html", {"url": "/x", "title": "<script>1", "place": '"><i>', "excerpt": "<b>"}
    )
    assert "<script>1" not in html and "<i>" not in html and "<b>" not in html


def test_the_map_speaks_the_reader_s_language_inside_an_attribute():
    with override("fr"):
        html = render("{% map_words %}")
    assert '"' not in html  # escaped for the attribute
    words = json.loads(html.replace("&quot;", '"').replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">"))
    assert words["phases"]["done"]["words"] == "Résolu" and words["town"] == settings.TOWN_CODE
