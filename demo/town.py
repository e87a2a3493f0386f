# ruff: noqa: E501 (a table, read across)
"""Who answers for what in the demo town: three real authorities, seven sister cities, their services, and the rules.

Facts behind the rules: each city runs its schools, buildings, police and parking; Grand Paris Seine Ouest runs streets,
lighting, cleanliness, waste, parks and street trees in its eight communes; the département runs departmental roads,
its parks and the collèges. Delays, addresses and the courses of roads are the demo's own approximations."""

AGGLOMERATION, DEPARTEMENT, ISSY = "200057974", "92", "92040"

# prefix of references, name, short name, territory, telephone, site
AUTHORITIES = [
    ("ISSY", "Ville d'Issy-les-Moulineaux", "Ville d'Issy", ISSY, "01 41 23 80 00", "https://www.issy.com/"),
    ("GPSO", "Grand Paris Seine Ouest", "GPSO", AGGLOMERATION, "0 800 10 10 21", "https://www.seineouest.fr/"),
    (
        "HDS",
        "Département des Hauts-de-Seine",
        "Département 92",
        DEPARTEMENT,
        "01 47 29 30 31",
        "https://www.hauts-de-seine.fr/",
    ),
    ("BB", "Ville de Boulogne-Billancourt", "Ville de Boulogne", "92012", "", ""),
    ("CHAV", "Ville de Chaville", "Ville de Chaville", "92022", "", ""),
    ("MARN", "Ville de Marnes-la-Coquette", "Ville de Marnes", "92047", "", ""),
    ("MEUD", "Ville de Meudon", "Ville de Meudon", "92048", "", ""),
    ("SEV", "Ville de Sèvres", "Ville de Sèvres", "92072", "", ""),
    ("VANV", "Ville de Vanves", "Ville de Vanves", "92075", "", ""),
    ("AVRAY", "Ville de Ville-d'Avray", "Ville-d'Avray", "92077", "", ""),
]
OTHER_CITIES = [prefix for prefix, *_ in AUTHORITIES[3:]]

# code, French, English; the first of each authority takes what no rule gives to another.
SERVICES = {
    "ISSY": [
        ("accueil", "Relations avec les habitants", "Residents' desk"),
        ("police-municipale", "Police municipale", "Municipal police"),
        ("stationnement", "Stationnement", "Parking"),
        ("batiments", "Bâtiments communaux", "Municipal buildings"),
        ("ecoles", "Écoles et petite enfance", "Schools and nurseries"),
        ("sports", "Sports", "Sports"),
        ("hygiene", "Hygiène et santé", "Hygiene and health"),
        ("vie-des-quartiers", "Vie des quartiers", "Neighbourhood life"),
    ],
    "GPSO": [
        ("accueil", "GPSO Contact", "GPSO contact desk"),
        ("voirie", "Voirie", "Streets"),
        ("eclairage", "Éclairage public", "Street lighting"),
        ("proprete", "Propreté urbaine", "Street cleaning"),
        ("dechets", "Collecte et encombrants", "Waste collection and bulky waste"),
        ("espaces-verts", "Espaces verts et arbres", "Green spaces and trees"),
        ("assainissement", "Eau et assainissement", "Water and drains"),
        ("mobilites", "Mobilités", "Mobility"),
    ],
    "HDS": [
        ("accueil", "Accueil du Département", "Département's desk"),
        ("routes", "Routes départementales", "Departmental roads"),
        ("colleges", "Collèges", "Collèges"),
        ("parcs", "Parcs départementaux", "Departmental parks"),
    ],
    **{prefix: [("accueil", "Accueil des habitants", "Residents' desk"), ("police-municipale", "Police municipale", "Municipal police")]
       for prefix in OTHER_CITIES},
}  # fmt: skip

ROADWAY = ["nid-de-poule", "marquage", "panneau", "feu-tricolore", "piste-cyclable"]

