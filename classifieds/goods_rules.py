# ruff: noqa: E501 (a table, read across)
"""The rules about goods a town starts with, of French and European law; plain data, changed in the admin afterwards.

An article is named only where its text was read (2026); elsewhere the source is the page of the public body that says
so. `unless` is as important as `words`: most "vin" of a giveaway is a glass, a rack or a vinyl record."""

BLOCK, HOLD, WARN = "block", "hold", "warn"
SOLD = ["sell", "swap"]
OFFERED = ["give", "sell", "lend", "swap"]
SITE_RULES = "Règles du site"
LAW = "https://www.legifrance.gouv.fr"


def rule(code, act, fr, en, words, why_fr, why_en, source, source_url="", unless="", **more):
    said = {"title_fr": fr, "title_en": en, "words": words, "unless": unless, "reason_fr": why_fr, "reason_en": why_en}
    return {"code": code, "act": act, **said, "source": source, "source_url": source_url, **more}


ALCOHOL = "champagne, whisky, whiskey, rhum, vodka, pastis, cognac, armagnac, calvados, liqueur, bouteille de vin, vin rouge, vin blanc, vin rosé, grand cru, bière artisanale, pack de bière, pack de bières, canette de bière, eau de vie, absinthe, crémant, prosecco, tequila, vins fins, magnum de vin, red wine, white wine, bottle of wine"
ALCOHOL_TITLE = "vin, bière, cidre, gin, porto, alcool, spiritueux, wine, beer"
NO_ALCOHOL = (
    "verre ~ vin, verre ~ bière, verre ~ whisky, verre ~ champagne, verre ~ cognac, verre ~ liqueur, verre ~ porto, verre ~ pastis, verre ~ vodka, "
    "cave à vin, cave à vins, carafe ~ vin, carafe ~ whisky, carafe ~ pastis, carafe ~ cognac, casier ~ vin, casier ~ champagne, casier ~ bière, porte bouteille ~, range bouteilles ~, étagère à vin, frigo à vin, armoire à vin, "
    "flûte à champagne, flûtes champagne, coupe à champagne, seau à champagne, seau ~ champagne, sabre à champagne, bouchon de champagne, capsules de champagne, plaques de muselet champagne, coffret ~ vide, "
    "tireuse à bière, machine à bière, chope ~ bière, sous bock ~, pompe à bière, kit ~ bière, fabriquer ~ bière, levure de bière, "
    "vinaigre ~, bouteille ~ vide, bouteilles vides ~, caisse ~ vin vide, caisse ~ à vin, caisse en bois ~ vin, caisses ~ vin, tonneau ~, fût ~ vide, tire bouchon ~, thermomètre à vin, aérateur ~, livre ~, guide ~, bd ~, affiche ~, tableau ~, "
    "couleur champagne, couleur vin, rouge lie de vin, lie de vin, robe champagne, sans alcool, bière sans alcool, vin sans alcool, gin rami, jeu ~, "
    "moule ~ rhum, baba au rhum, gel ~, lampe à alcool, alcool à brûler, alcool ménager, alcool à 70, alcool à 90, réchaud ~ alcool, marqueur à alcool, feutre ~ alcool, éthylotest ~, thermos ~, "
    "pied de vigne, plant de vigne, wine glass, wine glasses, wine rack, wine cooler, beer glass, beer mug, wine fridge, empty ~ bottle, empty bottles ~, fish ~ bière, "
    "ville de porto, voyage ~ porto, maillot ~ porto"
)

TOBACCO = "cigarette, cigare, tabac, cigarillo, cartouche de cigarettes, paquet de cigarettes, tabac à rouler, tabac à chicha, tabac à pipe, snus, heets, sachets de nicotine"
NO_TOBACCO = "cigarette électronique, pantalon cigarette, pantalons cigarette, jean cigarette, coupe cigarette, étui ~ cigarettes, boîte ~ cigares, cave à cigares, coupe cigare, pot à tabac, blague à tabac, sans tabac, non fumeur, allume cigare ~, prise ~ cigare, chargeur ~ cigare, adaptateur ~ cigare, cigarette russe, couleur tabac, cuir tabac, marron tabac, tabac d'ornement, tabac ornemental, fleur de tabac, odeur de tabac, odeur de cigarette, pas de tabac, aucun tabac, ni tabac, arrêter ~ cigarette, carotte ~ tabac, bureau de tabac, livre ~, affiche ~"

