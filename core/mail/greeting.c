/* SPDX-License-Identifier: MIT */
#include "mail/greeting.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/relay.h"

/* Longest line of a reply, in bytes (RFC 5321 4.5.3.1.5). */
#define GREETING_MAX 512

void mb_greeting_refuse(const struct mb_err *err)
{
	struct mb_buf line;

	mb_buf_init(&line, GREETING_MAX);
	mb_buf_adds(&line, "421 4.3.0 mailbearer: ");
	mb_text_printable(&line, err->text, GREETING_MAX - 64);
	mb_buf_adds(&line, "\r\n");
	mb_relay_say(STDOUT_FILENO, mb_buf_str(&line), line.len);
	mb_buf_fini(&line);
}
