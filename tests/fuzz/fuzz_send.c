/* SPDX-License-Identifier: MIT */
/* A message to be sent: header, body, the addresses in it. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shim/send/send_address.h"
#include "shim/send/send_header.h"
#include "shim/send/send_message.h"

/* On the wire: only CRLF ends a line, no line is a single dot. */
static void check_body(FILE *body)
{
	char last[3] = { '\n', '\r', '\n' };
	int c;

	rewind(body);
	while ((c = getc(body)) != EOF) {
		fuzz_must(c != '\0');
		fuzz_must(c != '\n' || last[2] == '\r');
		fuzz_must(last[2] != '\r' || c == '\n');
		fuzz_must(!(c == '\r' && last[2] == '.' && last[1] == '\n'));
		last[0] = last[1];
		last[1] = last[2];
		last[2] = (char)c;
	}
	fuzz_must(last[2] == '\n');
}

static void check_header(struct mb_buf *header, const struct mb_addresses *to)
{
	struct mb_err err = MB_ERR_INIT;

	for (size_t i = 0; i < to->n; i++)
		fuzz_must(strpbrk(to->items[i], "\r\n <>") == NULL && *to->items[i]);
	fuzz_must(strlen(mb_buf_str(header)) == header->len && !strchr(mb_buf_str(header), '\r'));
	fuzz_must(mb_send_header_complete(header, "a@b", "c", &err));
	fuzz_must(strncasecmp(mb_buf_str(header), "Bcc:", 4) != 0);
	fuzz_must(strstr(mb_buf_str(header), "\nBcc:") == NULL);
	fuzz_must(strstr(mb_buf_str(header), "\n\n") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size, 0);
	struct mb_addresses to = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_send_message m;
	FILE *in = size > 0 ? fmemopen(copy, size, "r") : fopen("/dev/null", "r");

	fuzz_must(in != NULL);
	if (mb_send_message_read(&m, in, size & 1, &err)) {
		check_body(m.body);
		mb_send_header_recipients(mb_buf_str(&m.header), &to, &err);
		free(mb_send_header_from(mb_buf_str(&m.header)));
		check_header(&m.header, &to);
	}
	mb_send_message_fini(&m);
	mb_addresses_fini(&to);
	mb_err_clear(&err);
	fclose(in);
	free(copy);
	return 0;
}
