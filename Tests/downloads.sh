#!/usr/bin/env bash
# Downloads a dataset's file that is larger than memory may be: the server's memory stays flat, and curl goes on
# where it was after the server was killed.
#
#   GIB=3 bash Tests/downloads.sh [DEMOMILL]
#
# DEMOMILL is the program; it is built when not said. The file holds nothing, but its size and hash are real.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3 curl
demomill=${1:-}
if [ -z "$demomill" ]; then
  swift build -c release --product demomill
  demomill=$(swift build -c release --show-bin-path)/demomill
fi
size=$((${GIB:-3} << 30))

data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
serve() {
  rm -f "$data/out"
  "$demomill" serve --data "$data/mill" --port "$1" --workers 1 --scenes Scenes >"$data/out" 2>>"$data/log" &
  server=$!
  until grep -q listening "$data/out" 2>/dev/null; do sleep 0.05; done
  address=$(sed 's/.* //' "$data/out")
}
field() { python3 -c "import json,sys; print(json.load(sys.stdin)$1)"; }
peak() { awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$server/status"; }

# one dataset as always, whose file is then made large
serve 0
port=${address##*:}
demos=$(curl -sf -X POST -H 'Content-Type: application/x-hdf5' --data-binary @Demos/stack_robosuite.hdf5 \
  "$address/v1/demonstrations?task=stack" | python3 -c \
  'import json,sys; print(json.dumps([d["id"] for d in json.load(sys.stdin)["demonstrations"]]))')
job=$(curl -sf -X POST -H 'Content-Type: application/json' "$address/v1/jobs" -d "{\"task\": \"stack\",
  \"demonstrations\": $demos, \"scenes\": {\"count\": 1}, \"motions\": {\"count\": 2}}" | field '["id"]')
until [ "$(curl -sf "$address/v1/jobs/$job" | field '["done"]')" = True ]; do sleep 0.1; done
curl -sf -X POST -H 'Content-Type: application/json' "$address/v1/datasets" \
  -d "{\"name\": \"large\", \"filter\": {\"jobs\": [\"$job\"]}}" >/dev/null
until [ "$(curl -sf "$address/v1/datasets/large/versions/1" | field '["state"]')" = ready ]; do sleep 0.1; done
kill "$server"
wait "$server"
truncate -s "$size" "$data/mill/datasets/large/1/large.hdf5"
sha=$(sha256sum <"$data/mill/datasets/large/1/large.hdf5" | cut -d' ' -f1)
python3 - "$data/mill/catalog.sqlite" "$size" "$sha" <<'PYTHON'
import json, sqlite3, sys
path, size, sha = sys.argv[1:]
catalog = sqlite3.connect(path)
manifest = json.loads(catalog.execute("SELECT manifest FROM datasets").fetchone()[0])
manifest["files"][0].update(size=int(size), sha256=sha)
catalog.execute("UPDATE datasets SET manifest = ?", [json.dumps(manifest)])
catalog.commit()
PYTHON

serve "$port"
url=$address/v1/datasets/large/versions/1/files/large.hdf5
until curl -sf "$address/readyz" >/dev/null; do sleep 0.1; done
before=$(peak)
start=$(date +%s.%N)
curl -sf "$url" | sha256sum | cut -d' ' -f1 | grep -qx "$sha" || { echo "another content came" >&2; exit 1; }
seconds=$(python3 -c "import time; print(round(time.time() - $start, 1))")
after=$(peak)

# the server is killed twice in mid-download, and curl goes on each time
for round in 1 2; do
  curl -sf -C - --limit-rate $((size / 6)) -o "$data/got" "$url" &
  client=$!
  sleep 2
  kill -9 "$server"
  wait "$client" && { echo "curl was done before the kill" >&2; exit 1; }
  wait "$server" 2>/dev/null || true
  serve "$port"
done
part=$(stat -c %s "$data/got")
curl -sf -C - -o "$data/got" "$url"
sha256sum <"$data/got" | cut -d' ' -f1 | grep -qx "$sha" || { echo "another content came" >&2; exit 1; }
resumed=$(peak)
echo "$((size >> 20)) MiB in $seconds s; peak memory $before MiB before, $after MiB after; killed twice, resumed at $((part >> 20)) MiB, $resumed MiB"
for peak in "$after" "$resumed"; do
  [ $((peak - before)) -lt 128 ] || { echo "memory grew by $((peak - before)) MiB" >&2; exit 1; }
done
