/* SPDX-License-Identifier: MIT */
/* Decoding anything; and what was encoded decodes to itself. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "crypto/base64.h"

static void there_and_back(void (*encode)(struct mb_buf *, const void *, size_t), const char *data,
			   size_t size)
{
	struct mb_buf text, back;

	mb_buf_init(&text, 2 * size + 16);
	mb_buf_init(&back, size + 16);
	encode(&text, data, size);
	fuzz_must(mb_base64_decode(&back, mb_buf_str(&text), text.len));
	fuzz_must(back.len == size && (size == 0 || memcmp(back.data, data, size) == 0));
	mb_buf_fini(&text);
	mb_buf_fini(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size, 0);
	struct mb_buf out;

	mb_buf_init(&out, size + 16);
	mb_base64_decode(&out, copy, size);
	mb_buf_fini(&out);
	there_and_back(mb_base64, copy, size);
	there_and_back(mb_base64url, copy, size);
	free(copy);
	return 0;
}
