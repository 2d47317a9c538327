/* SPDX-License-Identifier: MIT */
/* A token endpoint's answer: the first byte chooses the HTTP status, the rest is the body. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "net/http.h"
#include "meaning/reply.h"
#include "store/token_file.h"

static void take(const struct mb_reply *reply)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_tokens tokens;

	if (mb_tokens_take(&tokens, reply, &err)) {
		const char *token = mb_secret_expose(tokens.access_token);

		fuzz_must(token && tokens.lifetime > 0 && tokens.refresh_lifetime >= 0);
		fuzz_must(mb_secret_len(tokens.access_token) <= MB_TOKEN_MAX);
		fuzz_must(mb_text_is_graphic(token, strlen(token)));
	} else {
		fuzz_must(err.code != MB_OK && err.text && !strchr(err.text, '\n'));
	}
	mb_tokens_fini(&tokens);
	mb_err_clear(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mb_http_answer answer = { .retry_after = -1 };
	struct mb_reply reply;
	int64_t number;

	if (size == 0)
		return 0;
	answer.status = data[0] % 2 ? 400 : 200;
	mb_buf_init(&answer.body, MB_HTTP_BODY_MAX);
	mb_buf_add(&answer.body, data + 1, size - 1);
	mb_reply_parse(&reply, &answer);
	if (mb_reply_is_success(&reply))
		take(&reply);
	if (reply.json) {
		fuzz_must(!mb_reply_str(&reply, "access_token"));
		mb_reply_str(&reply, "error");
		mb_reply_int(&reply, "interval", &number);
	}
	mb_reply_fini(&reply);
	mb_http_answer_fini(&answer);
	return 0;
}
