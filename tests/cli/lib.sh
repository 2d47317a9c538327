# SPDX-License-Identifier: MIT
# lib.sh - what the command line tests share; sourced. TAP on stdout.
#
# $T is a folder of the test's own, $HOME is in it, mailbearer is the one of the build tree.
# shellcheck shell=sh

: "${MB_SRC:?}" "${MB_BUILD:?}"
PATH=$MB_BUILD/tests:$PATH
T=$(mktemp -d "${TMPDIR:-/tmp}/mb-cli.XXXXXX")
HOME=$T/home
CONFIG=$HOME/.config/mailbearer/config
STATE=$HOME/.local/state/mailbearer
export PATH HOME
mkdir -p "$HOME/.config/mailbearer"
cd "$T" || exit 1
test_number=0
provider_pid=
server_pid=

cleanup() {
	[ -z "$provider_pid" ] || kill "$provider_pid" 2> /dev/null
	[ -z "$server_pid" ] || kill "$server_pid" 2> /dev/null
	rm -rf "$T"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

ok() {
	test_number=$((test_number + 1))
	echo "ok $test_number - $1"
}

not_ok() {
	test_number=$((test_number + 1))
	echo "not ok $test_number - $1"
}

done_testing() {
	echo "1..$test_number"
}

# check NAME COMMAND...: the command's exit status decides
check() {
	check_name=$1
	shift
	if "$@"; then ok "$check_name"; else not_ok "$check_name"; fi
}

# soon COMMAND...: within ten seconds; a browser may write its page down when mailbearer has ended already
soon() {
	soon_tries=0
	until "$@"; do
		soon_tries=$((soon_tries + 1))
		[ "$soon_tries" -le 100 ] || return 1
		sleep 0.1
	done
}

# run COMMAND...: leaves $rc and the files out and err
run() {
	rc=0
	"$@" > out 2> err < /dev/null || rc=$?
}

# on_a_socket COMMAND...: one socket as 0, 1 and 2, as inetd does; what it says is in out, err is empty; a command
# that is not there is 127, and nothing lasts longer than a minute
on_a_socket() {
	rc=0
	: > err
	perl -MSocket -e 'alarm 60; socketpair(A, B, AF_UNIX, SOCK_STREAM, 0);
		if (!fork) { open(STDIN, "<&", B); open(STDOUT, ">&", B); open(STDERR, ">&", B); exec(@ARGV) or exit(127); }
		close(B); print while <A>; wait; exit($? >> 8)' "$@" > out || rc=$?
}

# traced ARGUMENT...: strace; LeakSanitizer would trace too, and a process has one tracer
traced() { ASAN_OPTIONS=detect_leaks=0 strace "$@"; }

# expect NAME RC OUT ERR: what the last run gave; OUT and ERR are patterns of `case`
expect() {
	if [ "$rc" -eq "$2" ] && matches "$3" "$(cat out)" && matches "$4" "$(cat err)"; then
		ok "$1"
	else
		not_ok "$1"
		echo "# wanted $2, out <$3>, err <$4>"
		echo "# got $rc"
		sed 's/^/# out: /' out
		sed 's/^/# err: /' err
	fi
}

matches() {
	# shellcheck disable=SC2254 # the pattern is one
	case $2 in
	$1) return 0 ;;
	esac
	return 1
}

# start_provider [OPTIONS...]: sets $URL
start_provider() {
	rm -f port
	provider --port-file port --log provider.log --max-seconds 300 --die-with-parent "$@" \
		> /dev/null 2> provider.err &
	provider_pid=$!
	wait_tries=0
	while [ ! -s port ] && [ "$wait_tries" -lt 200 ]; do
		sleep 0.05
		wait_tries=$((wait_tries + 1))
	done
	URL=http://127.0.0.1:$(cat port)
}

# control QUERY: tells the provider something
control() {
	curl -fsS "$URL/control?$1"
}

# microsoft_account NAME [LINES...]: appends an account at the local provider to the config
microsoft_account() {
	{
		printf 'account %s {\n' "$1"
		cat <<- END
			  provider = microsoft
			  tenant = "contoso"
			  client_id = "00001111-aaaa-2222-bbbb-3333cccc4444"
			  authorization_endpoint = "$URL/contoso/oauth2/v2.0/authorize"
			  token_endpoint = "$URL/contoso/oauth2/v2.0/token"
			  device_authorization_endpoint = "$URL/contoso/oauth2/v2.0/devicecode"
		END
		shift
		for line; do printf '  %s\n' "$line"; done
		printf '}\n'
	} >> "$CONFIG"
}

# sign_in NAME: as a person with a browser would
sign_in() {
	mailbearer login "$1" --browser --open='curl -fsSL -o /dev/null' > login.out 2> login.err
}

# requests PATTERN: how many of the provider's log lines have it
requests() {
	grep -c "$1" provider.log
}

# certificate NAME SUBJECT-ALT-NAME: makes NAME.crt and NAME.key
certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
		-addext "subjectAltName=$2" -keyout "$1.key" -out "$1.crt" 2> /dev/null
}

# serve: plays the script on stdin, as a mail server with the certificate $CERT (right); sets $PORT; what
# came is in server.log
serve() {
	[ -z "$server_pid" ] || kill "$server_pid" 2> /dev/null
	cat > script
	: > server.port
	script_server "${CERT:-right}.crt" "${CERT:-right}.key" script server.log > server.port &
	server_pid=$!
	serve_tries=0
	until [ -s server.port ] || [ "$serve_tries" -gt 200 ]; do
		sleep 0.05
		serve_tries=$((serve_tries + 1))
	done
	PORT=$(cat server.port)
}
