#!/usr/bin/env bash
# Builds and starts what docker/ describes without a container engine: every instruction of docker/Dockerfile
# is carried out in fresh Debian 12 trees, then the image's own command is started as its own user behind
# the proxy of docker/Caddyfile, in a network of its own, and one job is driven over TLS.
#
#   sudo bash Tests/docker.sh [FOLDER]     FOLDER keeps the trees; .build/docker when not said
#
# Needs root, debootstrap, and a Swift toolchain, which stands in for the image swift:6.3.1-bookworm.
# Exit codes: 0 done, 1 failed, 2 something has to be installed first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ "$(id -u)" != 0 ]; then
  echo "Tests/docker.sh makes file trees of other users: run it as root." >&2
  exit 2
fi
source Tests/packages.sh
packages debootstrap python3
# in the trees there is no other folder for temporary files than /tmp
unset TMPDIR
# mounts of this run are seen by nobody else, and gone with it
exec unshare --mount --propagation private python3 Tests/docker/main.py "${1:-.build/docker}" \
  "${build_packages[*]}"
