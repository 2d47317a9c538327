/* SPDX-License-Identifier: MIT */
#include "plugin/tables.h"

#include <string.h>

#include "base/text.h"
#include "global/err.h"
#include "plugin/names.h"
#include "plugin/table.h"
#include "plugin/template.h"

#define ALL_SERVICES (MB_SERVICE_IMAP | MB_SERVICE_POP3 | MB_SERVICE_SMTP)
#define ALL_GRANTS                                                                                 \
	(MB_GRANT_AUTHORIZATION_CODE | MB_GRANT_DEVICE_CODE | MB_GRANT_PASSWORD |                  \
	 MB_GRANT_CLIENT_CREDENTIALS | MB_GRANT_JWT_BEARER)
#define OAUTH_WHERE (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN | MB_WHERE_DEVICE)
#define MAIL_WHERE  (MB_WHERE_IMAP | MB_WHERE_POP3 | MB_WHERE_SMTP)
#define ALL_PROOFS  (MB_PROOF_NONE | MB_PROOF_SECRET | MB_PROOF_CERTIFICATE | MB_PROOF_ASSERTION)
#define ALL_TRAITS  (MB_TRAIT_SCOPE_ON_REFRESH | MB_TRAIT_ISS | MB_TRAIT_SECRET)

static bool filled(const char *text)
{
	return text && *text;
}

static bool one_bit_of(uint32_t bits, uint32_t all)
{
	return bits && (bits & (bits - 1)) == 0 && !(bits & ~all);
}

static bool check_endpoint(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_endpoint *row = (const struct mb_endpoint *)table + i;

	if (row->kind < MB_ENDPOINT_AUTHORIZATION || row->kind > MB_ENDPOINT_ISSUER)
		return mb_table_fault(at, _("there is no such kind"));
	return (row->url && (strncmp(row->url, "https://", 8) == 0 || row->url[0] == '{')) ||
	       mb_table_fault(at, _("the URL does not begin with https://"));
}

static bool check_value(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_value *row = (const struct mb_value *)table + i;

	return (filled(row->key) && filled(row->equals) && row->name &&
		mb_template_is_key(row->name) && row->text) ||
	       mb_table_fault(at, _("a text is missing or the name is not [a-z0-9_]"));
}

static bool check_scope(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_scope *row = (const struct mb_scope *)table + i;

	if ((row->grants & ~(uint32_t)ALL_GRANTS) || (row->services & ~(uint32_t)ALL_SERVICES))
		return mb_table_fault(at, _("unknown bits in grants or services"));
	return filled(row->scope) || mb_table_fault(at, _("the scope is missing"));
}

static bool check_param(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_param *row = (const struct mb_param *)table + i;

	if (row->phase < MB_PHASE_AUTHORIZE || row->phase > MB_PHASE_JWT)
		return mb_table_fault(at, _("there is no such phase"));
	if (!filled(row->name) || !row->value)
		return mb_table_fault(at, _("name or value is missing"));
	return !mb_names_core_param(row->name) ||
	       mb_table_fault(at, _("this parameter is the core's own"));
}

static bool check_setting(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_setting *row = (const struct mb_setting *)table + i;

	if (!row->key || !mb_template_is_key(row->key))
		return mb_table_fault(at, _("the key is not [a-z0-9_], at most 31 characters"));
	if (!filled(row->help))
		return mb_table_fault(at, _("the help is missing"));
	if (row->flags & ~(uint32_t)(MB_SETTING_REQUIRED | MB_SETTING_CHOICE | MB_SETTING_NAME))
		return mb_table_fault(at, _("unknown bits in flags"));
	if (row->choices && (!*row->choices || !(row->flags & MB_SETTING_CHOICE)))
		return mb_table_fault(
		    at, _("choices are empty, or the flag MB_SETTING_CHOICE is missing"));
	return !((row->flags & MB_SETTING_REQUIRED) && row->def) ||
	       mb_table_fault(at, _("a required setting must have no default"));
}

static bool check_host(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_mail_host *row = (const struct mb_mail_host *)table + i;

	if (!one_bit_of((uint32_t)row->service, ALL_SERVICES))
		return mb_table_fault(at, _("there is no such service"));
	if (!filled(row->host) || row->port == 0)
		return mb_table_fault(at, _("host or port is missing"));
	return row->tls == MB_TLS_IMPLICIT || row->tls == MB_TLS_STARTTLS ||
	       mb_table_fault(at, _("tls is neither implicit nor STARTTLS"));
}

