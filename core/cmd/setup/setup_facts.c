/* SPDX-License-Identifier: MIT */
#include "cmd/setup/setup_facts.h"

#include <mailbearer/plugin.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "cmd/setup/setup.h"
#include "config/account.h"
#include "config/client_file.h"
#include "config/config.h"
#include "config/settings.h"
#include "config/resolve.h"
#include "plugin/names.h"

/* A fact about the draft: the function that tells whether it holds, and the arguments of that function. */
struct fact {
	unsigned bit; /* enum mb_setup_fact */
	bool (*holds)(const struct mb_setup *s, const struct fact *fact);
	unsigned number;
	const char *key;
};

bool mb_setup_names_provider(const struct mb_setting *row)
{
	return (row->flags & MB_SETTING_CHOICE) && !(row->flags & MB_SETTING_REQUIRED) && !row->def;
}

static bool is_given(const struct mb_setup *s, const struct fact *fact)
{
	return mb_account_given_named(&s->draft, fact->key) != NULL;
}

static bool is_named(const struct mb_setup *s, const struct fact *fact)
{
	(void)fact;
	for (const struct mb_setting *row = s->draft.plugin->settings; row && row->key; row++)
		if (mb_setup_names_provider(row) && mb_account_given_named(&s->draft, row->key))
			return true;
	return false;
}

static bool has_direct_grant(const struct mb_setup *s, const struct fact *fact)
{
	(void)fact;
	for (const struct mb_grant_row *row = s->draft.plugin->grants; row && row->grant; row++)
		if (!row->refused && mb_grant_is_direct(row->grant))
			return true;
	return false;
}

static bool is_grant(const struct mb_setup *s, const struct fact *fact)
{
	return mb_account_grant(&s->draft) == fact->number;
}

static bool may_use(const struct mb_setup *s, const struct fact *fact)
{
	unsigned only = mb_account_grant(&s->draft);

	for (const struct mb_grant_row *row = s->draft.plugin->grants; row && row->grant; row++)
		if (row->grant == fact->number && !row->refused)
			return !only || only == fact->number;
	return false;
}

static bool has_endpoint(const struct mb_setup *s, const struct fact *fact)
{
	char *url = mb_account_endpoint(&s->draft, (enum mb_endpoint_kind)fact->number);
	bool has = url != NULL;

	free(url);
	return has;
}

static bool discovers(const struct mb_setup *s, const struct fact *fact)
{
	const struct fact token = { .number = MB_ENDPOINT_TOKEN };
	const struct fact issuer = { .number = MB_ENDPOINT_ISSUER };

	(void)fact;
	return !has_endpoint(s, &token) && has_endpoint(s, &issuer);
}

/* Tell whether the plugin has a row for the setting, without a default. */
static bool is_left_open(const struct mb_setup *s, const struct fact *fact)
{
	const struct mb_setting *row = mb_names_setting(s->draft.plugin, fact->key);

	return row && !row->def;
}

static bool has_scope(const struct mb_setup *s, const struct fact *fact)
{
	char *scope = mb_resolve_scope(&s->draft, mb_resolve_grant(&s->draft));
	bool has = *scope != '\0';

	(void)fact;
	free(scope);
	return has;
}

static bool registers(const struct mb_setup *s, const struct fact *fact)
{
	(void)fact;
	return !mb_grant_is_direct(mb_account_grant(&s->draft)) &&
	       mb_account_may_register(&s->draft);
}

/* Tell whether there is a client id whose proof must be asked for. If client_id is the path of a file, the file holds
 * the secret, too. */
static bool has_client(const struct mb_setup *s, const struct fact *fact)
{
	const char *id = mb_account_given(&s->draft, MB_SET_CLIENT_ID);

	(void)fact;
	return id && !mb_client_file_is_path(id);
}

static bool proves_by(const struct mb_setup *s, const struct fact *fact)
{
	return has_client(s, fact) && s->client == fact->number;
}

