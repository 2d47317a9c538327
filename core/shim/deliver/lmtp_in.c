/* SPDX-License-Identifier: MIT */
#include "shim/deliver/lmtp_in.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "mail/message.h"

/* Longest command line; 512 bytes and what extensions add are required (RFC 5321 4.5.3.1.4). */
#define LINE_MAX_BYTES 4096

static bool input_fill(struct mb_lmtp_in *in)
{
	ssize_t n;

	if (in->start > 0) {
		memmove(in->data, in->data + in->start, in->end - in->start);
		in->end -= in->start;
		in->start = 0;
	}
	in->before_wait(in->arg);
	do {
		n = read(in->fd, in->data + in->end, sizeof(in->data) - in->end);
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	in->end += (size_t)n;
	return true;
}

char *mb_lmtp_in_line(struct mb_lmtp_in *in, bool *bad_r)
{
	char *line, *end;

	*bad_r = false;
	while (!(end = memchr(in->data + in->start, '\n', in->end - in->start))) {
		if (in->end - in->start > LINE_MAX_BYTES) {
			*bad_r = true;
			in->start = in->end = 0;
		}
		if (!input_fill(in))
			return NULL;
	}
	line = in->data + in->start;
	in->start = (size_t)(end + 1 - in->data);
	if (end > line && end[-1] == '\r')
		end--;
	*end = '\0';
	if (end - line > LINE_MAX_BYTES || strlen(line) != (size_t)(end - line))
		*bad_r = true;
	return line;
}

/* Take the dot at the beginning of a line. Returns 1 if the line ends the message, 0 for any other line, whose dot is
 * skipped, -1 at the end of input. Only CR LF ends a line here: if another reader saw the end of a message where we
 * see none, or the reverse, messages could be smuggled. */
static int take_dot(struct mb_lmtp_in *in)
{
	while (in->end - in->start < 3)
		if (!input_fill(in))
			return -1;
	if (memcmp(in->data + in->start, ".\r\n", 3) == 0) {
		in->start += 3;
		return 1;
	}
	in->start++;
	return 0;
}

bool mb_lmtp_in_data(struct mb_lmtp_in *in, struct mb_message *message, bool *kept_r,
		     struct mb_err *err)
{
	bool at_start = true, after_cr = false;

	*kept_r = true;
	for (;;) {
		const char *from, *lf;
		size_t len;

		if (in->start == in->end && !input_fill(in))
			return false;
		if (at_start && in->data[in->start] == '.') {
			int dot = take_dot(in);

			if (dot != 0)
				return dot > 0;
			at_start = false;
			after_cr = false;
			continue;
		}
		from = in->data + in->start;
		lf = memchr(from, '\n', in->end - in->start);
		len = lf ? (size_t)(lf + 1 - from) : in->end - in->start;
		if (*kept_r && !mb_message_add(message, from, len, err)) {
			*kept_r = false;
			mb_message_fini(message); /* frees the disk while the rest is read */
		}
		at_start = lf && (len > 1 ? lf[-1] == '\r' : after_cr);
		after_cr = from[len - 1] == '\r';
		in->start += len;
	}
}
