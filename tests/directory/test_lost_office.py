"""The town's lost-property office, where lost & found sends people to."""

from django.core.cache import cache

from lost_found.office import Office, office_of_the_town


def test_it_is_the_directorys_the_citys_own_first(entry, town):
    assert office_of_the_town() is None
    cache.clear()
    entry("À la bonne clé", "objets-trouves")
    entry("Objets trouvés de Vanves", "objets-trouves", territory=town.vanves, official=town.ept)
    entry("Service des objets trouvés", "objets-trouves", official=town.city, phone="+33141238000")
    entry("Mairie", "mairie", official=town.city)
    its_page = "/services/service-des-objets-trouves/"
    assert office_of_the_town() == Office("Service des objets trouvés", its_page, "+33141238000")


def test_it_is_asked_for_once_a_minute(entry, queries):
    entry("Service des objets trouvés", "objets-trouves")
    office_of_the_town()
    with queries(0):
        office_of_the_town()


def test_another_category_may_be_where_one_asks(entry, town_hall, settings):
    settings.LOST_OFFICE_CATEGORY = "mairie"
    assert office_of_the_town().name == "Mairie"
