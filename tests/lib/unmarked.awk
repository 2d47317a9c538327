# SPDX-License-Identifier: MIT
# Prints the lines that hold words outside of the brackets of pseudo.awk, but for those in `allowed` (divided by
# blanks), addresses of all kinds, names of files, and what programs are told: words with _ or = in them. Words in
# capitals count where `capitals` is set: in a help they stand for what the reader puts there.
#
#     LC_ALL=C awk -v allowed='work alice' [-v capitals=1] -f unmarked.awk output

BEGIN {
	open = "\342\237\246"
	close_ = "\342\237\247"
	split(allowed, words, " ")
	for (i in words)
		ok[words[i]] = 1
}

function without_marked(s,    out, at, end)
{
	out = ""
	while ((at = index(s, open)) > 0) {
		out = out substr(s, 1, at - 1) " "
		s = substr(s, at + 3)
		end = index(s, close_)
		s = end ? substr(s, end + 3) : ""
	}
	return out s
}

{
	rest = without_marked($0)
	gsub(/\r/, " ", rest)
	gsub(/[^ "]*:\/\/[^ ]*/, " ", rest)
	gsub(/(~|\.)?\/[^ "<]*/, " ", rest)
	if (capitals)
		gsub(/--?[A-Za-z-]+=?/, " ", rest)
	gsub(/[^ "]*[@_=][^ ]*/, " ", rest)
	gsub(/--?[a-z-]+/, " ", rest)
	n = split(rest, part, /[^A-Za-z0-9-]+/)
	for (i = 1; i <= n; i++)
		if (part[i] ~ (capitals ? "^[A-Za-z]+$" : "^[A-Za-z]+[a-z]$") && !(part[i] in ok)) {
			print part[i] ": " $0
			break
		}
}
