"""`python -m bench [part…] [--quick]`: run the parts, print the table, write var/bench.json."""

import argparse
import importlib
import json
import os
import sys
import time
from pathlib import Path

from bench import PARTS

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "var" / "bench.json"


def show(rows):
    wide = max((len(line["name"]) for line in rows), default=0)
    for line in rows:
        ratio = "" if line["ratio"] is None else f"× {line['ratio']:.2f}"
        base = "" if line["baseline"] is None else f"of {line['baseline']:,.1f}"
        verdict = {True: "met", False: "NOT MET", None: ""}[line["met"]]
        value = f"{line['value']:>10,.1f} {line['unit']:<13}"
        print(f"  {line['name']:<{wide}} {value} {base:<14} {ratio:<8} {line['goal']:<8} {verdict}")


def main():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="less data and shorter rounds: a look, not a proof")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no part named {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.dev")

    rows = []
    for part in asked.parts or PARTS:
        started = time.monotonic()
        print(f"{part}…", flush=True)
        fresh = importlib.import_module(f"bench.{part}").run(asked.quick)
        show(fresh)
        print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
        rows += fresh
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    missed = [line["name"] for line in rows if line["met"] is False]
    print(
        f"\n{len(rows)} rows in {RESULT.relative_to(ROOT)}; {len(missed)} goals missed"
        + "".join(f"\n  {m}" for m in missed)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
