# SPDX-License-Identifier: MIT
# lib.sh - what the tests of completions share; sourced behind cli/lib.sh
# shellcheck shell=sh disable=SC2154 # T and CONFIG come from there

completions=$MB_SRC/contrib/completions

# Two accounts, one with all that a name may hold, and one in a config elsewhere.
cat > "$CONFIG" <<'EOF'
account work { provider = generic }
account a.b@c-d { provider = nosuch }
EOF
printf 'account other { provider = generic }\n' > elsewhere
mkdir folder

# offers NAME WORD...: the last run gave these and no others
offers() {
	offers_name=$1
	shift
	if [ $# -eq 0 ]; then : > wanted; else printf '%s\n' "$@" | sort > wanted; fi
	sort out > got
	if diff wanted got > differ; then
		ok "$offers_name"
	else
		not_ok "$offers_name"
		sed 's/^/# /' differ
		sed 's/^/# err: /' err
	fi
}

# In an interactive shell: mailbearer for the completion, and else what shows the words it is called with.
# shellcheck disable=SC2016 # for that shell
show='mailbearer() { case "$*" in *--names | providers) command mailbearer "$@" ;; *) printf "<%s>" "$@"; echo END ;; esac }'

# press SHELL START LINE PATTERN: what comes of LINE, with \t for Tab and \n for Return, up to PATTERN
press() {
	run zsh -f "$MB_SRC/tests/completions/press.zsh" "$@"
}

# comes NAME TEXT: it stands in what came
comes() {
	if [ "$rc" -eq 0 ] && grep -qF -e "$2" out; then
		ok "$1"
	else
		not_ok "$1"
		cat -v out err | sed 's/^/# /'
	fi
}
