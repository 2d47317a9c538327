/* SPDX-License-Identifier: MIT */
#include "shim/connect/bridge.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"

/* Longest lines, in bytes. fetchmail takes 512 bytes of POP3 and 8192 of IMAP (RFC 2449 4). */
#define POP3_LINE_MAX     480
#define SMTP_LINE_MAX     480
#define IMAP_GREETING_MAX 8000
/* Bytes of answers after which no command is read until the program has read them. */
#define ANSWERS_ENOUGH 16384

void mb_bridge_greet(const struct mb_bridge *b, struct mb_buf *out)
{
	struct mb_buf caps;

	switch (b->service) {
	case MB_SERVICE_IMAP:
		mb_buf_init(&caps, IMAP_GREETING_MAX);
		mb_bridge_imap_caps(b, &caps);
		if (mb_buf_ok(&caps) && caps.len > 0)
			mb_buf_addf(out, "* PREAUTH [CAPABILITY %s] Logged in by mailbearer\r\n",
				    mb_buf_str(&caps));
		else
			mb_buf_adds(out, "* PREAUTH Logged in by mailbearer\r\n");
		mb_buf_fini(&caps);
		return;
	case MB_SERVICE_POP3:
		mb_buf_adds(out, "+OK Logged in by mailbearer\r\n");
		return;
	case MB_SERVICE_SMTP:
		mb_buf_addf(out, "220 %s ESMTP Logged in by mailbearer\r\n", b->host);
		return;
	case MB_SERVICE_ANY:
		break;
	}
}

/* Change the case of "lock" and "wait": fetchmail takes these words anywhere in an -ERR for a mailbox in use, but only
 * in the usual cases. */
static void hide_from_fetchmail(char *text)
{
	static const char *const words[] = { "lock", "Lock", "LOCK", "wait" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		for (char *at = text; (at = strstr(at, words[i]));)
			at[3] ^= 'a' ^ 'A';
}

void mb_bridge_refuse(enum mb_service service, const char *account, const struct mb_err *err,
		      struct mb_buf *out)
{
	bool passes = err->code == MB_E_RETRY || err->code == MB_E_IO;
	char *text = mb_xasprintf("mailbearer: %s%s%s", account ? account : "", account ? ": " : "",
				  err->text);
	struct mb_buf line;

	if (service == MB_SERVICE_POP3)
		hide_from_fetchmail(text);
	mb_buf_init(&line, IMAP_GREETING_MAX);
	mb_text_printable(&line, text, POP3_LINE_MAX - 64);
	switch (service) {
	case MB_SERVICE_IMAP:
		mb_buf_addf(out, "* BYE %s%s\r\n", passes ? "[UNAVAILABLE] " : "",
			    mb_buf_str(&line));
		break;
	case MB_SERVICE_POP3:
		/* fetchmail does not know [SYS/TEMP], but the words "Service unavailable" (RFC 3206 4). */
		mb_buf_addf(out,
			    passes ? "-ERR [SYS/TEMP] %s: Service unavailable\r\n"
				   : "-ERR [AUTH] %s\r\n",
			    mb_buf_str(&line));
		break;
	case MB_SERVICE_SMTP:
	case MB_SERVICE_ANY:
		mb_buf_addf(out, passes ? "421 4.3.0 %s\r\n" : "554 5.7.0 %s\r\n",
			    mb_buf_str(&line));
		break;
	}
	mb_buf_fini(&line);
	free(text);
}

static bool answer_line(struct mb_bridge *b, const char *line, struct mb_buf *answer)
{
	switch (b->service) {
	case MB_SERVICE_IMAP:
		return mb_bridge_imap(b, line, answer);
	case MB_SERVICE_POP3:
		return mb_bridge_pop3(b, line, answer);
	case MB_SERVICE_SMTP:
	case MB_SERVICE_ANY:
		break;
	}
	return mb_bridge_smtp(b, line, answer);
}

size_t mb_bridge_take(void *bridge, const char *data, size_t len, struct mb_buf *answer,
		      bool *pass_r)
{
	struct mb_bridge *b = bridge;
	size_t done = 0;

	while (done < len && answer->len < ANSWERS_ENOUGH) {
		const char *start = data + done, *end;
		size_t n = len - done;
		char *line;
		bool ours;

		if (b->skip > 0) {
			n = n < b->skip ? n : b->skip;
			b->skip -= n;
			done += n;
			continue;
		}
		end = memchr(start, '\n', n);
		if (!end)
			break;
		n = (size_t)(end - start);
		line = mb_xstrndup(start, n > 0 && start[n - 1] == '\r' ? n - 1 : n);
		ours = answer_line(b, line, answer);
		mb_wipe(line, strlen(line)); /* a person may have typed a password */
		free(line);
		if (!ours) {
			*pass_r = true;
			break;
		}
		done += n + 1;
	}
	return done;
}