MEDICINES = "médicament, médoc, antibiotique, doliprane, dafalgan, efferalgan, ibuprofène, advil, paracétamol, morphine, tramadol, codéine, amoxicilline, insuline, stylo à insuline, pilule contraceptive, viagra, cialis, ozempic, wegovy, xanax, lexomil, subutex, méthadone, ritaline, anxiolytique, somnifère, antidépresseur, ventoline, cortisone, spasfon, medicine, antibiotics, painkillers"
NO_MEDICINES = "armoire ~ médicaments, meuble ~ médicaments, boîte ~ médicaments, pilulier ~, semainier ~ médicaments, broyeur ~ médicaments, coupe médicaments, trousse ~ médicaments, livre ~, jeu ~, sans médicament, medicine ball, medicine balls, medicine cabinet"

GUNS = "arme à feu, arme de poing, fusil, carabine, revolver, pistolet, munition, cartouches de chasse, cartouche de fusil, balles réelles, kalachnikov, silencieux d'arme, chargeur d'arme, poudre noire, handgun, shotgun, rifle, ammunition"
NO_GUNS = (
    "fusil à eau, fusil ~ eau, pistolet à eau, pistolets à eau, pistolet ~ eau, fusil de plage, fusil à pompe de plage, pistolet à colle, pistolet ~ colle, pistolet à peinture, pistolet ~ peinture, pistolet à silicone, pistolet ~ silicone, pistolet ~ mastic, pistolet à mousse, "
    "pistolet à cartouche, pistolet ~ arrosage, pistolet ~ lavage, pistolet ~ gonflage, pistolet ~ massage, pistolet massage, pistolet thermique, pistolet ~ chaleur, pistolet ~ bulles, pistolet ~ bulle, pistolet pulvérisateur, pistolet ~ vernis, pistolet à clous, pistolet ~ étiquettes, pistolet à enduit, pistolet graisse, pistolet à graisse, pistolet ~ nettoyeur ~, "
    "nerf ~, fusil nerf, pistolet nerf, munition nerf, munitions nerf, munitions ~ nerf, recharge ~ nerf, pistolet ~ jouet, pistolet jouet, fusil jouet, fusil ~ jouet, jouet ~, pistolet ~ plastique, fusil ~ plastique, pistolet ~ bois, fusil ~ bois, pistolet ~ cow boy, pistolet laser, pistolet ~ lego, playmobil ~, déguisement ~, costume ~, "
    "fusil à aiguiser, fusil de cuisine, fusil de boucher, fusil ~ couteaux, pierre à fusil, armoire à fusil, armoire ~ fusils, armoire forte ~, housse ~ fusil, râtelier ~, "
    "vinyle ~, disque ~, album ~, livre ~, bd ~, dvd ~, jeu vidéo ~, film ~, affiche ~, water gun, nerf gun, glue gun, massage gun, rifle paper ~"
)

