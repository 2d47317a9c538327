# SPDX-License-Identifier: MIT
# lib.sh - what the lint tests share; sourced. TAP on stdout.
#
# They look at the files of $MB_SRC; what a build leaves there is not looked at. Some ask $MB_BUILD's objects too.
# shellcheck shell=sh

: "${MB_SRC:?}"
cd "$MB_SRC" || exit 1
test_number=0

# skip_all WHY: the whole program, before any test.
skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

# check NAME FINDINGS: a test that passes if nothing was found; else that is said.
check() {
	test_number=$((test_number + 1))
	if [ -z "$2" ]; then
		echo "ok $test_number - $1"
	else
		echo "not ok $test_number - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

done_testing() {
	echo "1..$test_number"
}

# files FOLDER...: the tree's own files there, one a line.
files() {
	for lint_folder; do
		[ ! -e "$lint_folder" ] ||
			find "$lint_folder" \( -name .libs -o -name .deps -o -name tmp -o -name autom4te.cache -o \
				-path core/build \) -prune -o -type f ! -name '*.o' ! -name '*.lo' ! -name '*~' \
				! -path core/config.h ! -path core/config.h.in -print
	done | sort
}

# sources FOLDER...: C files and headers.
sources() {
	files "$@" | grep '\.[ch]$'
}

# rooms: the folders of the core that hold sources, one a line, without "core/".
rooms() {
	sources core | grep '\.c$' | grep -v '^core/po/' | sed 's|^core/||; s|/[^/]*$||' | sort -u
}

# in_room ROOM: its C files and headers, without those of folders in it.
in_room() {
	sources "core/$1" | grep "^core/$1/[^/]*$"
}

# objects: the core's objects of $MB_BUILD, one a line, each behind its source. Of what libtool compiles twice the
# object beside the sources is taken, or the one in .libs where there is no other.
objects() {
	sources core | grep '\.c$' | grep -v '^core/po/' | while read -r source; do
		folder=$MB_BUILD/${source%/*}
		name=${source##*/}
		for object in "$folder"/*-"${name%.c}.o" "$folder"/.libs/*-"${name%.c}.o" "$folder/${name%.c}.o"; do
			if [ -f "$object" ]; then
				echo "$source $object"
				break
			fi
		done
	done
}

# is_script FILE: not by its name alone, and none that libtool made.
is_script() {
	case $1 in
	*.sh | *.bash | *.tap | *.live) return 0 ;;
	*.[ch1-8] | *.am | *.ac | *.md | *.in | *.log | *.trs) return 1 ;;
	esac
	[ "$(head -c 2 "$1" | tr -d '\0')" = '#!' ] &&
		! head -n 4 "$1" | grep -q 'temporary wrapper script for'
}

# code FILE: its lines as NUMBER:TEXT, without comments and without what stands in strings.
code() {
	awk '{
		out = ""
		for (i = 1; i <= length($0); i++) {
			two = substr($0, i, 2)
			one = substr($0, i, 1)
			if (comment) {
				if (two == "*/") { comment = 0; i++ }
			} else if (quote != "") {
				if (one == "\\") i++
				else if (one == quote) { quote = ""; out = out one }
			} else if (two == "/*") { comment = 1; i++ }
			else if (two == "//") break
			else { if (one == "\"" || one == "\047") quote = one; out = out one }
		}
		quote = ""
		print NR ":" out
	}' "$1"
}
