# SPDX-License-Identifier: MIT
# lib.sh - a mail server, for the live tests and for contrib/demo; sourced.
#
# Dovecot takes mail by submission and shows it by IMAP; it asks the provider of tests/cli/lib.sh
# whether a token is good. Behind it stands tests/sink, which delivers to Dovecot's Maildirs.
# Everything is on 127.0.0.1, in $T, and ends with the script.
# shellcheck shell=sh disable=SC2154 # T and what the provider sets come from the other library

unset XDG_CONFIG_HOME XDG_STATE_HOME DISPLAY WAYLAND_DISPLAY BROWSER SSH_CONNECTION SSH_TTY \
	http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
TMPDIR=${TMPDIR:-/tmp}
[ "${#TMPDIR}" -le 30 ] || TMPDIR=/tmp # unix sockets have short names
# Debian's servers are not in a user's PATH.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
umask 022

# need PROGRAM...: a test without its server is skipped
need() {
	for program; do
		command -v "$program" > /dev/null && continue
		echo "1..0 # SKIP $program is not installed"
		exit 0
	done
}

. "$MB_SRC/tests/cli/lib.sh"

DOVECOT=$T/d
TLS_CERT=$DOVECOT/cert.pem
MAIL=$DOVECOT/mail
# Dovecot gives no mail to root: as root it all runs as Debian's user for that.
servers_run="setpriv --pdeathsig TERM"
if [ "$(id -u)" -eq 0 ]; then
	servers_run="$servers_run --reuid=mail --regid=mail --clear-groups"
	servers_user=mail servers_group=mail
	chmod 711 "$T"
else
	servers_user=$(id -un) servers_group=$(id -gn)
fi
sink_pid='' dovecot_pid=''

stop_server() {
	[ -n "$1" ] || return 0
	kill "$1" 2> /dev/null || :
	wait "$1" 2> /dev/null || :
}

stop_dovecot() {
	stop_server "$dovecot_pid"
	dovecot_pid=''
}

stop_provider() {
	stop_server "$provider_pid"
	provider_pid=''
}

stop_all() {
	stop_dovecot
	stop_server "$sink_pid"
	sink_pid=''
	stop_provider
}

cleanup() {
	stop_all
	rm -rf "$T"
}

# wait_until COMMAND...: up to ten seconds
wait_until() {
	wait_tries=0
	until "$@"; do
		[ "$wait_tries" -lt 1200 ] || return 1
		wait_tries=$((wait_tries + 1))
		sleep 0.05
	done
}

start_sink() {
	: > "$T/sink.port"
	# shellcheck disable=SC2086 # words are meant
	$servers_run "$MB_BUILD/tests/sink" "$MAIL" > "$T/sink.port" 2> "$T/sink.err" &
	sink_pid=$!
	wait_until test -s "$T/sink.port"
}

dovecot_oauth2() {
	cat <<- END
		introspection_mode = post
		introspection_url = http://dovecot:s3cr3t@${URL#http://}/introspect
		force_introspection = yes
		username_attribute = email
		username_format = %Lu
		active_attribute = active
		active_value = true
		timeout_msecs = 5000
	END
}

# With $DOVECOT_PASSWORD, everybody may log in with it as well: for the benchmarks.
dovecot_password() {
	[ -n "${DOVECOT_PASSWORD:-}" ] || return 0
	cat <<- END
		passdb {
		  driver = static
		  mechanisms = plain
		  args = password=$DOVECOT_PASSWORD
		}
	END
}

# What a story adds to Dovecot's config.
dovecot_more() {
	:
}

dovecot_config() {
	cat <<- END
		base_dir = $DOVECOT/run
		state_dir = $DOVECOT/state
		instance_name = mailbearer-test
		log_path = $DOVECOT/log
		auth_verbose = yes
		protocols = imap pop3 submission
		# A client on the server's own address counts as private: 127.0.0.2 does not.
		listen = 127.0.0.1, 127.0.0.2
		ssl = yes
		ssl_cert = <$TLS_CERT
		ssl_key = <$DOVECOT/key.pem
		ssl_dh =
		auth_mechanisms = xoauth2 oauthbearer ${DOVECOT_PASSWORD:+plain}
		auth_failure_delay = 0
		auth_cache_size = 0
		mail_location = maildir:$MAIL/%u/Maildir
		hostname = localhost
		submission_relay_host = 127.0.0.1
		submission_relay_port = $(cat "$T/sink.port")
		passdb {
		  driver = oauth2
		  mechanisms = xoauth2 oauthbearer
		  args = $DOVECOT/oauth2.conf
		}
		$(dovecot_password)
		userdb {
		  driver = static
		  args = uid=$(id -u "$servers_user") gid=$(id -g "$servers_user") home=$MAIL/%u
		}
		first_valid_uid = 0
		first_valid_gid = 0
		default_internal_user = $servers_user
		default_internal_group = $servers_group
		default_login_user = $servers_user
		service imap-login {
		  chroot =
		  inet_listener imap {
		    port = $IMAP_PORT
		  }
		  inet_listener imaps {
		    port = $IMAPS_PORT
		    ssl = yes
		  }
		}
		service pop3-login {
		  chroot =
		  inet_listener pop3 {
		    port = $POP3_PORT
		  }
		  inet_listener pop3s {
		    port = $POP3S_PORT
		    ssl = yes
		  }
		}
		service submission-login {
		  chroot =
		  inet_listener submission {
		    port = $SUBMISSION_PORT
		  }
		  inet_listener submissions {
		    port = $SUBMISSIONS_PORT
		    ssl = yes
		  }
		}
		service anvil {
		  chroot =
		  # no growing delays after failed logins
		  unix_listener anvil-auth-penalty {
		    mode = 0
		  }
		}
		service stats {
		  chroot =
		}
	END
	dovecot_more
}

