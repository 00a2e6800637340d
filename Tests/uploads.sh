#!/usr/bin/env bash
# Has tuspy, a client of others, upload files over a network that breaks, to a server that is killed.
#
#   bash Tests/uploads.sh [arguments of uploads.py, for instance --cuts 1000 --seed 2]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3 python3-venv

environment=$PWD/.build/uploads
if [ ! -e "$environment/ready" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'tuspy==1.1.0'
  touch "$environment/ready"
fi
if [ -z "${DEMOMILL:-}" ]; then
  swift build -c release --product demomill
  DEMOMILL=$(swift build -c release --show-bin-path)/demomill
fi
exec "$environment/bin/python" Tests/uploads.py --demomill "$DEMOMILL" "$@"