# Whole families of categories: (authority, service, territory, categories, days, French, English).
RULES = [
    ("GPSO", "voirie", AGGLOMERATION, [*ROADWAY, "trottoir", "chantier", "potelet", "banc"], 15,
     "La voirie y est gérée par Grand Paris Seine Ouest", "Streets there are run by Grand Paris Seine Ouest"),
    ("GPSO", "voirie", AGGLOMERATION, ["accessibilite"], 10,
     "L'accessibilité des rues y relève de Grand Paris Seine Ouest", "Access in the street there is up to Grand Paris Seine Ouest"),
    ("GPSO", "voirie", AGGLOMERATION, ["effondrement"], 1,
     "La mise en sécurité de la voie y revient à Grand Paris Seine Ouest", "Making the street safe there is up to Grand Paris Seine Ouest"),
    ("GPSO", "eclairage", AGGLOMERATION, ["lampadaire", "lampadaire-jour"], 6,
     "L'éclairage y est géré par Grand Paris Seine Ouest", "Lighting there is run by Grand Paris Seine Ouest"),
    ("GPSO", "eclairage", AGGLOMERATION, ["lampadaire-abime", "cable"], 2,
     "L'éclairage y est géré par Grand Paris Seine Ouest", "Lighting there is run by Grand Paris Seine Ouest"),
    ("GPSO", "proprete", AGGLOMERATION, ["corbeille", "rue-sale", "dejections"], 3,
     "La propreté des rues y est assurée par Grand Paris Seine Ouest", "Street cleaning there is done by Grand Paris Seine Ouest"),
    ("GPSO", "proprete", AGGLOMERATION, ["tags"], 10,
     "L'effacement des tags y est assuré par Grand Paris Seine Ouest", "Graffiti there are removed by Grand Paris Seine Ouest"),
    ("GPSO", "dechets", AGGLOMERATION, ["depot-sauvage", "collecte", "verre"], 4,
     "Les déchets et encombrants y sont collectés par Grand Paris Seine Ouest", "Waste and bulky items there are collected by Grand Paris Seine Ouest"),
    ("GPSO", "espaces-verts", AGGLOMERATION, ["branche", "elagage", "massif", "planter", "jeux", "fontaine"], 12,
     "Les parcs et les arbres des rues y sont entretenus par Grand Paris Seine Ouest", "Parks and street trees there are kept by Grand Paris Seine Ouest"),
    ("GPSO", "assainissement", AGGLOMERATION, ["avaloir", "fuite", "egout"], 5,
     "L'eau et les égouts y relèvent de Grand Paris Seine Ouest", "Water and drains there are up to Grand Paris Seine Ouest"),
    ("GPSO", "mobilites", AGGLOMERATION, ["arceaux", "vitesse"], 30,
     "L'aménagement des rues y est étudié par Grand Paris Seine Ouest", "Street design there is studied by Grand Paris Seine Ouest"),
    ("GPSO", "proprete", AGGLOMERATION, ["merci-agents"], 0,
     "Les équipes de propreté y sont celles de Grand Paris Seine Ouest", "The cleaning crews there are Grand Paris Seine Ouest's"),
    ("GPSO", "espaces-verts", AGGLOMERATION, ["bel-endroit"], 0,
     "Les jardins y sont l'œuvre de Grand Paris Seine Ouest", "The gardens there are Grand Paris Seine Ouest's work"),
    ("ISSY", "police-municipale", ISSY, ["bruit", "terrasse", "animal"], 7,
     "La police municipale est celle de la Ville d'Issy-les-Moulineaux", "The municipal police is the City of Issy-les-Moulineaux's"),
    ("ISSY", "stationnement", ISSY, ["stationnement-genant", "epave"], 10,
     "Le stationnement est géré par la Ville d'Issy-les-Moulineaux", "Parking is run by the City of Issy-les-Moulineaux"),
    ("ISSY", "batiments", ISSY, ["batiment"], 15,
     "Les bâtiments communaux sont gérés par la Ville d'Issy-les-Moulineaux", "Municipal buildings are run by the City of Issy-les-Moulineaux"),
    ("ISSY", "ecoles", ISSY, ["ecole"], 10,
     "Les écoles et les crèches sont gérées par la Ville d'Issy-les-Moulineaux", "Primary schools and nurseries are run by the City of Issy-les-Moulineaux"),
    ("ISSY", "sports", ISSY, ["sport"], 15,
     "Les équipements sportifs sont gérés par la Ville d'Issy-les-Moulineaux", "Sports facilities are run by the City of Issy-les-Moulineaux"),
    ("ISSY", "hygiene", ISSY, ["rats", "frelons"], 7,
     "L'hygiène relève de la Ville d'Issy-les-Moulineaux", "Hygiene is up to the City of Issy-les-Moulineaux"),
    ("ISSY", "vie-des-quartiers", ISSY, ["idee"], 45,
     "Les idées pour les quartiers sont examinées par la Ville d'Issy-les-Moulineaux", "Ideas for neighbourhoods are examined by the City of Issy-les-Moulineaux"),
]  # fmt: skip
# In the sister cities, the same two desks everywhere.
CITY_RULES = [
    ("police-municipale", ["bruit", "terrasse", "animal", "stationnement-genant", "epave"], 10,
     "La police municipale est celle de la commune", "The municipal police is the commune's"),
    ("accueil", ["batiment", "ecole", "sport", "rats", "frelons", "idee"], 20,
     "Ce sujet relève de la commune", "This is up to the commune"),
]  # fmt: skip

# Answers that change who is responsible.
ANSWER_RULES = [
    ("HDS", "colleges", DEPARTEMENT, ["ecole"], {"etablissement": "college"}, 15,
     "Les collèges sont gérés par le Département des Hauts-de-Seine", "Collèges are run by the Département des Hauts-de-Seine"),
    ("ISSY", "police-municipale", ISSY, ["tags"], {"injurieux": "oui"}, 2,
     "Les inscriptions injurieuses sont constatées par la police municipale d'Issy", "Insulting graffiti are recorded by Issy's municipal police"),
]  # fmt: skip