dovecot_is_up_or_gone() {
	grep -q 'starting up' "$DOVECOT/log" 2> /dev/null || ! kill -0 "$dovecot_pid" 2> /dev/null
}

# The ports were free a moment ago; should that have changed, others are taken.
start_dovecot() {
	for dovecot_try in 1 2 3; do
		# shellcheck disable=SC2046 # six words
		set -- $("$MB_BUILD/tests/ports" 6)
		IMAPS_PORT=$1 SUBMISSION_PORT=$2 SUBMISSIONS_PORT=$3 IMAP_PORT=$4 POP3_PORT=$5 POP3S_PORT=$6
		dovecot_config > "$DOVECOT/dovecot.conf"
		dovecot_oauth2 > "$DOVECOT/oauth2.conf"
		rm -f "$DOVECOT/log"
		# shellcheck disable=SC2086 # words are meant
		$servers_run dovecot -F -c "$DOVECOT/dovecot.conf" > "$T/dovecot.err" 2>&1 &
		dovecot_pid=$!
		wait_until dovecot_is_up_or_gone
		! kill -0 "$dovecot_pid" 2> /dev/null || return 0
	done
	echo "Dovecot does not start (try $dovecot_try):" >&2
	cat "$T/dovecot.err" "$DOVECOT/log" >&2
	exit 1
}

# start_mail_server: the provider must run already
start_mail_server() {
	mkdir -p "$DOVECOT/run" "$DOVECOT/state" "$MAIL"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
		-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2 \
		-keyout "$DOVECOT/key.pem" -out "$TLS_CERT" 2> /dev/null
	[ "$(id -u)" -ne 0 ] || chown -R "$servers_user:$servers_group" "$DOVECOT"
	start_sink
	start_dovecot
}

# mail_account NAME [LINE...]: an account at the provider whose mail is at Dovecot; implicit TLS
mail_account() {
	mail_account=$1
	shift
	microsoft_account "$mail_account" 'user = "alice@test"' 'services = {imap, pop3, smtp}' \
		"ca_file = \"$TLS_CERT\"" 'imap_host = 127.0.0.1' "imap_port = $IMAPS_PORT" \
		'imap_tls = implicit' 'pop3_host = 127.0.0.1' "pop3_port = $POP3S_PORT" \
		'pop3_tls = implicit' 'smtp_host = 127.0.0.1' "smtp_port = $SUBMISSIONS_PORT" \
		'smtp_tls = implicit' "$@"
}

# mail_account_starttls NAME [LINE...]: the same with STARTTLS, from an address that is not the server's
mail_account_starttls() {
	mail_account=$1
	shift
	microsoft_account "$mail_account" 'user = "alice@test"' 'services = {imap, pop3, smtp}' \
		"ca_file = \"$TLS_CERT\"" 'imap_host = 127.0.0.2' "imap_port = $IMAP_PORT" \
		'imap_tls = starttls' 'pop3_host = 127.0.0.2' "pop3_port = $POP3_PORT" \
		'pop3_tls = starttls' 'smtp_host = 127.0.0.2' "smtp_port = $SUBMISSION_PORT" \
		'smtp_tls = starttls' "$@"
}

# write_msmtprc [LINE...]: the lines stand last in the account and win over the usual ones
write_msmtprc() {
	cat > "$T/msmtprc" <<- END
		account work
		host 127.0.0.1
		port $SUBMISSIONS_PORT
		tls on
		tls_starttls off
		tls_trust_file $TLS_CERT
		from alice@test
		user alice@test
		auth xoauth2
		passwordeval "mailbearer token work"
	END
	for line; do printf '%s\n' "$line"; done >> "$T/msmtprc"
}

# write_fetchmailrc PROTO [LINE...]: fetches account `work` through the bridge, into the file mbox; further
# lines stand in the user's part
write_fetchmailrc() {
	cat > "$T/fetchmailrc" <<- END
		set no bouncemail
		poll work proto $1 no dns
		  plugin "mailbearer connect work $1"
		  auth ssh
		  user "alice@test" is $(id -un) here
		  sslproto ''
		  mda "cat >> $T/mbox"
	END
	shift
	for line; do printf '  %s\n' "$line"; done >> "$T/fetchmailrc"
	chmod 600 "$T/fetchmailrc"
}

