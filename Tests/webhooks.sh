#!/usr/bin/env bash
# Checks the webhooks of a real server with the official library of Standard Webhooks (PyPI), a real receiver,
# and a server that is killed in between.
#
#   bash Tests/webhooks.sh [DEMOMILL]
#
# The first run sets a Python environment up in .build/webhooks. DEMOMILL is the program; it is built when not said.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3 python3-venv

environment=$PWD/.build/webhooks
if [ ! -e "$environment/ready" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet standardwebhooks==1.1.0
  touch "$environment/ready"
fi
demomill=${1:-}
if [ -z "$demomill" ]; then
  swift build -c release --product demomill
  demomill=$(swift build -c release --show-bin-path)/demomill
fi
"$environment/bin/python" Tests/webhooks.py "$demomill" Demos/stack_robosuite.hdf5 Scenes