# Departmental roads, by a few points of their axis (longitude, latitude) and half their width in metres.
ROADS = {
    "RD 7 (quais de Seine)": (28, [(2.2686, 48.8337), (2.2625, 48.8302), (2.2592, 48.8264), (2.2560, 48.8241), (2.2519, 48.8222),
                                   (2.2475, 48.8217), (2.2437, 48.8211), (2.2398, 48.8213), (2.2335, 48.8222), (2.2290, 48.8250),
                                   (2.2268, 48.8290), (2.2236, 48.8345)]),
    "RD 989 (avenue de Verdun)": (20, [(2.2436, 48.8189), (2.2470, 48.8182), (2.2510, 48.8181), (2.2548, 48.8191), (2.2590, 48.8204),
                                       (2.2616, 48.8212), (2.2655, 48.8220), (2.2690, 48.8229), (2.2727, 48.8239)]),
    "RD 50 (boulevards Gallieni et Frères-Voisin)": (20, [(2.2681, 48.8237), (2.2677, 48.8258), (2.2675, 48.8277), (2.2700, 48.8277), (2.2738, 48.8279)]),
    "RD 910 (Sèvres et Chaville)": (22, [(2.2236, 48.8249), (2.2150, 48.8240), (2.2080, 48.8225), (2.2010, 48.8178),
                                     (2.1940, 48.8120), (2.1880, 48.8072), (2.1845, 48.8020)]),
}  # fmt: skip
ROAD_RULE = ("HDS", "routes", ROADWAY, 20,
             "C'est une route départementale ({road}) : le Département des Hauts-de-Seine l'entretient",
             "It is a departmental road ({road}): the Département des Hauts-de-Seine maintains it")  # fmt: skip
# The departmental park on the island, drawn by hand.
PARK = ("Parc départemental de l'île Saint-Germain",
        [(2.2507, 48.8242), (2.2523, 48.8234), (2.2553, 48.8246), (2.2585, 48.8268), (2.2600, 48.8286), (2.2588, 48.8291),
         (2.2560, 48.8273), (2.2530, 48.8254), (2.2507, 48.8242)])  # fmt: skip
PARK_RULE = ("HDS", "parcs", ["branche", "elagage", "massif", "planter", "jeux", "fontaine", "banc", "corbeille", "bel-endroit", "merci-agents"], 15,
             "Ce parc est un parc départemental : le Département des Hauts-de-Seine l'entretient",
             "This is a departmental park: the Département des Hauts-de-Seine keeps it")  # fmt: skip

EMERGENCY_NUMBERS = [
    {"number": "112", "fr": "Toutes les urgences", "en": "All emergencies"},
    {"number": "18", "fr": "Pompiers", "en": "Fire brigade"},
    {"number": "15", "fr": "SAMU", "en": "Ambulance"},
    {"number": "17", "fr": "Police secours", "en": "Police"},
    {"number": "0 800 47 33 33", "fr": "Urgence gaz (GRDF)", "en": "Gas emergency (GRDF)"},
    {"number": "09 72 67 50 92", "fr": "Dépannage électricité (Enedis)", "en": "Electricity emergency (Enedis)"},
]


def corridor(axis, half_width):
    """GeoJSON Polygon of the ground within `half_width` metres of a line of (longitude, latitude)."""
    from math import cos, radians

    from shapely import LineString, transform

    from community.places.distance import METRES_PER_DEGREE
    from community.places.geojson import as_geojson

    squeeze = cos(radians(axis[0][1]))
    flat = LineString([(lon * squeeze, lat) for lon, lat in axis]).buffer(half_width / METRES_PER_DEGREE, quad_segs=2)
    return as_geojson(transform(flat, lambda points: (points / [squeeze, 1]).round(6)))


def competences():
    """Every rule as a dict of plain values: authority, service, category, territory, area, answers, days, reasons."""
    territories = {prefix: territory for prefix, _name, _short, territory, *_ in AUTHORITIES}
    for prefix, service, territory, categories, days, fr, en in RULES:
        yield from _each(categories, prefix, service, territory, days, fr, en)
    for prefix in OTHER_CITIES:
        for service, categories, days, fr, en in CITY_RULES:
            yield from _each(categories, prefix, service, territories[prefix], days, fr, en)
    for prefix, service, territory, categories, answers, days, fr, en in ANSWER_RULES:
        yield from _each(categories, prefix, service, territory, days, fr, en, answers=answers)
    prefix, service, categories, days, fr, en = ROAD_RULE
    for road, (half_width, axis) in ROADS.items():
        drawn = {"area": corridor(axis, half_width), "area_name": road}
        yield from _each(
            categories, prefix, service, DEPARTEMENT, days, fr.format(road=road), en.format(road=road), **drawn
        )
    prefix, service, categories, days, fr, en = PARK_RULE
    drawn = {"area": {"type": "Polygon", "coordinates": [PARK[1]]}, "area_name": PARK[0]}
    yield from _each(categories, prefix, service, DEPARTEMENT, days, fr, en, **drawn)


def _each(categories, authority, service, territory, days, fr, en, **more):
    for code in categories:
        rule = {"authority": authority, "service": service, "category": code, "territory": territory, "days": days}
        yield {**rule, "reason_fr": fr, "reason_en": en, **more}
