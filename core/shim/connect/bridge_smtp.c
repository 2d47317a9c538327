/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "shim/connect/bridge.h"

/* Add a capability, unless it is about logging in. */
static void add_cap(void *arg, const char *entry)
{
	if (!mb_caps_after(entry, "AUTH") && !mb_caps_after(entry, "STARTTLS") &&
	    strncasecmp(entry, "AUTH=", 5) != 0)
		mb_buf_addf(arg, "250-%s\r\n", entry);
}

/* Answer EHLO; in the last line a blank follows the code (RFC 5321 4.2). */
static void ehlo(const struct mb_bridge *b, struct mb_buf *answer)
{
	size_t last = answer->len;

	mb_buf_addf(answer, "250-%s\r\n", b->host);
	mb_caps_each(b->caps, add_cap, answer);
	for (size_t i = last; i + 2 < answer->len; i++)
		if (answer->data[i] == '\n')
			last = i + 1;
	if (mb_buf_ok(answer))
		answer->data[last + 3] = ' ';
}

static void logged_in(struct mb_buf *answer)
{
	mb_buf_adds(answer, "235 2.7.0 Logged in by mailbearer\r\n");
}

static void auth(struct mb_bridge *b, const char *args, struct mb_buf *answer)
{
	const char *response = mb_caps_after(args, "PLAIN");

	if (!response)
		response = mb_caps_after(args, "EXTERNAL");
	if (mb_caps_after(args, "LOGIN")) {
		b->replies = *mb_caps_after(args, "LOGIN") ? 1 : 2;
		mb_buf_adds(answer, b->replies == 2 ? "334 VXNlcm5hbWU6\r\n"   /* Username: */
						    : "334 UGFzc3dvcmQ6\r\n"); /* Password: */
	} else if (!response) {
		mb_buf_adds(answer, "504 5.5.4 Nothing to log in to: the session is there\r\n");
	} else if (*response) {
		logged_in(answer);
	} else {
		b->replies = 1;
		mb_buf_adds(answer, "334 \r\n");
	}
}

bool mb_bridge_smtp(struct mb_bridge *b, const char *line, struct mb_buf *answer)
{
	const char *args;

	if (b->replies > 0) {
		if (strcmp(line, "*") == 0) {
			b->replies = 0;
			mb_buf_adds(answer, "501 5.7.0 Cancelled\r\n");
		} else if (--b->replies == 0) {
			logged_in(answer);
		} else {
			mb_buf_adds(answer, "334 UGFzc3dvcmQ6\r\n");
		}
	} else if (mb_caps_after(line, "EHLO")) {
		ehlo(b, answer);
	} else if (mb_caps_after(line, "HELO")) {
		mb_buf_addf(answer, "250 %s\r\n", b->host);
	} else if (mb_caps_after(line, "STARTTLS")) {
		mb_buf_adds(answer, "502 5.5.1 No TLS here: mailbearer does it\r\n");
	} else if ((args = mb_caps_after(line, "AUTH"))) {
		auth(b, args, answer);
	} else {
		return false;
	}
	return true;
}