ANIMALS = "chiot, chaton, portée de chiens, portée de chats, chien à donner, chienne à donner, chat à donner, chatte à donner, chien à adopter, chat à adopter, donne chat, donne chien, donne mon chat, donne mon chien, vends chien, vends chat, vend chien, vend chat, cède chien, cède chat, chien à vendre, chat à vendre, chat contre bons soins, chien contre bons soins, puppies, kittens, puppy, kitten"
OTHER_ANIMALS = "lapin nain, lapin à donner, lapin à adopter, lapereau, hamster, cochon d'inde, gerbille, souris vivante, rat domestique, furet, perruche, perroquet, canari, inséparable, poule pondeuse, poules pondeuses, poule à donner, poussin, coq à donner, tortue terrestre, tortue d'hermann, tortue de floride, tortue à donner, python royal, serpent, iguane, gecko, pogona, mygale, poisson rouge, guppy, poney"
NOT_ALIVE = (
    "peluche ~, ~ en peluche, peluches ~, doudou ~, jouet ~, jouets ~, figurine ~, puzzle ~, livre ~, livres ~, bd ~, dvd ~, tapis ~, lampe ~, veilleuse ~, déguisement ~, costume ~, statue ~, statuette ~, poster ~, tableau ~, coussin ~, mug ~, broche ~, sac ~, "
    "croquettes ~, pâtée ~, nourriture ~, lait ~, graines ~, foin ~, cage ~, cages ~, volière ~, clapier ~, enclos ~, panier ~, caisse ~, transport ~, harnais ~, laisse ~, collier ~, manteau ~, gamelle ~, litière ~, niche ~, roue ~, maison ~, maisonnette ~, arbre ~, parc ~, terrarium ~, aquarium ~, bocal ~, filtre ~, matériel ~, accessoires ~, tapis ~, brosse ~, chatière ~, abreuvoir ~, mangeoire ~, nichoir ~, kit ~, "
    "pyjama ~, body ~, chaussons ~, bottes ~, t shirt ~, gilet ~, pull ~, casquette ~, playmobil ~, lego ~, schleich ~, sylvanian ~, duplo ~, jeu ~, valise ~, câble ~, anneau ~, "
    "serpent à ~, serpent ~ bois, crochet ~, puppy training ~, puppy pads, livre python, langage python, programmation python, allergie ~, garde de ~, garder ~"
)

