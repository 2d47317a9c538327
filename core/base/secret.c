/* SPDX-License-Identifier: MIT */
#include "base/secret.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct mb_secret {
	size_t len;
	char data[];
};

struct mb_secret *mb_secret_new(const void *data, size_t len)
{
	struct mb_secret *secret = mb_xmalloc(sizeof(*secret) + len + 1);

	secret->len = len;
	if (len)
		memcpy(secret->data, data, len);
	secret->data[len] = '\0';
	return secret;
}

struct mb_secret *mb_secret_new_str(const char *s)
{
	return s ? mb_secret_new(s, strlen(s)) : NULL;
}

struct mb_secret *mb_secret_copy(const struct mb_secret *secret)
{
	return secret ? mb_secret_new(secret->data, secret->len) : NULL;
}

void mb_secret_free(struct mb_secret **secret)
{
	if (!*secret)
		return;
	explicit_bzero((*secret)->data, (*secret)->len);
	free(*secret);
	*secret = NULL;
}

const char *mb_secret_expose(const struct mb_secret *secret)
{
	return secret ? secret->data : NULL;
}

size_t mb_secret_len(const struct mb_secret *secret)
{
	return secret ? secret->len : 0;
}

bool mb_secret_equal(const struct mb_secret *a, const struct mb_secret *b)
{
	volatile unsigned char diff = 0;

	if (!a || !b || a->len != b->len)
		return a == b;
	for (size_t i = 0; i < a->len; i++)
		diff |= (unsigned char)(a->data[i] ^ b->data[i]);
	return diff == 0;
}
