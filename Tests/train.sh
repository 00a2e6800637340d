#!/usr/bin/env bash
# Whether it trains: robomimic's behavioural cloning on 10 source demonstrations, and on 200 and 1,000 that
# DemoMill made of them, tried out in DemoMill's own simulator through a session.
#
#   bash Tests/train.sh [STEPS] [ROLLOUTS]     gradient steps, 20000 when not said; rollouts, 100
#
# Takes 40 minutes of one core to an hour. The first run sets a Python environment up (robomimic and CPU torch
# from PyPI, about 2 GB) in .build/train. Prints a Markdown table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
steps=${1:-20000}
rollouts=${2:-100}
source Tests/packages.sh
packages "${build_packages[@]}" curl jq python3 python3-venv

# an environment that Tests/clients.sh has set up will do
environment=$PWD/.build/clients
if [ ! -e "$environment/ready" ]; then
  environment=$PWD/.build/train
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'robomimic==0.3.0' torch h5py numpy
fi
swift build -c release --product demomill
demomill=$(swift build -c release --show-bin-path)/demomill

scratch=$(mktemp -d)
"$demomill" record --task stack --count 10 --seed 11 --out "$scratch/source.hdf5"
"$demomill" serve --data "$scratch/data" --port 0 >/dev/null 2>"$scratch/server.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 200); do [ -e "$scratch/data/server.json" ] && break || sleep 0.1; done
"$environment/bin/python" Tests/train/train.py --url "$(jq -r .url "$scratch/data/server.json")" \
  --source "$scratch/source.hdf5" --folder "$scratch" --steps "$steps" --rollouts "$rollouts"
