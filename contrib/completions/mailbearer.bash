# SPDX-License-Identifier: MIT
# Completion of mailbearer for bash; it needs nothing of bash-completion.

# begin: written by `make completions`
_mailbearer_table='
* --config= file
* -v flag
* --verbose flag
* -q flag
* --quiet flag
* --version flag
* -h flag
* --help flag
setup command
setup --browser flag
setup --device flag
setup --paste flag
setup --as-other flag
setup --open= program
setup --import-msmtprc= file
setup 1 text
login command
login --browser flag
login --device flag
login --paste flag
login --as-other flag
login --open= program
login 1 account
logout command
logout 1 account
status command
status --json flag
status --names flag
status + account
check command
check --config-only flag
check --json flag
check 1 account
explain command
explain -a account
explain --account= account
explain --json flag
explain + text
snippet command
snippet 1 words aerc curl emacs exim fetchmail fetchmail-deliver getmail git git-credential mbsync mbsync-sasl mpop msmtp msmtp-socket mutt mutt-tunnel neomutt neomutt-tunnel offlineimap postfix swaks
snippet 2 account
providers command
providers 1 provider
help command
help 1 verb
token command
token --min-validity= text
token --format= words plain xoauth2 oauthbearer json
token 1 account
refresh command
refresh --all flag
refresh --force flag
refresh --min-validity= text
refresh + account
connect command
connect --host= text
connect --port= text
connect 1 account
connect 2 words imap pop3 smtp
deliver command
deliver --mailbox= text
deliver --flag= text
deliver --reject-to= folder
deliver --lmtp flag
deliver --to= text
deliver 1 account
send command
send -a account
send --account= account
send -t flag
send -i flag
send -f text
send -r text
send -F text
send -N words never success failure delay
send -R words full hdrs
send -V text
send --defer flag
send --host= text
send --port= text
send + text
git-credential command
git-credential -a account
git-credential --account= account
git-credential 1 words get store erase
'
# end

# The command line up to the cursor into `words`: put together again where bash cuts at = : @
_mailbearer_words() {
	local i word rest line=${COMP_LINE:0:COMP_POINT}
	words=()
	for ((i = 0; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		rest=${line#"${line%%[![:blank:]]*}"}
		((${#word} <= ${#rest})) || word=$rest
		if [[ $rest == "$line" && $i -gt 0 ]]; then
			words[${#words[@]} - 1]+=$word
		else
			words+=("$word")
		fi
		line=${rest#"$word"}
	done
}

# _mailbearer_find WHAT: its line of the table into `kind` and `values`; of this command, or of all
_mailbearer_find() {
	local command what rest
	while read -r command what rest; do
		[[ $what == "$1" && ($command == "$verb" || $command == '*') ]] || continue
		read -r kind values <<< "$rest"
		return 0
	done <<< "$_mailbearer_table"
	return 1
}

# _mailbearer_names WHAT: the commands or, of this command, the options
_mailbearer_names() {
	local command what rest
	while read -r command what rest; do
		if [[ $1 == command ]]; then
			[[ $what != command ]] || echo "$command"
		elif [[ $what == -* && ($command == "$verb" || $command == '*') ]]; then
			echo "$what"
		fi
	done <<< "$_mailbearer_table"
}

# _mailbearer_walk: the words before the last one: which command, how many operands, which --config,
# and whether an option waits for its value
_mailbearer_walk() {
	local i word kind values
	for ((i = 1; i < ${#words[@]} - 1; i++)); do
		word=${words[i]}
		if [[ -n $waits ]]; then
			[[ $waits != --config= ]] || config=("--config=$word")
			waits=
		elif [[ -n $plain || $word != -* || $word == - ]]; then
			if [[ -z $verb ]]; then verb=$word; else ((++n)); fi
		elif [[ $word == -- ]]; then
			plain=1
		elif [[ $word == --config=* ]]; then
			config=("$word")
		elif _mailbearer_find "$word="; then
			waits=$word=
		elif _mailbearer_find "$word" && [[ $kind != flag ]]; then
			waits=$word
		fi
	done
}

_mailbearer() {
	local words config=() verb='' waits='' plain='' n=0 cur kind='' values='' prefix
	COMPREPLY=()
	_mailbearer_words
	_mailbearer_walk
	cur=${words[${#words[@]} - 1]}
	prefix=$cur
	if [[ -n $waits ]]; then
		_mailbearer_find "$waits"
	elif [[ -z $plain && $cur == --*=* ]]; then
		_mailbearer_find "${cur%%=*}=" || return
		cur=${cur#*=}
	elif [[ -z $plain && $cur == -* ]]; then
		kind=words values=$(_mailbearer_names option)
	elif [[ -z $verb ]]; then
		kind=verb
	else
		_mailbearer_find $((n + 1)) || _mailbearer_find + || return
	fi
	case $kind in
	account) values=$("$1" "${config[@]}" status --names 2> /dev/null < /dev/null) ;;
	provider) values=$("$1" providers 2> /dev/null < /dev/null | cut -d ' ' -f 1) ;;
	verb) values=$(_mailbearer_names command) ;;
	file) compopt -o default ;;
	folder) compopt -o dirnames ;;
	program) mapfile -t COMPREPLY < <(compgen -c -- "$cur") ;;
	esac
	[[ -z $values ]] || mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur")
	[[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace

	# bash replaces only what stands behind a = and from an @ on, if it cuts there.
	prefix=${prefix%"$cur"}
	[[ $COMP_WORDBREAKS == *=* ]] || COMPREPLY=("${COMPREPLY[@]/#/"$prefix"}")
	if [[ $COMP_WORDBREAKS == *@* && $cur == *@* ]]; then
		COMPREPLY=("${COMPREPLY[@]#"${cur%@*}"}")
	fi
}

complete -F _mailbearer mailbearer
