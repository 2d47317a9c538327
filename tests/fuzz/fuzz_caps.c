/* SPDX-License-Identifier: MIT */
/* What a mail server says of itself; the first byte chooses the protocol. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "mail/caps.h"

static void count(void *arg, const char *entry)
{
	fuzz_must(*entry != '\0');
	for (const char *p = entry; *p; p++)
		fuzz_must(*p >= ' ' && *p <= '~');
	(*(size_t *)arg)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum mb_service services[] = { MB_SERVICE_IMAP, MB_SERVICE_POP3,
						    MB_SERVICE_SMTP };
	enum mb_service service;
	struct mb_caps caps;
	size_t n = 0;
	char *lines;

	if (size == 0)
		return 0;
	service = services[data[0] % 3];
	lines = fuzz_copy(data + 1, size - 1, 1);
	mb_caps_init(&caps);
	mb_caps_from_prologue(&caps, service, lines);
	mb_caps_from_imap(&caps, lines);
	fuzz_must(mb_buf_ok(&caps.entries));
	mb_caps_each(&caps, count, &n);
	mb_caps_sasl(&caps, service, "XOAUTH2");
	mb_caps_get(&caps, "SASL-IR");
	mb_caps_fini(&caps);
	free(lines);
	return 0;
}
