#!/usr/bin/env bash
# Has schemathesis (PyPI) try to break the contract of a running server, and promtool read its metrics.
#
#   bash Tests/contract.sh [EXAMPLES]      examples for each operation; 200 when not said
#
# Every check, every phase, stateful too. What is accepted beside its defaults stands in
# Tests/contract/schemathesis.toml. The first run sets a Python environment up in .build/contract.
# DEMOMILL names the program; by default it is built first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
examples=${1:-200}
source Tests/packages.sh
packages "${build_packages[@]}" curl jq python3 python3-venv

# promtool alone out of Debian's package, so that nothing is started on this machine
tools=$PWD/.build/contract
mkdir -p "$tools"
if [ ! -x "$tools/promtool" ]; then
  (cd "$tools" && apt-get download -qq prometheus && dpkg-deb -x prometheus_*.deb package)
  mv "$tools/package/usr/bin/promtool" "$tools/promtool"
  rm -rf "$tools"/package "$tools"/prometheus_*.deb
fi
if [ ! -e "$tools/ready" ]; then
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet 'schemathesis==4.32.5' openapi-spec-validator
  touch "$tools/ready"
fi
if [ -z "${DEMOMILL:-}" ]; then
  swift build -c release --product demomill
  DEMOMILL=$(swift build -c release --show-bin-path)/demomill
fi

# a server with something of everything in it
data=$(mktemp -d)
key=$("$DEMOMILL" key create --data "$data" --name contract --scope admin)
"$DEMOMILL" serve --data "$data" --port 0 --max-unauthorized 0 >/dev/null 2>"$data/server.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 200); do [ -e "$data/server.json" ] && break || sleep 0.1; done
url=$(jq -r .url "$data/server.json")
ask() { curl -fsS -H "Authorization: Bearer $key" "$@"; }
post() { ask -X POST -H "Content-Type: $1" "${@:2}"; }
until curl -fs -o /dev/null "$url/readyz"; do sleep 0.2; done
ids=$(post application/x-hdf5 --data-binary @Demos/lift_human.hdf5 \
  "$url/v1/demonstrations?task=lift" | jq -c '[.demonstrations[].id]')
job=$(post application/json "$url/v1/jobs" -d "{\"task\": \"lift\", \"demonstrations\": $ids,
  \"scenes\": {\"count\": 3}, \"motions\": {\"count\": 2}}" | jq -r .id)
until [ "$(ask "$url/v1/jobs/$job" | jq .done)" = true ]; do sleep 0.2; done
post application/json "$url/v1/datasets" -d "{\"name\": \"lift\", \"filter\": {\"jobs\": [\"$job\"]}}" >/dev/null
until [ "$(ask "$url/v1/datasets/lift/versions/1" | jq -r .state)" = ready ]; do sleep 0.2; done
post application/json "$url/v1/renders" -d "{\"jobs\": [\"$job\"], \"variants\": 1,
  \"cameras\": {\"names\": [\"agentview\"], \"size\": [16, 16]}}" >/dev/null

curl -fsS "$url/openapi.json" >"$data/openapi.json"
"$tools/venv/bin/openapi-spec-validator" "$data/openapi.json"
failed=0
SCHEMATHESIS_HOOKS=hooks PYTHONPATH=Tests/contract "$tools/venv/bin/schemathesis" --config-file Tests/contract/schemathesis.toml run "$url/openapi.json" \
  --header "Authorization: Bearer $key" --max-examples "$examples" --seed 1 --request-timeout 30 --continue-on-failure --no-color || failed=1

# after all that the server is as it was
curl -fsS "$url/readyz" >/dev/null
# keys that were tried out are gone
key=$("$DEMOMILL" key create --data "$data" --name after --scope admin)
ask "$url/metrics" >"$data/metrics.txt"
"$tools/promtool" check metrics <"$data/metrics.txt"
errors=$(grep -c '"level":"error"' "$data/server.log" || true)
echo "errors in the server's log: $errors"
grep '"level":"error"' "$data/server.log" | head -5 || true
exit "$failed"
