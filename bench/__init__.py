"""Speed and memory beside baselines measured in the same run: `make bench`, or `python -m bench pages live --quick`.

Each module of bench.PARTS has `run(quick) -> list of rows`, a row being what `row()` returns. A subject and its
baseline take turns (`turns`), at least three rounds, and the median of the rounds' ratios is judged: the machine's
mood falls on both alike.
"""

from statistics import median

PARTS = (
    "pages", "tiles", "incidents", "classifieds", "search", "directory", "feed", "live", "conversations", "handovers",
    "photos", "desk", "digest", "notify", "lost_found", "memory",
)  # fmt: skip


def row(name, value, unit, baseline=None, ratio=None, at_least=None, at_most=None):
    """One line of the table: {name, value, unit, baseline, ratio, goal, met}.

    The goal is about the ratio to the baseline where there is one, about the value itself otherwise."""
    if ratio is None and baseline:
        ratio = value / baseline
    judged = value if ratio is None else ratio
    goal = f"≥ {at_least}" if at_least is not None else f"≤ {at_most}" if at_most is not None else ""
    met = (at_least is None or judged >= at_least) and (at_most is None or judged <= at_most)
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 3),
        "ratio": None if ratio is None else round(ratio, 3),
        "goal": goal,
        "met": met if goal else None,
    }


def turns(subject, baseline, rounds=3):
    """Let the two take turns. Each is called without arguments and returns a number.

    Returns (median of the subject, median of the baseline, median of the rounds' ratios)."""
    pairs = [(subject(), baseline()) for _ in range(max(rounds, 3))]
    return (
        median(ours for ours, _ in pairs),
        median(theirs for _, theirs in pairs),
        median(ours / theirs for ours, theirs in pairs),
    )


def compared(name, unit, subject, baseline, rounds=3, **goal):
    """`turns` as a row."""
    ours, theirs, ratio = turns(subject, baseline, rounds)
    return row(name, ours, unit, theirs, ratio, **goal)
