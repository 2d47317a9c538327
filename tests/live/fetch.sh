# SPDX-License-Identifier: MIT
# fetch.sh - a mailbox with a password to fetch mail from, for fetchmail and its like; sourced, after
# lib.sh. It is bob's, at a second Dovecot, by POP3 and IMAP in clear; alice's is where mail goes.
# shellcheck shell=sh disable=SC2034,SC2154 # variables are of and for the other files

SOURCE=$T/s/mail/Maildir
TARGET=$MAIL/alice@test/Maildir
source_pid=''

source_config() {
	cat <<- END
		base_dir = $T/s/run
		state_dir = $T/s/state
		instance_name = mailbearer-source
		log_path = $T/s/log
		protocols = imap pop3
		listen = 127.0.0.1
		ssl = no
		disable_plaintext_auth = no
		mail_location = maildir:$SOURCE
		passdb {
		  driver = static
		  args = password=hunter2
		}
		userdb {
		  driver = static
		  args = uid=$(id -u "$servers_user") gid=$(id -g "$servers_user") home=$T/s/mail
		}
		first_valid_uid = 0
		first_valid_gid = 0
		default_internal_user = $servers_user
		default_internal_group = $servers_group
		default_login_user = $servers_user
		service imap-login {
		  chroot =
		  inet_listener imap {
		    port = $SOURCE_IMAP
		  }
		  inet_listener imaps {
		    port = 0
		  }
		}
		service pop3-login {
		  chroot =
		  inet_listener pop3 {
		    port = $SOURCE_POP3
		  }
		  inet_listener pop3s {
		    port = 0
		  }
		}
		service anvil {
		  chroot =
		}
		service stats {
		  chroot =
		}
	END
}

# start_fetch_server: as start_mail_server, with the source
start_fetch_server() {
	# shellcheck disable=SC2046 # two words
	set -- $("$MB_BUILD/tests/ports" 2)
	SOURCE_IMAP=$1 SOURCE_POP3=$2
	mkdir -p "$SOURCE/new" "$SOURCE/cur" "$SOURCE/tmp" "$T/s/run" "$T/s/state"
	source_config > "$T/s/conf"
	[ "$(id -u)" -ne 0 ] || chown -R "$servers_user:$servers_group" "$T/s"
	# shellcheck disable=SC2086 # words are meant
	$servers_run dovecot -F -c "$T/s/conf" > "$T/source.err" 2>&1 &
	source_pid=$!
	start_mail_server
	wait_until grep -q 'starting up' "$T/s/log"
}

cleanup() {
	stop_all
	stop_server "$source_pid"
	rm -rf "$T"
}

# kill_dovecot: all its processes, so that nothing is finished
kill_dovecot() {
	kill -STOP "$dovecot_pid" # no new ones meanwhile
	# shellcheck disable=SC2046 # words are meant
	kill -KILL $(pgrep -P "$dovecot_pid") "$dovecot_pid" 2> /dev/null
	wait "$dovecot_pid" 2> /dev/null || :
	dovecot_pid=''
}

# restart_dovecot: at the same ports, which a dying process may still have for a moment
restart_dovecot() {
	for dovecot_try in $(seq 20); do
		rm -f "$DOVECOT/log"
		# shellcheck disable=SC2086 # words are meant
		$servers_run dovecot -F -c "$DOVECOT/dovecot.conf" > "$T/dovecot.err" 2>&1 &
		dovecot_pid=$!
		wait_until dovecot_is_up_or_gone
		! grep -q 'starting up' "$DOVECOT/log" || return 0
		sleep 0.1
	done
	echo "Dovecot does not start again (try $dovecot_try)" >&2
	return 1
}

# to_source FILE...: they lie at the source, each under a name that was never used before: Dovecot
# remembers
source_serial=0
to_source() {
	for to_source_file; do
		source_serial=$((source_serial + 1))
		cp "$to_source_file" "$SOURCE/tmp/$source_serial.test"
	done
	[ "$(id -u)" -ne 0 ] || chown "$servers_user:$servers_group" "$SOURCE/tmp"/*
	mv "$SOURCE/tmp"/* "$SOURCE/new"
	sleep 1.1 # Dovecot looks at a folder's time, in seconds
}

# fill_source N: so many mails, each with its number in the subject
fill_source() {
	mkdir -p fill
	fill_number=0
	while [ "$fill_number" -lt "$1" ]; do
		fill_number=$((fill_number + 1))
		printf '%s\n' 'From: Alice <alice@test>' 'To: Bob <bob@test>' \
			"Subject: number-$fill_number" 'Date: Thu, 01 Jan 2026 12:00:00 +0000' '' \
			'Dear Bob,' '.a line that begins with a dot' 'and the end.' > "fill/$fill_number"
	done
	to_source fill/*
	rm -r fill
}

# all_once N: number-1 to number-N are in the target, each once
all_once() {
	cat "$TARGET"/new/* | grep '^Subject: number-' | tr -d '\r' | sort > once.is
	seq "$1" | sed 's/^/Subject: number-/' | sort > once.want
	diff once.want once.is | sed 's/^/# /'
	cmp -s once.want once.is
}

# in_folder FOLDER: how many mails are in a Maildir
in_folder() {
	find "$1/new" "$1/cur" -type f 2> /dev/null | grep -c .
}

# write_fetchmailrc imap|pop3 LINE...: what to do with bob's mail; $fetch_server_line stands where
# options of the server belong
fetch_server_line=''
write_fetchmailrc() {
	case $1 in
	imap) fetch_port=$SOURCE_IMAP ;;
	*) fetch_port=$SOURCE_POP3 ;;
	esac
	cat > "$T/fetchmailrc" <<- END
		set no bouncemail
		poll 127.0.0.1 service $fetch_port protocol $1 auth password
		  $fetch_server_line
		  user "bob@test" password "hunter2" sslproto "" is alice here
	END
	shift
	for line; do printf '  %s\n' "$line"; done >> "$T/fetchmailrc"
	chmod 600 "$T/fetchmailrc"
}

# fetch: one poll by real fetchmail; leaves $rc and the files out and err
fetch() {
	rc=0
	FETCHMAILHOME=$T fetchmail -f "$T/fetchmailrc" -N -i "$T/fetchids" --pidfile "$T/fetch.pid" \
		> out 2> fetch.err < /dev/null || rc=$?
	grep -v 'Running as root is discouraged' fetch.err > err
}
