/* SPDX-License-Identifier: MIT */
/* What a mail program says to the bridge; the first byte chooses the protocol. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "shim/connect/bridge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum mb_service services[] = { MB_SERVICE_IMAP, MB_SERVICE_POP3,
						    MB_SERVICE_SMTP };
	struct mb_bridge b = { .host = "mail.test" };
	struct mb_caps caps;
	size_t done = 0, n;
	bool pass = false;

	if (size == 0)
		return 0;
	mb_caps_init(&caps);
	mb_caps_add(&caps, "SASL-IR");
	mb_caps_add(&caps, "AUTH=PLAIN");
	mb_caps_add(&caps, "SIZE 1");
	b.caps = &caps;
	b.service = services[data[0] % 3];
	data++;
	size--;
	/* Shown again with what was left over, as the relay does, until nothing moves. */
	do {
		struct mb_buf answer;
		char *copy = fuzz_copy(data + done, size - done, 0);

		mb_buf_init(&answer, 65536);
		n = mb_bridge_take(&b, copy, size - done, &answer, &pass);
		fuzz_must(n <= size - done);
		fuzz_must(mb_buf_ok(&answer));
		/* An answer is whole lines, and never made of what the program said but for the tag. */
		fuzz_must(answer.len == 0 || answer.data[answer.len - 1] == '\n');
		mb_buf_fini(&answer);
		free(copy);
		done += n;
	} while (n > 0 && !pass && done < size);
	mb_caps_fini(&caps);
	return 0;
}
