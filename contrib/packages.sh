# SPDX-License-Identifier: MIT
# packages.sh - the Debian packages that are needed, and how they get there; sourced by demo and check.
# "a|b": a, unless b is there already, with which it cannot be installed together.
# shellcheck shell=sh disable=SC2034 # the lists are for whoever sources this

BUILD_PACKAGES="gcc libc6-dev make autoconf automake libtool autoconf-archive gettext pkg-config xz-utils
	libcurl4-gnutls-dev|libcurl4-openssl-dev|libcurl4-nss-dev
	libgnutls28-dev libconfuse-dev libltdl-dev libjansson-dev libcmocka-dev"
MAIL_PACKAGES="dovecot-imapd dovecot-pop3d dovecot-submissiond msmtp curl openssl procps"
CLIENT_PACKAGES="fetchmail isync libsasl2-modules-kdexoauth2 mutt neomutt offlineimap3 getmail6 procmail swaks tmux mpop
	softhsm2 libnss-wrapper chromium aerc emacs-nox|emacs-gtk|emacs-lucid
	systemd apparmor libnotify-bin dbus-daemon patch
	git-email libauthen-sasl-perl libio-socket-ssl-perl libmailtools-perl
	postfix|exim4-daemon-light|exim4-daemon-heavy|sendmail-bin"
# Node from elsewhere brings npm and does not go with Debian's.
command -v npm > /dev/null || CLIENT_PACKAGES="$CLIENT_PACKAGES npm"
CHECK_PACKAGES="clang clang-format libclang-rt-14-dev mandoc groff-base shellcheck strace valgrind git zsh fish e2fsprogs"
# what distributions look at packages with
PACKAGE_PACKAGES="debootstrap dpkg-dev lintian blhc devscripts autopkgtest rpm rpmlint
	makepkg pacman-package-manager libarchive-tools"
BENCH_PACKAGES="hyperfine valgrind mutt python3 oidc-agent-cli"

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo > /dev/null; then
		sudo "$@"
	else
		echo "This needs root, and there is no sudo: $*" >&2
		return 1
	fi
}

is_installed() {
	case $(dpkg-query -W -f='${Status}' "$1" 2> /dev/null) in
	*' installed') return 0 ;;
	esac
	return 1
}

# missing_packages NAME...: prints which are not installed
missing_packages() {
	for package; do
		missing=${package%%|*}
		while [ -n "$package" ]; do
			! is_installed "${package%%|*}" || missing=''
			case $package in
			*'|'*) package=${package#*|} ;;
			*) package='' ;;
			esac
		done
		[ -z "$missing" ] || printf '%s\n' "$missing"
	done
}

# unpack_package NAME FOLDER: for what cannot be installed beside the others. Its programs run as who calls
# them.
unpack_package() {
	mkdir -p "$2" && (
		cd "$2" && apt-get -q download "$1" && dpkg -x "$1"_*.deb . &&
			find . -type f -perm -4000 -exec chmod u-s {} +
	)
}

# Says what it will install, and does; without a word and without the network if nothing is missing.
# The servers among the packages are not started.
install_packages() {
	# shellcheck disable=SC2046 # words are meant
	set -- $(missing_packages "$@")
	[ $# -gt 0 ] || return 0
	echo "These Debian packages are missing and will be installed, with what they need:"
	printf '    %s\n' "$@"
	policy=/usr/sbin/policy-rc.d
	if [ -e "$policy" ]; then
		policy=''
	else
		printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null || return 1
		as_root chmod 755 "$policy"
	fi
	installed=0
	as_root env DEBIAN_FRONTEND=noninteractive sh -c '
		apt-get -q update && exec apt-get -qy --no-install-recommends \
			-o Dpkg::Options::=--force-confold install "$@"' sh "$@" \
		< /dev/null || installed=$?
	[ -z "$policy" ] || as_root rm -f "$policy"
	return "$installed"
}
