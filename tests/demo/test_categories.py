from demo.categories import GROUPS, categories
from demo.town import SERVICES, competences


def test_thirty_and_more_in_both_languages():
    found = list(categories())
    assert len(found) == len({category["code"] for category in found}) == 48
    for category in found:
        for words in ("name_fr", "name_en", "synonyms_fr", "synonyms_en"):
            assert category[words].strip(), (category["code"], words)
        assert len(category["name_fr"]) <= 80 and len(category["name_en"]) <= 80
        assert set(category["natures"]) <= {"problem", "suggestion", "compliment"}
    assert all(group["name_fr"] and group["name_en"] for group in GROUPS)


def test_ordinary_words_find_them():
    by_code = {category["code"]: category for category in categories()}
    assert "trou" in by_code["nid-de-poule"]["synonyms_fr"].split(", ")
    assert "nid-de-poule" in by_code["nid-de-poule"]["synonyms_fr"].split(", ")
    assert "pothole" in by_code["nid-de-poule"]["synonyms_en"].split(", ")


def test_every_way_to_the_city_is_there():
    assert {category["escalation"] for category in categories()} == {"at_once", "confirmations", "moderator"}
    by_count = [category for category in categories() if category["escalation"] == "confirmations"]
    assert all(category["confirmations"] >= 2 and category["within_days"] >= 7 for category in by_count)


def test_questions_can_be_asked():
    asked = [question for category in categories() for question in category.get("questions", [])]
    assert {question["type"] for question in asked} == {"text", "number", "date", "one", "several"}
    for question in asked:
        assert question["label_fr"] and question["label_en"]
        if question["type"] in ("one", "several"):
            assert all(choice["fr"] and choice["en"] for choice in question["choices"])


def test_dangers_say_whom_to_call_in_both_languages():
    dangers = {category["code"]: category for category in categories() if category.get("danger_phone")}
    assert dangers["gaz"]["danger_phone"] == "0 800 47 33 33"
    assert dangers["cable"]["danger_phone"] == "09 72 67 50 92"
    assert dangers["effondrement"]["danger_phone"] == "112"
    assert all(category["danger_fr"] and category["danger_en"] for category in dangers.values())


def test_rules_name_what_exists_and_say_why_in_both_languages():
    codes = {category["code"] for category in categories()}
    rules = list(competences())
    for rule in rules:
        assert rule["category"] in codes
        assert rule["service"] in {code for code, _fr, _en in SERVICES[rule["authority"]]}
        assert rule["reason_fr"] and rule["reason_en"] and not rule["reason_fr"].endswith(".")
    # What nobody is named for goes to the city's own desk.
    assert codes - {rule["category"] for rule in rules} == {"gaz", "autre"}
