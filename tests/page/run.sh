#!/usr/bin/env bash
# Reads a report in a real browser: tests/page/run.sh STANDPOINT. Installs Chromium, its driver and Selenium from the distribution's
# packages where they are missing. Where that cannot be, the test is passed over with a message; with CI=true it then fails.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
standpoint=$(realpath "$1")

passed_over() {
    echo "test-page: passed over: $*" >&2
    [ "${CI:-}" != true ] || exit 1
    exit 0
}

missing() {
    ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null || ! /usr/bin/python3 -c 'import selenium' 2>/dev/null
}

if missing; then
    command -v apt-get >/dev/null || passed_over "no Chromium with driver, and no apt-get to install it"
    [ "$(id -u)" = 0 ] || passed_over "no Chromium with driver; as root: apt-get install chromium chromium-driver python3-selenium"
    echo "test-page: installing Chromium" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver python3-selenium; } >/dev/null 2>&1 ||
        passed_over "Chromium could not be installed"
    missing && passed_over "Chromium was installed and is still not found"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$standpoint" score "$here/articles.jsonl" --out "$work/scored" --quiet
"$standpoint" report "$work/scored" --out "$work/report.html" --charts "$work/charts" >&2
/usr/bin/python3 "$here/check.py" "$work/report.html"
