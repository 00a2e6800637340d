#!/usr/bin/env bash
# Has robomimic and lerobot themselves load, and learn from, datasets that DemoMill wrote.
#
#   bash Tests/clients.sh [FOLDER with setup.sh, check_robomimic.py and check_lerobot.py]
#   LONG=1 bash Tests/clients.sh    datasets of 100 attempts instead of 30 each
#   SETUP=1 bash Tests/clients.sh   only sets up what it needs
#
# The folder holds the checks with the real consumers; by default it is ../shared/clients. The first run
# sets a Python environment up (about 2 GB) in .build/clients.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
clients=${1:-../shared/clients}
if [ ! -f "$clients/check_robomimic.py" ]; then
  echo "no check_robomimic.py in $clients; name the folder that has it" >&2
  exit 2
fi
source Tests/packages.sh
packages "${build_packages[@]}" curl jq python3 python3-venv

environment=$PWD/.build/clients
[ -e "$environment/ready" ] || sh "$clients/setup.sh" "$environment"
touch "$environment/ready"
[ -z "${SETUP:-}" ] || exit 0
swift build -c release --product demomill
demomill=$(swift build -c release --show-bin-path)/demomill

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ -n "${LONG:-}" ]; then scenes=10 motions=10; else scenes=5 motions=6; fi
for source in stack:stack_robosuite lift:lift_human coffee:coffee_scripted push:push_scripted; do
  task=${source%%:*}
  "$demomill" multiply "Demos/${source#*:}.hdf5" --task "$task" --scenes $scenes --motions $motions \
    --out "$scratch/$task.hdf5"
  "$environment/bin/python" "$clients/check_robomimic.py" "$scratch/$task.hdf5" \
    --datagen --require-success
done

# image observations of both cameras
"$demomill" multiply Demos/stack_robosuite.hdf5 --task stack --scenes 4 --motions 5 \
  --cameras agentview,eye_in_hand --visuals robosuite --out "$scratch/pictures.hdf5"
"$environment/bin/python" "$clients/check_robomimic.py" "$scratch/pictures.hdf5" \
  --datagen --require-success

# LeRobot: state-only, with images, with videos; its statistics beside lerobot's own
for format in lerobot images lerobot_video; do
  cameras=()
  [ "$format" = lerobot ] || cameras=(--cameras agentview,eye_in_hand --visuals robosuite)
  "$demomill" multiply Demos/stack_robosuite.hdf5 --task stack --scenes 4 --motions 5 \
    "${cameras[@]}" --format "${format/images/lerobot}" --out "$scratch/$format"
  "$environment/bin/python" "$clients/check_lerobot.py" "$scratch/$format" --video-stride 5
  "$environment/bin/python" Tests/lerobot_statistics.py "$clients" "$scratch/$format"
done

# what was generated is a source of demonstrations again
for task in stack push; do
  "$demomill" multiply "$scratch/$task.hdf5" --task "$task" --scenes 2 --motions 10 \
    --out "$scratch/again_$task.hdf5"
done

# lerobot itself downloads a dataset straight off a server, with nothing but HF_ENDPOINT set
"$demomill" serve --data "$scratch/mill" --port 0 >/dev/null 2>"$scratch/server.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 200); do [ -e "$scratch/mill/server.json" ] && break || sleep 0.1; done
url=$(jq -r .url "$scratch/mill/server.json")
post() { curl -fsS -X POST -H "Content-Type: $1" "${@:2}"; }
ids=$(post application/x-hdf5 --data-binary @Demos/stack_robosuite.hdf5 \
  "$url/v1/demonstrations?task=stack" | jq -c '[.demonstrations[].id]')
job=$(post application/json "$url/v1/jobs" -d "{\"task\": \"stack\", \"demonstrations\": $ids,
  \"scenes\": {\"count\": $scenes}, \"motions\": {\"count\": $motions}}" | jq -r .id)
until [ "$(curl -fsS "$url/v1/jobs/$job" | jq .done)" = true ]; do sleep 0.5; done
post application/json "$url/v1/datasets" \
  -d "{\"name\": \"stack\", \"format\": \"lerobot\", \"filter\": {\"jobs\": [\"$job\"]}}" >/dev/null
until [ "$(curl -fsS "$url/v1/datasets/stack/versions/1" | jq -r .state)" = ready ]; do sleep 0.5; done
"$environment/bin/python" "$clients/check_hub.py" "$url" lab/stack
