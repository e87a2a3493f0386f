# ruff: noqa: E501 (a table, read across)
"""What can be reported in the demo town, in residents' words; plain data, one entry a category.

`rules` of a group hold for each of its categories unless the category says otherwise."""

PROBLEM, SUGGESTION, COMPLIMENT = "problem", "suggestion", "compliment"
BOTH = [PROBLEM, SUGGESTION]
GAS = "0 800 47 33 33"  # urgence gaz, GRDF
POWER = "09 72 67 50 92"  # dépannage électricité, Enedis, Hauts-de-Seine
RESCUE = "112"

AT_ONCE = {"escalation": "at_once"}
MODERATOR = {"escalation": "moderator"}


def after(count, days=30):
    return {"escalation": "confirmations", "confirmations": count, "within_days": days}


def ask(key, kind, fr, en, *choices, required=False):
    """An extra question; choices are (key, French, English)."""
    question = {"key": key, "type": kind, "label_fr": fr, "label_en": en, "required": required}
    if choices:
        question["choices"] = [{"key": key, "fr": fr, "en": en} for key, fr, en in choices]
    return question


def category(code, icon, fr, en, words_fr, words_en, **rules):
    words = {"name_fr": fr, "name_en": en, "synonyms_fr": words_fr, "synonyms_en": words_en}
    return {"code": code, "icon": icon, **words, **rules}


def danger(phone, fr, en):
    return {"danger_phone": phone, "danger_fr": fr, "danger_en": en}


LAMP_NUMBER = ask("numero", "text", "Numéro inscrit sur le mât, s'il y en a un", "Number written on the pole, if any")
SINCE = ask("depuis", "date", "Depuis quand ?", "Since when?")
WHERE_ON_ROAD = ask(
    "ou", "one", "Où exactement ?", "Where exactly?",
    ("chaussee", "Sur la chaussée", "On the road"), ("trottoir", "Sur le trottoir", "On the pavement"),
    ("piste", "Sur la piste cyclable", "On the cycle lane"),
)  # fmt: skip
WHAT_IS_LEFT = ask(
    "objets", "several", "De quoi s'agit-il ?", "What is it?",
    ("meubles", "Meubles, matelas", "Furniture, mattress"), ("electro", "Électroménager", "Appliances"),
    ("gravats", "Gravats", "Rubble"), ("sacs", "Sacs, cartons", "Bags, boxes"), required=True,
)  # fmt: skip
WHICH_SCHOOL = ask(
    "etablissement", "one", "Quel établissement ?", "Which kind of school?",
    ("creche", "Crèche", "Nursery"), ("ecole", "École maternelle ou élémentaire", "Primary school"),
    ("college", "Collège", "Lower secondary school (collège)"), required=True,
)  # fmt: skip
HOW_MANY = ask("nombre", "number", "Combien, à peu près ?", "About how many?")
WHEN_NOISE = ask(
    "quand", "several", "À quels moments ?", "At what times?",
    ("matin", "Tôt le matin", "Early morning"), ("soir", "Le soir", "Evenings"),
    ("nuit", "La nuit", "Nights"), ("weekend", "Le week-end", "Weekends"),
)  # fmt: skip

