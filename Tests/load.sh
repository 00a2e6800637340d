#!/usr/bin/env bash
# Fifty rigs upload, twenty trainers download, the pool is busy: latencies, goodput, leaks.
#
#   bash Tests/load.sh              two minutes of steady load, then ten times the peak
#   MINUTES=30 bash Tests/load.sh   the same for longer
#
# DEMOMILL names the program; by default it is built first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3
if [ -z "${DEMOMILL:-}" ]; then
  swift build -c release --product demomill
  DEMOMILL=$(swift build -c release --show-bin-path)/demomill
fi
export DEMOMILL
python3 Tests/faults/load.py