static bool is_readable(const struct mb_setup *s, const struct fact *fact)
{
	(void)fact;
	return s->config->readable;
}

static bool is_wanted(const struct mb_setup *s, const struct fact *fact)
{
	return mb_account_services(&s->draft) & fact->number;
}

static bool has_host(const struct mb_setup *s, const struct fact *fact)
{
	char *host = NULL;
	uint16_t port;
	enum mb_tls tls;
	bool has = mb_resolve_host(&s->draft, (enum mb_service)fact->number, &host, &port, &tls);

	free(host);
	return has;
}

static const struct fact facts[] = {
	{ MB_FACT_NAMED, is_named, 0, NULL },
	{ MB_FACT_DIRECT, has_direct_grant, 0, NULL },
	{ MB_FACT_PASSWORD, is_grant, MB_GRANT_PASSWORD, NULL },
	{ MB_FACT_APP, is_grant, MB_GRANT_CLIENT_CREDENTIALS, NULL },
	{ MB_FACT_SERVICE_ACCOUNT, is_grant, MB_GRANT_JWT_BEARER, NULL },
	{ MB_FACT_CODE, may_use, MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ MB_FACT_DEVICE, may_use, MB_GRANT_DEVICE_CODE, NULL },
	{ MB_FACT_TOKEN_KNOWN, has_endpoint, MB_ENDPOINT_TOKEN, NULL },
	{ MB_FACT_AUTHORIZATION_KNOWN, has_endpoint, MB_ENDPOINT_AUTHORIZATION, NULL },
	{ MB_FACT_DEVICE_KNOWN, has_endpoint, MB_ENDPOINT_DEVICE_AUTHORIZATION, NULL },
	{ MB_FACT_DISCOVERS, discovers, 0, NULL },
	{ MB_FACT_ISSUER_ROW, is_left_open, 0, "issuer" },
	{ MB_FACT_SCOPE_ROW, is_left_open, 0, "scope" },
	{ MB_FACT_SCOPE_KNOWN, has_scope, 0, NULL },
	{ MB_FACT_REGISTERS, registers, 0, NULL },
	{ MB_FACT_CLIENT, has_client, 0, NULL },
	{ MB_FACT_SECRET, proves_by, MB_CLIENT_SECRET, NULL },
	{ MB_FACT_SECRET_COMMAND, is_given, 0, "client_secret_command" },
	{ MB_FACT_CERTIFICATE, proves_by, MB_CLIENT_CERTIFICATE, NULL },
	{ MB_FACT_ASSERTION, proves_by, MB_CLIENT_ASSERTION, NULL },
	{ MB_FACT_READABLE, is_readable, 0, NULL },
	{ MB_FACT_IMAP, is_wanted, MB_SERVICE_IMAP, NULL },
	{ MB_FACT_POP3, is_wanted, MB_SERVICE_POP3, NULL },
	{ MB_FACT_SMTP, is_wanted, MB_SERVICE_SMTP, NULL },
	{ MB_FACT_IMAP_KNOWN, has_host, MB_SERVICE_IMAP, NULL },
	{ MB_FACT_POP3_KNOWN, has_host, MB_SERVICE_POP3, NULL },
	{ MB_FACT_SMTP_KNOWN, has_host, MB_SERVICE_SMTP, NULL },
	{ MB_FACT_IMAP_GIVEN, is_given, 0, "imap_host" },
	{ MB_FACT_POP3_GIVEN, is_given, 0, "pop3_host" },
	{ MB_FACT_SMTP_GIVEN, is_given, 0, "smtp_host" },
};

bool mb_setup_holds(const struct mb_setup *s, unsigned when, unsigned unless)
{
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		const struct fact *fact = &facts[i];

		if ((when & fact->bit) && !fact->holds(s, fact))
			return false;
		if ((unless & fact->bit) && fact->holds(s, fact))
			return false;
	}
	return true;
}
