# SPDX-License-Identifier: MIT
# zsh -f press.zsh SHELL START LINE PATTERN: an interactive shell on a terminal reads START, then LINE, in
# which \t is the Tab key and \n Return. Prints what it said then, up to PATTERN.
zmodload zsh/zpty
export TERM=vt100 PS1='' COLUMNS=200
zpty -b terminal "$1"
zpty -w terminal "$2"
zpty -w terminal "echo sta''rted"

# until PATTERN: what comes before it and itself into `seen`; gives up after a minute
until_seen() {
	local piece i
	seen=
	for ((i = 0; i < 600; i++)); do
		while zpty -r -t terminal piece; do
			seen+=$piece
			[[ $seen == *${~1}* ]] && return 0
		done
		sleep 0.1
	done
	return 1
}

cr=$'\r'
until_seen 'started' || exit 2
typed=${3//\\t/$'\t'}
zpty -w -n terminal "${typed//\\n/$cr}"
until_seen "$4"
status_seen=$?
print -r -- "${seen//$'\r'/}"
zpty -d terminal
exit $status_seen
