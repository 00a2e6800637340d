#!/usr/bin/env bash
# Installs what is missing, checks the formatting, builds, and runs every test.
#
#   bash Tests/run.sh [arguments of `swift test`, for instance --filter RolloutsTests]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/packages.sh
packages "${build_packages[@]}" curl

swift format lint --strict --recursive --parallel Package.swift Sources Tests
# tests use public names only, so that they run on the optimized build that users run
swift build -c release --build-tests
# one at a time: physics keeps its thread busy, and tests with deadlines would starve beside it; line by
# line, so that the log of a run that was ended says where it was
exec stdbuf -oL swift test -c release --skip-build --no-parallel "$@"
