/* SPDX-License-Identifier: MIT */
#include "account/limits.h"

#include "base/buf.h"
#include "base/text.h"

/* Bytes of the longest token that a program takes with XOAUTH2, as tried with Debian 12. With
 * OAUTHBEARER it is a little less. */
static const struct {
	const char *who;
	size_t bytes;
} limits[] = {
	/* TRANSLATORS: a number of bytes follows each of these */
	{ N_("msmtp before 1.8.31 and mpop take"), 3039 },
	{ N_("exim takes"), 3030 },
	{ N_("neomutt takes"), 4095 },
};

bool mb_limits_exceeded(struct mb_buf *out, size_t token_len)
{
	bool any = false;

	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		if (token_len <= limits[i].bytes)
			continue;
		mb_buf_addf(out, "%s%s %zu", any ? ", " : "", _(limits[i].who), limits[i].bytes);
		any = true;
	}
	return any;
}
