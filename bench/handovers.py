"""Hand-overs in a town with 1,000 and with 100,000 of them: one's own list, the page of one, the box under a post with
thirty in line, the page with somebody who has done a tenth of it all, and a minute of the clock with nothing to do.

What grows is what has been: those asked about have the same life behind them at both sizes, and as many promises stand
as before. The database is one of its own, on the engine of DATABASE_URL."""

from datetime import UTC, datetime, timedelta

from bench import row
from bench.incidents import incidents, median_of, queries_of

FEW, MANY = 1_000, 100_000
IN_LINE, LIVES, PROMISED = 30, 20, 20  # who asks for Alice's bench; what each of them has behind them; what is promised
OF_A_POST = 10  # in line for each other post
NOW = datetime.now(UTC)


def run(quick=False):
    import django

    django.setup()
    many, times, asked = 10_000 if quick else MANY, {}, {}
    with incidents(0):
        acts, before = _acts(*_town()), 0
        for count in (FEW, many):
            _grow(before, count)
            before = count
            for name, act in acts.items():
                times[name, count], asked[name, count] = median_of(act), queries_of(act)
    rows = []
    for name, count in asked:
        if count == FEW:
            (few, few_in_turns), (most, most_in_turns) = times[name, FEW], times[name, many]
            title = f"hand-overs: {name}, {FEW:,} → {many:,}"
            rows.append(row(title, most, "ms", few, most_in_turns / few_in_turns, at_most=1.3))
    more = max(asked[name, count] - asked[name, FEW] for name, count in asked)
    rows.append(row("hand-overs: queries that the big town asks more", more, "queries", at_most=0))
    return rows


def _acts(alice, post, first, busy):
    from django.test import Client

    from community.handovers.reminding import remind
    from community.handovers.silence import break_silence

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(alice)

    def seen(path):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    return {
        "one's list": lambda: seen("/handovers/"),
        "page of one": lambda: seen(f"/handovers/{first}/"),
        "box, thirty in line": lambda: seen(f"/classifieds/{post}/"),
        "page with the busiest": lambda: seen(f"/handovers/{busy}/"),
        "a minute of the clock": lambda: (break_silence(NOW), remind(NOW)),
    }


# --- The town --------------------------------------------------------------------------------------------------------


def _town():
    """(Alice, her post, her hand-over with the first in line, the one with the busiest)."""
    from django.db import transaction

    from classifieds.models import Category, Classified
    from community.handovers.models import Handover

    alice, busiest, in_line, others = _people()
    with transaction.atomic():
        category = Category.objects.create(code="bench", name_fr="Bancs")
        posts = [
            Classified.objects.offer(alice, "give", category, "Banc", 48.824, 2.265, units=50, quietly=True).pk
            for _ in range(2)
        ]
        _line_up(posts[0], alice, in_line), _line_up(posts[1], alice, [busiest])
        for one in in_line:
            _past(LIVES, [one], others)
        _promise(others)
    firsts = [Handover.objects.filter(post=post).earliest("asked_at", "pk").pk for post in posts]
    return alice, posts[0], *firsts


def _people():
    """Alice, the busiest, who stands in line, everybody else."""
    from community.members.models import Member

    alice, busiest, *people = Member.objects.order_by("pk")
    return alice, busiest, people[:IN_LINE], people[IN_LINE:]


def _grow(before, count):
    from django.db import connection, transaction

    _alice, busiest, _in_line, others = _people()
    with transaction.atomic():
        _past((count - before) // 10, [busiest], others)
        _past((count - before) * 9 // 10, others, others)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _line_up(post, owner, partners):
    from community.handovers.models import Handover

    Handover.objects.bulk_create(
        Handover(post_id=post, owner=owner, partner=one, asked_at=NOW + timedelta(seconds=n), answered_at=NOW)
        for n, one in enumerate(partners)
    )


def _posts(authors, many):
    from community.handovers.models import Lot
    from community.places.models import Territory
    from community.posts.models import Post

    place = Territory.objects.get(code="bench-5")
    posts = Post.objects.bulk_create(
        Post(kind="classified", author=authors[n % len(authors)], title="Banc", lat=48.82, lon=2.265, territory=place,
             published_at=NOW)
        for n in range(many)
    )  # fmt: skip
    Lot.objects.bulk_create(Lot(post=one) for one in posts)
    return posts


def _past(many, authors, partners):
    """So many that were: of ten in line one was handed it, the others were told; of every tenth post they all still
    wait, answered."""
    from community.handovers.models import Appointment, Handover, State

    posts = _posts(authors, -(-many // OF_A_POST))
    made = Handover.objects.bulk_create(
        _was(post, partners[(n * 7 + turn) % len(partners)], n, turn, State)
        for n, post in enumerate(posts)
        for turn in range(min(OF_A_POST, many - n * OF_A_POST))
    )
    Appointment.objects.bulk_create(_met(one) for one in made if one.state == State.DONE)


def _was(post, partner, n, turn, states):
    from community.handovers.models import Handover

    waits, at = n % 10 == 9, NOW - timedelta(days=300) * ((n * 37 % 300 + 1) / 300)
    state = states.INTERESTED if waits else states.ELSEWHERE if turn else states.DONE
    return Handover(
        post=post, owner_id=post.author_id, partner=partner, state=state, asked_at=at,
        answered_at=at + timedelta(hours=1), ended_at=None if waits else at + timedelta(days=1),
    )  # fmt: skip


def _met(handover):
    """Every other was marked as done before anybody asked whether it was."""
    from community.handovers.models import Appointment

    at = handover.ended_at
    return Appointment(
        handover=handover, proposed_by_id=handover.owner_id, at=at, place_label="Parvis", state="accepted",
        answered_at=at, reminded_day_at=at, reminded_soon_at=at, questioned_at=at if handover.post_id % 2 else None,
    )  # fmt: skip


def _promise(people):
    """What stands just now, with appointments of the next days, reminded of where it is time."""
    from community.handovers.models import Appointment, Handover, State

    posts = _posts(people, PROMISED)
    made = Handover.objects.bulk_create(
        Handover(post=one, owner_id=one.author_id, partner=people[n + PROMISED], state=State.PROMISED, asked_at=NOW,
                 answered_at=NOW, promised_at=NOW, answer_by=None if n % 2 else NOW + timedelta(hours=n + 1),
                 nudged_at=NOW)
        for n, one in enumerate(posts)
    )  # fmt: skip
    Appointment.objects.bulk_create(
        Appointment(handover=one, proposed_by_id=one.owner_id, at=NOW + timedelta(hours=3 + n), place_label="Parvis",
                    state="accepted", answered_at=NOW, reminded_day_at=NOW)
        for n, one in enumerate(made) if n % 2
    )  # fmt: skip
