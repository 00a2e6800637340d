#!/usr/bin/env bash
# Has robomimic and lerobot themselves load, and learn from, datasets that DemoMill wrote.
#
#   bash Tests/clients.sh [FOLDER with setup.sh, check_robomimic.py and check_lerobot.py]
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
packages "${build_packages[@]}" python3 python3-venv

environment=$PWD/.build/clients
[ -e "$environment/ready" ] || sh "$clients/setup.sh" "$environment"
touch "$environment/ready"
swift build -c release --product demomill
demomill=$(swift build -c release --show-bin-path)/demomill

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for source in stack:stack_robosuite lift:lift_human coffee:coffee_scripted push:push_scripted; do
  task=${source%%:*}
  "$demomill" multiply "Demos/${source#*:}.hdf5" --task "$task" --scenes 10 --motions 10 \
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
