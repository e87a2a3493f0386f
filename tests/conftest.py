"""The cast and the town. Alice and Bob are neighbours in Val-de-Seine, Charlie lives in another town and must see
nothing of theirs that is not public, Mira moderates for the city, Otto works for the lighting service."""

import os
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import CaptureQueriesContext

from community.members.models import Member, MemberPlace
from community.places import boundaries
from community.places.models import Level, Territory
from community.tickets.models import Authority, Category, CategoryGroup, Competence, Escalation, Seat, Service
from home import town as townhall
from home.models import TownSettings

PASSWORD = "mot de passe de la place"
BOOKKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    boundaries.forget()
    townhall.remember(TownSettings())  # as any page but the first finds it


def asks_for_a_database(item):
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


@pytest.fixture(scope="session", autouse=True)
def the_migrations_rows_come_back(request, django_db_setup, django_db_blocker):
    """A transactional test empties every table, also of what the migrations put there (Wagtail's root page, locale,
    collection, permissions): after each one they are put back, whatever the order of the tests."""
    if not any(asks_for_a_database(item) for item in request.session.items):
        yield  # then none was made, and the connection still is the developer's own
        return
    with django_db_blocker.unblock():
        connection._test_serialized_contents = kept = connection.creation.serialize_db_to_string()
    empty = TransactionTestCase._fixture_teardown

    def empty_and_restore(case):
        case.serialized_rollback = True  # Django then leaves the content types to what is put back
        empty(case)
        connection.creation.deserialize_db_from_string(kept)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", empty_and_restore)
        yield


@pytest.fixture
def queries():
    """`with queries(6):` — exactly six statements besides the transaction's own bookkeeping."""

    @contextmanager
    def counting(expected):
        with CaptureQueriesContext(connection) as captured:
            yield captured
        said = [q["sql"] for q in captured.captured_queries if not q["sql"].upper().startswith(BOOKKEEPING)]
        assert len(said) == expected, f"{len(said)} queries instead of {expected}:\n" + "\n".join(
            sql[:240] for sql in said
        )

    return counting


