# Sourced: `packages NAME ...` makes sure that Debian packages are installed, and a Swift toolchain is there.
#
# As root it installs what is missing. Otherwise it says what to install and exits with 2.

# what the Swift toolchain itself needs on Debian 12, what DemoMill links, and the program that
# makes its clips
build_packages=(
  binutils gcc libc6-dev libstdc++-12-dev libcurl4 libedit2 libncurses6 libxml2 tzdata
  ca-certificates git openssl pkg-config libode-dev libhdf5-dev libembree-dev libsqlite3-dev
  zlib1g-dev libturbojpeg0-dev libcurl4-openssl-dev ffmpeg
)

packages() {
  local name missing=()
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$name")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ]; then
      echo "These Debian packages are missing; install them and run this again:" >&2
      echo "  sudo apt-get install ${missing[*]}" >&2
      exit 2
    fi
    echo "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
      echo "apt-get could not install ${missing[*]}" >&2
      exit 2
    }
  fi
  if ! command -v swift >/dev/null; then
    echo "No swift in PATH: install the Swift 6.3 toolchain (https://www.swift.org/install/linux/)." >&2
    exit 2
  fi
}
