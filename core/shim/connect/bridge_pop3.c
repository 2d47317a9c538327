/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "shim/connect/bridge.h"

/* Add a capability, unless it is about logging in. */
static void add_cap(void *arg, const char *entry)
{
	if (!mb_caps_after(entry, "SASL") && !mb_caps_after(entry, "STLS") &&
	    !mb_caps_after(entry, "USER"))
		mb_buf_addf(arg, "%s\r\n", entry);
}

static void logged_in(struct mb_buf *answer)
{
	mb_buf_adds(answer, "+OK Logged in by mailbearer\r\n");
}

static void auth(struct mb_bridge *b, const char *args, struct mb_buf *answer)
{
	const char *response = mb_caps_after(args, "PLAIN");

	if (!response)
		response = mb_caps_after(args, "EXTERNAL");
	if (!*args) {
		mb_buf_adds(answer, "+OK\r\nPLAIN\r\n.\r\n");
	} else if (!response) {
		mb_buf_adds(answer, "-ERR Nothing to log in to: the session is there\r\n");
	} else if (*response) {
		logged_in(answer);
	} else {
		b->replies = 1;
		mb_buf_adds(answer, "+ \r\n");
	}
}

bool mb_bridge_pop3(struct mb_bridge *b, const char *line, struct mb_buf *answer)
{
	const char *args;

	if (b->replies > 0) {
		b->replies = 0;
		if (strcmp(line, "*") == 0)
			mb_buf_adds(answer, "-ERR Cancelled\r\n");
		else
			logged_in(answer);
	} else if (mb_caps_after(line, "CAPA")) {
		mb_buf_adds(answer, "+OK\r\n");
		mb_caps_each(b->caps, add_cap, answer);
		mb_buf_adds(answer, ".\r\n");
	} else if (mb_caps_after(line, "STLS")) {
		mb_buf_adds(answer, "-ERR No TLS here: mailbearer does it\r\n");
	} else if (mb_caps_after(line, "USER")) {
		mb_buf_adds(answer, "+OK\r\n");
	} else if (mb_caps_after(line, "PASS")) {
		logged_in(answer);
	} else if ((args = mb_caps_after(line, "AUTH"))) {
		auth(b, args, answer);
	} else {
		return false;
	}
	return true;
}
