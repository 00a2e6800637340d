#!/usr/bin/env bash
# Has pyarrow, DuckDB and Polars read Parquet files of every type that DemoMill's own writer wrote, and
# compares every value bit by bit.
#
#   bash Tests/parquet.sh
#   SETUP=1 bash Tests/parquet.sh   only sets up what it needs
#
# The first run sets a Python environment up (about 400 MB) in .build/parquet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" python3 python3-venv

environment=$PWD/.build/parquet
if [ ! -e "$environment/ready" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet duckdb polars pyarrow
  touch "$environment/ready"
fi
[ -z "${SETUP:-}" ] || exit 0
swift build -c release --product ParquetSamples
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$(swift build -c release --show-bin-path)/ParquetSamples" "$scratch"
"$environment/bin/python" Tests/parquet.py "$scratch"
