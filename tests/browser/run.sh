#!/bin/sh
# Check sites and reviewers' editions in a browser: run.sh [FOLDER…]; without one, the small report's, each that stands in build/,
# and then the preview (TIMES=20: how long an edit takes) and, where LAB is set (make test-browser LAB=1), every chapter in JupyterLab.
# Installs what it needs where it may. Where it may not, it says so and passes, but in CI (CI set) it fails.
set -eu
cd "$(dirname "$0")/../.."
here=tests/browser
pictures=.cache/browser

lacking() {
  echo "Not checked in a browser: $1 is missing and could not be installed." >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
}

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq >&2 && apt-get install -y -qq "$@" >&2; }

browser >/dev/null || install chromium || lacking "a browser (chromium)"
command -v npm >/dev/null || install nodejs npm || lacking "Node.js with npm"
command -v java >/dev/null || install default-jre-headless || lacking "Java, for the checker of HTML"
npm ci --prefix "$here" --ignore-scripts --no-audit --no-fund --silent || lacking "axe-core, playwright-core or vnu-jar"

all=
if [ $# -eq 0 ]; then
  all=yes
  rm -rf "$pictures"
  .venv/bin/python tests/support/small_report.py "$pictures/small" >/dev/null
  set -- "$pictures/small/site" "$pictures/small/review"
  for site in build/*/*/site build/*/*/review; do
    [ -d "$site" ] && set -- "$@" "$site"
  done
fi
export BROWSER_PATH PICTURES=$pictures
BROWSER_PATH=$(browser)
node "$here/check.mjs" "$@"
java -Xss8m -jar "$here/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only --skip-non-html "$@"
echo "The HTML of each page is valid."
[ -n "$all" ] || exit 0
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
cp -r data notebooks "$project"
PYTHON=$PWD/.venv/bin/python node "$here/preview.mjs" "$project"
[ -n "${LAB:-}" ] || exit 0
cp -r src templates "$project"
PYTHON=$PWD/.venv/bin/python node "$here/lab.mjs" "$project"
