# ruff: noqa: E501 (prose)
"""The words of the demo's pages, in French and English; `editing.py` makes Wagtail pages of them.

A body is a list of blocks: (type, value) as `home.models.Story` knows them."""

# slug, days ago, scene of the picture, then per language: title, summary, body
NEWS = [
    {
        "slug": "bienvenue-sur-parvis", "days": 79, "picture": ("market", 1),
        "fr": ("Bienvenue sur Parvis", "La place publique d'Issy et de ses voisines ouvre en ligne : on y signale, on y discute, on y est répondu.", [
            ("text", "<p>Parvis réunit ce qui était dispersé : le signalement d'un trou dans la chaussée, la discussion entre voisins, et la réponse officielle du service compétent. Chaque étape se lit dans le même fil.</p>"),
            ("heading", "Comment ça marche"),
            ("steps", [{"title": "Vous signalez", "text": "Une photo, un lieu, quelques mots."},
                       {"title": "Les voisins confirment", "text": "Selon le sujet, quelques confirmations suffisent pour que la demande parte."},
                       {"title": "Le service répond", "text": "Ville, Grand Paris Seine Ouest ou Département : Parvis trouve lequel et dit pourquoi."}]),
            ("callout", {"title": "Ceci est une démonstration", "text": "Les habitants, les signalements et les réponses de cette ville de démonstration sont inventés ; les photos sont peintes par ordinateur et les limites sont approximatives."}),
        ]),
        "en": ("Welcome to Parvis", "The public square of Issy and its neighbours opens online: report, talk it over, get an answer.", [
            ("text", "<p>Parvis brings together what used to be scattered: the report of a hole in the road, the talk between neighbours, and the official answer of the service in charge. You read every step in one thread.</p>"),
            ("heading", "How it works"),
            ("steps", [{"title": "You report", "text": "A photo, a place, a few words."},
                       {"title": "Neighbours confirm", "text": "Depending on the subject, a few confirmations are enough for it to be sent."},
                       {"title": "The service answers", "text": "City, Grand Paris Seine Ouest or département: Parvis finds which one, and says why."}]),
            ("callout", {"title": "This is a demonstration", "text": "The residents, reports and answers of this demo town are invented; its photos are painted by a computer and its boundaries are approximate."}),
        ]),
    },
    {
        "slug": "les-lampadaires-passent-a-la-led", "days": 52, "picture": ("lamp_mended", 0),
        "fr": ("Les lampadaires passent à la LED", "Trois rues du Val-de-Seine cet automne, le reste du quartier au printemps.", [
            ("text", "<p>Les nouvelles lampes consomment moins et se dépannent plus vite. Pendant les travaux, une lampe peut rester éteinte une nuit : signalez-la seulement si elle l'est encore le lendemain.</p>"),
            ("callout", {"title": "Le bon réflexe", "text": "Le numéro inscrit sur le mât fait gagner un jour au service de l'éclairage."}),
        ]),
        "en": ("Street lamps go LED", "Three streets of Val-de-Seine this autumn, the rest of the neighbourhood in spring.", [
            ("text", "<p>The new lamps use less power and are quicker to mend. During the works a lamp may stay dark for one night: report it only if it is still dark the next day.</p>"),
            ("callout", {"title": "A good habit", "text": "The number written on the pole saves the lighting service a day."}),
        ]),
    },
    {
        "slug": "le-marche-sans-dechets", "days": 33, "picture": ("market", 2),
        "fr": ("Le marché repart sans déchets", "Vous l'aviez demandé dans vos signalements : les cagettes sont désormais reprises sur place.", [
            ("text", "<p>Après une dizaine de signalements concordants, commerçants et service de la propreté se sont entendus : chaque étal rapporte ses cagettes à 13 h 30, et la place est lavée à 14 h.</p><p>Merci à celles et ceux qui ont pris des photos et confirmé : sans vous, personne n'aurait mesuré l'ampleur du problème.</p>"),
        ]),
        "en": ("The market leaves no litter", "You asked for it in your reports: crates are now taken back on the spot.", [
            ("text", "<p>After ten or so reports that all said the same, stallholders and the cleaning service came to terms: each stall returns its crates at half past one, and the square is washed at two.</p><p>Thanks to those who took photos and confirmed: without you, nobody would have seen how big the problem was.</p>"),
        ]),
    },
    {
        "slug": "une-rue-rendue-aux-velos", "days": 19, "picture": ("cycle_lane", 1),
        "fr": ("Des livraisons qui ne bloquent plus la piste", "Deux places de livraison sont créées là où la piste cyclable était occupée chaque matin.", [
            ("text", "<p>Les signalements de l'heure de pointe ont montré toujours les mêmes cinquante mètres. Plutôt que des amendes seules, deux emplacements de livraison sont matérialisés, à l'essai pour six mois.</p>"),
        ]),
        "en": ("Deliveries that no longer block the lane", "Two new loading bays where the cycle lane used to be blocked every morning.", [
            ("text", "<p>Rush-hour reports kept showing the same fifty metres. Rather than fines alone, two loading bays are marked out, on trial for six months.</p>"),
        ]),
    },
    {
        "slug": "plantations-de-la-saison", "days": 6, "picture": ("flowers", 0),
        "fr": ("Plantations : choisissons ensemble", "Les jardiniers de Grand Paris Seine Ouest préparent les massifs ; vos idées sont les bienvenues jusqu'à la fin du mois.", [
            ("text", "<p>Un pied d'arbre à jardiner, une jardinière devant l'école, un coin trop minéral ? Déposez votre idée dans « Planter ici » : à partir de cinq voisins, elle est étudiée par le service des espaces verts.</p>"),
        ]),
        "en": ("Planting: let’s choose together", "The gardeners of Grand Paris Seine Ouest prepare the beds; your ideas are welcome until the end of the month.", [
            ("text", "<p>The foot of a tree to garden, a planter in front of the school, a corner with too much stone? Put your idea under “Plant something here”: once five neighbours back it, the green spaces service looks into it.</p>"),
        ]),
    },
]  # fmt: skip

