# ruff: noqa: E501 (a table, read across)
"""What an ad may be about, to begin with: plain data, one line a category; the town's editors change it in the admin.

What making a new one emits is ADEME's figure for the fabrication and the distribution of one object (Impact CO2, data of
Base Empreinte, in kg of CO₂ equivalent); what one weighs is the figure The Restart Project counts with at its repair
cafés. A category for which neither has published a figure has none: docs/decisions/0046 says what is done with them."""

ADEME = "ADEME, Impact CO2"
RESTART = "The Restart Project, Fixometer"
# Their data in the open, as it was read: incubateur-ademe/impactco2 (src/data/categories) and
# TheRestartProject/restarters.net (data/migrations/00001-InitialiseDB.sql).
ADEME_URL = "https://impactco2.fr/outils/"
RESTART_URL = "https://therestartproject.org/fixometer/"


def one(code, icon, fr, en, words_fr, words_en, co2=None, sheet="", kg=None, **more):
    """`sheet` is the page of Impact CO2 that gives `co2` (kg of CO₂ equivalent for one object); `kg` is what one
    weighs."""
    sources = [name for name, figure in ((ADEME, co2), (RESTART, kg)) if figure is not None]
    address = ADEME_URL + sheet if co2 is not None else RESTART_URL if kg is not None else ""
    said = {"name_fr": fr, "name_en": en, "synonyms_fr": words_fr, "synonyms_en": words_en}
    figures = {"co2_kg": co2, "kg": kg, "source": " · ".join(sources), "source_url": address}
    return {"code": code, "icon": icon, **said, **figures, **more}


BULKY = {"bulky": True}
SHORT = {"days": 7}

