#!/usr/bin/env bash
# From a bare Debian 12 with Swift 6.3 to a dataset: builds, starts a server on a free loopback port,
# uploads a demonstration, multiplies it in 4 scenes x 25 motions, and downloads what succeeded.
#
#   bash Demos/quickstart.sh [TASK]    lift, when not said: two human demonstrations; stack: three scripted
#                                      ones from robosuite; any other task of Scenes/tasks: two scripted ones
#
# Exit codes: 0 done, 1 failed, 2 something has to be installed first, or wrong usage.
set -euo pipefail
task=${1:-lift}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case $task in
  lift) demonstrations=Demos/lift_human.hdf5 ;;
  stack) demonstrations=Demos/stack_robosuite.hdf5 ;;
  *) demonstrations=Demos/${task}_scripted.hdf5 ;;
esac
if [ ! -f "$demonstrations" ]; then
  echo "usage: bash Demos/quickstart.sh [TASK]: there is no $demonstrations" >&2
  exit 2
fi
source Tests/packages.sh
packages "${build_packages[@]}" curl jq

echo "building (the first time takes some minutes) ..."
log=$(mktemp)
if ! swift build -c release --product demomill >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "the build failed" >&2
  exit 1
fi
rm -f "$log"
demomill=$(swift build -c release --show-bin-path)/demomill

# a server with a folder of its own, gone when this script ends
data=$(mktemp -d "${TMPDIR:-/tmp}/demomill-quickstart.XXXXXX")
"$demomill" serve --data "$data" --port 0 >/dev/null 2>"$data/server.log" &
server=$!
stop() {
  kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
  rm -rf "$data"
}
trap stop EXIT
for _ in $(seq 100); do
  [ -s "$data/server.json" ] && break
  kill -0 "$server" 2>/dev/null || { cat "$data/server.log" >&2; exit 1; }
  sleep 0.1
done
url=$(jq -er .url "$data/server.json")
echo "server     $url"

# every call fails loudly, with what the server said
call() {
  local answer
  answer=$(curl -sS --fail-with-body "$@") || { echo "$answer" >&2; return 1; }
  echo "$answer"
}
post() { call -X POST -H 'Content-Type: application/json' --data "$2" "$url$1"; }

uploaded=$(call -X POST -H 'Content-Type: application/x-hdf5' --data-binary @"$demonstrations" \
  "$url/v1/demonstrations?task=$task")
ids=$(jq -c '[.demonstrations[].id]' <<<"$uploaded")
echo "uploaded   $demonstrations: $(jq 'length' <<<"$ids") demonstrations," \
  "$(jq '[.demonstrations[].frames] | add' <<<"$uploaded") frames"

job=$(post /v1/jobs "{\"task\": \"$task\", \"demonstrations\": $ids, \"seed\": 1,
  \"scenes\": {\"count\": 4, \"distribution\": \"D0\"}, \"motions\": {\"count\": 25}}")
id=$(jq -r .id <<<"$job")

# one line that is drawn over, or plain lines where there is no terminal
progress() {
  local line
  line=$(jq -r '
    ((.attempts * 30 / .total) | floor) as $n
    | "[" + ("#" * $n) + ("." * (30 - $n)) + "] "
    + "\(.attempts)/\(.total) attempts, \(.successes) kept"
    + (if .eta_s then ", \(.eta_s | ceil) s left" else "" end)' <<<"$1")
  if [ -t 1 ]; then printf '\r\033[K%s' "$line"; else echo "$line"; fi
}
while :; do
  job=$(call "$url/v1/jobs/$id")
  progress "$job"
  [ "$(jq -r .done <<<"$job")" = true ] && break
  sleep 0.5
done
if [ -t 1 ]; then echo; fi
if [ "$(jq -r .state <<<"$job")" != succeeded ]; then
  jq -r '"the job \(.state): \(.error)"' <<<"$job" >&2
  exit 1
fi

dataset=$(post /v1/datasets "{\"name\": \"quickstart\", \"format\": \"robomimic\",
  \"filter\": {\"jobs\": [\"$id\"]}, \"split\": {\"train\": 0.9, \"valid\": 0.1}}")
version=$url/v1/datasets/quickstart/versions/$(jq -r .version <<<"$dataset")
until [ "$(jq -r .state <<<"$dataset")" = ready ]; do
  [ "$(jq -r .state <<<"$dataset")" != failed ] || { jq -r .error <<<"$dataset" >&2; exit 1; }
  sleep 0.2
  dataset=$(call "$version")
done
path=$(jq -r '.manifest.files[0].path' <<<"$dataset")
out=$PWD/quickstart_$task.hdf5
call -o "$out" "$version/files/$path" >/dev/null
echo "$(jq -r '.manifest.files[0].sha256' <<<"$dataset")  $out" | sha256sum --check --quiet

jq -r --arg out "$out" --arg size "$(stat -c %s "$out")" '
  "kept       \(.successes) of \(.attempts) attempts, "
    + "\(.success_rate * 1000 | round / 10) % "
    + "(95 %: \(.success_rate_95[0] * 1000 | round / 10) to \(.success_rate_95[1] * 1000 | round / 10))",
  "failures   " + (if (.failures | length) == 0 then "none" else
    [.failures | to_entries | sort_by(-.value)[] | "\(.value) \(.key)"] | join(", ") end),
  "speed      \(.kept_per_core_hour | round) kept per core-hour",
  "dataset    \($out), \($size | tonumber / 1e5 | round / 10) MB"' <<<"$job"