RULES = [
    rule("alcool-vente", BLOCK, "Alcool à vendre ou à échanger", "Alcohol for sale or swap", ALCOHOL,
         "Vendre de l’alcool, même une bouteille et même à distance, demande une licence : un particulier n’en a pas. Vous pouvez l’offrir à un adulte que vous connaissez, hors du site.",
         "Selling alcohol, even one bottle and even at a distance, takes a licence, which private persons do not hold. You may give it to an adult you know, off the site.",
         "Code de la santé publique, articles L. 3331-3 et L. 3331-4", "https://www.drogues.gouv.fr/ce-que-dit-la-loi/en-matiere-dalcool/alcool-vente-0", NO_ALCOHOL, title_words=ALCOHOL_TITLE, intents=SOLD),
    rule("alcool-don", WARN, "Alcool", "Alcohol", ALCOHOL,
         "L’alcool ne se remet qu’à des adultes : assurez-vous de l’âge de la personne avant de le donner.",
         "Alcohol is for adults only: make sure of the person’s age before handing it over.",
         "drogues.gouv.fr, ce que dit la loi", "https://www.drogues.gouv.fr/ce-que-dit-la-loi/en-matiere-dalcool/alcool-vente-0", NO_ALCOHOL, title_words=ALCOHOL_TITLE, intents=["give", "lend", "wanted"]),
    rule("tabac", BLOCK, "Tabac", "Tobacco", TOBACCO,
         "La vente à distance de tabac est interdite, et seuls les buralistes en vendent. Il ne se donne pas ici non plus.",
         "Selling tobacco at a distance is forbidden, and only licensed shops sell it. It is not given away here either.",
         "Code général des impôts, article 568 ter", LAW + "/codes/article_lc/LEGIARTI000021657414", NO_TOBACCO),
    rule("puffs", BLOCK, "Cigarettes électroniques jetables", "Disposable vapes", "puff, puffs, wpuff, vapoteuse jetable, cigarette électronique jetable, e cigarette jetable, vape jetable, disposable vape",
         "Vendre ou même offrir une cigarette électronique jetable (« puff ») est interdit depuis le 26 février 2025.",
         "Selling or even giving away disposable vapes (“puffs”) has been forbidden since 26 February 2025.",
         "Code de la santé publique, article L. 3513-5-1", "https://www.vie-publique.fr/loi/292058-interdiction-puffs-cigarette-electronique-jetable-loi-du-24-fevrier-2025", "puff daddy, puff pastry, powder puff, cream puff, fauteuil puff, manches puff, puff sleeves"),
    rule("vapotage", WARN, "Vapotage", "Vaping", "vapoteuse, cigarette électronique, e cigarette, e liquide, vape, kit de vapotage",
         "Les produits du vapotage ne se remettent pas à des mineurs : assurez-vous de l’âge de la personne.",
         "Vaping products may not be handed to minors: make sure of the person’s age.",
         "vie-publique.fr, loi du 24 février 2025", "https://www.vie-publique.fr/loi/292058-interdiction-puffs-cigarette-electronique-jetable-loi-du-24-fevrier-2025", "cigarette électronique jetable, e cigarette jetable, vape jetable, vapoteuse jetable, arrêter ~"),
    rule("medicaments", BLOCK, "Médicaments", "Medicines", MEDICINES,
         "Seuls les pharmaciens remettent des médicaments, même gratuitement. Rapportez ceux qui ne servent plus à une pharmacie.",
         "Only pharmacists may hand out medicines, even for free. Take those you no longer need back to a pharmacy.",
         "Code de la santé publique, article L. 4211-1", "https://www.cyclamed.org", NO_MEDICINES),
    rule("stupefiants", BLOCK, "Drogues", "Drugs", "cannabis, résine de cannabis, weed, marijuana, cocaïne, mdma, ecstasy, lsd, amphétamine, kétamine, champignons hallucinogènes, herbe à fumer, beuh",
         "C’est interdit par la loi.", "It is forbidden by law.",
         "drogues.gouv.fr, ce que dit la loi", "https://www.drogues.gouv.fr", "graines de chanvre, livre ~, weed killer, lutte contre ~, prévention ~"),
    rule("protoxyde", BLOCK, "Protoxyde d’azote", "Nitrous oxide", "protoxyde, protoxyde d'azote, gaz hilarant, bonbonne de proto, ballons de proto, nitrous oxide, laughing gas",
         "Il ne peut être ni vendu ni offert à un mineur, et un site doit exiger la preuve de l’âge : Parvis ne peut pas le faire.",
         "It may be neither sold nor given to a minor, and a site must demand proof of age: Parvis cannot.",
         "Code de la santé publique, article L. 3611-3", "https://www.drogues.gouv.fr"),
    rule("armes-a-feu", BLOCK, "Armes à feu et munitions", "Firearms and ammunition", GUNS,
         "Une arme ou des munitions passent toujours par un armurier ou un courtier agréé, qui vérifie l’acquéreur : jamais par une annonce entre voisins.",
         "A firearm or ammunition always goes through a licensed dealer, who checks the buyer: never through an ad between neighbours.",
         "Code de la sécurité intérieure, articles R. 313-23 et R. 313-24", LAW + "/codes/section_lc/LEGITEXT000025503132/LEGISCTA000037144417", NO_GUNS),
    rule("armes-autres", HOLD, "Autres armes", "Other weapons", "katana, sabre, épée de combat, poignard, dague, matraque, poing américain, taser, bombe lacrymogène, gaz lacrymogène, spray au poivre, airsoft, carabine à plomb, pistolet à billes, réplique airsoft, couteau papillon, baïonnette, arbalète, pepper spray, crossbow",
         "Certaines armes ne se vendent qu’à des adultes, d’autres pas du tout : un modérateur regarde avant de publier.",
         "Some weapons are for adults only, others may not be sold at all: a moderator looks before it is published.",
         "Code de la sécurité intérieure", LAW + "/codes/section_lc/LEGITEXT000025503132/LEGISCTA000037144417", "sabre laser ~, sabre ~ laser, sabre à champagne, sabre ~ jouet, sabre ~ bois, sabre ~ plastique, sabre ~ mousse, sabre ~ escrime, scie sabre ~, épée ~ bois, jouet ~, déguisement ~, costume ~, playmobil ~, lego ~, figurine ~, livre ~, bd ~, manga ~, bottes ~, dague ~ plongée, tigre à dents de sabre"),
    rule("artifices", HOLD, "Feux d’artifice et pétards", "Fireworks", "feu d'artifice, feux d'artifice, pétard, mortier d'artifice, fumigène, chandelle romaine, feu de bengale, fireworks, firecracker",
         "Leur âge minimal va de 12 à 18 ans et le préfet les interdit souvent : un modérateur regarde avant de publier.",
         "Their minimum age runs from 12 to 18 and the prefect often bans them: a moderator looks before it is published.",
         "service-public.gouv.fr, artifices de divertissement", "https://www.service-public.fr/particuliers/actualites/A13493", "livre ~, puzzle ~, affiche ~, tableau ~, photo ~, pétard mouillé, voir ~ feu d'artifice"),
    rule("chiens-chats", BLOCK, "Chiens et chats", "Dogs and cats", "",
         "Une annonce de chien ou de chat doit porter son numéro d’identification, vérifié, parmi d’autres mentions : Parvis ne sait pas le vérifier. Passez par un refuge, une association ou un site d’annonces labellisées.",
         "An ad for a dog or a cat must carry its identification number, verified, among other things: Parvis cannot verify it. Go through a shelter, an association or a site whose ads are verified.",
         "Code rural et de la pêche maritime, articles L. 214-8-1, L. 214-8-2 et D. 214-32", LAW + "/codes/article_lc/LEGIARTI000046057250", NOT_ALIVE, title_words=ANIMALS, intents=OFFERED),
    rule("autres-animaux", HOLD, "Animaux vivants", "Live animals", "",
         "Des règles protègent les animaux vivants et leur vente : un modérateur regarde avant de publier.",
         "Rules protect live animals and their sale: a moderator looks before it is published.",
         "Code rural et de la pêche maritime, article L. 214-8-1", LAW + "/codes/article_lc/LEGIARTI000046057250", NOT_ALIVE, title_words=OTHER_ANIMALS, intents=OFFERED),
    rule("ivoire", HOLD, "Ivoire et espèces protégées", "Ivory and protected species", "en ivoire, ivoire ancien, ivoire d'éléphant, sculpture ivoire, statuette ivoire, défense d'éléphant, corne de rhinocéros, écaille de tortue, animal naturalisé, animal empaillé, oiseau empaillé, oiseau naturalisé, taxidermie, peau de léopard, peau de tigre, peau de zèbre, fourrure de félin, manteau en léopard, papillons naturalisés",
         "Le commerce de l’ivoire et de beaucoup d’espèces est interdit, sauf dérogations à prouver : un modérateur regarde avant de publier.",
         "Trade in ivory and in many species is forbidden, save for exemptions to be proved: a moderator looks before it is published.",
         "Arrêté du 16 août 2016 modifié ; règlement (CE) n° 338/97", LAW + "/jorf/id/JORFTEXT000034600947", "faux ivoire, imitation ivoire, ivoire végétal, couleur ivoire, blanc ivoire, côte d'ivoire, ~ en ivoire végétal, motif peau de ~, imitation ~, fausse ~, livre ~, en ivoire et ~ coton, tissu en ivoire", intents=SOLD),
    rule("envahissantes", HOLD, "Plantes et animaux envahissants", "Invasive plants and animals", "jussie, berce du caucase, renouée du japon, herbe de la pampa, ailante, ambroisie, balsamine de l'himalaya, myriophylle du brésil, jacinthe d'eau, laitue d'eau, écrevisse de louisiane, tortue de floride, pampas grass",
         "La détention et l’échange d’espèces exotiques envahissantes sont interdits : un modérateur regarde avant de publier.",
         "Keeping and exchanging invasive alien species is forbidden: a moderator looks before it is published.",
         "Code de l'environnement, article L. 411-6", "https://www.nouvelle-aquitaine.developpement-durable.gouv.fr/la-reglementation-relative-aux-especes-exotiques-a12393.html", "herbe de la pampa séchée, herbe de la pampa artificielle, pampa séchée, ~ artificielle, livre ~, affiche ~"),
    rule("billets-revente", WARN, "Billets de spectacle ou de match", "Show and match tickets", "billet de concert, billets de concert, place de concert, places de concert, billet de spectacle, place de spectacle, place de théâtre, billet de match, place pour le match, places pour le match, billet de festival, place de festival, pass festival, e billet, concert ticket, festival ticket, match ticket",
         "Revendre des billets de manière habituelle sans l’accord de l’organisateur est un délit. Pour un empêchement, demandez au plus le prix payé et vérifiez que le billet peut changer de nom.",
         "Habitually reselling tickets without the organiser’s agreement is an offence. If you just cannot go, ask no more than you paid, and check that the name can be changed.",
         "Code pénal, article 313-6-2", "https://webview.conseil-constitutionnel.fr/decision/2018/2018754QPC.htm", "porte billets ~, livre ~", intents=SOLD),
    rule("papiers", BLOCK, "Papiers d’identité et documents officiels", "Identity papers and official documents", "passeport, carte d'identité, permis de conduire, titre de séjour, carte de séjour, carte vitale, acte de naissance, carte grise, faux papiers, faux diplôme, fiche de paie, carte de stationnement handicapé, driving licence, identity card",
         "Les documents officiels ne se donnent, ne se vendent ni ne s’échangent. Trouvés : à la mairie, au commissariat, ou dans « Objets perdus et trouvés ».",
         "Official documents are not given, sold or swapped. Found some? Take them to the town hall or the police, or use “Lost and found”.",
         "Code pénal, articles 441-2 et 441-3", LAW + "/codes/article_lc/LEGIARTI000006418756", "porte passeport ~, étui ~ passeport, pochette ~ passeport, protège passeport ~, étui ~ carte d'identité, porte ~ carte d'identité, photo ~ identité, livre ~, manuel ~, code ~ permis de conduire, préparer ~ permis de conduire, réviser ~ permis de conduire, dvd ~, jeu ~, étui ~ carte grise, pochette ~ carte grise, porte ~ carte grise, avec carte grise, carte grise ~ nom, permis de conduire exigé, étui ~ carte vitale, étui ~ permis de conduire, sans permis ~, porte carte ~"),
    rule("argent", BLOCK, "Argent, crédit et placements", "Money, loans and investments", "prêt d'argent, prêt entre particuliers, crédit entre particuliers, prêt personnel, bitcoin, cryptomonnaie, crypto monnaie, forex, investissement rentable, revenus passifs, gagner de l'argent, doublez votre mise, compte bancaire, carte bancaire, numéro de carte bleue, iban, code pin, money loan, cryptocurrency, passive income, make money",
         "Une offre de prêt ou de placement entre inconnus est presque toujours une arnaque, et des données bancaires n’ont rien à faire dans une annonce.",
         "An offer of a loan or an investment between strangers is nearly always a scam, and bank details have no place in an ad.",
         "ABE Info Service (Banque de France, ACPR, AMF)", "https://www.abe-infoservice.fr", "livre ~, jeu ~, étui ~ carte bancaire, porte carte ~, monopoly ~, pas de carte bancaire, paiement ~ carte bancaire, distributeur ~ carte bancaire, guide ~, bd ~, terminal ~ carte bancaire"),
    rule("rappels", BLOCK, "Produits rappelés", "Recalled products", "produit rappelé, sous rappel, fait l'objet d'un rappel, rappel constructeur non fait, rappelconso, rappel conso, airbag takata, recalled product",
         "Un produit rappelé ne se donne pas : rendez-le au vendeur, qui le reprend. La liste est sur RappelConso.",
         "A recalled product is not to be given away: take it back to the seller. The list is on RappelConso.",
         "RappelConso, site public des rappels", "https://rappel.conso.gouv.fr", "vérifié sur rappelconso, pas sous rappel, pas de rappel conso, non concerné ~, absent de rappelconso, vérifié ~ rappel conso"),
    rule("contrefacons", BLOCK, "Contrefaçons", "Counterfeits", "contrefaçon, faux sac louis vuitton, fausse rolex, réplique rolex, réplique louis vuitton, réplique gucci, imitation louis vuitton, imitation gucci, imitation chanel, imitation hermès, imitation rolex, copie louis vuitton, copie gucci, copie chanel, faux vuitton, faux gucci, faux chanel, maillot contrefait, replica rolex, qualité aaa, fake louis vuitton, fake rolex, decodeur iptv, abonnement iptv",
         "La contrefaçon est un délit, même pour un objet déjà porté et même donné.",
         "Counterfeiting is an offence, even for a thing already worn and even for a gift.",
         "Code de la propriété intellectuelle, articles L. 335-2 et L. 716-9", "https://www.economie.gouv.fr/dgccrf", "pas de contrefaçon, pas une contrefaçon, aucune contrefaçon, livre ~"),
    rule("perimes", BLOCK, "Aliments dont la date limite est passée", "Food past its use-by date", "dlc dépassée, date limite dépassée, date de consommation dépassée, dlc passée, périmé, périmée, past its use by date, expired",
         "Passée la date limite de consommation (« à consommer jusqu’au… »), un aliment est dangereux. Passée une date de durabilité minimale (« de préférence avant… »), il reste bon : écrivez-le ainsi.",
         "Past its use-by date food is dangerous. Past a best-before date it is still good: then say so.",
         "service-public.gouv.fr ; règlement (UE) n° 1169/2011", "https://www.service-public.gouv.fr/particuliers/vosdroits/F10990", "non périmé ~, non périmée ~, pas périmé ~, pas périmée ~, pas encore périmé ~, not expired, ddm dépassée", only_in=["alimentation", "nourriture-animaux"]),
    rule("frais", WARN, "Aliments frais", "Fresh food", "viande, poisson, charcuterie, lait cru, oeufs, steak, poulet, fruits de mer, yaourt, crème fraîche, plat cuisiné, fait maison, fromage frais, meat, fish, eggs, homemade",
         "Dites la date limite et les allergènes, gardez au frais jusqu’à la remise, et ne donnez rien qui soit resté hors du réfrigérateur.",
         "Say the use-by date and the allergens, keep it cold until the hand-over, and give nothing that was left out of the fridge.",
         "service-public.gouv.fr, date limite de consommation", "https://www.service-public.gouv.fr/particuliers/vosdroits/F10990", only_in=["alimentation"]),
    rule("sieges-auto", WARN, "Sièges auto", "Car seats", "siège auto, sièges auto, rehausseur auto, cosy auto, maxi cosi, coque bébé, nacelle auto, isofix, car seat, booster seat",
         "Dites s’il a déjà subi un choc (alors, ne le donnez pas), son homologation (R129 ou R44) et donnez la notice.",
         "Say whether it has been in a crash (then do not give it), its approval (R129 or R44), and hand over the manual.",
         "Sécurité routière", "https://www.securite-routiere.gouv.fr", "housse ~, protège siège ~, jouet ~, organisateur ~", intents=OFFERED),
    rule("casques", WARN, "Casques", "Helmets", "casque de vélo, casque vélo, casque de moto, casque moto, casque de ski, casque d'équitation, casque de scooter, casque trottinette, bike helmet, motorbike helmet, ski helmet",
         "Un casque qui a reçu un choc ne protège plus, même s’il semble intact : dites-le, et ne le donnez pas.",
         "A helmet that has taken a blow no longer protects, even if it looks fine: say so, and do not give it away.",
         "Sécurité routière", "https://www.securite-routiere.gouv.fr", "porte casque ~, sac ~ casque, playmobil ~, intercom ~", intents=OFFERED),
    rule("lits-bebe", WARN, "Couchage de bébé", "Baby beds", "lit à barreaux, lit bébé, lit de bébé, berceau, lit parapluie, cododo, couffin, cot, crib",
         "Vérifiez qu’il est complet, stable, sans pièce réparée, et sur RappelConso qu’il n’a pas été rappelé ; donnez la notice.",
         "Check that it is complete, stable and unrepaired, and on RappelConso that it was not recalled; hand over the manual.",
         "RappelConso, site public des rappels", "https://rappel.conso.gouv.fr", "drap ~, tour de lit ~, matelas ~, mobile ~, poupée ~, jouet ~, parure ~, couverture ~, ciel de lit ~", intents=OFFERED),
    rule("punaises", HOLD, "Punaises de lit", "Bed bugs", "punaises de lit, punaise de lit, infesté, infestée, bed bugs",
         "Un meuble infesté porte les punaises chez le voisin : un modérateur regarde avant de publier.",
         "Infested furniture carries bed bugs to the neighbour: a moderator looks before it is published.",
         "Plan national contre les punaises de lit", "https://stop-punaises.gouv.fr", "sans punaise ~, sans punaises ~, pas de punaise ~, pas de punaises ~, aucune punaise ~, anti punaise ~, anti punaises ~, contre les punaises ~, ni punaises ~, garanti sans ~, housse ~", intents=OFFERED),
    rule("pesticides", BLOCK, "Pesticides", "Pesticides", "glyphosate, roundup, désherbant chimique, pesticide, fongicide, désherbant total, weed killer",
         "Depuis 2019, un particulier ne peut ni détenir, ni céder, ni utiliser de pesticides de synthèse : portez-les en déchèterie.",
         "Since 2019 private persons may not keep, hand on or use synthetic pesticides: take them to the waste centre.",
         "Code rural et de la pêche maritime, article L. 253-7", "https://draaf.hauts-de-france.agriculture.gouv.fr/loi-labbe-1er-janvier-2019-a1884.html", "sans pesticide ~, sans glyphosate ~, désherbant naturel, zéro pesticide, livre ~, ni pesticides ~, sans roundup"),
    rule("amiante", BLOCK, "Amiante", "Asbestos", "amiante, amianté, amiantée, fibrociment, eternit, asbestos",
         "Les matériaux qui contiennent de l’amiante ne se cèdent pas : demandez à la mairie où les faire enlever.",
         "Materials that contain asbestos are not handed on: ask the town hall where to have them removed.",
         "Ministère de la Transition écologique, amiante", "https://www.ecologie.gouv.fr", "sans amiante ~, diagnostic amiante ~, pas d'amiante ~, masque ~ amiante"),
    rule("logement", BLOCK, "Logements", "Housing", "appartement à louer, studio à louer, chambre à louer, maison à louer, loue appartement, loue studio, loue chambre, colocation, sous location, location saisonnière, parking à louer, loue parking, box à louer, appartement à vendre, maison à vendre, flat to rent, room to rent",
         "Les annonces servent aux objets : un logement se loue et se vend ailleurs, avec ses diagnostics et son bail.",
         "Ads are for things: homes are let and sold elsewhere, with their surveys and their lease.",
         SITE_RULES, "", "livre ~, jeu ~, suite à ~ colocation, fin de colocation, cause colocation, pour colocation, meubles ~ colocation"),
    rule("emploi-maison", WARN, "Travail à domicile", "Work in the home", "femme de ménage, homme de ménage, aide ménagère, baby sitter, baby sitting, nounou, garde d'enfant, garde d'enfants, jardinier, cours particuliers, cleaning lady, nanny",
         "Tout travail payé se déclare, même une heure : le Cesu le fait en quelques minutes.",
         "All paid work must be declared, even one hour: Cesu does it in minutes.",
         "Cesu, Urssaf", "https://www.cesu.urssaf.fr", "playmobil ~, livre ~, cause ~, suite à ~"),
    rule("sexe", BLOCK, "Services sexuels", "Sexual services", "escort, escorte, massage érotique, massage naturiste, rencontre coquine, plan cul, call girl, prestation tarifée, erotic massage",
         "Cela n’a pas sa place sur un réseau de quartier.", "This has no place on a neighbourhood network.", SITE_RULES, "", "ford escort ~, livre ~, escorte ~ playmobil"),
    rule("police", HOLD, "Uniformes et insignes de police", "Police uniforms and badges", "uniforme de police, brassard police, carte de police, gyrophare, insigne de police, plaque de police, uniforme de gendarme, uniforme de pompier, police uniform",
         "Ils permettent de se faire passer pour un agent : un modérateur regarde avant de publier.",
         "They let somebody pass for an officer: a moderator looks before it is published.",
         SITE_RULES, "", "déguisement ~, costume ~, jouet ~, jouets ~, playmobil ~, lego ~, enfant ~, voiture ~ jouet"),
    rule("gaz", WARN, "Bouteilles de gaz", "Gas bottles", "bouteille de gaz, bouteilles de gaz, bouteille de butane, bouteille de propane, bouteille d'oxygène, gas bottle, gas cylinder",
         "Une bouteille est consignée et reste à son fabricant : un point de vente la reprend. Ne la transportez que debout, robinet fermé.",
         "A bottle is on deposit and belongs to its maker: a shop takes it back. Carry it upright only, valve shut.",
         SITE_RULES, "", "porte ~ bouteille de gaz, cache ~ bouteille de gaz, jouet ~", intents=OFFERED),
]  # fmt: skip