TREE = [
    (one("maison", "house", "Maison et meubles", "Home and furniture", "maison, meuble, mobilier, intérieur", "home, furniture"), [
        one("canapes", "sofa", "Canapés et fauteuils", "Sofas and armchairs", "canapé, sofa, clic-clac, convertible, fauteuil, banquette, divan, méridienne", "sofa, couch, settee, armchair, sofa bed, futon", 179, "mobilier/canapetextile", **BULKY),
        one("chaises", "armchair", "Chaises et tabourets", "Chairs and stools", "chaise, tabouret, banc, chaise de bureau, pouf", "chair, stool, bench, pouffe", 18.6, "mobilier/chaiseenbois"),
        one("tables", "table", "Tables et bureaux", "Tables and desks", "table, table basse, bureau, guéridon, console, table de chevet, table à manger", "table, coffee table, desk, bedside table, dining table", 80.2, "mobilier/tableenbois", **BULKY),
        one("lits", "bed-double", "Lits complets", "Complete beds", "lit, lit double, lit simple, lit mezzanine, lit superposé", "bed, double bed, single bed, bunk bed, loft bed", 443.8, "mobilier/lit", **BULKY),
        one("literie", "bed", "Matelas, sommiers et linge de lit", "Mattresses, bases and bedding", "matelas, sommier, cadre de lit, couette, oreiller, drap, couverture", "mattress, bed base, bed frame, duvet, pillow, sheet, blanket", **BULKY),
        one("armoires", "door-open", "Armoires", "Wardrobes", "armoire, dressing, penderie, garde-robe", "wardrobe, closet", 907, "mobilier/armoire", **BULKY),
        one("rangements", "archive", "Étagères, commodes et buffets", "Shelves, chests and sideboards", "étagère, commode, buffet, bibliothèque, meuble tv, vaisselier, caisson, meuble à chaussures", "shelf, bookcase, chest of drawers, sideboard, cabinet, tv stand", **BULKY),
        one("lampes", "lamp", "Lampes", "Lamps", "lampe, lampadaire, lustre, suspension, applique, abat-jour", "lamp, floor lamp, chandelier, lampshade", kg=0.703),
        one("vaisselle", "utensils", "Vaisselle et ustensiles", "Dishes and utensils", "vaisselle, assiette, verre, couvert, casserole, poêle, plat, bocal, mug, saladier", "dishes, plate, glass, cutlery, pan, pot, jar, mug"),
        one("decoration", "palette", "Décoration, tapis et rideaux", "Decoration, rugs and curtains", "décoration, cadre, miroir, tapis, rideau, vase, coussin, tableau, bougie", "decoration, frame, mirror, rug, carpet, curtain, vase, cushion"),
        one("maison-autre", "package", "Autre chose pour la maison", "Something else for the home", "sapin, panier, malle, carton", "basket, trunk, box"),
    ]),
    (one("electromenager", "plug", "Électroménager", "Appliances", "électroménager, appareil, électrique", "appliance, electrical"), [
        one("lave-linge", "washing-machine", "Lave-linge et sèche-linge", "Washing machines and dryers", "lave-linge, machine à laver, sèche-linge", "washing machine, washer, tumble dryer", 342, "electromenager/lavelinge", **BULKY),
        one("refrigerateurs", "refrigerator", "Réfrigérateurs et congélateurs", "Fridges and freezers", "réfrigérateur, frigo, congélateur, frigidaire, cave à vin", "fridge, refrigerator, freezer", 257, "electromenager/refrigirateur", **BULKY),
        one("lave-vaisselle", "glass-water", "Lave-vaisselle", "Dishwashers", "lave-vaisselle", "dishwasher", 271, "electromenager/lavevaisselle", **BULKY),
        one("cuisson", "cooking-pot", "Fours et plaques", "Ovens and hobs", "four, plaque, cuisinière, gazinière, plaque à induction", "oven, hob, cooker, stove", 217, "electromenager/fourelectrique", **BULKY),
        one("cuisine", "microwave", "Petit électroménager de cuisine", "Small kitchen appliances", "micro-ondes, grille-pain, mixeur, robot, raclette, friteuse, gaufrier, blender, cuiseur", "microwave, toaster, blender, mixer, fryer, food processor", kg=2.7),
        one("bouilloires", "soup", "Bouilloires", "Kettles", "bouilloire", "kettle", 9.91, "electromenager/bouilloire", 1.4),
        one("cafetieres", "coffee", "Cafetières", "Coffee machines", "cafetière, machine à café, expresso, nespresso, senseo, dolce gusto", "coffee machine, coffee maker, espresso", 31.9, "electromenager/cafetierefiltre"),
        one("aspirateurs", "fan", "Aspirateurs", "Vacuum cleaners", "aspirateur, aspirateur balai, aspirateur robot", "vacuum cleaner, hoover", 47.3, "electromenager/aspirateur", 7.78),
        one("chauffage", "heater", "Chauffage et ventilateurs", "Heaters and fans", "radiateur, chauffage d'appoint, ventilateur, climatiseur, déshumidificateur, humidificateur", "heater, radiator, fan, air conditioner, dehumidifier"),
        one("electromenager-autre", "plug", "Autre appareil", "Another appliance", "fer à repasser, machine à coudre, sèche-cheveux, centrale vapeur, balance", "iron, sewing machine, hair dryer, scales"),
    ]),
    (one("enfants", "baby", "Enfants", "Children", "enfant, bébé, naissance, puériculture", "child, baby, kids"), [
        one("jouets", "toy-brick", "Jouets", "Toys", "jouet, lego, playmobil, poupée, peluche, doudou, dînette, petites voitures, kapla", "toy, lego, playmobil, doll, teddy, plush"),
        one("poussettes", "baby", "Poussettes et porte-bébés", "Prams and carriers", "poussette, porte-bébé, écharpe de portage, landau, nacelle", "pram, pushchair, stroller, baby carrier, sling"),
        one("chambre-bebe", "bed", "Chambre de bébé", "Nursery", "lit à barreaux, lit bébé, berceau, table à langer, veilleuse, babyphone, parc, transat", "cot, crib, cradle, changing table, baby monitor, playpen, bouncer"),
        one("repas-bebe", "utensils", "Repas et toilette de bébé", "Baby meals and bath", "chaise haute, biberon, chauffe-biberon, baignoire, couches lavables, pot, rehausseur", "high chair, bottle, bottle warmer, bath, nappies, potty, booster"),
        one("vetements-enfant", "shirt", "Vêtements d’enfant", "Children’s clothes", "body, pyjama, layette, turbulette, vêtement enfant, vêtement bébé, gigoteuse", "bodysuit, pyjamas, baby clothes, children's clothes, sleeping bag"),
        one("scolaire", "backpack", "École et cartables", "School things", "cartable, trousse, fourniture scolaire, calculatrice, cahier", "school bag, pencil case, school supplies, calculator"),
    ]),
    (one("vetements", "shirt", "Vêtements et accessoires", "Clothes and accessories", "vêtement, habit, mode", "clothes, clothing, fashion"), [
        one("hauts", "shirt", "T-shirts et chemises", "T-shirts and shirts", "t-shirt, tee-shirt, chemise, chemisier, polo, débardeur", "t-shirt, shirt, blouse, polo", 5.2, "habillement/tshirtencoton"),
        one("pulls", "shirt", "Pulls et sweats", "Jumpers and sweatshirts", "pull, gilet, sweat, hoodie, cardigan", "jumper, sweater, sweatshirt, hoodie, cardigan", 25.5, "habillement/pullenacrylique"),
        one("pantalons", "shirt", "Pantalons et jeans", "Trousers and jeans", "pantalon, jean, jeans, short, jogging, legging", "trousers, jeans, shorts, leggings", 23.2, "habillement/jeans"),
        one("robes", "shirt", "Robes et jupes", "Dresses and skirts", "robe, jupe, robe de soirée, robe de mariée", "dress, skirt, wedding dress", 44.9, "habillement/robeenviscose"),
        one("manteaux", "umbrella", "Manteaux et vestes", "Coats and jackets", "manteau, veste, doudoune, blouson, parka, imperméable, anorak", "coat, jacket, parka, raincoat, anorak", 24, "habillement/vestesimilicuir"),
        one("chaussures", "footprints", "Chaussures", "Shoes", "chaussure, basket, botte, bottine, sandale, escarpin, mocassin, chausson", "shoe, trainers, boot, sandal, heels, slipper", 13.4, "habillement/chaussuresencuir"),
        one("sacs", "luggage", "Sacs et valises", "Bags and suitcases", "sac, sac à main, valise, sac à dos, bagage, portefeuille", "bag, handbag, suitcase, backpack, luggage, wallet"),
        one("bijoux", "watch", "Montres, bijoux et accessoires", "Watches, jewellery and accessories", "montre, bijou, collier, bracelet, lunettes, foulard, ceinture, chapeau, gants", "watch, jewellery, necklace, bracelet, glasses, scarf, belt, hat, gloves"),
        one("deguisements", "party-popper", "Déguisements et fêtes", "Costumes and parties", "déguisement, costume, fête, anniversaire, guirlande", "costume, fancy dress, party, birthday"),
    ]),
    (one("sport", "bike", "Sport et vélo", "Sport and bikes", "sport, loisir de plein air", "sport, outdoors"), [
        one("velos", "bike", "Vélos", "Bikes", "vélo, bicyclette, vtt, vélo électrique, vélo enfant, draisienne, tandem", "bike, bicycle, mountain bike, e-bike, balance bike"),
        one("trottinettes", "footprints", "Trottinettes, rollers et skates", "Scooters, skates and skateboards", "trottinette, roller, skate, skateboard, patins", "scooter, roller skates, skateboard"),
        one("accessoires-velo", "wrench", "Accessoires de vélo", "Bike accessories", "casque de vélo, antivol, siège enfant vélo, remorque vélo, panier de vélo, pompe à vélo", "bike helmet, bike lock, child bike seat, bike trailer, bike pump"),
        one("fitness", "dumbbell", "Gymnastique", "Fitness", "haltère, tapis de yoga, vélo d'appartement, rameur, tapis de course, musculation", "dumbbell, yoga mat, exercise bike, rower, treadmill"),
        one("ballons", "volleyball", "Ballons et raquettes", "Balls and rackets", "ballon, raquette, tennis, badminton, ping-pong, basket, football, pétanque", "ball, racket, tennis, badminton, table tennis, football"),
        one("montagne", "snowflake", "Ski et neige", "Ski and snow", "ski, luge, snowboard, combinaison de ski, raquettes à neige, après-ski", "ski, sledge, snowboard, ski suit, snowshoes"),
        one("plein-air", "tent", "Camping et randonnée", "Camping and hiking", "tente, camping, duvet, sac de couchage, réchaud, randonnée, glacière", "tent, camping, sleeping bag, stove, hiking, cool box"),
    ]),
    (one("culture", "book-open", "Livres, jeux et musique", "Books, games and music", "culture, loisir", "culture, hobby"), [
        one("livres", "book", "Livres et BD", "Books and comics", "livre, roman, bd, bande dessinée, manga, manuel, dictionnaire, revue, magazine", "book, novel, comic, manga, textbook, dictionary, magazine"),
        one("jeux-societe", "puzzle", "Jeux de société et puzzles", "Board games and puzzles", "jeu de société, puzzle, cartes, échecs, monopoly, scrabble", "board game, puzzle, cards, chess"),
        one("jeux-video", "gamepad-2", "Jeux vidéo et consoles", "Video games and consoles", "jeu vidéo, console, playstation, xbox, nintendo, switch, manette", "video game, console, playstation, xbox, nintendo, controller"),
        one("disques", "disc-3", "Disques et films", "Records and films", "vinyle, disque, cd, dvd, blu-ray, film, cassette", "vinyl, record, cd, dvd, film, tape"),
        one("instruments", "guitar", "Instruments de musique", "Musical instruments", "guitare, piano, clavier, violon, flûte, batterie, ukulélé, partition, ampli", "guitar, piano, keyboard, violin, flute, drums, ukulele, sheet music", kg=10.9),
        one("loisirs-creatifs", "scissors", "Couture, dessin et bricoles", "Sewing, drawing and crafts", "laine, tissu, tricot, couture, peinture, dessin, perles, papier", "wool, fabric, knitting, sewing, paint, drawing, beads"),
    ]),
    (one("numerique", "laptop", "Informatique, téléphone, image et son", "Computers, phones, picture and sound", "informatique, numérique, électronique", "computing, electronics"), [
        one("telephones", "smartphone", "Téléphones", "Phones", "téléphone, smartphone, iphone, portable, mobile", "phone, smartphone, iphone, mobile", 79.3, "numerique/smartphone", 0.14),
        one("ordinateurs-portables", "laptop", "Ordinateurs portables", "Laptops", "ordinateur portable, pc portable, macbook, chromebook", "laptop, macbook, notebook, chromebook", 182.3, "numerique/ordinateurportable", 2.26),
        one("ordinateurs", "monitor", "Ordinateurs de bureau", "Desktop computers", "ordinateur, unité centrale, pc fixe, imac", "desktop computer, pc, imac", 261.9, "numerique/ordinateurfixeparticulier", 9.15),
        one("ecrans", "monitor", "Écrans", "Screens", "écran, moniteur, écran d'ordinateur", "screen, monitor", 65.9, "numerique/ecran", 5),
        one("tablettes", "smartphone", "Tablettes et liseuses", "Tablets and e-readers", "tablette, ipad, liseuse, kindle, kobo", "tablet, ipad, e-reader, kindle", 83.9, "numerique/tabletteclassique", 0.51),
        one("televisions", "tv", "Télévisions", "Televisions", "télévision, télé, tv, téléviseur", "television, tv", 328.3, "numerique/television", 18.7, **BULKY),
        one("imprimantes", "printer", "Imprimantes et scanners", "Printers and scanners", "imprimante, scanner, cartouche d'encre", "printer, scanner, ink cartridge", kg=7.05),
        one("son", "headphones", "Son", "Sound", "enceinte, chaîne hi-fi, casque audio, radio, platine, barre de son, écouteurs", "speaker, hi-fi, headphones, radio, turntable, soundbar"),
        one("photo", "camera", "Photo et vidéo", "Photo and video", "appareil photo, caméra, objectif, trépied, projecteur, vidéoprojecteur", "camera, lens, tripod, projector"),
        one("numerique-autre", "plug", "Câbles et accessoires", "Cables and accessories", "câble, chargeur, souris, clavier, clé usb, disque dur, routeur, box", "cable, charger, mouse, keyboard, usb stick, hard drive, router", kg=1.185),
    ]),
    (one("jardin", "flower", "Jardin et plantes", "Garden and plants", "jardin, balcon, terrasse", "garden, balcony, terrace"), [
        one("plantes", "sprout", "Plantes, graines et boutures", "Plants, seeds and cuttings", "plante, bouture, graine, semis, fleur, plant, cactus, arbuste, bulbe", "plant, cutting, seed, seedling, flower, cactus, shrub, bulb", **SHORT),
        one("pots", "flower", "Pots, terreau et compost", "Pots, soil and compost", "pot, jardinière, terreau, compost, composteur, terre, paillage", "pot, planter, soil, compost, composter, mulch"),
        one("outils-jardin", "shovel", "Outils de jardin", "Garden tools", "tondeuse, bêche, râteau, sécateur, taille-haie, arrosoir, tuyau, brouette", "lawn mower, spade, rake, secateurs, hedge trimmer, watering can, hose, wheelbarrow"),
        one("mobilier-jardin", "trees", "Meubles de jardin", "Garden furniture", "salon de jardin, transat, parasol, chaise de jardin, barbecue, hamac", "garden furniture, deckchair, parasol, barbecue, hammock", **BULKY),
        one("jeux-plein-air", "toy-brick", "Jeux de plein air", "Outdoor play", "balançoire, toboggan, trampoline, piscine gonflable, cabane, bac à sable", "swing, slide, trampoline, paddling pool, playhouse, sandpit", **BULKY),
    ]),
    (one("bricolage", "hammer", "Bricolage et outils", "DIY and tools", "bricolage, travaux", "diy, building work"), [
        one("outillage-electrique", "drill", "Outils électriques", "Power tools", "perceuse, visseuse, ponceuse, scie sauteuse, meuleuse, perforateur, décolleuse", "drill, screwdriver, sander, jigsaw, grinder", kg=2.84),
        one("outils", "wrench", "Outils à main", "Hand tools", "marteau, tournevis, clé, scie, pince, boîte à outils, niveau", "hammer, screwdriver, spanner, saw, pliers, toolbox, level"),
        one("echelles", "construction", "Échelles et échafaudages", "Ladders and scaffolds", "échelle, escabeau, échafaudage, diable, serre-joint", "ladder, stepladder, scaffold, sack truck, clamp"),
        one("materiaux", "brick-wall", "Matériaux", "Materials", "carrelage, parquet, planche, bois, brique, isolant, plâtre, tuile, palette", "tiles, parquet, plank, wood, brick, insulation, plaster, pallet", **BULKY),
        one("peinture", "paint-roller", "Peinture et revêtements", "Paint and coverings", "peinture, papier peint, rouleau, enduit, colle", "paint, wallpaper, roller, filler, glue"),
        one("plomberie", "glass-water", "Plomberie et sanitaires", "Plumbing and bathroom", "lavabo, évier, robinet, wc, baignoire, douche, ballon d'eau chaude", "sink, tap, toilet, bath, shower, water heater", **BULKY),
        one("auto", "car", "Auto et moto", "Car and motorbike", "pneu, coffre de toit, barres de toit, chaînes neige, porte-vélo, siège auto", "tyre, roof box, roof bars, snow chains, bike rack, car seat"),
    ]),
    (one("animaux", "paw-print", "Pour les animaux", "For pets", "animal, chien, chat, animaux", "pet, dog, cat, animal"), [
        one("chats-chiens", "cat", "Pour chiens et chats", "For dogs and cats", "arbre à chat, panier, laisse, harnais, litière, gamelle, niche, caisse de transport", "cat tree, basket, lead, harness, litter, bowl, kennel, carrier"),
        one("cages", "rabbit", "Cages et clapiers", "Cages and hutches", "cage, clapier, volière, roue de hamster", "cage, hutch, aviary, hamster wheel"),
        one("aquariums", "fish", "Aquariums", "Aquariums", "aquarium, terrarium, vivarium, filtre d'aquarium", "aquarium, terrarium, vivarium, fish tank"),
        one("nourriture-animaux", "bone", "Nourriture d'animaux", "Pet food", "croquettes, pâtée, foin, graines pour oiseaux", "kibble, pet food, hay, bird seed"),
    ]),
    (one("alimentation", "apple", "À manger", "Food", "alimentation, nourriture, surplus, anti-gaspillage", "food, surplus, leftovers"), [
        one("fruits-legumes", "carrot", "Fruits et légumes", "Fruit and vegetables", "fruit, légume, pomme, courgette, tomate, potager, salade, herbes", "fruit, vegetable, apple, courgette, tomato, salad, herbs", **SHORT),
        one("epicerie", "package", "Épicerie et conserves", "Groceries and tins", "pâtes, riz, conserve, farine, sucre, café, thé, épices, confiture, céréales", "pasta, rice, tin, flour, sugar, coffee, tea, spices, jam, cereals", **SHORT),
        one("pain-plats", "sandwich", "Pain, plats et gâteaux", "Bread, dishes and cakes", "pain, plat, gâteau, restes, viennoiserie, soupe, levain", "bread, dish, cake, leftovers, pastry, soup, sourdough", days=3),
        one("bebe-alimentation", "baby", "Petits pots et lait", "Baby food and milk", "petit pot, lait infantile, compote, céréales bébé", "baby food, formula milk, puree", **SHORT),
    ]),
    (one("divers", "boxes", "Divers", "Other things", "divers, autre, lot, vrac", "other, various, bundle"), [
        one("aide-technique", "accessibility", "Aides et matériel de soin", "Mobility aids and care equipment", "fauteuil roulant, béquilles, déambulateur, lit médicalisé, canne, siège de douche", "wheelchair, crutches, walker, hospital bed, cane, shower seat"),
        one("bureau", "briefcase", "Bureau et papeterie", "Office and stationery", "classeur, papier, stylo, cartouche, tableau blanc, trombones", "binder, paper, pen, whiteboard, stationery"),
        one("demenagement", "container", "Cartons et emballages", "Boxes and packing", "cartons de déménagement, papier bulle, couverture de déménagement", "moving boxes, bubble wrap, packing", days=14),
        one("billets", "ticket", "Billets et places", "Tickets and seats", "billet, place de concert, entrée, abonnement", "ticket, concert seat, entry, pass", days=14),
        one("collection", "trophy", "Collection et antiquités", "Collections and antiques", "timbre, pièce, collection, antiquité, brocante, carte postale", "stamp, coin, collection, antique, postcard"),
        one("autre", "gift", "Autre chose", "Something else", "autre, objet, chose", "other, object, thing"),
    ]),
]  # fmt: skip
