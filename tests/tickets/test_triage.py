import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from community.places.models import Level, Territory
from community.tickets.models import Category, Competence, Service
from community.tickets.triage import find_competent


def box(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def rule(category, territory, service, days=5, **more):
    return Competence.objects.create(category=category, territory=territory, service=service, days=days, **more)


def test_it_says_who_and_why_in_both_languages(town):
    found = find_competent(town.lamp, *town.in_val)
    assert (found.service, found.authority, found.days, found.needs_triage) == (town.lighting, town.ept, 6, False)
    assert found.reason_fr == "L'éclairage y est géré par Grand Paris Seine Ouest; en général sous 6 jours"
    assert found.reason_en.startswith("Street lighting there is run by Grand Paris Seine Ouest")
    with override("en"):
        assert found.reason == found.reason_en


def test_a_smaller_territory_beats_a_wider_one(town):
    rule(town.lamp, town.hds, town.main_roads)
    rule(town.lamp, town.issy, town.schools)
    quarter = rule(town.lamp, town.val, town.desk)
    assert find_competent(town.lamp, *town.in_val).rule == quarter
    assert find_competent(town.lamp, *town.in_centre).service == town.schools
    assert find_competent(town.lamp, *town.in_vanves).service == town.lighting


def test_a_rule_for_the_category_beats_one_for_all_of_a_smaller_place(town):
    rule(None, town.val, town.desk)
    assert find_competent(town.lamp, *town.in_val).service == town.lighting
    assert find_competent(town.orphan, *town.in_val).service == town.desk


def test_a_drawn_area_beats_every_territory_and_only_inside(town):
    rule(town.pothole, town.val, town.desk)
    drawn = rule(town.pothole, town.hds, town.main_roads, area=box(2.254, 48.824, 2.256, 48.826), area_name="RD 7")
    found = find_competent(town.pothole, *town.in_val)
    assert (found.rule, [r.service for r in found.beaten]) == (drawn, [town.desk, town.roads])
    assert find_competent(town.pothole, 48.8285, 2.2585).service == town.desk


def test_of_two_areas_the_smaller_and_of_two_alike_the_older(town):
    rule(town.pothole, town.hds, town.roads, area=box(2.25, 48.82, 2.26, 48.83))
    small = rule(town.pothole, town.hds, town.main_roads, area=box(2.254, 48.824, 2.256, 48.826))
    rule(town.pothole, town.hds, town.desk, area=box(2.254, 48.824, 2.256, 48.826))
    assert find_competent(town.pothole, *town.in_val).rule == small


def test_answers_beat_everything_and_only_when_given(town):
    rule(town.pothole, town.hds, town.main_roads, area=box(2.254, 48.824, 2.256, 48.826))
    rule(town.pothole, town.hds, town.schools, answers={"where": "school"})
    said = lambda answers: find_competent(town.pothole, *town.in_val, answers).service  # noqa: E731
    assert said({"where": "school"}) == town.schools
    assert said({"where": ["road", "school"]}) == town.schools
    for other in (None, {}, {"where": "road"}, {"where": []}, {"where": None}, {"else": "school"}):
        assert said(other) == town.main_roads


def test_what_no_rule_fits_goes_to_the_nearest_front_desk(town):
    found = find_competent(town.orphan, *town.in_val)
    assert (found.service, found.needs_triage, found.days) == (town.desk, True, 0)
    assert "Ville d'Issy-les-Moulineaux" in found.reason_fr
    assert find_competent(town.orphan, *town.in_vanves).service == town.ept_desk


def test_a_parent_without_a_boundary_still_answers(town):
    Territory.objects.filter(pk=town.gpso.pk).update(boundary=None)
    assert find_competent(town.lamp, *town.in_val).service == town.lighting


def test_where_nobody_is_registered_it_says_so(db):
    from community.posts.models import Post
    from community.tickets import triage
    from community.tickets.models import CategoryGroup

    triage.forget()
    group = CategoryGroup.objects.create(code="x", name_fr="x")
    lamp = Category.objects.create(code="lamp", group=group, name_fr="Lampadaire", natures=["problem"])
    Territory.objects.create(code="1", name="Nulle part", level=Level.CITY, boundary=box(0, 0, 1, 1))
    with pytest.raises(ValidationError):
        find_competent(lamp, 0.5, 0.5)
    assert not Post.objects.exists()


def test_a_change_counts_at_once(town):
    assert find_competent(town.lamp, *town.in_val).service == town.lighting
    Competence.objects.get(category=town.lamp).delete()
    assert find_competent(town.lamp, *town.in_val).needs_triage
    Service.objects.create(authority=town.city, code="lampes", name_fr="Lampes")
    rule(town.lamp, town.issy, Service.objects.get(code="lampes"))
    assert find_competent(town.lamp, *town.in_val).service.name_fr == "Lampes"


def test_asking_again_costs_nothing(town, queries):
    find_competent(town.lamp, *town.in_val)
    with queries(0):
        find_competent(town.pothole, *town.in_centre)


def test_a_spoilt_area_holds_no_point_and_stops_nobody(town):
    rule(town.lamp, town.val, town.desk, area={"type": "Polygon", "coordinates": "rubbish"})
    assert find_competent(town.lamp, *town.in_val).service == town.lighting
