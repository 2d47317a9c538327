# SPDX-License-Identifier: MIT
# chroot.sh - clean Debian systems in folders; sourced after lib.sh. Needs root.
#
# Suite, archive and proxy are those of this machine's apt.
# shellcheck shell=sh

need_root
need debootstrap apt-get
# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")

# apt_sources FORMAT: lines about this machine's suite
apt_sources() {
	apt-get indextargets --format "$1" 'Created-By: Packages' "Architecture: $(dpkg --print-architecture)" \
		'Origin: Debian' | grep "$codename" | sort -u
}

# new_root FOLDER ARCHITECTURE PACKAGE...: a minimal system with these
new_root() {
	root=$1 architecture=$2
	shift 2
	# shellcheck disable=SC2016 # for apt
	mirror=$(apt_sources '$(SITE) $(CODENAME) $(COMPONENT)' | sed -n "s/ $codename main\$//p" | head -n 1)
	debootstrap --variant=minbase --arch="$architecture" "$codename" "$root" "$mirror" || return 1
	# shellcheck disable=SC2016 # for apt
	apt_sources 'deb $(SITE) $(RELEASE) $(COMPONENT)' > "$root/etc/apt/sources.list"
	apt-config dump | grep -iE '^Acquire::[a-z:]*proxy ' > "$root/etc/apt/apt.conf.d/90proxy" || :
	printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
	chmod 755 "$root/usr/sbin/policy-rc.d"
	cp /etc/hosts "$root/etc/hosts"
	# A list that cannot be had may not be missed: that of the suite is there.
	in_root "$root" apt-get -q update || :
	install_in "$root" ca-certificates "$@"
}

# in_root FOLDER COMMAND...: with /proc and terminals where they may be mounted; a mount itself, or nothing in it could
# have mounts of its own
in_root() {
	in_root=$1
	shift
	set -- chroot "$in_root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C TERM=dumb \
		DEBIAN_FRONTEND=noninteractive ${http_proxy:+"http_proxy=$http_proxy"} \
		${https_proxy:+"https_proxy=$https_proxy"} "$@"
	if unshare --mount --pid --fork true 2> /dev/null; then
		# shellcheck disable=SC2016 # for that shell
		set -- unshare --mount --pid --fork sh -c \
			'mount --rbind "$0" "$0"; mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"; exec "$@"' "$in_root" "$@"
	fi
	"$@" < /dev/null
}

install_in() { # FOLDER PACKAGE...
	install_in=$1
	shift
	in_root "$install_in" apt-get -qy --no-install-recommends install "$@"
}

# all_files FOLDER: what is there, but for what apt and dpkg note down
all_files() {
	(cd "$1" && find . -path ./proc -prune -o -path ./dev -prune -o -path ./tmp -prune -o -path ./root -prune -o \
		-path ./var/lib/apt -prune -o -path ./var/lib/dpkg -prune -o -path ./var/cache -prune -o \
		-path ./var/log -prune -o -path ./work -prune -o -path ./etc/ld.so.cache -prune -o -print | sort)
}