# fetch [OPTIONS...]: real fetchmail; leaves $rc and the files out and err
fetch() {
	run timeout 60 fetchmail -f "$T/fetchmailrc" --pidfile "$T/fetchmail.pid" -i "$T/fetchids" "$@"
	sed -i '/Running as root is discouraged/d' err
}

# fetched: how many messages are in mbox
fetched() {
	if [ -f "$T/mbox" ]; then grep -c '^Subject: ' "$T/mbox"; else echo 0; fi
}

# fill_mailbox COUNT NAME: as many messages with subjects NAME-1, NAME-2... for alice
fill_mailbox() {
	mkdir -p "$MAIL/alice@test/Maildir/cur" "$MAIL/alice@test/Maildir/new" "$MAIL/alice@test/Maildir/tmp"
	awk -v n="$1" -v name="$2" -v dir="$MAIL/alice@test/Maildir" 'BEGIN {
		for (i = 1; i <= n; i++) {
			file = dir "/new/1." name "-" i ".test"
			printf "From: Bob <bob@test>\nTo: Alice <alice@test>\nSubject: %s-%d\n", name, i > file
			printf "Date: Thu, 01 Jan 2026 12:00:00 +0000\nMessage-ID: <%s-%d@test>\n\n", name, i > file
			for (j = 0; j <= i % 40; j++)
				printf "line %d of message %d: \303\244\303\266\303\274 {12}\n.\n", j, i > file
			close(file)
		}
	}'
	[ "$(id -u)" -ne 0 ] || chown -R "$servers_user:$servers_group" "$MAIL/alice@test"
}

# empty_mailbox: alice has no mail
empty_mailbox() {
	rm -rf "$MAIL/alice@test" "$T/mbox"
}

# new_mail FILE SUBJECT
new_mail() {
	cat > "$1" <<- END
		From: Alice <alice@test>
		To: Bob <bob@test>
		Subject: $2
		Date: Thu, 01 Jan 2026 12:00:00 +0000
		Message-ID: <$2@test>

		Dear Bob,
		.a line that begins with a dot
		and the end.
	END
}

# send FILE [MSMTP'S OPTIONS...]: by real msmtp; leaves $rc and the files out and err
send() {
	send_file=$1
	shift
	rc=0
	msmtp -C "$T/msmtprc" -a work "$@" bob@test < "$send_file" > out 2> err || rc=$?
}

# mails: how many arrived in bob's mailbox
mails() {
	find "$MAIL/bob@test/Maildir" -type f 2> /dev/null | grep -c /new/
}

# arrived FILE: it is in bob's mailbox, byte for byte but for the trace that Dovecot puts on top
arrived() {
	for mail in "$MAIL/bob@test/Maildir/new"/*; do
		[ -f "$mail" ] || continue
		sed '/^Received: /,/^[^ \t]/{/^Received: /d;/^[ \t]/d;}' "$mail" | cmp -s - "$1" && return 0
	done
	return 1
}

# token_expires: waits until the account's cached token is stale
token_is_stale() {
	! [ -s "$STATE/token/$1" ] ||
		[ "$(sed -n 's/^expires //p' "$STATE/token/$1")" -le "$(date +%s)" ]
}

# sign_in_stale NAME: signs in, and the token that came with it has expired by now
sign_in_stale() {
	control 'do=set&lifetime=1' > /dev/null
	sign_in "$1"
	control 'do=set&lifetime=3600' > /dev/null
	wait_until token_is_stale "$1"
}

# submission_account NAME USER [LINE...]: one whose submission server is Dovecot
submission_account() {
	submission_name=$1 submission_user=$2
	shift 2
	microsoft_account "$submission_name" "user = \"$submission_user\"" \
		'smtp_host = "127.0.0.1"' "smtp_port = $SUBMISSIONS_PORT" 'smtp_tls = implicit' \
		"ca_file = \"$TLS_CERT\"" "$@"
}

# send_mail FILE OPTIONS...: by `mailbearer send`; leaves $rc and the files out and err
send_mail() {
	send_file=$1
	shift
	rc=0
	mailbearer send "$@" < "$send_file" > out 2> err || rc=$?
}

# start_submission: tests/sink as a submission server that is told what to say, in $SINK; no Dovecot
start_submission() {
	SINK=$T/sink
	mkdir -p "$SINK" "$DOVECOT"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
		-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
		-keyout "$DOVECOT/key.pem" -out "$TLS_CERT" 2> /dev/null
	: > "$T/sink.port"
	"$MB_BUILD/tests/sink" "$SINK" "$TLS_CERT" "$DOVECOT/key.pem" > "$T/sink.port" 2> "$T/sink.err" &
	sink_pid=$!
	wait_until test -s "$T/sink.port"
	SUBMISSIONS_PORT=$(cat "$T/sink.port")
}
