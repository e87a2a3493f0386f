# ruff: noqa: E501 (a table, read across)
"""Who lives and works in the demo town. Everyone is invented; the addresses end in .example, which nobody can own."""

PASSWORD = "Place-du-Parvis"  # noqa: S105 (meant to be known) — of every demo account; printed by `make run`
MAIL = "parvis.example"

# key, name, commune or quarter they live in, language
CAST = [
    ("alice", "Alice Moreau", "92040-val-de-seine", "fr"),
    ("bob", "Bob Lefèvre", "92040-val-de-seine", "fr"),
    ("charlie", "Charlie N'Diaye", "92075", "fr"),
]
# key, name, authority, service (none: the whole desk)
DESK = [
    ("mira", "Mira Haddad", "ISSY", None),
    ("otto", "Otto Bernard", "GPSO", "eclairage"),
    ("gisele", "Gisèle Pereira", "GPSO", None),
    ("henri", "Henri Dos Santos", "HDS", None),
    ("blaise", "Blaise Fontaine", "BB", None),
    ("clara", "Clara Vidal", "CHAV", None),
    ("marius", "Marius Collet", "MARN", None),
    ("maud", "Maud Carpentier", "MEUD", None),
    ("simon", "Simon Le Goff", "SEV", None),
    ("vera", "Véra Kowalski", "VANV", None),
    ("yves", "Yves Da Costa", "AVRAY", None),
]
ADMIN = ("admin", "Administration de Parvis")

NEIGHBOURS = [
    ("amina", "Amina Belkacem", "92040-val-de-seine", "fr"),
    ("jp.roussel", "Jean-Pierre Roussel", "92040-val-de-seine", "fr"),
    ("linh", "Linh Tran", "92040-val-de-seine", "fr"),
    ("oliver", "Oliver Hughes", "92040-val-de-seine", "en"),
    ("sandrine.m", "Sandrine Marchand", "92040-val-de-seine", "fr"),
    ("karim", "Karim Aït-Ali", "92040-val-de-seine", "fr"),
    ("fatou", "Fatou Diop", "92040-centre-ville", "fr"),
    ("etienne", "Étienne Caron", "92040-centre-ville", "fr"),
    ("marguerite", "Marguerite Blanchet", "92040-centre-ville", "fr"),
    ("nadia.b", "Nadia Benali", "92040-centre-ville", "fr"),
    ("thomas.g", "Thomas Girard", "92040-centre-ville", "fr"),
    ("priya", "Priya Raman", "92040-centre-ville", "en"),
    ("lucie.d", "Lucie Delattre", "92040-centre-ville", "fr"),
    ("anahit", "Anahit Sarkissian", "92040-corentin-celton", "fr"),
    ("mathieu", "Mathieu Perrin", "92040-corentin-celton", "fr"),
    ("yasmine", "Yasmine Haddou", "92040-corentin-celton", "fr"),
    ("francois.l", "François Lemoine", "92040-corentin-celton", "fr"),
    ("chen", "Chen Wei", "92040-corentin-celton", "en"),
    ("josiane", "Josiane Pasquier", "92040-corentin-celton", "fr"),
    ("ibrahim", "Ibrahim Koné", "92040-les-hauts-d-issy", "fr"),
    ("celine", "Céline Aubert", "92040-les-hauts-d-issy", "fr"),
    ("paulo", "Paulo Ferreira", "92040-les-hauts-d-issy", "fr"),
    ("monique", "Monique Tessier", "92040-les-hauts-d-issy", "fr"),
    ("david.c", "David Cohen", "92040-le-fort", "fr"),
    ("julie.p", "Julie Prévost", "92040-le-fort", "fr"),
    ("samuel", "Samuel Ngo", "92040-le-fort", "fr"),
    ("elena", "Elena Popescu", "92040-le-fort", "fr"),
    ("ruben", "Ruben Manoukian", "92040-les-epinettes", "fr"),
    ("sylvie", "Sylvie Garnier", "92040-les-epinettes", "fr"),
    ("mehdi", "Mehdi Chérif", "92040-les-epinettes", "fr"),
    ("hannah", "Hannah Fischer", "92040-les-epinettes", "en"),
    ("gerard", "Gérard Leblanc", "92040-la-ferme", "fr"),
    ("aissatou", "Aïssatou Barry", "92040-la-ferme", "fr"),
    ("laurent.v", "Laurent Vasseur", "92040-la-ferme", "fr"),
    ("noemie", "Noémie Rolland", "92040-la-ferme", "fr"),
    ("camille.v", "Camille Vautrin", "92075", "fr"),
    ("bastien", "Bastien Rey", "92075", "fr"),
    ("delphine", "Delphine Mercier", "92012", "fr"),
    ("antonio", "Antonio Ricci", "92012", "fr"),
    ("sarah.k", "Sarah Klein", "92012", "en"),
    ("pascal", "Pascal Humbert", "92048", "fr"),
    ("leila", "Leïla Mansouri", "92048", "fr"),
    ("benoit", "Benoît Charpentier", "92072", "fr"),
    ("ines", "Inès Fabre", "92072", "fr"),
    ("olivier.r", "Olivier Renaud", "92022", "fr"),
    ("claire.b", "Claire Boulanger", "92077", "fr"),
    ("hubert", "Hubert Delcourt", "92047", "fr"),
]


