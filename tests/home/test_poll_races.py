"""Many neighbours at the same instant, with real threads on PostgreSQL."""

import pytest
from racing import RACE, unharmed

from community.members.models import Member
from home.models import Ballot
from home.polls.results import overall
from home.polls.voting import answer

pytestmark = RACE


@pytest.fixture
def poll(voice):
    page = voice.poll(minimum=5)
    page.post, page.question = voice.post(page), page.asked[0]["id"]
    return page


def test_ten_neighbours_unharmed_and_one_tapping_ten_times(poll, town):
    names = [f"Voisin{number}" for number in range(11)]
    people = [Member(email=f"{n}@example.org", name=n, handle=n.lower(), neighbourhood=town.val) for n in names]
    *crowd, late = Member.objects.bulk_create(people)
    wood, stone = ({poll.question: [key]} for key, _words in poll.asked[0]["choices"])
    assert unharmed(*[lambda m=m: answer(poll, poll.post, m, wood) for m in crowd]) == [True] * 10
    assert unharmed(*[lambda: answer(poll, poll.post, crowd[0], stone)] * 10) == [False] * 10
    assert sorted(unharmed(*[lambda: answer(poll, poll.post, late, stone)] * 10)) == [False] * 9 + [True]
    assert Ballot.objects.count() == 11
    assert overall(poll, poll.post)["questions"][0]["rows"] == [("Bois", 9, 82), ("Pierre", 2, 18)]
