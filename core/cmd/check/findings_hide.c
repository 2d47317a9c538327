/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/env.h"
#include "base/text.h"
#include "cmd/check/findings.h"
#include "config/account.h"
#include "config/settings.h"
#include "config/resolve.h"
#include "plugin/names.h"
#include "plugin/service.h"

/* Tell whether the domain is part of the provider's own mail hosts: everybody uses these, and they help to find the
 * fault. */
static bool is_providers(const struct mb_account *account, const char *domain)
{
	bool found = false;

	for (size_t i = 0; i < MB_SERVICES && !found; i++) {
		const struct mb_service_row *service = &mb_service_rows[i];
		char *host = NULL;
		uint16_t port;
		enum mb_tls tls;

		if (!mb_account_given(account, service->host) &&
		    mb_resolve_host(account, service->service, &host, &port, &tls))
			found = strstr(host, domain) != NULL;
		free(host);
	}
	return found;
}

/* Hide the domain of an address, unless it has no dot: such a word is part of many others. */
static void hide_domain(struct mb_findings *f, const struct mb_account *account,
			const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;

	if (at && strchr(at, '.') && !(account->plugin && is_providers(account, at + 1)))
		mb_findings_hide(f, at + 1, "DOMAIN");
}

/* Hide a name with one of ".@-" in it. Other names are common words, or parts of them (work in network). */
static void hide_name(struct mb_findings *f, const char *name, const char *by)
{
	if (name && strpbrk(name, ".@-"))
		mb_findings_hide(f, name, by);
}

void mb_findings_hide_account(struct mb_findings *f, const struct mb_account *account)
{
	mb_findings_hide(f, mb_account_given(account, MB_SET_USER), "USER");
	mb_findings_hide(f, mb_account_given(account, MB_SET_MAILBOX), "MAILBOX");
	mb_findings_hide(f, mb_account_given(account, MB_SET_LOGIN_HINT), "LOGIN_HINT");
	mb_findings_hide(f, mb_account_given(account, MB_SET_SUBJECT), "SUBJECT");
	hide_domain(f, account, mb_account_given(account, MB_SET_USER));
	hide_domain(f, account, mb_account_given(account, MB_SET_MAILBOX));
	hide_name(f, mb_account_given_named(account, MB_NAME_TENANT), "TENANT");
	hide_name(f, mb_account_given(account, MB_SET_CLIENT_ID), "CLIENT_ID");
}

void mb_findings_hide_person(struct mb_findings *f)
{
	mb_findings_hide(f, mb_env_home(), "~");
	hide_name(f, f->name, "ACCOUNT");
}