# What asks for attention now: an alert for one quarter, a poll of the whole town, and what came of what was said.
ALERT = {
    "slug": "travaux-de-nuit-quai-de-stalingrad",
    "days": 0.6,
    "expires": 4,
    "quarter": "92040-val-de-seine",
    "fr": (
        "Travaux de nuit quai de la Bataille de Stalingrad",
        "De 21 h à 5 h jusqu'à vendredi : une seule voie, bus déviés, bruit possible sous vos fenêtres.",
        [
            (
                "text",
                "<p>Le Département refait la couche de roulement entre le pont d'Issy et la rue Rouget-de-Lisle. La piste cyclable reste ouverte, côté Seine.</p>",
            ),
            (
                "callout",
                {"title": "Pour joindre le chantier", "text": "Le numéro est affiché sur la palissade, devant le 38."},
            ),
        ],
    ),
    "en": (
        "Night works on quai de la Bataille de Stalingrad",
        "From 9 pm to 5 am until Friday: one lane only, buses diverted, noise is possible under your windows.",
        [
            (
                "text",
                "<p>The département is renewing the road surface between the Issy bridge and rue Rouget-de-Lisle. The cycle lane stays open, on the river side.</p>",
            ),
            (
                "callout",
                {"title": "To reach the site office", "text": "The number is on the fence, in front of number 38."},
            ),
        ],
    ),
}
POLL = {
    "slug": "que-planter-ce-printemps",
    "days": 5,
    "closes": 12,
    "fr": (
        "Que planter au pied de nos arbres ce printemps ?",
        "Trois questions, deux minutes. Les jardiniers commandent les plants le mois prochain.",
        (
            (
                "Votre préférence pour les pieds d'arbres",
                ["Des fleurs pour les abeilles", "Des herbes à cuisiner", "Un simple paillage, sans entretien"],
            ),
            (
                "Ce que vous pourriez faire",
                ["Arroser une fois par semaine", "Planter un samedi matin", "Prêter des outils", "Rien cette année"],
            ),
            ("Votre rue est-elle assez verte ?", ("pas du tout", "tout à fait")),
        ),
    ),
    "en": (
        "What shall we plant around our trees this spring?",
        "Three questions, two minutes. The gardeners order the plants next month.",
        (
            (
                "Your preference around the trees",
                ["Flowers for the bees", "Herbs to cook with", "Plain mulch, no upkeep"],
            ),
            (
                "What you could do",
                ["Water once a week", "Plant on a Saturday morning", "Lend tools", "Nothing this year"],
            ),
            ("Is your street green enough?", ("not at all", "entirely")),
        ),
    ),
}
OUTCOME = {
    "slug": "vous-l-avez-dit-le-marche",
    "days": 9,
    "fr": (
        "Le marché : ce que vous avez dit, ce que nous avons fait",
        "Un mois après, le point sur vos trois demandes.",
        [
            (
                "Les cagettes traînent jusqu'au soir.",
                "done",
                "Chaque étal les rapporte à 13 h 30 ; la place est lavée à 14 h depuis le 3 novembre.",
            ),
            (
                "Il manque des arceaux à vélos le dimanche.",
                "going",
                "Douze arceaux sont commandés, la pose est prévue avant Noël.",
            ),
            (
                "Fermez la rue pendant le marché.",
                "not_done",
                "Le bus n'a pas d'autre itinéraire praticable ; nous en reparlerons quand le pont aura rouvert.",
            ),
        ],
    ),
    "en": (
        "The market: what you said, what we did",
        "One month on, where your three requests stand.",
        [
            (
                "Crates lie about until the evening.",
                "done",
                "Each stall returns them at half past one; the square has been washed at two since 3 November.",
            ),
            (
                "There are too few bicycle stands on Sundays.",
                "going",
                "Twelve stands are ordered and should be in place before Christmas.",
            ),
            (
                "Close the street during the market.",
                "not_done",
                "The bus has no other workable route; we shall talk again when the bridge has reopened.",
            ),
        ],
    ),
}