static bool check_grant(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_grant_row *row = (const struct mb_grant_row *)table + i;

	if (!one_bit_of((uint32_t)row->grant, ALL_GRANTS))
		return mb_table_fault(at, _("there is no such grant"));
	return !row->refused || *row->refused ||
	       mb_table_fault(at, _("the sentence that refuses is empty"));
}

static bool check_error(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_error_rule *row = (const struct mb_error_rule *)table + i;

	if (!row->where || (row->where & ~(uint32_t)(OAUTH_WHERE | MAIL_WHERE)))
		return mb_table_fault(at, _("unknown bits in where, or none"));
	if (row->field ? !*row->field : (row->where & OAUTH_WHERE) != 0)
		return mb_table_fault(at, _("the field is missing"));
	if (row->match != MB_MATCH_EQUAL && row->match != MB_MATCH_CONTAINS)
		return mb_table_fault(at, _("match is neither equal nor contains"));
	if (row->meaning > MB_MEANS_SLOW_DOWN || row->who > MB_WHO_NOBODY ||
	    (row->flags & ~(uint32_t)(MB_RULE_QUOTE | MB_RULE_PAUSE)))
		return mb_table_fault(at, _("meaning, who or flags is out of range"));
	return (filled(row->value) && filled(row->cause)) ||
	       mb_table_fault(at, _("value or cause is missing"));
}

static bool check_audience(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_audience *row = (const struct mb_audience *)table + i;

	if (!filled(row->audience))
		return mb_table_fault(at, _("the audience is missing"));
	if (row->fault ? !filled(row->fault) || !filled(row->remedy) : row->remedy != NULL)
		return mb_table_fault(
		    at, _("a row with a fault needs a remedy, and a row without must have none"));
	return true;
}

static bool check_sentence(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_sentence *row = (const struct mb_sentence *)table + i;

	return (filled(row->text) && filled(row->code)) ||
	       mb_table_fault(at, _("text or code is missing"));
}

static bool check_no_refresh(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_no_refresh *row = (const struct mb_no_refresh *)table + i;

	return filled(row->remedy) || mb_table_fault(at, _("the remedy is missing"));
}

static bool check_members(const struct mb_plugin *plugin, struct mb_err *err)
{
	struct mb_table_place at = { plugin, "grants", 0, err };
	const struct mb_grant_row *grant = plugin->grants;

	for (; grant && grant->grant && grant->refused; grant++)
		;
	if (!grant || !grant->grant)
		return mb_table_fault(&at, _("the plugin offers none"));
	at.table = "title";
	if (!filled(plugin->title))
		return mb_table_fault(&at, _("it is missing"));
	at.table = "traits";
	if (plugin->traits & ~(uint32_t)ALL_TRAITS)
		return mb_table_fault(&at, _("unknown bits"));
	at.table = "proofs";
	if (plugin->proofs & ~(uint32_t)ALL_PROOFS)
		return mb_table_fault(&at, _("unknown bits"));
	at.table = "client_secret";
	if (plugin->client_secret && !*plugin->client_secret)
		return mb_table_fault(&at, _("it is empty"));
	at.table = "code_prefix";
	if (plugin->code_prefix && !*plugin->code_prefix)
		return mb_table_fault(&at, _("it is empty"));
	return true;
}

bool mb_tables_check(const struct mb_plugin *plugin, struct mb_err *err)
{
	static mb_table_check *const checks[MB_TABLES] = {
		[MB_ROW_ENDPOINT] = check_endpoint,     [MB_ROW_VALUE] = check_value,
		[MB_ROW_SCOPE] = check_scope,           [MB_ROW_PARAM] = check_param,
		[MB_ROW_SETTING] = check_setting,       [MB_ROW_HOST] = check_host,
		[MB_ROW_GRANT] = check_grant,           [MB_ROW_ERROR] = check_error,
		[MB_ROW_SENTENCE] = check_sentence,     [MB_ROW_AUDIENCE] = check_audience,
		[MB_ROW_NO_REFRESH] = check_no_refresh,
	};

	return check_members(plugin, err) && mb_table_walk_all(plugin, checks, err);
}
