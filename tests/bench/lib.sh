# SPDX-License-Identifier: MIT
# lib.sh - what the benchmarks share; sourced. Their one argument is a build folder; without it they
# build in _build/bench.
# shellcheck shell=sh disable=SC2034

MB_SRC=$(cd "$(dirname "$0")/../.." && pwd -P)
MB_BUILD=${1:-$MB_SRC/_build/bench}
mkdir -p "$MB_BUILD"
MB_BUILD=$(cd "$MB_BUILD" && pwd -P)
export MB_SRC MB_BUILD
if ! {
	[ -x "$MB_SRC/configure" ] || autoreconf -fi "$MB_SRC"
	cd "$MB_BUILD"
	[ -f Makefile ] || "$MB_SRC/configure"
	make -j2 check TESTS=
} > "$MB_BUILD/bench.log" 2>&1; then
	tail -n 20 "$MB_BUILD/bench.log" >&2
	exit 1
fi
. "$MB_SRC/tests/live/lib.sh"
BENCH=$MB_BUILD/tests/bench
