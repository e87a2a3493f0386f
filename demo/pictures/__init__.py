"""The demo's photos: painted here, so that the demo shows nobody's street, face or number plate.

`photo("pothole", 3)` is always the same JPEG: 1600 × 1200, 150–300 kB, painted in a few tenths of a second.
"""

from io import BytesIO
from random import Random

from . import indoors, lanes, park, pavement, roadway, square, walls
from .paint import developed

SCENES = {
    scene.__name__: scene
    for scene in (
        roadway.pothole,
        roadway.pothole_mended,
        roadway.lamp_out,
        roadway.lamp_mended,
        roadway.crossing_worn,
        roadway.crossing_painted,
        roadway.sign_bent,
        roadway.sign_straight,
        lanes.cycle_lane,
        lanes.cycle_lane_free,
        lanes.gutter,
        lanes.gutter_clear,
        lanes.roadworks,
        lanes.road_reopened,
        pavement.bin_full,
        pavement.bin_emptied,
        pavement.dumping,
        pavement.pavement_clean,
        pavement.slab,
        pavement.slab_relaid,
        pavement.bottle_bank,
        pavement.bottle_bank_emptied,
        walls.graffiti,
        walls.wall_cleaned,
        park.bench,
        park.bench_mended,
        park.branch,
        park.branch_cleared,
        park.flowers,
        square.market,
        park.swing,
        park.swing_mended,
        square.overgrown,
        square.pruned,
        square.riverside,
        indoors.sofa,
        indoors.chair,
        indoors.table,
        indoors.ladder,
        indoors.bicycle,
        indoors.washing_machine,
        indoors.books,
        indoors.pushchair,
        indoors.plant,
        indoors.drill,
        indoors.keys,
        indoors.rabbit,
        indoors.cat,
    )
}
# What the same place looks like once the service has been.
AFTER = {
    "pothole": "pothole_mended",
    "lamp_out": "lamp_mended",
    "crossing_worn": "crossing_painted",
    "sign_bent": "sign_straight",
    "cycle_lane": "cycle_lane_free",
    "gutter": "gutter_clear",
    "roadworks": "road_reopened",
    "bin_full": "bin_emptied",
    "dumping": "pavement_clean",
    "slab": "slab_relaid",
    "bottle_bank": "bottle_bank_emptied",
    "graffiti": "wall_cleaned",
    "bench": "bench_mended",
    "branch": "branch_cleared",
    "swing": "swing_mended",
    "overgrown": "pruned",
}
BEFORE = {after: before for before, after in AFTER.items()}


def photo(scene, seed=0):
    """JPEG bytes of a scene (`KeyError` when it is unknown); a seed is one street corner on one day.

    The picture taken before the repair and the one taken after it show the same corner."""
    random = Random(f"{BEFORE.get(scene, scene)}:{seed}")
    when = random.choice(["day", "day", "day", "grey", "evening"])
    picture = SCENES[scene](random, when)
    picture = developed(picture, random, warmth=random.uniform(-0.02, 0.04), brightness=random.uniform(0.96, 1.06))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=76)
    return kept.getvalue()


# What those who do not see the photos are told.
IN_WORDS = {
    "pothole": "Un trou aux bords cassés dans le bitume, avec des gravillons autour",
    "pothole_mended": "Un rectangle d'enrobé neuf à la place du trou",
    "lamp_out": "Une rue à la nuit tombée ; le lampadaire le plus proche est éteint",
    "lamp_mended": "La même rue, le lampadaire est rallumé",
    "crossing_worn": "Un passage piéton dont la peinture est presque effacée",
    "crossing_painted": "Un passage piéton repeint en blanc",
    "sign_bent": "Un panneau penché au bord de la chaussée",
    "sign_straight": "Le panneau redressé",
    "cycle_lane": "Une voiture garée sur la piste cyclable verte",
    "cycle_lane_free": "La piste cyclable dégagée",
    "gutter": "De l'eau et des feuilles au-dessus d'une grille, le long du trottoir",
    "gutter_clear": "La grille dégagée, la chaussée sèche",
    "roadworks": "Une tranchée derrière des barrières rouges et blanches et deux cônes",
    "road_reopened": "La tranchée refermée, la rue rouverte",
    "bin_full": "Une corbeille qui déborde et des sacs posés autour",
    "bin_emptied": "La corbeille vide, le trottoir propre",
    "dumping": "Un matelas et des cartons abandonnés contre un mur",
    "pavement_clean": "Le trottoir vide et propre",
    "slab": "Une dalle du trottoir soulevée, fendue au coin",
    "slab_relaid": "Le trottoir remis à plat",
    "bottle_bank": "Une borne à verre pleine, des bouteilles posées autour",
    "bottle_bank_emptied": "La borne à verre vidée, le sol propre",
    "graffiti": "Un tag de couleur sur un mur de brique",
    "wall_cleaned": "Le mur de brique nettoyé",
    "bench": "Un banc dont les lattes sont cassées, dans un parc",
    "bench_mended": "Le banc réparé",
    "branch": "Une grosse branche en travers de l'allée d'un parc",
    "branch_cleared": "L'allée du parc dégagée",
    "flowers": "Un massif de fleurs de toutes les couleurs",
    "market": "Une place et ses étals de marché aux auvents rayés",
    "swing": "Une balançoire dont une chaîne a lâché",
    "swing_mended": "La balançoire réparée",
    "overgrown": "Un arbre touffu qui cache le passage piéton",
    "pruned": "L'arbre taillé, le passage piéton se voit",
    "riverside": "La Seine le soir, avec les immeubles de l'autre rive",
    "sofa": "Un canapé deux places et son coussin jaune",
    "chair": "Une chaise en bois à barreaux",
    "table": "Une table en chêne, une tasse posée dessus",
    "ladder": "Une échelle en aluminium appuyée au mur",
    "bicycle": "Un vélo de ville contre un mur",
    "washing_machine": "Une machine à laver à hublot",
    "books": "Deux rangées de livres de toutes les couleurs",
    "pushchair": "Une poussette et sa capote",
    "plant": "Une grande plante verte dans un pot en terre cuite",
    "drill": "Une perceuse jaune posée sur sa mallette",
    "keys": "Un trousseau de trois clés et une tortue en feutre, sur un trottoir",
    "rabbit": "Un lapin en peluche oublié sur un banc",
    "cat": "Un chat gris tigré au collier rouge, sur un rebord de fenêtre",
}
