# ruff: noqa: E501 (a table, read across)
"""The directory of the demo town: shops, doctors, craftspeople and associations, all invented, as a file of OpenStreetMap
would say them. Numbers are of the ranges kept for fiction (ARCEP, 01 99 00 …), addresses end in .example.

The town's real places come from `places.geojson`, without hours: nobody has checked them."""

SOURCE = "Fiche inventée pour la démonstration de Parvis"
LONG = "Mo-Fr 08:30-20:00; Sa 09:00-19:30; PH off"
SHOP = "Tu-Sa 10:00-13:00,14:30-19:00; PH off"
SURGERY = "Mo-Fr 09:00-12:30,14:00-18:30; PH off"

# tag, name, address, lat, lon, hours, more tags
SHOPS = [
    ("amenity=pharmacy", "Pharmacie du Parvis", "12 rue du Général Leclerc", 48.8249, 2.2742, "Mo-Sa 08:30-20:00; Su,PH 09:00-20:00", {"wheelchair": "yes"}),
    ("amenity=pharmacy", "Pharmacie des Platanes", "3 boulevard Gallieni", 48.8257, 2.2681, LONG, {"wheelchair": "yes"}),
    ("amenity=pharmacy", "Pharmacie du Pont Neuf d'Issy", "27 quai de la Bataille de Stalingrad", 48.8237, 2.2528, LONG, {"wheelchair": "limited"}),
    ("amenity=pharmacy", "Pharmacie de la Colline", "8 rue d'Erevan", 48.8176, 2.2604, "Mo-Sa 09:00-19:30; PH off", {"wheelchair": "no"}),
    ("amenity=doctors", "Cabinet médical de la Ferme", "14 avenue de Verdun", 48.8193, 2.2541, SURGERY, {"wheelchair": "yes"}),
    ("amenity=doctors", "Maison de santé Corentin", "5 rue Ernest Renan", 48.8276, 2.2811, "Mo-Fr 08:00-20:00; Sa 09:00-13:00; PH off", {"wheelchair": "yes", "toilets:wheelchair": "yes"}),
    ("amenity=dentist", "Cabinet dentaire Garibaldi", "41 boulevard Garibaldi", 48.8226, 2.2627, SURGERY, {}),
    ("amenity=veterinary", "Clinique vétérinaire du Fort", "2 promenade du Fort", 48.8170, 2.2699, "Mo-Fr 09:00-19:00; Sa 09:00-13:00; PH off", {"wheelchair": "yes"}),
    ("shop=bakery", "Fournil de la Ferme", "6 place de la Ferme", 48.8206, 2.2522, "Tu-Sa 06:45-20:00; Su,PH 07:00-13:30", {"wheelchair": "limited"}),
    ("shop=bakery", "Boulangerie Gallieni", "19 boulevard Gallieni", 48.8260, 2.2673, "Mo,We-Sa 07:00-20:00; Su 07:00-13:00", {"wheelchair": "yes"}),
    ("shop=bakery", "Au pain du Val", "11 rue Rouget de Lisle", 48.8268, 2.2598, "Mo-Fr 06:30-20:00; Sa 07:00-13:00", {}),
    ("shop=greengrocer", "Le Panier de Lucienne", "33 avenue Victor Cresson", 48.8231, 2.2694, SHOP, {"wheelchair": "yes"}),
    ("shop=supermarket", "Épicerie coopérative Les Voisins", "9 allée Sainte-Lucie", 48.8279, 2.2566, "Mo-Sa 08:30-21:00; Su 09:00-13:00", {"wheelchair": "yes"}),
    ("shop=books", "Librairie Le Marque-page", "48 rue du Général Leclerc", 48.8255, 2.2768, "Tu-Sa 10:00-19:30; PH off", {"wheelchair": "yes"}),
    ("shop=bicycle", "Cycles du Parc", "4 chemin du Moulin", 48.8222, 2.2560, SHOP, {"wheelchair": "yes"}),
    ("shop=hairdresser", "Salon Mèche folle", "22 rue Ernest Renan", 48.8280, 2.2821, SHOP, {}),
    ("shop=laundry", "Laverie des Épinettes", "17 rue de l'Égalité", 48.8181, 2.2611, "Mo-Su 07:00-21:30", {"wheelchair": "limited"}),
    ("shop=florist", "Fleurs de Rodin", "3 boulevard Rodin", 48.8195, 2.2595, "Tu-Sa 09:30-19:30; Su 09:30-13:00", {}),
    ("shop=hardware", "Quincaillerie Morel", "15 avenue de Verdun", 48.8190, 2.2549, SHOP, {"wheelchair": "limited"}),
    ("shop=optician", "Optique de la Mairie", "7 place du 11 novembre", 48.8241, 2.2729, SHOP, {"wheelchair": "yes"}),
    ("craft=plumber", "Plomberie des Épinettes", "29 rue de l'Égalité", 48.8184, 2.2619, "Mo-Fr 08:00-18:00; PH off", {}),
    ("craft=electrician", "Électricité Tessier", "52 boulevard Rodin", 48.8189, 2.2582, "Mo-Fr 08:30-18:00; PH off", {}),
    ("craft=locksmith", "Serrurerie du Centre", "6 rue Kléber", 48.8236, 2.2711, "24/7", {}),
    ("craft=carpenter", "Menuiserie Aubert & fille", "13 rue Henri Tariel", 48.8217, 2.2668, "Mo-Fr 08:00-12:00,13:30-17:30; PH off", {}),
    ("shop=shoe_repair", "Cordonnerie Sarkissian", "2 rue Diderot", 48.8262, 2.2755, SHOP, {}),
    ("amenity=restaurant", "La Table de Linh", "21 rue Jean-Pierre Timbaud", 48.8264, 2.2639, "Tu-Sa 12:00-14:30,19:00-22:30", {"wheelchair": "yes"}),
    ("amenity=cafe", "Café de la Fonderie", "1 place de la Ferme", 48.8204, 2.2518, "Mo-Sa 07:30-21:00; Su 09:00-15:00", {"wheelchair": "limited"}),
    ("office=association", "Atelier vélo Corentin-Celton", "3 rue Séverine", 48.8272, 2.2794, "We 17:00-20:00; Sa 10:00-13:00,14:00-18:00", {"wheelchair": "yes"}),
    ("office=association", "Compost de Corentin-Celton", "Jardin partagé, rue Séverine", 48.8274, 2.2799, "Su 11:00-12:30", {}),
    ("office=association", "Les Amis de la bibliothèque", "33 rue du Gouverneur Général Éboué", 48.8259, 2.2704, "We,Sa 14:00-17:00", {"wheelchair": "yes"}),
    ("office=association", "Repair café du Val", "Maison de quartier Val de Seine", 48.8288, 2.2670, "Tu 18:00-20:30 \"premier mardi du mois\"", {"wheelchair": "yes"}),
    ("amenity=post_office", "Relais postal de la Ferme", "10 place de la Ferme", 48.8207, 2.2525, "Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:30", {"wheelchair": "yes"}),
    ("amenity=kindergarten", "Crèche associative Les Petits Moulins", "16 rue de la Glacière", 48.8229, 2.2589, "Mo-Fr 07:45-18:30; PH off", {}),
    ("amenity=bank", "Caisse solidaire d'Issy", "30 boulevard Gallieni", 48.8254, 2.2684, "Tu-Fr 09:30-12:30,14:00-17:30; Sa 09:30-12:30", {"wheelchair": "yes"}),
    ("shop=second_hand", "La Ressourcerie du Quai", "61 quai de la Bataille de Stalingrad", 48.8243, 2.2519, "We-Sa 11:00-19:00", {"wheelchair": "yes"}),
]  # fmt: skip

