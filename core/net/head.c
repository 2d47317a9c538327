/* SPDX-License-Identifier: MIT */
#include "net/head.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "net/redirect.h"

/* A piece of the head, borrowed. */
struct piece {
	const char *s;
	size_t len;
};

size_t mb_head_len(const char *data, size_t len)
{
	const char *end = memmem(data, len, "\r\n\r\n", 4);

	return end ? (size_t)(end - data) + 4 : 0;
}

static bool piece_is(struct piece p, const char *s)
{
	return p.len == strlen(s) && memcmp(p.s, s, p.len) == 0;
}

static bool piece_is_nocase(struct piece p, const char *s)
{
	return p.len == strlen(s) && strncasecmp(p.s, s, p.len) == 0;
}

/* Cut the text before the first `sep`, and the separator, off `rest`; all of `rest` if there is no separator. Returns
 * the text before the separator. */
static struct piece cut(struct piece *rest, const char *sep)
{
	size_t sep_len = strlen(sep);
	const char *at = memmem(rest->s, rest->len, sep, sep_len);
	struct piece first = { rest->s, at ? (size_t)(at - rest->s) : rest->len };
	size_t gone = first.len + (at ? sep_len : 0);

	rest->s += gone;
	rest->len -= gone;
	return first;
}

/* Tell whether `p` has only visible ASCII and, with `blanks`, blanks, tabs and bytes over 0x7f. */
static bool is_clean(struct piece p, bool blanks)
{
	for (size_t i = 0; i < p.len; i++) {
		unsigned char c = (unsigned char)p.s[i];

		if (blanks ? (c < 0x20 && c != '\t') || c == 0x7f : c < 0x21 || c > 0x7e)
			return false;
	}
	return true;
}

static struct piece trim(struct piece p)
{
	while (p.len && (*p.s == ' ' || *p.s == '\t'))
		p.s++, p.len--;
	while (p.len && (p.s[p.len - 1] == ' ' || p.s[p.len - 1] == '\t'))
		p.len--;
	return p;
}

/* Tell whether `host` is NAME or NAME:PORT with a name of this machine. A tunnel may have another port than ours. */
static bool is_loopback_host(struct piece host)
{
	struct piece port = host, name;

	if (host.len && *host.s == '[') {
		name = cut(&port, "]");
		name.len++;
		if (name.len > host.len || (port.len && *port.s != ':'))
			return false;
		if (port.len)
			port.s++, port.len--;
	} else {
		name = cut(&port, ":");
	}
	for (size_t i = 0; i < port.len; i++)
		if (port.s[i] < '0' || port.s[i] > '9')
			return false;
	return piece_is_nocase(name, "localhost") || piece_is(name, "127.0.0.1") ||
	       piece_is(name, "[::1]");
}

/* Tell whether all header lines are well formed and exactly one of them is Host, with a name of this machine. */
static bool headers_ok(struct piece rest)
{
	unsigned hosts = 0;

	while (rest.len) {
		struct piece value = cut(&rest, "\r\n");
		struct piece name;

		if (value.len == 0)
			return rest.len == 0 && hosts == 1;
		if (!memchr(value.s, ':', value.len) || !is_clean(value, true))
			return false;
		name = cut(&value, ":");
		if (name.len == 0 || !is_clean(name, false))
			return false;
		if (!piece_is_nocase(name, "Host"))
			continue;
		hosts++;
		if (!is_loopback_host(trim(value)))
			return false;
	}
	return false;
}

/* Parse METHOD TARGET HTTP/1.x. "http://HOST" is cut off an absolute target (RFC 9112 3.2.2). */
static bool parse_line(struct piece line, struct piece *method, struct piece *target)
{
	struct piece host;

	*method = cut(&line, " ");
	*target = cut(&line, " ");
	if (method->len == 0 || target->len == 0 || !is_clean(*method, false) ||
	    !is_clean(*target, false) ||
	    !(piece_is(line, "HTTP/1.1") || piece_is(line, "HTTP/1.0")))
		return false;
	if (target->len > 7 && strncasecmp(target->s, "http://", 7) == 0) {
		host = (struct piece){ target->s + 7, strcspn(target->s + 7, "/? ") };
		if (!is_loopback_host(host))
			return false;
		target->s += 7 + host.len;
		target->len -= 7 + host.len;
	}
	return true;
}

unsigned mb_head_judge(const char *head, size_t len, const char *path, struct mb_redirect *answer_r,
		       const char **why_r)
{
	struct piece rest = { head, len }, method, target, asked;
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect answer;

	*why_r = _("This is not a request that the sign-in can use.");
	if (!parse_line(cut(&rest, "\r\n"), &method, &target) || !headers_ok(rest))
		return 400;
	asked = cut(&target, "?");
	if (!piece_is(asked, path) && !(asked.len == 0 && mb_streq(path, "/"))) {
		*why_r = _("There is nothing here.");
		return 404;
	}
	if (!piece_is(method, "GET")) {
		*why_r = _("The sign-in takes GET only.");
		return 405;
	}
	if (!mb_redirect_parse(&answer, target.s, target.len, &err)) {
		mb_err_clear(&err);
		return 400;
	}
	*answer_r = answer;
	*why_r = "";
	return 200;
}
