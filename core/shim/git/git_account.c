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

/* git's protocols, and their ports (RFC 6409, RFC 8314). */
static const struct {
	const char *protocol;
	enum mb_service service;
	uint16_t ports[3];
} protocols[] = {
	{ "smtp", MB_SERVICE_SMTP, { 587, 465, 25 } },
	{ "smtps", MB_SERVICE_SMTP, { 465, 587, 25 } },
	{ "imap", MB_SERVICE_IMAP, { 993, 143, 0 } },
	{ "imaps", MB_SERVICE_IMAP, { 993, 143, 0 } },
	{ "pop3", MB_SERVICE_POP3, { 995, 110, 0 } },
	{ "pop3s", MB_SERVICE_POP3, { 995, 110, 0 } },
};

#define N_PROTOCOLS (sizeof(protocols) / sizeof(*protocols))

static bool same(const char *a, const char *b)
{
	return a && b && strcasecmp(a, b) == 0;
}

static bool is_user(const struct mb_account *account, const char *username)
{
	return !username || same(mb_account_get(account, "user"), username) ||
	       same(mb_account_get(account, "mailbox"), username);
}

static bool is_port(size_t protocol, uint16_t own, uint16_t asked)
{
	if (asked == 0 || asked == own)
		return true;
	for (size_t i = 0; i < 3; i++)
		if (protocols[protocol].ports[i] == asked)
			return true;
	return false;
}

static bool is_server(const struct mb_account *account, size_t protocol,
		      const struct mb_git_request *request)
{
	uint16_t port = 0;
	char *host = NULL;
	enum mb_tls tls;
	bool fits;

	if (!mb_resolve_host(account, protocols[protocol].service, &host, &port, &tls))
		return false;
	fits = same(host, request->host) && is_port(protocol, port, request->port);
	free(host);
	return fits;
}

const struct mb_account *mb_git_account(const struct mb_config *config, const char *only,
					const struct mb_git_request *request)
{
	const struct mb_account *found = NULL;
	size_t protocol = 0;

	while (protocol < N_PROTOCOLS && !mb_streq(protocols[protocol].protocol, request->protocol))
		protocol++;
	if (protocol == N_PROTOCOLS)
		return NULL;
	for (size_t i = 0; i < config->n_accounts; i++) {
		const struct mb_account *a = &config->accounts[i];

		if ((only && !mb_streq(a->name, only)) || !is_user(a, request->username) ||
		    !a->plugin || !is_server(a, protocol, request))
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
