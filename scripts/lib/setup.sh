# Sourced by scripts/run and scripts/test: installs what is missing, and builds.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
preset=${preset:-release}
build=$root/build/$preset
export LC_ALL=C.UTF-8

# To build and to run.
packages=(
  g++ cmake ninja-build pkg-config gettext
  libpoppler-private-dev libpoppler-cpp-dev poppler-data
  libtesseract-dev libleptonica-dev tesseract-ocr-chi-sim
  libopencv-core-dev libopencv-imgproc-dev libopencv-dnn-dev
  libicu-dev libre2-dev libssl-dev libsqlite3-dev libseccomp-dev libxlsxwriter-dev
  libcli11-dev libfmt-dev nlohmann-json3-dev libexpected-dev libcpp-httplib-dev libjs-chart.js
  libboost-dev
  fonts-wqy-zenhei  # stands in where a PDF names a Chinese font without holding it
)

# For tests, benchmarks, and the printer of sample reports.
test_packages=(
  libgtest-dev libgmock-dev libbenchmark-dev zlib1g-dev libpango1.0-dev libcairo2-dev
  fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-uming
  fonts-dejavu-core fonts-liberation
  locales  # whose sources the test of languages builds two from
  slurmctld slurmd slurm-client munge parallel procps python3-minimal  # for tests/scale
  python3 sqlite3 libreoffice-calc-nogui  # for tests/dataset: python3-minimal lacks csv, json and sqlite3
  chromium  # for tests/review, which drives the review page
)

# For scripts/package: which packages the program's libraries are in, and a bare Debian.
package_packages=(dpkg-dev file binutils debootstrap mount)

# For the preset `asan`: scripts/fuzz, and tests under sanitizers.
asan_packages=(clang libclang-rt-dev)

say() { printf 'gouji: %s\n' "$*" >&2; }

die() {
  say "$@"
  exit 2
}

# Runs a command as root: as it is, or through sudo.
as_root() {
  if [[ $EUID == 0 ]]; then "$@"; else sudo "$@"; fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

# missing_packages NAME...: those that are not installed, a line each.
missing_packages() {
  local installed
  # dpkg-query fails where a package is unknown to it; the others are listed all the same.
  installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
    sed -n 's/^installed //p')
  comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$installed")
}

# install_packages NAME...: asks apt only for what is missing.
install_packages() {
  command -v dpkg-query >/dev/null || die "this set-up needs Debian (no dpkg-query here)"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ $EUID != 0 ]] && ! command -v sudo >/dev/null; then
    die "Debian packages are missing, and there is neither root nor sudo to install them." \
      "Ask an administrator for: apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "installing ${#missing[@]} Debian packages and what they need (some minutes): ${missing[*]}"
  # Package lists that are absent or out of date: fetch them, and try again.
  apt install -y --no-install-recommends "${missing[@]}" 2>/dev/null && return
  say "fetching Debian's package lists"
  apt update || die "apt-get update failed; is there a network?"
  apt install -y --no-install-recommends "${missing[@]}" ||
    die "the packages could not be installed; apt-get says why above"
}

# install_node_packages DIRECTORY: those of DIRECTORY's package-lock.json, for its tests, into
# build/node/NAME. A machine without a network does without them: the tests that need them say so, and
# are skipped.
install_node_packages() {
  local into
  into=$root/build/node/$(basename "$1")
  cmp -s "$1/package-lock.json" "$into/package-lock.json" && return
  # Node.js that is not Debian's brings npm with it.
  command -v npm >/dev/null || install_packages nodejs npm
  say "installing Node.js packages of ${1#"$root"/}"
  # The lock is the sign that all is there: it goes first and comes last.
  rm -rf "$into"
  mkdir -p "$into"
  cp "$1/package.json" "$into/"
  (cd "$into" && cp "$1/package-lock.json" npm-shrinkwrap.json &&
    npm ci --ignore-scripts >&2 && mv npm-shrinkwrap.json package-lock.json) ||
    say "Node.js packages could not be installed; npm says why above"
}

# configure [CMAKE OPTION...]: makes the build tree, or changes it.
configure() {
  say "configuring ${build#"$root"/}"
  (cd "$root" && cmake --preset "$preset" "$@" >&2) || die "configuring failed; cmake says why above"
}

# build [CMAKE BUILD OPTION...]: builds what has changed.
build() {
  say "building"
  (cd "$root" && cmake --build --preset "$preset" "$@" >&2) || die "building failed; see above"
}
