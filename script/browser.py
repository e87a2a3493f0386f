"""Say before the tests whether the browser ones will run: they need Debian's chromium."""

import shutil

if not shutil.which("chromium"):
    print("test: no chromium here, so the browser tests are skipped. On Debian, as root: apt-get install chromium")