GROUPS = [
    {
        "code": "chaussee", "icon": "construction", "name_fr": "Chaussée et trottoirs", "name_en": "Roads and pavements",
        "rules": after(3),
        "categories": [
            category("nid-de-poule", "circle-dot", "Trou dans la chaussée", "Hole in the road",
                     "trou, nid-de-poule, nid de poule, bosse, goudron, bitume, affaissement, chaussée abîmée",
                     "pothole, hole, tarmac, asphalt, bump, damaged road", radius=40, questions=[WHERE_ON_ROAD]),
            category("trottoir", "footprints", "Trottoir abîmé", "Damaged pavement",
                     "dalle, pavé, pavé descellé, bordure, racine, trottoir cassé, chute",
                     "sidewalk, paving slab, kerb, cobble, tripping, root", radius=40),
            category("marquage", "milestone", "Marquage effacé", "Faded road marking",
                     "passage piéton, zébra, ligne blanche, peinture, clous, bande effacée",
                     "zebra crossing, pedestrian crossing, white line, paint, markings", radius=60),
            category("chantier", "traffic-cone", "Chantier gênant ou mal balisé", "Roadworks in the way or badly marked",
                     "travaux, barrière, tranchée, cône, échafaudage, chantier, déviation",
                     "works, building site, trench, barrier, scaffolding, diversion", radius=80, **after(2, 14)),
            category("accessibilite", "accessibility", "Passage difficile en fauteuil ou poussette",
                     "Hard to pass with a wheelchair or pram",
                     "handicap, PMR, fauteuil roulant, poussette, rampe, bateau, malvoyant, accessibilité",
                     "disability, wheelchair, stroller, ramp, dropped kerb, blind, access", radius=40, **AT_ONCE),
            category("piste-cyclable", "bike", "Piste cyclable dégradée ou encombrée", "Cycle lane damaged or blocked",
                     "vélo, bande cyclable, cycliste, voie verte, piste bloquée",
                     "bicycle, cycling, bike lane, cyclist, blocked lane", radius=60),
        ],
    },
    {
        "code": "lumiere", "icon": "lightbulb", "name_fr": "Lumière", "name_en": "Light", "rules": after(2),
        "categories": [
            category("lampadaire", "lightbulb-off", "Lampadaire éteint", "Street light out",
                     "éclairage, lumière, réverbère, ampoule, noir, rue noire, candélabre, panne",
                     "lamp post, lighting, bulb, dark street, streetlight", radius=35, questions=[LAMP_NUMBER, SINCE]),
            category("lampadaire-jour", "sun", "Éclairage allumé en plein jour", "Street light on in daytime",
                     "allumé le jour, gaspillage, énergie, éclairage inutile",
                     "on by day, waste, energy, lighting", radius=100, **after(3)),
            category("lampadaire-abime", "lamp-wall-up", "Lampadaire penché ou abîmé", "Leaning or damaged lamp post",
                     "mât, lampadaire tordu, trappe ouverte, fils apparents, penché",
                     "pole, leaning, open hatch, bare wires", radius=35, questions=[LAMP_NUMBER], **AT_ONCE,
                     **danger(POWER, "Des fils sont à nu ou le mât menace de tomber ? Ne vous approchez pas, ne touchez à "
                              "rien et appelez le dépannage électricité. Si quelqu'un est blessé, appelez le 112.",
                              "Bare wires, or a pole about to fall? Keep away, touch nothing and call the electricity "
                              "emergency line. If someone is hurt, call 112.")),
            category("feu-tricolore", "octagon-alert", "Feu tricolore en panne", "Traffic light out of order",
                     "feu rouge, feu vert, carrefour, signal piéton, feu bloqué",
                     "traffic signal, red light, junction, pedestrian signal", radius=60, **AT_ONCE),
        ],
    },
    {
        "code": "proprete", "icon": "trash-2", "name_fr": "Propreté", "name_en": "Cleanliness", "rules": after(2, 14),
        "categories": [
            category("depot-sauvage", "sofa", "Dépôt sauvage, encombrants", "Dumped rubbish, bulky waste",
                     "encombrants, matelas, canapé, gravats, décharge, meubles, ordures, déchets",
                     "fly-tipping, mattress, sofa, rubble, furniture, dumping", radius=50,
                     questions=[WHAT_IS_LEFT, HOW_MANY]),
            category("corbeille", "trash-2", "Corbeille pleine ou abîmée", "Litter bin full or damaged",
                     "poubelle, corbeille, déborde, papiers, ordures", "bin, trash can, overflowing, litter", radius=40),
            category("rue-sale", "brush", "Rue ou place sale", "Dirty street or square",
                     "balayage, papiers, mégots, feuilles mortes, verre cassé, nettoyage",
                     "sweeping, litter, cigarette ends, dead leaves, broken glass", radius=80, **after(3, 14)),
            category("tags", "spray-can", "Tags et affiches sauvages", "Graffiti and fly-posting",
                     "graffiti, tag, affichage, autocollant, inscription, mur",
                     "graffiti, tag, poster, sticker, wall", radius=40,
                     questions=[ask("injurieux", "one", "Le texte est-il injurieux ou haineux ?",
                                    "Is the text insulting or hateful?", ("oui", "Oui", "Yes"), ("non", "Non", "No"))]),
            category("dejections", "dog", "Déjections canines", "Dog mess",
                     "crottes, chien, canisite, sac à crottes", "dog poo, dog waste, bags", radius=60, **after(3)),
            category("collecte", "truck", "Poubelles non ramassées", "Bins not collected",
                     "ramassage, camion, bac, collecte, ordures ménagères, tri, bac jaune",
                     "collection, refuse truck, wheelie bin, recycling", radius=120, questions=[SINCE]),
            category("verre", "recycle", "Borne à verre ou à vêtements pleine", "Bottle or clothes bank full",
                     "verre, bouteilles, textile, relais, borne, tri", "glass, bottles, clothes bank, recycling", radius=60),
        ],
    },
    {
        "code": "arbres", "icon": "trees", "name_fr": "Arbres et verdure", "name_en": "Trees and green", "rules": after(3),
        "categories": [
            category("branche", "tree-deciduous", "Branche tombée ou arbre abîmé", "Fallen branch or damaged tree",
                     "branche, arbre mort, tempête, arbre cassé, tronc", "branch, dead tree, storm, broken tree, trunk",
                     radius=50, **after(2, 14)),
            category("elagage", "scissors", "Branches ou haie qui gênent", "Overgrown branches or hedge",
                     "élagage, tailler, haie, visibilité, feuillage, cache le panneau, ronces",
                     "prune, pruning, hedge, visibility, foliage, hides the sign", radius=50),
            category("massif", "flower-2", "Pelouse ou massif abîmé", "Damaged lawn or flower bed",
                     "gazon, fleurs, plantation, arrosage, mauvaises herbes, jardinière",
                     "grass, flowers, planting, watering, weeds, planter", radius=60),
            category("planter", "sprout", "Planter ici", "Plant something here",
                     "végétaliser, arbre à planter, jardin partagé, îlot de fraîcheur, ombre",
                     "greening, new tree, community garden, shade", natures=[SUGGESTION], radius=150, **after(5, 60)),
        ],
    },
    {
        "code": "circulation", "icon": "car-front", "name_fr": "Circulation et stationnement",
        "name_en": "Traffic and parking", "rules": after(3),
        "categories": [
            category("stationnement-genant", "square-parking", "Stationnement gênant", "Obstructive parking",
                     "voiture ventouse, mal garé, trottoir, bateau, double file, livraison",
                     "badly parked car, double parking, pavement, delivery", radius=40, natures=[PROBLEM], **after(2, 7)),
            category("epave", "car", "Véhicule ou vélo abandonné", "Abandoned vehicle or bicycle",
                     "épave, voiture ventouse, scooter, vélo cassé, trottinette",
                     "wreck, scooter, broken bike, e-scooter", radius=40, natures=[PROBLEM], questions=[SINCE]),
            category("panneau", "signpost", "Panneau tordu, caché ou manquant", "Sign bent, hidden or missing",
                     "signalisation, panneau, stop, sens interdit, plaque de rue, miroir",
                     "road sign, stop, no entry, street name, mirror", radius=40, **after(2)),
            category("vitesse", "gauge", "Vitesse, traversée dangereuse", "Speeding, dangerous crossing",
                     "ralentisseur, dos d'âne, zone 30, excès de vitesse, école, traversée",
                     "speed bump, 30 zone, speeding, school, crossing", radius=100, **after(5, 60)),
            category("arceaux", "circle-parking", "Stationnement des vélos", "Bicycle parking",
                     "arceau, garage à vélos, attache vélo, vélib", "bike rack, cycle stand, bike shed", radius=80),
        ],
    },
    {
        "code": "mobilier", "icon": "armchair", "name_fr": "Mobilier et jeux", "name_en": "Street furniture and play",
        "rules": after(2),
        "categories": [
            category("banc", "armchair", "Banc ou table", "Bench or table",
                     "banc cassé, assise, lattes, table de pique-nique", "broken bench, seat, slats, picnic table", radius=40),
            category("jeux", "blocks", "Aire de jeux", "Playground",
                     "toboggan, balançoire, sol souple, jeu cassé, enfants, square",
                     "slide, swing, soft ground, broken, children", radius=60, **AT_ONCE),
            category("potelet", "cylinder", "Potelet, barrière, arrêt de bus", "Bollard, barrier, bus shelter",
                     "poteau, borne, abribus, abri de bus, vitre cassée, barrière",
                     "post, bollard, bus stop, broken glass, railing", radius=40),
            category("fontaine", "droplet", "Fontaine, toilettes publiques", "Drinking fountain, public toilets",
                     "eau potable, WC, sanisette, fontaine à boire", "drinking water, WC, toilet", radius=60),
        ],
    },
    {
        "code": "batiments", "icon": "building-2", "name_fr": "Bâtiments publics", "name_en": "Public buildings",
        "rules": MODERATOR,
        "categories": [
            category("ecole", "school", "École, crèche ou collège", "School or nursery",
                     "école, maternelle, cour de récréation, cantine, crèche, collège, préau",
                     "school, playground, canteen, nursery, collège", radius=100, questions=[WHICH_SCHOOL]),
            category("sport", "dumbbell", "Équipement sportif", "Sports facility",
                     "gymnase, stade, piscine, city stade, vestiaire, filet", "gym, stadium, pool, court, net", radius=100),
            category("batiment", "landmark", "Mairie, médiathèque, autre bâtiment", "Town hall, library, other building",
                     "mairie, médiathèque, porte, ascenseur, maison de quartier",
                     "town hall, library, door, lift, community centre", radius=80),
        ],
    },
    {
        "code": "eau", "icon": "droplets", "name_fr": "Eau et égouts", "name_en": "Water and drains", "rules": AT_ONCE,
        "categories": [
            category("avaloir", "cloud-rain", "Caniveau ou grille bouchés", "Blocked gutter or drain",
                     "avaloir, caniveau, flaque, inondation, grille, pluie", "gutter, drain, puddle, flood, grate, rain",
                     radius=50),
            category("fuite", "pipette", "Fuite d'eau sur la voie", "Water leak in the street",
                     "fuite, canalisation, bouche incendie, eau qui coule", "leak, burst pipe, hydrant, running water",
                     radius=60),
            category("egout", "wind", "Odeur d'égout, plaque descellée", "Drain smell, loose manhole cover",
                     "égout, mauvaise odeur, plaque, regard, tampon bruyant",
                     "sewer, bad smell, manhole, noisy cover", radius=60),
        ],
    },
    {
        "code": "animaux", "icon": "paw-print", "name_fr": "Animaux", "name_en": "Animals", "rules": after(2),
        "categories": [
            category("rats", "rat", "Rats et nuisibles", "Rats and pests",
                     "rongeur, rat, souris, cafard, pigeons, moustique", "rodent, mouse, cockroach, pigeons, mosquito",
                     radius=80, questions=[HOW_MANY]),
            category("frelons", "bug", "Nid de frelons ou de guêpes", "Hornets' or wasps' nest",
                     "frelon asiatique, guêpe, abeilles, essaim, nid", "hornet, wasp, bees, swarm, nest", radius=60, **AT_ONCE),
            category("animal", "bird", "Animal mort, blessé ou errant", "Dead, injured or stray animal",
                     "chat, chien perdu, oiseau, animal mort", "cat, lost dog, bird, dead animal", radius=60, **AT_ONCE),
        ],
    },
    {
        "code": "bruit", "icon": "volume-2", "name_fr": "Bruit et voisinage", "name_en": "Noise and neighbours",
        "rules": {**MODERATOR, "without_account": False},
        "categories": [
            category("bruit", "volume-2", "Bruit", "Noise", "tapage, musique, nuit, moto, chantier matinal, voisin",
                     "loud music, night, motorbike, early works, neighbour", radius=80, natures=[PROBLEM],
                     questions=[WHEN_NOISE]),
            category("terrasse", "umbrella", "Terrasse ou étal qui déborde", "Terrace or stall in the way",
                     "terrasse, café, étalage, chevalet, trottinettes, occupation",
                     "café terrace, stall, sandwich board, e-scooters", radius=60),
        ],
    },
    {
        "code": "danger", "icon": "triangle-alert", "name_fr": "Danger", "name_en": "Danger", "rules": AT_ONCE,
        "categories": [
            category("gaz", "flame", "Odeur de gaz", "Smell of gas", "gaz, fuite de gaz, GRDF", "gas, gas leak",
                     radius=100, natures=[PROBLEM],
                     **danger(GAS, "Éloignez-vous, n'allumez ni lumière ni flamme, n'utilisez pas de téléphone sur place, "
                              "puis appelez Urgence sécurité gaz (gratuit, jour et nuit).",
                              "Move away, light nothing, switch nothing on, do not phone on the spot; then call the gas "
                              "emergency line (free, day and night).")),
            category("cable", "zap", "Câble électrique tombé", "Electric cable down",
                     "fil électrique, câble, armoire ouverte, électrocution, coffret", "wire, cable, open cabinet, shock",
                     radius=60, natures=[PROBLEM],
                     **danger(POWER, "N'approchez pas et ne touchez à rien : même à terre, un câble peut être sous tension. "
                              "Éloignez les passants et appelez le dépannage électricité.",
                              "Keep away and touch nothing: a cable can be live even on the ground. Keep others away and "
                              "call the electricity emergency line.")),
            category("effondrement", "siren", "Chose qui menace de tomber", "Something about to fall",
                     "mur, façade, balcon, toiture, arbre qui va tomber, affaissement, trou profond",
                     "wall, façade, balcony, roof, tree about to fall, sinkhole", radius=80, natures=[PROBLEM],
                     **danger(RESCUE, "Si quelqu'un est en danger maintenant, appelez le 18 ou le 112 : les secours viennent "
                              "tout de suite, pas Parvis. Tenez-vous à distance.",
                              "If anyone is in danger right now, call 18 or 112: the rescue services come at once, Parvis "
                              "does not. Keep your distance.")),
        ],
    },
    {
        "code": "merci", "icon": "heart-handshake", "name_fr": "Merci et idées", "name_en": "Thanks and ideas",
        "rules": {"natures": [COMPLIMENT], "radius": 60, "escalation": "at_once"},
        "categories": [
            category("merci-agents", "hand-heart", "Merci aux agents", "Thanks to the crews",
                     "bravo, merci, félicitations, équipe, gardien", "bravo, thank you, well done, team", radius=60),
            category("bel-endroit", "sparkles", "Un bel endroit", "A lovely spot",
                     "beau, fleurs, propre, réussi, aménagement", "beautiful, flowers, clean, well done", radius=60),
            category("idee", "lightbulb", "Une idée pour le quartier", "An idea for the neighbourhood",
                     "idée, proposition, projet, aménagement, autre", "idea, proposal, project, other",
                     natures=[SUGGESTION], radius=150, **after(5, 60)),
            category("autre", "circle-ellipsis", "Autre chose", "Something else",
                     "autre, divers, je ne sais pas", "other, misc, not sure",
                     natures=[PROBLEM, SUGGESTION, COMPLIMENT], radius=40, **MODERATOR),
        ],
    },
]  # fmt: skip


def categories():
    """Every category with its group's code and rules filled in, in the order residents see them."""
    for group in GROUPS:
        for position, own in enumerate(group["categories"]):
            yield {"natures": BOTH, **group["rules"], **own, "group": group["code"], "position": position}