HELP_PAGES = [
    {
        "slug": "signaler",
        "fr": ("Signaler en une minute", "De la photo à la réponse.", [
            ("steps", [{"title": "Prenez une photo, ou commencez par des mots", "text": "Si la photo connaît le lieu, l'épingle s'y pose toute seule. Sinon : votre position, la carte, une adresse ou un lieu connu."},
                       {"title": "Choisissez le sujet", "text": "Cherchez avec vos mots : « trou », « noir », « poubelle »."},
                       {"title": "Regardez s'il existe déjà", "text": "Les signalements proches s'affichent : un geste suffit pour s'y joindre."},
                       {"title": "Lisez qui va répondre", "text": "Avant l'envoi, vous savez quel service est compétent, pourquoi, et en combien de temps d'habitude."}]),
            ("heading", "Après l'envoi"),
            ("text", "<p>Certains sujets partent tout de suite ; d'autres attendent que quelques voisins confirment. Vous suivez chaque étape dans le fil et par e-mail, et l'on vous demande à la fin si c'est vraiment réparé.</p>"),
            ("callout", {"title": "En cas de danger", "text": "Parvis n'est pas un service d'urgence : appelez le 18 ou le 112."}),
        ]),
        "en": ("Report in a minute", "From the photo to the answer.", [
            ("steps", [{"title": "Take a photo, or start with words", "text": "If the photo knows the place, the pin goes there by itself. Otherwise: your position, the map, an address or a known place."},
                       {"title": "Choose the subject", "text": "Search in your own words: “hole”, “dark”, “bin”."},
                       {"title": "See whether it is there already", "text": "Reports nearby are shown: one tap joins them."},
                       {"title": "Read who will answer", "text": "Before sending, you know which service is in charge, why, and how long it usually takes."}]),
            ("heading", "After sending"),
            ("text", "<p>Some subjects go at once; others wait until a few neighbours confirm. You follow each step in the thread and by e-mail, and in the end you are asked whether it is really fixed.</p>"),
            ("callout", {"title": "In danger", "text": "Parvis is not an emergency service: call 18 or 112."}),
        ]),
    },
    {
        "slug": "qui-fait-quoi",
        "fr": ("Qui fait quoi ?", "Ville, Grand Paris Seine Ouest, Département.", [
            ("heading", "La Ville"),
            ("text", "<p>Les écoles et les crèches, les bâtiments communaux, la police municipale, le stationnement.</p>"),
            ("heading", "Grand Paris Seine Ouest"),
            ("text", "<p>Dans ses huit communes : l'entretien des rues, l'éclairage, la propreté, les déchets et encombrants, les parcs et les arbres des rues, l'eau et les égouts.</p>"),
            ("heading", "Le Département des Hauts-de-Seine"),
            ("text", "<p>Les routes départementales (comme les quais de Seine), les collèges et les parcs départementaux.</p>"),
            ("callout", {"title": "Pas besoin de le savoir", "text": "Parvis cherche pour vous et dit toujours pourquoi. Si personne ne correspond, la Ville trie elle-même la demande. Les règles de cette démonstration sont indicatives."}),
        ]),
        "en": ("Who does what?", "City, Grand Paris Seine Ouest, département.", [
            ("heading", "The city"),
            ("text", "<p>Schools and nurseries, municipal buildings, the municipal police, parking.</p>"),
            ("heading", "Grand Paris Seine Ouest"),
            ("text", "<p>In its eight communes: street maintenance, lighting, cleanliness, household and bulky waste, parks and street trees, water and drains.</p>"),
            ("heading", "The Département des Hauts-de-Seine"),
            ("text", "<p>Departmental roads (such as the quays of the Seine), collèges and departmental parks.</p>"),
            ("callout", {"title": "No need to know", "text": "Parvis looks for you and always says why. If nobody matches, the city sorts the request itself. The rules of this demonstration are indicative."}),
        ]),
    },
    {
        "slug": "donnees-personnelles",
        "fr": ("Vos données", "Ce qui est public, ce que seul le service voit, ce qui disparaît.", [
            ("heading", "Public"),
            ("text", "<p>Le texte, le lieu, les photos nettoyées de leurs métadonnées, votre nom affiché — ou rien, si vous signalez sans votre nom.</p>"),
            ("heading", "Pour le seul service compétent"),
            ("text", "<p>Votre nom même si vous avez signalé sans l'afficher, et la photo d'origine, effacée au bout de cent quatre-vingts jours.</p>"),
            ("heading", "Pour personne"),
            ("text", "<p>Votre adresse exacte : elle ne sert qu'à trouver votre quartier. Votre e-mail n'est montré à aucun membre.</p>"),
            ("text", "<p>Aucun traceur, aucune publicité, aucun service extérieur n'est nécessaire pour lire ce site.</p>"),
        ]),
        "en": ("Your data", "What is public, what only the service sees, what disappears.", [
            ("heading", "Public"),
            ("text", "<p>The text, the place, the photos cleaned of their metadata, your display name, or nothing if you report without your name.</p>"),
            ("heading", "For the service in charge only"),
            ("text", "<p>Your name even if you reported without showing it, and the original photo, deleted after one hundred and eighty days.</p>"),
            ("heading", "For nobody"),
            ("text", "<p>Your exact address: it only serves to find your quarter. Your e-mail is shown to no member.</p>"),
            ("text", "<p>No tracker, no advertising and no outside service is needed to read this site.</p>"),
        ]),
    },
    {
        "slug": "accessibilite",
        "fr": ("Accessibilité", "Déclaration d'accessibilité de cette démonstration.", [
            ("text", "<p>Parvis vise les règles internationales WCAG 2.2, niveau AA : tout se fait au clavier, la carte est toujours doublée d'une liste, les couleurs ne portent jamais seules une information, et le site se lit sans JavaScript.</p>"),
            ("heading", "État de conformité"),
            ("text", "<p>Cette démonstration n'a pas encore été auditée par un tiers : aucune conformité au RGAA n'est donc déclarée. Des contrôles automatiques passent à chaque changement ; ils ne remplacent pas un audit.</p>"),
            ("heading", "Un obstacle ?"),
            ("text", "<p>Écrivez-nous dans « Autre chose ». En l'absence de réponse, vous pouvez saisir le Défenseur des droits.</p>"),
        ]),
        "en": ("Accessibility", "Accessibility statement of this demonstration.", [
            ("text", "<p>Parvis aims at WCAG 2.2, level AA: everything works from the keyboard, the map always has a list beside it, colour never carries information alone, and the site reads without JavaScript.</p>"),
            ("heading", "Conformance"),
            ("text", "<p>This demonstration has not been audited by a third party yet, so no conformance with the French RGAA is declared. Automatic checks run with every change; they do not replace an audit.</p>"),
            ("heading", "An obstacle?"),
            ("text", "<p>Write to us under “Something else”. If nobody answers, you may turn to the Défenseur des droits.</p>"),
        ]),
    },
]  # fmt: skip
