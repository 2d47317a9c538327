# SPDX-License-Identifier: MIT
# fetch.sh - mailboxes with a password to fetch mail from, for fetchmail and its like; sourced, after
# lib.sh. Bob's mail at Dovecot is the source, by POP3 and IMAP in clear; alice's is where it goes.
# shellcheck shell=sh disable=SC2034,SC2154 # variables are of and for the other files

SOURCE=$MAIL/bob@test/Maildir
TARGET=$MAIL/alice@test/Maildir

dovecot_more() {
	cat <<- END
		auth_mechanisms = plain xoauth2 oauthbearer
		disable_plaintext_auth = no
		passdb {
		  driver = passwd-file
		  mechanisms = plain
		  args = username_format=%u $DOVECOT/users
		}
	END
}

# start_fetch_server: as start_mail_server, with the source
start_fetch_server() {
	mkdir -p "$DOVECOT" "$SOURCE/new" "$SOURCE/cur" "$SOURCE/tmp"
	echo 'bob@test:{PLAIN}hunter2:::::' > "$DOVECOT/users"
	[ "$(id -u)" -ne 0 ] || chown -R "$servers_user:$servers_group" "$MAIL"
	start_mail_server
}

# kill_dovecot: all its processes, so that nothing is finished
kill_dovecot() {
	# shellcheck disable=SC2046 # words are meant
	kill -KILL "$dovecot_pid" $(pgrep -P "$dovecot_pid") 2> /dev/null
	wait "$dovecot_pid" 2> /dev/null || :
	dovecot_pid=''
}

# restart_dovecot: at the same ports
restart_dovecot() {
	rm -f "$DOVECOT/log"
	# shellcheck disable=SC2086 # words are meant
	$servers_run dovecot -F -c "$DOVECOT/dovecot.conf" > "$T/dovecot.err" 2>&1 &
	dovecot_pid=$!
	wait_until dovecot_is_up_or_gone
}

# to_source NAME: the file `mail` lies at the source
to_source() {
	cp mail "$SOURCE/tmp/$1"
	[ "$(id -u)" -ne 0 ] || chown "$servers_user:$servers_group" "$SOURCE/tmp/$1"
	mv "$SOURCE/tmp/$1" "$SOURCE/new/$1"
}

# fill_source N: so many mails, each with its number in the subject
fill_source() {
	fill_number=0
	while [ "$fill_number" -lt "$1" ]; do
		fill_number=$((fill_number + 1))
		new_mail mail "number-$fill_number"
		to_source "$fill_number.test"
	done
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
	imap) fetch_port=$IMAP_PORT ;;
	*) fetch_port=$POP3_PORT ;;
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
