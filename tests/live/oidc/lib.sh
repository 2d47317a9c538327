# SPDX-License-Identifier: MIT
# lib.sh - oidc-provider and Chromium, which nobody here wrote, for the stories beside it; sourced.
# shellcheck shell=sh disable=SC2154 # T and others come from the other library

. "$MB_SRC/tests/live/lib.sh"
need npm chromium curl openssl
OIDC=$T/oidc
OIDC_PACKAGES=$MB_BUILD/tests/oidc
NODE=$OIDC_PACKAGES/node_modules/.bin/node
mkdir "$OIDC"

if ! "$MB_SRC/tests/live/oidc/install" "$OIDC_PACKAGES" > install.log 2>&1; then
	cat install.log >&2
	echo "1..0 # SKIP npm brings no oidc-provider: $(grep -im 1 '^npm err' install.log)"
	exit 0
fi
# Node looks for packages beside a script, not where it was started.
cp "$MB_SRC/tests/live/oidc"/*.js* "$OIDC"
ln -s "$OIDC_PACKAGES/node_modules" "$OIDC/node_modules"

# start_oidc: sets $ISSUER; $OIDC/clients.json holds what is registered beforehand
start_oidc() {
	setpriv --pdeathsig TERM "$NODE" "$OIDC/server.js" "$OIDC" > "$OIDC/out" 2> "$OIDC/err" &
	provider_pid=$!
	if ! wait_until test -s "$OIDC/port"; then
		cat "$OIDC/err" >&2
		exit 1
	fi
	ISSUER=http://127.0.0.1:$(cat "$OIDC/port")
}

stop_oidc() {
	stop_server "$provider_pid"
	rm "$OIDC/port" "$OIDC/log"
}

# lifetime SECONDS: of the access tokens from now on
lifetime() {
	echo "$1" > "$OIDC/lifetime.new"
	mv "$OIDC/lifetime.new" "$OIDC/lifetime"
}

# asked PATTERN: how many requests of machines had it: STATUS ROUTE GRANT AUTHENTICATION
asked() {
	grep -c "$1" "$OIDC/log"
}

# open_account NAME [LINE...]: an account of which nothing is known but the issuer
open_account() {
	{
		cat <<- END
			account $1 {
			  provider = generic
			  user = "alice@test"
			  issuer = "$ISSUER"
		END
		shift
		case $* in
		*scope\ =*) ;;
		*) echo '  scope = "openid offline_access mail"' ;;
		esac
		for line; do printf '  %s\n' "$line"; done
		echo '}'
	} >> "$CONFIG"
	chmod 600 "$CONFIG"
}

# login_by_browser NAME sign-in|deny: by real Chromium; leaves $rc, the files out and err, and seen, what the
# browser saw at the end
login_by_browser() {
	rm -f seen
	run timeout 120 mailbearer login "$1" --browser --open="'$NODE' '$OIDC/browser.js' '$T/seen' $2"
	wait_until test -s seen
}

# device_login NAME sign-in|deny: the same with a device's code, once that was asked about in vain
device_login() {
	rm -f seen
	: > err
	: > "$OIDC/log"
	timeout 120 mailbearer login "$1" --device > out 2> err < /dev/null &
	device_pid=$!
	wait_until grep -q '^400 token .*device_code' "$OIDC/log"
	"$NODE" "$OIDC/browser.js" "$T/seen" "$2" "$(sed -n 's/^Open *//p' err)" \
		"$(sed -n 's/^and enter the code *//p' err)"
	rc=0
	wait "$device_pid" || rc=$?
}

# saw LINE: it is in what the browser saw
saw() {
	grep -qxF -e "$1" seen || {
		sed 's/^/# seen: /' seen
		return 1
	}
}
