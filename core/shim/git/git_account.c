/* SPDX-License-Identifier: MIT */
#include "shim/git/git_account.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "global/log.h"
#include "base/text.h"
#include "config/config.h"
#include "config/resolve.h"
#include "shim/git/git_request.h"
#include "plugin/service.h"

/* Find the service for git's protocol: the service's name, with an s if TLS begins at once ("smtps"). */
static const struct mb_service_row *service_of(const char *protocol)
{
	for (size_t i = 0; protocol && i < MB_SERVICES; i++) {
		const char *rest = mb_text_after(protocol, mb_service_rows[i].name);

		if (rest && (!*rest || mb_streq(rest, "s")))
			return &mb_service_rows[i];
	}
	return NULL;
}

static bool same(const char *a, const char *b)
{
	return a && b && strcasecmp(a, b) == 0;
}

static bool is_user(const struct mb_account *account, const char *username)
{
	return !username || same(mb_account_get(account, MB_SET_USER), username) ||
	       same(mb_account_get(account, MB_SET_MAILBOX), username);
}

static bool is_port(const struct mb_service_row *service, uint16_t own, uint16_t asked)
{
	if (asked == 0 || asked == own)
		return true;
	for (size_t i = 0; i < MB_SERVICE_PORTS; i++)
		if (service->ports[i].port == asked)
			return true;
	return false;
}

static bool is_server(const struct mb_account *account, const struct mb_service_row *service,
		      const struct mb_git_request *request)
{
	uint16_t port = 0;
	char *host = NULL;
	enum mb_tls tls;
	bool fits;

	if (!mb_resolve_host(account, service->service, &host, &port, &tls))
		return false;
	fits = same(host, request->host) && is_port(service, port, request->port);
	free(host);
	return fits;
}

const struct mb_account *mb_git_account(const struct mb_config *config, const char *only,
					const struct mb_git_request *request)
{
	const struct mb_account *found = NULL;
	const struct mb_service_row *service = service_of(request->protocol);

	if (!service)
		return NULL;
	for (size_t i = 0; i < config->n_accounts; i++) {
		const struct mb_account *a = &config->accounts[i];

		if ((only && !mb_streq(a->name, only)) || !is_user(a, request->username) ||
		    !a->plugin || !is_server(a, service, request))
			continue;
		if (found) {
			mb_step(_("%s and %s both fit: say which with --account"), found->name,
				a->name);
			return NULL;
		}
		found = a;
	}
	if (!found)
		mb_step(_("no account is at %s"), request->host ? request->host : "");
	return found;
}
