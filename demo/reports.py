# ruff: noqa: E501 (a table, read across)
"""What neighbours of the demo town write: title, text, and the picture they took of it ("" when they took none).

A report happens once for each place where one is drawn for it; the first letter of the place tells which ones fit
(see `story.py`): p a park, s a street, q the quays, e a school, m a market or square, t a station."""

REPORTS = {
    "nid-de-poule": [
        ("s", "Gros nid-de-poule sur la voie", "Il s'agrandit à chaque pluie, les scooters font un écart dangereux pour l'éviter. Au moins 40 cm de large et bien 10 de profondeur.", "pothole"),
        ("s", "Trou devant le passage piéton", "Ma fille a failli tomber à vélo ce matin. Le trou se remplit d'eau et on ne le voit plus.", "pothole"),
        ("s", "La chaussée s'affaisse après les travaux", "La tranchée a été rebouchée cet été, mais ça descend déjà de quelques centimètres. Les bus tapent dedans toute la nuit.", "pothole"),
        ("q", "Série de trous sur le quai", "Trois nids-de-poule à la suite dans la voie de droite, juste après le feu. Les voitures freinent d'un coup.", "pothole"),
        ("s", "Pothole getting worse", "It was a crack a month ago, now my front wheel drops right in. Very hard to see after dark.", "pothole"),
        ("s", "Bitume soulevé par les racines", "Une bosse de dix centimètres en travers de la voie, ça tape sous les voitures.", ""),
        ("s", "Le même trou est revenu", "Rebouché au printemps, il est déjà rouvert au même endroit, juste avant le dos d'âne.", "pothole"),
        ("t", "Trou à l'entrée de la dépose-minute", "Tous les taxis tapent dedans, et les cyclistes arrivent par là.", "pothole"),
    ],
    "trottoir": [
        ("s", "Dalle descellée sur le trottoir", "Elle bascule quand on marche dessus et éclabousse quand il pleut. Une voisine âgée a trébuché hier.", "slab"),
        ("s", "Pavés manquants devant l'arrêt", "Quatre ou cinq pavés ont disparu, le trou se remplit d'eau.", "slab"),
        ("m", "Bordure cassée à l'angle de la place", "Le camion de livraison monte toujours dessus, la bordure a fini par éclater. Il reste des morceaux pointus.", "slab"),
        ("s", "Le trottoir se soulève à cause des racines", "On ne passe plus avec une poussette sans descendre sur la route.", "slab"),
    ],
    "marquage": [
        ("e", "Passage piéton presque effacé devant l'école", "Les voitures ne le voient plus. À 8 h 20 avec les enfants c'est vraiment inquiétant.", "crossing_worn"),
        ("s", "Zébra invisible le soir", "La peinture est partie, et comme le lampadaire éclaire mal, personne ne s'arrête.", "crossing_worn"),
        ("s", "Ligne de stop disparue", "Refaite avant l'enrobé, jamais repeinte après.", "crossing_worn"),
        ("t", "Faded crossing outside the station", "Drivers simply do not see it any more. A fresh coat of paint would do.", "crossing_worn"),
        ("s", "Marquage au sol illisible au carrefour", "Chacun choisit sa file au dernier moment.", "crossing_worn"),
    ],
    "chantier": [
        ("s", "Chantier abandonné depuis trois semaines", "Les barrières sont tombées, il n'y a plus personne. On marche sur la route pour passer.", "roadworks"),
        ("s", "Tranchée mal balisée", "Pas de lumière la nuit et les barrières ont été déplacées. Quelqu'un va tomber dedans.", "roadworks"),
        ("m", "Matériel de chantier laissé sur la place", "Des plaques et des cônes restent entassés depuis la fin des travaux, le marché doit les contourner.", "roadworks"),
    ],
    "accessibilite": [
        ("s", "Impossible de passer en fauteuil", "Les barrières du chantier ne laissent que 70 cm. Je dois faire le tour du pâté de maisons.", "roadworks"),
        ("t", "Ascenseur de la station : accès bloqué", "Des trottinettes sont couchées devant la porte tous les matins. En fauteuil on ne peut pas les déplacer.", ""),
        ("s", "Bateau trop haut au passage piéton", "Avec la poussette double on reste coincé au milieu de la rue.", "slab"),
    ],
    "piste-cyclable": [
        ("s", "Voiture garée tous les matins sur la piste", "Toujours le même utilitaire entre 8 h et 9 h. On doit se déporter au milieu des voitures.", "cycle_lane"),
        ("q", "Piste encombrée par des poubelles", "Les bacs restent sur la bande cyclable jusqu'à midi. Sur le quai, ça roule vite juste à côté.", "cycle_lane"),
        ("q", "Bike lane blocked by delivery vans", "Every weekday around half past eight. We end up in the middle of fast traffic.", "cycle_lane"),
        ("s", "Revêtement de la piste en morceaux", "Plein de gravillons dans le virage, j'ai glissé en freinant.", "pothole"),
    ],
    "lampadaire": [
        ("s", "Lampadaire éteint depuis une semaine", "Toute la portion est dans le noir. Ma mère n'ose plus rentrer seule après son cours du soir.", "lamp_out"),
        ("p", "Plus aucune lumière dans l'allée", "Les trois lampes sont éteintes en même temps, sans doute un disjoncteur.", "lamp_out"),
        ("s", "Un lampadaire clignote toute la nuit", "Il s'allume et s'éteint toutes les dix secondes, juste devant les chambres.", "lamp_out"),
        ("t", "Sortie de la station dans le noir", "Le lampadaire au-dessus de l'escalier ne marche plus. On ne voit pas les marches.", "lamp_out"),
        ("s", "Street lamp out again", "It was mended in the summer and it has failed again. The whole corner is dark.", "lamp_out"),
        ("s", "Rue entière sans éclairage", "Huit lampadaires éteints depuis l'orage de samedi.", "lamp_out"),
        ("e", "Devant l'école il fait nuit noire à 18 h", "À la sortie de l'étude on ne distingue plus les enfants.", "lamp_out"),
        ("m", "Un coin de la place sans lumière", "Deux lampes sur quatre sont éteintes, les commerçants ferment dans le noir.", "lamp_out"),
        ("s", "Lampadaire éteint au croisement", "C'est justement celui qui éclaire le passage piéton.", "lamp_out"),
    ],
    "lampadaire-jour": [
        ("s", "Les lampadaires restent allumés en plein jour", "Toute la rue, même à midi. Dommage avec le prix de l'électricité.", ""),
        ("p", "Éclairage du parc allumé jour et nuit", "Depuis le changement d'heure, il ne s'éteint plus.", ""),
    ],
    "lampadaire-abime": [
        ("s", "Lampadaire penché après un choc", "Une camionnette l'a accroché, il penche d'au moins vingt degrés au-dessus du trottoir.", "sign_bent"),
        ("s", "Trappe ouverte au pied du mât", "On voit les fils. C'est à hauteur d'enfant.", ""),
    ],
    "feu-tricolore": [
        ("s", "Feu piéton bloqué au rouge", "On attend trois minutes et il ne passe jamais au vert, les gens traversent n'importe comment.", ""),
        ("q", "Feux au clignotant orange depuis ce matin", "Le carrefour est très chargé, il y a eu deux coups de frein en dix minutes.", ""),
    ],
    "depot-sauvage": [
        ("s", "Matelas et meubles abandonnés", "Un déménagement laissé sur le trottoir. Ça attire d'autres dépôts, il y en a deux fois plus qu'hier.", "dumping"),
        ("s", "Gravats déposés dans la nuit", "Une dizaine de sacs de gravats au pied des arbres.", "dumping"),
        ("p", "Canapé à l'entrée du parc", "Il bloque la moitié du portillon.", "dumping"),
        ("s", "Encombrants sortis le mauvais jour", "La collecte n'est que mardi prochain, d'ici là le trottoir est impraticable.", "dumping"),
        ("s", "Someone left a whole kitchen on the pavement", "Cupboards, a sink, broken tiles. Prams cannot get past.", "dumping"),
        ("q", "Dépôt de pneus sous le pont", "Une vingtaine de pneus et des bidons vides, je n'ose pas toucher.", "dumping"),
        ("s", "Vieux frigo sur le trottoir", "Porte ouverte, et des enfants jouent autour.", "dumping"),
        ("e", "Cartons et palettes devant l'école", "Les enfants grimpent dessus en attendant l'ouverture.", "dumping"),
        ("s", "Un lit entier au pied de l'immeuble", "Sommier, matelas, tables de nuit. Il a plu dessus cette nuit.", "dumping"),
    ],
    "corbeille": [
        ("p", "Corbeille qui déborde chaque week-end", "Dès le samedi midi elle est pleine, et tout finit par terre avec le vent.", "bin_full"),
        ("t", "Poubelle pleine à la station", "Les gobelets s'empilent autour. Une deuxième corbeille serait bien utile.", "bin_full"),
        ("s", "Corbeille arrachée", "Il ne reste que le poteau, les gens posent leurs sacs au pied.", "bin_full"),
        ("m", "Poubelles insuffisantes le jour du marché", "Après le marché, tout déborde jusqu'au soir.", "bin_full"),
        ("p", "Overflowing bin by the playground", "Crows pull everything out and children pick it up.", "bin_full"),
        ("s", "Poubelle renversée par le vent", "Elle roule d'un trottoir à l'autre, le couvercle a disparu.", "bin_full"),
        ("q", "Corbeilles débordantes au bord de l'eau", "Avec le beau temps du week-end, tout part dans la Seine.", "bin_full"),
    ],
    "rue-sale": [
        ("s", "Verre cassé sur le trottoir", "Une bouteille explosée devant l'arrêt, j'ai ramassé les plus gros morceaux mais il en reste.", ""),
        ("s", "Tapis de feuilles glissant", "Avec la pluie c'est une patinoire, surtout dans la pente.", "branch_cleared"),
        ("t", "Mégots et papiers devant la sortie", "Le nettoyage ne semble pas passer de ce côté-là.", ""),
        ("m", "La place est sale après le marché", "Cagettes et fruits écrasés jusqu'en fin de journée.", ""),
    ],
    "tags": [
        ("s", "Grand tag sur le mur de l'immeuble", "Apparu dans la nuit de samedi à dimanche, sur trois mètres de long.", "graffiti"),
        ("e", "Tag sur le mur de l'école", "Juste sous les fenêtres de la classe des CP.", "graffiti"),
        ("t", "Graffiti all over the underpass", "It was cleaned last month and looked so much nicer.", "graffiti"),
        ("s", "Inscription haineuse sur un mur", "Je ne la recopie pas ici. Merci de l'effacer au plus vite.", ""),
        ("p", "Tags sur le kiosque", "Le bois vient d'être repeint, quel dommage.", "graffiti"),
        ("q", "Tag sur le parapet", "Visible de tous les promeneurs, et sur une pierre ancienne.", "graffiti"),
    ],
    "dejections": [
        ("p", "Crottes de chien autour des jeux", "Trois ce matin dans la pelouse où jouent les petits. Le distributeur de sacs est vide.", ""),
        ("s", "Trottoir impraticable à cause des chiens", "Toujours le même tronçon, entre les deux porches.", ""),
    ],
    "collecte": [
        ("s", "Bacs jaunes non ramassés", "Deux jeudis de suite. Le local de l'immeuble est plein.", "bin_full"),
        ("s", "Le camion n'est pas passé dans notre impasse", "Une voiture gênait peut-être, mais personne n'est revenu.", "bin_full"),
    ],
    "verre": [
        ("s", "Borne à verre pleine", "Les bouteilles s'alignent au pied, et il y a déjà du verre cassé.", "bottle_bank"),
        ("m", "Conteneur à vêtements qui déborde", "Les sacs sont ouverts et tout traîne par terre.", "bin_full"),
    ],
    "branche": [
        ("p", "Grosse branche tombée sur l'allée", "Après le coup de vent de cette nuit. On passe à peine, et une autre a l'air fendue.", "branch"),
        ("s", "Branche cassée qui pend au-dessus du trottoir", "Elle tient par un bout d'écorce.", "branch"),
        ("p", "Arbre mort près des jeux", "Plus une feuille depuis le printemps, et l'écorce tombe par plaques.", ""),
        ("p", "Fallen branch across the path", "Came down in last night's storm. A pushchair cannot get round it.", "branch"),
    ],
    "elagage": [
        ("s", "Le tilleul cache le passage piéton", "Les automobilistes découvrent les piétons au dernier moment. Le tailler suffirait.", "overgrown"),
        ("s", "Haie qui mange le trottoir", "Il reste cinquante centimètres, on se croise sur la route.", "overgrown"),
        ("s", "Panneau stop caché par le feuillage", "Deux voitures l'ont grillé devant moi ce matin.", "overgrown"),
        ("e", "Ronces le long de la clôture de l'école", "Elles dépassent à hauteur des yeux des enfants.", ""),
        ("s", "Branches contre les fenêtres du premier", "Elles frottent à chaque coup de vent et assombrissent les pièces.", "overgrown"),
    ],
    "massif": [
        ("p", "Massif piétiné", "On a marché dans les plantations pour couper le virage, il ne reste presque rien.", ""),
        ("m", "Jardinières à l'abandon", "Les plantes n'ont pas été arrosées cet été, elles sont toutes sèches.", ""),
    ],
    "planter": [
        ("e", "Des arbres dans la cour et devant l'école", "En juin il faisait 38 degrés devant le portail. Deux ou trois arbres donneraient de l'ombre aux parents et aux enfants.", ""),
        ("s", "Un pied d'arbre à jardiner", "Les voisins du 12 au 18 sont prêts à s'en occuper si l'on ouvre le bitume.", "flowers"),
        ("m", "De l'ombre sur la place", "La place est très belle mais brûlante l'été. Quelques arbres en bac pour commencer ?", "market"),
    ],
    "stationnement-genant": [
        ("s", "Voitures en double file à l'heure de la crèche", "Tous les soirs, les bus ne passent plus.", "cycle_lane"),
        ("s", "Camionnette sur le trottoir depuis trois jours", "Les piétons descendent sur la route, sans visibilité.", ""),
        ("e", "Stationnement sur le passage piéton", "Devant le portail, à l'entrée et à la sortie.", ""),
    ],
    "epave": [
        ("s", "Scooter abandonné depuis des mois", "Pneus à plat, carénage cassé, il perd de l'huile.", ""),
        ("t", "Vélos épaves dans les arceaux", "Six vélos sans roue ni selle, il n'y a plus de place pour les autres.", ""),
        ("s", "Voiture ventouse couverte de mousse", "Vignette périmée depuis deux ans.", ""),
    ],
    "panneau": [
        ("s", "Panneau sens interdit tordu", "Une voiture est entrée à contresens hier soir.", "sign_bent"),
        ("s", "Panneau couché par le vent", "Il dépasse sur la piste cyclable.", "sign_bent"),
        ("q", "Bent speed limit sign", "It now faces the river, nobody can read it.", "sign_bent"),
        ("s", "Plaque de rue disparue", "Les livreurs tournent en rond.", ""),
    ],
    "vitesse": [
        ("e", "Ça roule trop vite devant l'école", "Malgré la zone 30. Un ralentisseur ou un resserrement changerait tout.", "crossing_painted"),
        ("s", "Rue utilisée comme raccourci", "Depuis la déviation, les GPS envoient tout le monde chez nous, et vite.", ""),
        ("s", "Traversée dangereuse à l'angle", "Aucune visibilité à cause des places de parking trop près du passage.", "crossing_worn"),
    ],
    "arceaux": [
        ("t", "Plus d'arceaux à vélos à la station", "Les vélos sont attachés aux grilles faute de place.", ""),
        ("m", "Arceaux près du marché", "Une dizaine suffirait à remplacer une place de voiture.", ""),
    ],
    "banc": [
        ("p", "Banc cassé", "Deux lattes manquent et une vis dépasse.", "bench"),
        ("p", "Broken bench by the pond", "My grandmother used to rest here, it is the only one in the shade.", "bench"),
        ("s", "Un banc à mi-pente", "Pour les anciens qui remontent du marché, ce serait une vraie pause.", ""),
    ],
    "jeux": [
        ("p", "Balançoire cassée", "Une chaîne a lâché, l'assise pend d'un côté.", "swing"),
        ("p", "Sol souple décollé sous le toboggan", "Les enfants se prennent les pieds dedans.", "swing"),
        ("p", "Barrière de l'aire de jeux ouverte", "Le verrou ne tient plus et les petits sortent vers la rue.", ""),
    ],
    "potelet": [
        ("s", "Potelet arraché", "Les voitures recommencent à monter sur le trottoir.", ""),
        ("t", "Vitre de l'abribus brisée", "Des éclats partout sur le banc.", ""),
        ("s", "Barrière pliée", "Elle dépasse à hauteur de genou.", "sign_bent"),
    ],
    "fontaine": [
        ("p", "Fontaine à eau en panne", "Pas d'eau depuis le début du mois.", ""),
        ("m", "Toilettes publiques fermées", "« En maintenance » depuis cinq semaines.", ""),
    ],
    "ecole": [
        ("e", "Portail de l'école qui ne ferme plus", "Il faut un adulte pour le tenir à la sortie.", ""),
        ("e", "Chauffage en panne dans deux classes", "Les enfants gardent leur manteau.", ""),
        ("e", "Fuite dans le préau", "Une bassine sous la fuite depuis lundi.", ""),
    ],
    "sport": [
        ("s", "Panier de basket arraché", "L'anneau pend. Dommage, le terrain est très utilisé.", ""),
        ("s", "Éclairage du stade en panne", "L'entraînement du mardi se fait à la lampe frontale.", "lamp_out"),
    ],
    "batiment": [
        ("s", "Porte automatique de la médiathèque en panne", "On peut entrer par le côté, mais pas en fauteuil.", ""),
        ("s", "Ascenseur de la maison de quartier arrêté", "L'atelier du jeudi est au deuxième, plusieurs personnes ne peuvent plus venir.", ""),
    ],
    "avaloir": [
        ("s", "Caniveau bouché, la rue est inondée", "À chaque pluie une mare de quinze mètres. Les voitures arrosent tout le monde.", "gutter"),
        ("s", "Grille d'égout couverte de feuilles", "L'eau monte jusqu'au seuil des commerces.", "gutter"),
        ("t", "Flooded corner by the tram stop", "You cannot reach the platform with dry feet.", "gutter"),
        ("q", "Grande flaque sous le pont", "Impossible de passer à pied sans se faire arroser.", "gutter"),
        ("s", "L'eau stagne devant le passage piéton", "Plusieurs jours après la pluie, on fait encore un détour.", "gutter"),
    ],
    "fuite": [
        ("s", "Eau qui coule sur le trottoir depuis hier", "Elle sort entre deux pavés, et il va geler cette nuit.", "gutter"),
        ("s", "Bouche d'incendie qui fuit", "Un filet d'eau continu, jour et nuit.", ""),
    ],
    "egout": [
        ("s", "Plaque d'égout qui claque", "À chaque voiture. Impossible de dormir fenêtre ouverte.", ""),
        ("s", "Forte odeur d'égout", "Surtout le matin, devant la boulangerie.", ""),
    ],
    "rats": [
        ("p", "Rats autour des jeux", "En plein jour, cinq ou six près des corbeilles.", "bin_full"),
        ("s", "Rongeurs dans la haie de la résidence", "Ils sortent dès la tombée du jour.", ""),
    ],
    "frelons": [("p", "Nid de frelons asiatiques", "Gros comme un ballon, à six mètres, au-dessus des bancs.", "")],
    "animal": [("s", "Chat blessé sous une voiture", "Il ne bouge presque pas, collier rouge. Je reste à côté.", "")],
    "bruit": [
        ("m", "Musique tous les soirs jusqu'à minuit", "Enceinte portable sous les fenêtres, du jeudi au samedi.", ""),
        ("s", "Chantier qui commence à six heures", "Même le samedi.", ""),
    ],
    "terrasse": [
        ("m", "La terrasse prend tout le trottoir", "On passe un par un, et pas du tout avec une poussette.", ""),
        ("t", "Trottinettes couchées partout", "Devant la sortie du métro chaque matin.", ""),
    ],
    "effondrement": [("s", "Morceaux de façade tombés sur le trottoir", "J'ai prévenu les pompiers, ils ont posé un ruban. Le reste a l'air fragile.", "")],
    "cable": [("s", "Coffret électrique ouvert", "La porte est arrachée et on voit les câbles. J'ai appelé le numéro indiqué.", "")],
    "merci-agents": [
        ("s", "Merci à l'équipe de ce matin", "Le trottoir était couvert de verre à 7 h, tout était propre à 8 h. Bravo !", "pavement_clean"),
        ("s", "Bravo pour la réparation express", "Signalé lundi, réparé mercredi. On n'y croyait pas.", "lamp_mended"),
        ("m", "Un grand merci après le marché", "La place est impeccable dès 14 h, avec le sourire en plus.", "market"),
        ("p", "Thank you to the gardeners", "They took ten minutes to explain the plants to my kids.", "flowers"),
    ],
    "bel-endroit": [
        ("p", "Quel beau massif !", "Les couleurs changent toutes les semaines, je fais le détour exprès.", "flowers"),
        ("q", "La promenade du soir", "Depuis que la rive est aménagée, on y croise tout le quartier. Merci.", "riverside"),
        ("p", "Le parc est superbe cette saison", "Les allées sont propres et les pelouses impeccables.", "branch_cleared"),
        ("m", "La place du marché refaite", "Lumineuse, plate, agréable. Même les bancs sont bien placés.", "market"),
    ],
    "idee": [
        ("m", "Une boîte à livres sur la place", "Nous sommes quatre voisins prêts à l'entretenir.", ""),
        ("s", "Fermer la rue le dimanche", "Pour que les enfants jouent dehors, comme dans d'autres villes.", "cycle_lane_free"),
        ("p", "Une table de ping-pong", "Il y a la place à côté du kiosque, et beaucoup d'ados.", "swing_mended"),
        ("q", "Des jumelles et un panneau sur les oiseaux", "Il y a des hérons et des cormorans, personne ne le sait.", "riverside"),
        ("s", "A tool library for the neighbourhood", "Nobody needs to own a drill for ten minutes a year.", ""),
    ],
    "autre": [("s", "Horloge publique arrêtée", "Elle indique 4 h 10 depuis des semaines. Je ne savais pas où le signaler.", "")],
}  # fmt: skip

ENGLISH = {
    "Pothole getting worse", "Faded crossing outside the station", "Bike lane blocked by delivery vans",
    "Street lamp out again", "Someone left a whole kitchen on the pavement", "Overflowing bin by the playground",
    "Graffiti all over the underpass", "Fallen branch across the path", "Bent speed limit sign",
    "Broken bench by the pond", "Flooded corner by the tram stop", "Thank you to the gardeners",
    "A tool library for the neighbourhood",
}  # fmt: skip
