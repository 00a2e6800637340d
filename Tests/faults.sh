#!/usr/bin/env bash
# Has everything go wrong under a server: kills, worker faults, a full disk, failing system calls.
#
#   bash Tests/faults.sh          a bounded run
#   LONG=1 bash Tests/faults.sh   200 server kills, 200 worker faults, more places for failing calls
#
# DEMOMILL names the program; by default it is built first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3 strace
if [ -z "${DEMOMILL:-}" ]; then
  swift build -c release --product demomill
  DEMOMILL=$(swift build -c release --show-bin-path)/demomill
fi
export DEMOMILL

if [ -n "${LONG:-}" ]; then kills=200 faults=200 places=25; else kills=20 faults=20 places=3; fi
python3 Tests/faults/kills.py "$kills"
python3 Tests/faults/workers.py "$faults"
python3 Tests/faults/disk.py
python3 Tests/faults/inject.py "$places"
python3 Tests/faults/care.py
python3 Tests/faults/migrate.py "$((places * 5))"
