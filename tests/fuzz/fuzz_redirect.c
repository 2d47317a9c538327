/* SPDX-License-Identifier: MIT */
/* What comes to the loopback listener: a request head, and the query in it. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "net/head.h"
#include "net/redirect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size, 0);
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect redirect;
	size_t len = mb_head_len(copy, size);
	const char *why = NULL;

	fuzz_must(len <= size);
	if (mb_redirect_parse(&redirect, copy, size, &err)) {
		fuzz_must(!(redirect.code && redirect.error));
		mb_redirect_state_is(&redirect, "state");
	}
	mb_redirect_fini(&redirect);
	mb_err_clear(&err);
	if (len > 0) {
		/* visitor.c ends its buffer with a NUL. */
		char *head = fuzz_copy(data, len, 1);
		unsigned status = mb_head_judge(head, len, "/callback", &redirect, &why);

		fuzz_must(why != NULL);
		fuzz_must(status == 200 || status == 400 || status == 404 || status == 405);
		if (status == 200)
			mb_redirect_fini(&redirect);
		free(head);
	}
	free(copy);
	return 0;
}
