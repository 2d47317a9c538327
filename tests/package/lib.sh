# SPDX-License-Identifier: MIT
# lib.sh - what the tests of packages share; sourced. TAP on stdout.
#
# $T is a folder of the test's own.
# shellcheck shell=sh

: "${MB_SRC:?}" "${MB_BUILD:?}"
T=$(mktemp -d "${TMPDIR:-/tmp}/mb-package.XXXXXX")
cd "$T" || exit 1
unset MAKEFLAGS MFLAGS DESTDIR SOURCE_DATE_EPOCH
test_number=0 bad=0

cleanup() { rm -rf "$T"; }
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# skip_all WHY: the whole program, before any test
skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

# need PROGRAM...
need() {
	for program; do
		command -v "$program" > /dev/null || skip_all "$program is not installed"
	done
}

# need_root: the test begins again as root, if it may
need_root() {
	[ "$(id -u)" -ne 0 ] || return 0
	sudo -n true 2> /dev/null || skip_all 'this needs root'
	cleanup
	exec sudo -n -E sh "$0"
}

# check NAME COMMAND...: the command's exit status decides
check() {
	check_name=$1
	shift
	test_number=$((test_number + 1))
	if "$@"; then
		echo "ok $test_number - $check_name"
	else
		bad=$((bad + 1))
		echo "not ok $test_number - $check_name"
	fi
}

# must NAME COMMAND...: without it the rest is not to be had
must() {
	must_bad=$bad
	check "$@"
	[ "$bad" -eq "$must_bad" ] || {
		done_testing
		exit 1
	}
}

# logged COMMAND...: shows the end of what it said if it fails
logged() {
	"$@" > "$T/log" 2>&1 && return 0
	tail -n 25 "$T/log" | cut -c 1-300 | sed 's/^/# /'
	return 1
}

# make_tarball: from the build tree, which is a moment if it is there already
make_tarball() { (cd "$MB_BUILD" && make dist); }

done_testing() {
	echo "1..$test_number"
}

# version: the one of configure.ac
version() {
	sed -n 's/^AC_INIT(\[mailbearer\], \[\([^]]*\)\].*/\1/p' "$MB_SRC/configure.ac"
}

# source_files: what the tree holds, without what a build leaves there
source_files() {
	if [ -e "$MB_SRC/.git" ]; then
		git -C "$MB_SRC" ls-files -co --exclude-standard
	else
		(cd "$MB_SRC" && find . -type f ! -path './_build/*' ! -name '*.o' | sed 's|^\./||')
	fi
}

# copy_sources FOLDER: as a clone would be, with what is not committed yet; its files are as old as the copy
copy_sources() {
	mkdir -p "$1" || return 1
	if [ -e "$MB_SRC/.git" ]; then
		git clone -q --no-checkout "$MB_SRC" "$1.git" && mv "$1.git/.git" "$1" && rm -rf "$1.git" || return 1
	fi
	source_files | while read -r file; do
		[ -f "$MB_SRC/$file" ] || continue
		mkdir -p "$1/$(dirname "$file")" && cat "$MB_SRC/$file" > "$1/$file" || return 1
		[ ! -x "$MB_SRC/$file" ] || chmod +x "$1/$file" # as the umask has it
	done
}

# every_file LIST: names files of the sources that are not in the tarball
every_file() {
	sed 's|.* mailbearer-[^/]*/||' "$1" | sort > listed
	source_files | grep -vE '^\.ci/|(^|/)\.git' | sort | comm -23 - listed > missing
	sed 's/^/# not in the tarball: /' missing | head -n 20
	[ ! -s missing ]
}
