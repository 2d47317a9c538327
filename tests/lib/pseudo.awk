# SPDX-License-Identifier: MIT
# Makes of a .pot the catalogue of a language in which every sentence is its English in brackets. What a
# format or a {key} puts in stands outside of them, so that it shows whether it was translated too.
#
#     LC_ALL=C awk -f pseudo.awk mailbearer.pot >xx.po

BEGIN { open = "\342\237\246"; close_ = "\342\237\247" }

# Of `s`, as it stands between the quotes, the length of what must stay as it is; 0: a letter of text.
function kept(s)
{
	if (match(s, /^\\[nrt]/) || match(s, /^%%/))
		return substr(s, 1, 1) == "%" ? 0 : RLENGTH
	if (c_format && match(s, /^%[-+0#]*([0-9]+|\*)?(\.([0-9]+|\*))?(hh|h|ll|l|z|j|t)?[diouxXcs]/))
		return RLENGTH
	if (c_format && match(s, /^%[-+0#]*[0-9]*<PRI[a-z0-9A-Z]*>/))
		return RLENGTH
	if (match(s, /^\{[a-z0-9_]+\}/))
		return RLENGTH
	return 0
}

function bracketed(s,    out, text, n)
{
	out = text = ""
	while (s != "") {
		n = kept(s)
		if (n == 0) {
			n = substr(s, 1, 1) == "\\" ? 2 : 1
			text = text substr(s, 1, n)
		} else {
			if (text != "")
				out = out open text close_
			text = ""
			out = out substr(s, 1, n)
		}
		s = substr(s, n + 1)
	}
	return text != "" ? out open text close_ : out
}

function finish()
{
	if (!have)
		return
	if (id == "")
		print "msgid \"\"\nmsgstr \"\"\n\"Language: xx\\n\"\n\"MIME-Version: 1.0\\n\"\n" \
		    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n" \
		    "\"Content-Transfer-Encoding: 8bit\\n\"\n" \
		    "\"Plural-Forms: nplurals=2; plural=n != 1;\\n\""
	else {
		if (c_format)
			print "#, c-format"
		print "msgid \"" id "\""
		if (plural != "")
			print "msgid_plural \"" plural "\"\nmsgstr[0] \"" bracketed(id) \
			    "\"\nmsgstr[1] \"" bracketed(plural) "\""
		else
			print "msgstr \"" bracketed(id) "\""
	}
	print ""
	have = c_format = 0
	id = plural = ""
}

function quoted(line)
{
	sub(/^[^"]*"/, "", line)
	sub(/"$/, "", line)
	return line
}

/^#,/ { c_format = / c-format/ }
/^msgid / { have = 1; part = "id"; id = quoted($0) }
/^msgid_plural / { part = "plural"; plural = quoted($0) }
/^msgstr/ { part = "" }
/^"/ && part == "id" { id = id quoted($0) }
/^"/ && part == "plural" { plural = plural quoted($0) }
/^$/ { finish() }
END { finish() }