@pytest.fixture(scope="session")
def real_data():
    """The folder of real boundaries and places (not in the repository): PARVIS_DATA, or shared/data beside it."""
    folder = Path(os.environ.get("PARVIS_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    if not (folder / "communes-92.geojson").exists():
        pytest.skip(f"the real data files are not in {folder} (set PARVIS_DATA)")
    return folder


def square(west, south, east, north):
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


@pytest.fixture
def town(db):
    """Issy with two quarters, Vanves, their agglomeration and département, as plain squares; three authorities.

    Val-de-Seine 2.25–2.26 and Centre-ville 2.26–2.28 make Issy (lat 48.82–48.83); Vanves is 2.28–2.30."""

    def territory(code, name, level, parent, *corners):
        return Territory.objects.create(code=code, name=name, level=level, parent=parent, boundary=square(*corners))

    hds = territory("92", "Hauts-de-Seine", Level.DEPARTEMENT, None, 2.14, 48.72, 2.34, 48.95)
    gpso = territory("200057974", "Grand Paris Seine Ouest", Level.AGGLOMERATION, hds, 2.25, 48.82, 2.30, 48.83)
    issy = territory("92040", "Issy-les-Moulineaux", Level.CITY, gpso, 2.25, 48.82, 2.28, 48.83)
    val = territory("92040-val-de-seine", "Val-de-Seine", Level.NEIGHBOURHOOD, issy, 2.25, 48.82, 2.26, 48.83)
    centre = territory("92040-centre-ville", "Centre-ville", Level.NEIGHBOURHOOD, issy, 2.26, 48.82, 2.28, 48.83)
    vanves = territory("92075", "Vanves", Level.CITY, gpso, 2.28, 48.82, 2.30, 48.83)

    city = Authority.objects.create(
        name="Ville d'Issy-les-Moulineaux", short="Issy-les-Moulineaux", prefix="ISSY", territory=issy
    )
    ept = Authority.objects.create(name="Grand Paris Seine Ouest", short="GPSO", prefix="GPSO", territory=gpso)
    dept = Authority.objects.create(
        name="Département des Hauts-de-Seine", short="Hauts-de-Seine", prefix="HDS", territory=hds
    )

    def service(authority, code, fr, en, **more):
        return Service.objects.create(authority=authority, code=code, name_fr=fr, name_en=en, **more)

    desk = service(city, "accueil", "Accueil", "Front desk", triage=True)
    ept_desk = service(ept, "accueil", "Accueil", "Front desk", triage=True)
    schools = service(city, "ecoles", "Écoles", "Schools")
    lighting = service(ept, "eclairage", "Éclairage public", "Street lighting")
    roads = service(ept, "voirie", "Voirie", "Roads")
    cleaning = service(ept, "proprete", "Propreté", "Cleaning")
    main_roads = service(dept, "routes", "Routes départementales", "Main roads")

    group = CategoryGroup.objects.create(code="rue", name_fr="La rue", name_en="The street")

    def category(code, fr, en, **more):
        natures = more.pop("natures", ["problem", "suggestion"])
        return Category.objects.create(group=group, code=code, name_fr=fr, name_en=en, natures=natures, **more)

    lamp = category(
        "lamp", "Lampadaire éteint", "Street lamp out", escalation=Escalation.AT_ONCE, synonyms_fr="lumière"
    )
    pothole = category(
        "pothole",
        "Nid-de-poule",
        "Pothole",
        escalation=Escalation.CONFIRMATIONS,
        confirmations=3,
        synonyms_fr="trou, chaussée",
        synonyms_en="hole, road",
    )
    litter = category("litter", "Déchets", "Litter", escalation=Escalation.MODERATOR)
    thanks = category("thanks", "Merci", "Thank you", natures=["compliment"], escalation=Escalation.AT_ONCE)
    orphan = category("orphan", "Autre chose", "Something else", escalation=Escalation.AT_ONCE)

    def competence(category, territory, service, days, fr, en="", **more):
        return Competence.objects.create(
            category=category, territory=territory, service=service, days=days, reason_fr=fr, reason_en=en, **more
        )

    competence(
        lamp,
        gpso,
        lighting,
        6,
        "L'éclairage y est géré par Grand Paris Seine Ouest",
        "Street lighting there is run by Grand Paris Seine Ouest",
    )
    competence(
        pothole,
        gpso,
        roads,
        10,
        "La voirie y est gérée par Grand Paris Seine Ouest",
        "Roads there are run by Grand Paris Seine Ouest",
    )
    competence(
        litter,
        gpso,
        cleaning,
        3,
        "La propreté y est gérée par Grand Paris Seine Ouest",
        "Cleaning there is run by Grand Paris Seine Ouest",
    )
    competence(
        thanks,
        gpso,
        cleaning,
        0,
        "La propreté y est gérée par Grand Paris Seine Ouest",
        "Cleaning there is run by Grand Paris Seine Ouest",
    )
    return SimpleNamespace(
        hds=hds, gpso=gpso, issy=issy, val=val, centre=centre, vanves=vanves, city=city, ept=ept, dept=dept,
        desk=desk, ept_desk=ept_desk, schools=schools, lighting=lighting, roads=roads, cleaning=cleaning,
        main_roads=main_roads, group=group, lamp=lamp, pothole=pothole, litter=litter, thanks=thanks, orphan=orphan,
        in_val=(48.825, 2.255), in_centre=(48.825, 2.27), in_vanves=(48.825, 2.29), in_paris=(48.8566, 2.3522),
    )  # fmt: skip


def join(name, territory=None, **more):
    """A member of the cast, with a verified address and the common password."""
    email = f"{name.lower()}@example.org"
    member = Member.objects.create_user(email, PASSWORD, name=name, neighbourhood=territory, **more)
    EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
    if territory:
        MemberPlace.objects.create(member=member, label=MemberPlace.Label.HOME, territory=territory)
    return member


@pytest.fixture
def alice(town):
    return join("Alice", town.val)


@pytest.fixture
def bob(town):
    return join("Bob", town.val)


@pytest.fixture
def charlie(town):
    return join("Charlie", town.vanves)


@pytest.fixture
def neighbours(town):
    """`neighbours(5)`: so many more people of Val-de-Seine."""
    return lambda count: [join(f"Voisin{number}", town.val) for number in range(1, count + 1)]


@pytest.fixture
def mira(town):
    member = join("Mira", town.centre, is_staff=True)
    Seat.objects.create(member=member, authority=town.city)
    return member


@pytest.fixture
def otto(town):
    member = join("Otto", town.vanves, is_staff=True)
    Seat.objects.create(member=member, authority=town.ept, service=town.lighting)
    return member


@pytest.fixture
def admin(town):
    return join("Admin", town.centre, is_staff=True, is_superuser=True)
