/* SPDX-License-Identifier: MIT */
/* token/ACCOUNT: what is read can be written and read again. */
#include "fuzz.h"

#include <string.h>

#include "store/token_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mb_token_file token, again;
	struct mb_buf text;

	if (mb_token_file_load(&token, fuzz_file(data, size))) {
		fuzz_must(token.token_len > 0 && token.token[token.token_len] == '\n');
		mb_token_file_fresh(&token, 1700000000, 300);
		mb_token_file_fresh(&token, INT64_MAX / 2, INT32_MAX);
		fuzz_must(!mb_token_file_newer(&token, &token, 0));
		mb_buf_init(&text, MB_TOKEN_FILE_MAX + 4096);
		mb_token_file_format(&token, &text);
		if (mb_buf_ok(&text) && text.len <= MB_TOKEN_FILE_MAX) {
			const uint8_t *bytes = (const uint8_t *)mb_buf_str(&text);

			fuzz_must(mb_token_file_load(&again, fuzz_file(bytes, text.len)));
			fuzz_must(again.expires == token.expires &&
				  again.token_len == token.token_len &&
				  strcmp(again.stamp, token.stamp) == 0 &&
				  strcmp(again.binding, token.binding) == 0);
			mb_token_file_fini(&again);
		}
		mb_buf_fini(&text);
	}
	mb_token_file_fini(&token);
	return 0;
}