# name, category, address, lat, lon, hours, words, authority's prefix, the categories of reports it is the desk for
DESKS = [
    ("Accueil de la mairie", "mairie", "62 rue du Général Leclerc", 48.8245, 2.2737, "Mo-Fr 08:30-18:00; Sa 09:00-12:00; PH off", "État civil, élections, orientation vers les services. Horaires de démonstration.", "ISSY", ()),
    ("Bureau des objets trouvés", "objets-trouves", "47 rue du Général Leclerc", 48.8247, 2.2745, "Mo-Fr 09:00-12:00,13:30-17:00; PH off", "Tout objet trouvé dans la ville y est gardé un an et un jour. Horaires de démonstration.", "ISSY", ()),
    ("Guichet voirie et propreté", "mairie", "9 route de Vaugirard", 48.8231, 2.2301, "Mo-Fr 08:30-12:30,13:30-17:30; PH off", "Trous, trottoirs, dépôts, encombrants. Horaires de démonstration.", "GPSO", ("nid-de-poule", "depot-sauvage")),
]  # fmt: skip


def document():
    """The shops as a GeoJSON FeatureCollection of OpenStreetMap's tags."""
    return {"type": "FeatureCollection", "features": [_feature(number, *shop) for number, shop in enumerate(SHOPS, 1)]}


def _feature(number, tag, name, address, lat, lon, hours, more):
    key, _equals, value = tag.partition("=")
    digits = f"{number:04d}"
    said = {
        "@id": f"node/{number}", key: value, "name": name, "addr:full": address, "addr:city": "Issy-les-Moulineaux",
        "opening_hours": hours, "phone": f"+33 1 99 00 {digits[:2]} {digits[2:]}", **more,
    }  # fmt: skip
    return {"type": "Feature", "properties": said, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
