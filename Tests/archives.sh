#!/usr/bin/env bash
# Has zarr, numcodecs, webdataset, Python's tarfile and GNU tar open what DemoMill wrote: replay buffers in
# every compression and naming, shards, and a tar stream put together from pieces.
#
#   bash Tests/archives.sh
#
# Replay buffers are opened as Diffusion Policy and UMI open theirs. The first run sets a Python environment
# up (about 150 MB) in .build/archives.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3 python3-venv

environment=$PWD/.build/archives
if [ ! -e "$environment/ready" ]; then
  python3 -m venv "$environment"
  # version 2 of zarr is what both programs use; later numcodecs do not go with it
  "$environment/bin/pip" install --quiet 'zarr==2.18.*' 'numcodecs<0.16' webdataset
  touch "$environment/ready"
fi
swift build -c release --product DatasetSamples
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$(swift build -c release --show-bin-path)/DatasetSamples" "$scratch" 9
"$environment/bin/python" Tests/archives.py "$scratch" 9
