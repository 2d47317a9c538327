/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "shim/connect/bridge.h"

#define LITERAL_MAX INT32_MAX /* bytes of a literal, which are only skipped */
#define CAPS_MAX    65536     /* bytes */

struct list {
	struct mb_buf *out;
};

/* Add a capability, unless it is about logging in. */
static void add_cap(void *arg, const char *entry)
{
	static const char *const hidden[] = { "STARTTLS", "LOGINDISABLED", "SASL-IR" };
	struct mb_buf *out = ((struct list *)arg)->out;

	if (strncasecmp(entry, "AUTH=", 5) == 0)
		return;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		if (strcasecmp(entry, hidden[i]) == 0)
			return;
	if (out->len > 0)
		mb_buf_addc(out, ' ');
	mb_buf_adds(out, entry);
}

void mb_bridge_imap_caps(const struct mb_bridge *b, struct mb_buf *out)
{
	struct list list = { out };

	mb_caps_each(b->caps, add_cap, &list);
}

static void add_caps(const struct mb_bridge *b, struct mb_buf *answer, const char *before,
		     const char *after)
{
	struct mb_buf caps;

	mb_buf_init(&caps, CAPS_MAX);
	mb_bridge_imap_caps(b, &caps);
	mb_buf_addf(answer, "%s%s%s", before, mb_buf_str(&caps), after);
	mb_buf_fini(&caps);
}

static void logged_in(struct mb_bridge *b, struct mb_buf *answer)
{
	mb_buf_addf(answer, "%s OK ", b->tag);
	add_caps(b, answer, "[CAPABILITY ", "] Logged in by mailbearer\r\n");
}

/* Tell whether the line ends with {N} or {N+}, that is, goes on after N bytes (RFC 9051 4.3, RFC 7888). */
static bool literal_follows(struct mb_bridge *b, const char *line, struct mb_buf *answer)
{
	size_t len = strlen(line);
	const char *open = strrchr(line, '{');
	char *end;
	unsigned long n;

	if (!open || line[len - 1] != '}' || !isdigit((unsigned char)open[1]))
		return false;
	n = strtoul(open + 1, &end, 10);
	if (n > LITERAL_MAX || (strcmp(end, "}") != 0 && strcmp(end, "+}") != 0))
		return false;
	b->skip = n;
	if (*end == '}')
		mb_buf_adds(answer, "+ go on\r\n");
	return true;
}

static void login(struct mb_bridge *b, const char *line, struct mb_buf *answer)
{
	b->rest = literal_follows(b, line, answer);
	if (!b->rest)
		logged_in(b, answer);
}

static void authenticate(struct mb_bridge *b, const char *args, struct mb_buf *answer)
{
	size_t len = strcspn(args, " ");

	if (!(len == 5 && strncasecmp(args, "PLAIN", len) == 0) &&
	    !(len == 8 && strncasecmp(args, "EXTERNAL", len) == 0)) {
		mb_buf_addf(answer, "%s NO [CANNOT] Nothing to log in to: the session is there\r\n",
			    b->tag);
	} else if (args[len]) {
		logged_in(b, answer);
	} else {
		b->replies = 1;
		mb_buf_adds(answer, "+ \r\n");
	}
}

bool mb_bridge_imap(struct mb_bridge *b, const char *line, struct mb_buf *answer)
{
	size_t len = strcspn(line, " ");
	const char *command = line + len + (line[len] == ' '), *args;

	if (b->rest) {
		login(b, line, answer);
		return true;
	}
	if (b->replies > 0) {
		b->replies = 0;
		if (strcmp(line, "*") == 0)
			mb_buf_addf(answer, "%s BAD Cancelled\r\n", b->tag);
		else
			logged_in(b, answer);
		return true;
	}
	if (len == 0 || len >= sizeof(b->tag))
		return false;
	memcpy(b->tag, line, len);
	b->tag[len] = '\0';
	if (mb_caps_after(command, "CAPABILITY")) {
		add_caps(b, answer, "* CAPABILITY ", "\r\n");
		mb_buf_addf(answer, "%s OK Done\r\n", b->tag);
	} else if (mb_caps_after(command, "STARTTLS")) {
		mb_buf_addf(answer, "%s BAD No TLS here: mailbearer does it\r\n", b->tag);
	} else if ((args = mb_caps_after(command, "LOGIN"))) {
		login(b, args, answer);
	} else if ((args = mb_caps_after(command, "AUTHENTICATE"))) {
		authenticate(b, args, answer);
	} else {
		return false;
	}
	return true;
}