def email(key):
    return f"{key}@{MAIL}"


def someone(random, leaf, language=None, but=()):
    """The key of a neighbour, one of that quarter or commune if possible, who speaks the language if one is asked."""
    everyone = [who for who in (*CAST, *NEIGHBOURS) if who[0] not in but and language in (None, who[3])]
    near = [who for who in everyone if who[2] == leaf] + [who for who in everyone if who in CAST and who[2] == leaf]
    return random.choice(near if near and random.random() < 0.75 else everyone)[0]


# Streets and squares of the sister communes, for what happens there (label, territory, latitude, longitude; approximate).
ELSEWHERE = [
    ("Rue Jean Bleuzen, Vanves", "92075", 48.8222, 2.2893),
    ("Rue Antoine Fratacci, Vanves", "92075", 48.8208, 2.2884),
    ("Avenue Victor Hugo, Vanves", "92075", 48.8190, 2.2902),
    ("Parc Frédéric Pic, Vanves", "92075", 48.8193, 2.2852),
    ("Place de la République, Vanves", "92075", 48.8226, 2.2872),
    ("Route de la Reine, Boulogne-Billancourt", "92012", 48.8405, 2.2415),
    ("Boulevard Jean Jaurès, Boulogne-Billancourt", "92012", 48.8398, 2.2386),
    ("Place Marcel Sembat, Boulogne-Billancourt", "92012", 48.8337, 2.2436),
    ("Rue de Silly, Boulogne-Billancourt", "92012", 48.8353, 2.2382),
    ("Avenue du Général Leclerc, Boulogne-Billancourt", "92012", 48.8312, 2.2352),
    ("Rue de la République, Meudon", "92048", 48.8120, 2.2372),
    ("Avenue du Château, Meudon", "92048", 48.8085, 2.2342),
    ("Route des Gardes, Meudon", "92048", 48.8188, 2.2272),
    ("Avenue de Celle, Meudon-la-Forêt", "92048", 48.7882, 2.2290),
    ("Grande Rue, Sèvres", "92072", 48.8237, 2.2115),
    ("Avenue de l'Europe, Sèvres", "92072", 48.8226, 2.2066),
    ("Avenue Roger Salengro, Chaville", "92022", 48.8091, 2.1905),
    ("Rue Anatole France, Chaville", "92022", 48.8110, 2.1885),
    ("Rue de Saint-Cloud, Ville-d'Avray", "92077", 48.8268, 2.1900),
    ("Étangs de Corot, Ville-d'Avray", "92077", 48.8212, 2.1835),
    ("Place de la Mairie, Marnes-la-Coquette", "92047", 48.8298, 2.1712),
]


def accounts():
    """The accounts worth trying, one line each: who they are, their address, the common password."""
    desks = [
        f"{email(key)} — {name}, guichet {prefix}" + (f" ({desk})" if desk else "") for key, name, prefix, desk in DESK
    ]
    residents = [f"{email(key)} — {name}, habitant·e" for key, name, *_home in CAST]
    return [*residents, *desks, f"{email(ADMIN[0])} — {ADMIN[1]}", f"mot de passe : {PASSWORD}"]
