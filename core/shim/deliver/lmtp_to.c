/* SPDX-License-Identifier: MIT */
#include "shim/deliver/lmtp_to.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/verb.h"
#include "config/config.h"
#include "mail/mutf7.h"
#include "shim/deliver/deliver.h"

#define NAME_MAX_BYTES 4096

/* Find the '=' in ADDRESS=MAILBOX, NULL if there is none. A '=' before the '@' belongs to the address. */
static const char *divider(const char *value)
{
	const char *at = strchr(value, '@');

	return at && strchr(at, '=') ? strchr(at, '=') : strchr(value, '=');
}

/* Parse [ACCOUNT:]MAILBOX. The text before a colon is an account only if there is one of that name. */
static void resolve_place(const struct mb_deliver *d, const char *where, struct mb_lmtp_to *to)
{
	const char *colon = strchr(where, ':');

	to->account = d->account;
	for (size_t i = 0; colon && i < d->config->n_accounts; i++) {
		const char *rest = mb_text_after(where, d->config->accounts[i].name);

		if (rest != colon)
			continue;
		to->account = i;
		where = colon + 1;
		break;
	}
	to->mailbox = mb_xstrdup(*where ? where : d->mailbox);
}

bool mb_lmtp_to_check(const struct mb_deliver *d, struct mb_err *err)
{
	const char *value;
	size_t at = 0;

	while ((value = mb_run_next(d->run, "to", &at))) {
		const char *equals = divider(value);
		struct mb_lmtp_to to;
		struct mb_buf name;
		bool ok;

		if (!equals || equals == value || !equals[1])
			return mb_err_set(err, MB_E_USAGE,
					  _("--to takes ADDRESS=MAILBOX or "
					    "ADDRESS=ACCOUNT:MAILBOX, not \"%s\""),
					  value);
		resolve_place(d, equals + 1, &to);
		mb_buf_init(&name, NAME_MAX_BYTES);
		ok = mb_mutf7_quoted(&name, to.mailbox, err) &&
		     mb_config_sound(&d->config->accounts[to.account], err);
		mb_buf_fini(&name);
		free(to.mailbox);
		if (!ok)
			return false;
	}
	return true;
}

/* Tell whether an address fits a pattern: an address, "@domain" or a local part. */
static bool address_fits(const char *pattern, size_t len, const char *address)
{
	const char *domain = strrchr(address, '@');
	const char *at = memchr(pattern, '@', len);

	if (at == pattern && domain)
		address = domain;
	else if (!at)
		return strncasecmp(pattern, address, len) == 0 &&
		       (domain ? address + len == domain : !address[len]);
	return strncasecmp(pattern, address, len) == 0 && !address[len];
}

void mb_lmtp_to(const struct mb_deliver *d, const char *address, struct mb_lmtp_to *to)
{
	const char *value;
	size_t at = 0;

	while ((value = mb_run_next(d->run, "to", &at))) {
		const char *equals = divider(value);

		if (!address_fits(value, (size_t)(equals - value), address))
			continue;
		resolve_place(d, equals + 1, to);
		return;
	}
	*to = (struct mb_lmtp_to){ d->account, mb_xstrdup(d->mailbox) };
}
