# SPDX-License-Identifier: MIT
# folder.sh - a package in a folder, $T/root, that has the libraries of this machine, so that it runs there; sourced
# after lib.sh. Needs root.
# shellcheck shell=sh

need_root

bare_root() {
	mkdir -p root/dev && mknod -m 666 root/dev/null c 1 3 &&
		for program in core help mail; do ldd "$MB_BUILD/mailbearer-$program"; done | grep -o '/[^ ]*' | sort -u |
		while read -r library; do
			mkdir -p "root${library%/*}" && cp -L "$library" "root$library" || return 1
		done
}

# everything: all that is in it, but for the folders that systems share and what the package manager notes down
everything() {
	(cd root && find . ! -path './var/*' \( ! -type d -o -name '*mailbearer*' \) | sort)
}

here() { chroot "$T/root" /usr/bin/mailbearer "$@" > "$T/out"; }

# check_installed PLUGINDIR
check_installed() {
	check 'it says which version it is' logged here --version
	check 'it does' grep -qx "mailbearer $(version)" out
	check 'it loads its plugins' logged here providers
	check 'all of them' test "$(cut -d ' ' -f 1 out | tr '\n' ' ')" = 'generic google microsoft '
	check 'pkg-config knows where plugins go' test "$(PKG_CONFIG_LIBDIR=$(echo root/usr/lib*/pkgconfig) \
		pkg-config --variable=plugindir mailbearer)" = "$1"
}
