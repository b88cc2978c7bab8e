# Sourced by the tests of scripts that run many reports.
# shellcheck shell=bash

# copies COUNT DIR: that many cheap reports with bytes of their own. A comment behind the end of a
# PDF file changes nothing in it.
copies() {
  local samples=(heliu-2021 jichuan-2019 qingyan-2022 lanshi-finance-2023) i sample
  mkdir -p "$2"
  for ((i = 0; i < $1; ++i)); do
    sample=${samples[i % ${#samples[@]}]}
    printf -v file '%s/%05d-%s.pdf' "$2" "$i" "$sample"
    cp "$root/data/samples/$sample.pdf" "$file"
    printf '%% copy %05d\n' "$i" >>"$file"
  done
}

# same_dataset A B: all files that are a function of the inputs.
same_dataset() {
  local file
  for file in reports.csv cells.csv checks.csv narrative.csv wide.csv agencies.csv series.csv \
    datapackage.json; do
    cmp "$1/$file" "$2/$file" || return 1
  done
}

skip() {
  printf 'SKIPPED: %s\n' "$*"
  exit 77
}

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
