/* SPDX-License-Identifier: MIT */
#include "plugin/tables.h"

#include <string.h>

#include "global/err.h"
#include "base/text.h"
#include "plugin/names.h"
#include "plugin/template.h"

#define ROWS_MAX     4096 /* a table without its row of zeroes ends here, if not in a crash */
#define ALL_SERVICES (MB_SERVICE_IMAP | MB_SERVICE_POP3 | MB_SERVICE_SMTP)
#define ALL_GRANTS                                                                                 \
	(MB_GRANT_AUTHORIZATION_CODE | MB_GRANT_DEVICE_CODE | MB_GRANT_PASSWORD |                  \
	 MB_GRANT_CLIENT_CREDENTIALS | MB_GRANT_JWT_BEARER)
#define OAUTH_WHERE (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN | MB_WHERE_DEVICE)
#define MAIL_WHERE  (MB_WHERE_IMAP | MB_WHERE_POP3 | MB_WHERE_SMTP)
#define ALL_PROOFS  (MB_PROOF_NONE | MB_PROOF_SECRET | MB_PROOF_CERTIFICATE | MB_PROOF_ASSERTION)
#define ALL_TRAITS  (MB_TRAIT_SCOPE_ON_REFRESH | MB_TRAIT_ISS | MB_TRAIT_SECRET)

/* Where we are, for the sentence. */
struct place {
	const struct mb_plugin *plugin;
	const char *table;
	size_t row;
	struct mb_err *err;
};

/* What a template may name, and whether it must always stand for something. */
enum need {
	NEED_VALUE,
	MAY_BE_EMPTY,
	FOR_PEOPLE, /* may be empty, and may name the account */
};

static bool fault(const struct place *at, const char *what)
{
	if (at->row == 0)
		return mb_err_set(at->err, MB_E_CONFIG, "%s: %s", at->table, what);
	return mb_err_set(at->err, MB_E_CONFIG, _("%s, row %zu: %s"), at->table, at->row, what);
}

static bool filled(const char *text)
{
	return text && *text;
}

static bool one_bit_of(uint32_t bits, uint32_t all)
{
	return bits && (bits & (bits - 1)) == 0 && !(bits & ~all);
}

static bool check_template(const struct place *at, const char *text, enum need need)
{
	char key[MB_KEY_MAX + 1];
	const char *pos = text;
	bool ok;

	while (mb_template_next(&pos, key, &ok)) {
		if (need == FOR_PEOPLE && mb_streq(key, "account"))
			continue;
		if (!mb_names_known(at->plugin, key))
			return mb_err_set(at->err, MB_E_CONFIG,
					  _("%s, row %zu: {%s} is neither a value nor a setting"),
					  at->table, at->row, key);
		if (need == NEED_VALUE && !mb_names_always_there(at->plugin, key))
			return mb_err_set(at->err, MB_E_CONFIG,
					  _("%s, row %zu: some accounts have no value for {%s}"),
					  at->table, at->row, key);
	}
	return ok || fault(at, _("a template has a brace that is not part of {key}"));
}

/* A text that is one {key} alone may stand for nothing: then the account has no such thing. */
static enum need need_of(const char *text)
{
	return *text == '{' && strchr(text, '}') == text + strlen(text) - 1 ? MAY_BE_EMPTY
									    : NEED_VALUE;
}

static bool check_endpoint(const struct place *at, const void *table, size_t i)
{
	const struct mb_endpoint *rows = table, *row = rows + i;
	size_t k;

	if (row->kind < MB_ENDPOINT_AUTHORIZATION || row->kind > MB_ENDPOINT_ISSUER)
		return fault(at, _("the kind is not one"));
	if (!row->url || (strncmp(row->url, "https://", 8) != 0 && row->url[0] != '{'))
		return fault(at, _("the URL does not begin with https://"));
	for (k = 0; k < i; k++)
		if (rows[k].kind == row->kind)
			return fault(at, _("a row above has the same kind"));
	return check_template(at, row->url, need_of(row->url));
}

static bool check_value(const struct place *at, const void *table, size_t i)
{
	const struct mb_value *rows = table, *row = rows + i;
	size_t k;

	if (!mb_names_setting(at->plugin, row->key) && !mb_names_core_setting(row->key))
		return fault(at, _("the key is not a setting"));
	if (!filled(row->equals) || !row->name || !mb_template_is_key(row->name) || !row->text)
		return fault(at, _("a text is missing or the name is not [a-z0-9_]"));
	for (k = 0; k < i; k++)
		if (mb_streq(rows[k].key, row->key) && mb_streq(rows[k].equals, row->equals) &&
		    mb_streq(rows[k].name, row->name))
			return fault(at, _("a row above says it already"));
	return true;
}

static bool check_scope(const struct place *at, const void *table, size_t i)
{
	const struct mb_scope *row = (const struct mb_scope *)table + i;
	const struct mb_grant_row *grant;
	uint32_t offered = 0;

	for (grant = at->plugin->grants; grant->grant; grant++)
		offered |= grant->refused ? 0 : (uint32_t)grant->grant;
	if ((row->grants & ~(uint32_t)ALL_GRANTS) || (row->services & ~(uint32_t)ALL_SERVICES))
		return fault(at, _("unknown bits in grants or services"));
	if (row->grants && !(row->grants & offered))
		return fault(at, _("the plugin offers none of these grants"));
	if (!filled(row->scope))
		return fault(at, _("the scope is missing"));
	return check_template(at, row->scope, need_of(row->scope));
}

static bool check_param(const struct place *at, const void *table, size_t i)
{
	const struct mb_param *rows = table, *row = rows + i;
	size_t k;

	if (row->phase < MB_PHASE_AUTHORIZE || row->phase > MB_PHASE_JWT)
		return fault(at, _("the phase is not one"));
	if (!filled(row->name) || !row->value)
		return fault(at, _("name or value is missing"));
	if (mb_names_core_param(row->name))
		return fault(at, _("this parameter is the core's own"));
	for (k = 0; k < i; k++)
		if (rows[k].phase == row->phase && mb_streq(rows[k].name, row->name))
			return fault(at, _("a row above sets it already"));
	return check_template(at, row->value, MAY_BE_EMPTY);
}

static bool check_setting(const struct place *at, const void *table, size_t i)
{
	const struct mb_setting *rows = table, *row = rows + i;
	size_t k;

	if (!row->key || !mb_template_is_key(row->key))
		return fault(at, _("the key is not [a-z0-9_], at most 31 characters"));
	if (!filled(row->help))
		return fault(at, _("the help is missing"));
	if (row->flags & ~(uint32_t)(MB_SETTING_REQUIRED | MB_SETTING_CHOICE))
		return fault(at, _("unknown bits in flags"));
	if ((row->flags & MB_SETTING_REQUIRED) && row->def)
		return fault(at, _("a required setting must have no default"));
	if ((row->flags & MB_SETTING_CHOICE) &&
	    !mb_names_has_value(at->plugin, row->key, row->def, NULL))
		return fault(at, _("the choices or the default are not among the values"));
	for (k = 0; k < i; k++)
		if (mb_streq(rows[k].key, row->key))
			return fault(at, _("a row above has the same key"));
	return true;
}

static bool check_host(const struct place *at, const void *table, size_t i)
{
	const struct mb_mail_host *rows = table, *row = rows + i;
	size_t k;

	if (!one_bit_of((uint32_t)row->service, ALL_SERVICES))
		return fault(at, _("the service is not one"));
	if (!filled(row->host) || row->port == 0)
		return fault(at, _("host or port is missing"));
	if (row->tls != MB_TLS_IMPLICIT && row->tls != MB_TLS_STARTTLS)
		return fault(at, _("tls is neither implicit nor STARTTLS"));
	for (k = 0; k < i; k++)
		if (rows[k].service == row->service)
			return fault(at, _("a row above has the same service"));
	return check_template(at, row->host, need_of(row->host));
}

static bool check_grant(const struct place *at, const void *table, size_t i)
{
	const struct mb_grant_row *rows = table, *row = rows + i;
	size_t k;

	if (!one_bit_of((uint32_t)row->grant, ALL_GRANTS))
		return fault(at, _("the grant is not one"));
	if (row->refused && !*row->refused)
		return fault(at, _("the sentence that refuses is empty"));
	for (k = 0; k < i; k++)
		if (rows[k].grant == row->grant)
			return fault(at, _("a row above has the same grant"));
	return true;
}

/* Whatever row `late` matches, row `early` has matched before. The cheap questions come first:
 * long tables ask this for each pair of rows. */
static bool hides(const struct mb_error_rule *early, const struct mb_error_rule *late)
{
	if (late->where & ~early->where)
		return false;
	if (early->match == MB_MATCH_CONTAINS)
		return strstr(late->value, early->value) && mb_streq(early->field, late->field);
	return late->match == MB_MATCH_EQUAL && early->value[0] == late->value[0] &&
	       strcmp(early->value, late->value) == 0 && mb_streq(early->field, late->field);
}

static bool check_error(const struct place *at, const void *table, size_t i)
{
	const struct mb_error_rule *rows = table, *row = rows + i;
	size_t k;

	if (!row->where || (row->where & ~(uint32_t)(OAUTH_WHERE | MAIL_WHERE)))
		return fault(at, _("unknown bits in where, or none"));
	if (row->field ? !*row->field : (row->where & OAUTH_WHERE) != 0)
		return fault(at, _("the field is missing"));
	if (row->match != MB_MATCH_EQUAL && row->match != MB_MATCH_CONTAINS)
		return fault(at, _("match is neither equal nor contains"));
	if (row->meaning > MB_MEANS_SLOW_DOWN || row->who > MB_WHO_NOBODY ||
	    (row->flags & ~(uint32_t)(MB_RULE_QUOTE | MB_RULE_PAUSE)))
		return fault(at, _("meaning, who or flags is out of range"));
	if (!filled(row->value) || !filled(row->cause))
		return fault(at, _("value or cause is missing"));
	if (row->cause[strlen(row->cause) - 1] == '.')
		return fault(at, _("the cause ends with a full stop"));
	for (k = 0; k < i; k++)
		if (hides(&rows[k], row))
			return fault(at, _("never reached: a row above matches all that it does"));
	return !row->remedy || check_template(at, row->remedy, FOR_PEOPLE);
}

static bool check_audience(const struct place *at, const void *table, size_t i)
{
	const struct mb_audience *row = (const struct mb_audience *)table + i;

	if (!filled(row->audience))
		return fault(at, _("the audience is missing"));
	if (row->fault ? !filled(row->fault) || !filled(row->remedy) : row->remedy != NULL)
		return fault(at, _("a fault has a remedy, and what is none has none"));
	return check_template(at, row->audience, NEED_VALUE) &&
	       (!row->remedy || check_template(at, row->remedy, FOR_PEOPLE));
}

static bool check_sentence(const struct place *at, const void *table, size_t i)
{
	const struct mb_sentence *rows = table, *row = rows + i;
	const struct mb_error_rule *rule = at->plugin->errors;

	if (!filled(row->text) || !filled(row->code))
		return fault(at, _("text or code is missing"));
	for (size_t k = 0; k < i; k++)
		if (strcasestr(row->text, rows[k].text))
			return fault(at, _("never reached: a row above matches all that it does"));
	for (; rule && rule->where; rule++)
		if (mb_streq(rule->field, "error_codes") && mb_streq(rule->value, row->code))
			return true;
	return fault(at, _("no row of the errors has this number"));
}

static bool is_end(const void *row, size_t size)
{
	const unsigned char *p = row;

	while (size > 0 && *p == 0)
		p++, size--;
	return size == 0;
}

static bool check_table(const struct mb_plugin *plugin, const char *name, const void *table,
			size_t row_size,
			bool (*check)(const struct place *at, const void *table, size_t i),
			struct mb_err *err)
{
	struct place at = { plugin, name, 0, err };

	for (; table && !is_end((const char *)table + at.row * row_size, row_size);) {
		if (++at.row > ROWS_MAX)
			return fault(&at, _("no row of zeroes ends the table"));
		if (!check(&at, table, at.row - 1))
			return false;
	}
	return true;
}

static bool check_members(const struct mb_plugin *plugin, struct mb_err *err)
{
	struct place at = { plugin, "grants", 0, err };
	const struct mb_grant_row *grant = plugin->grants;

	for (; grant && grant->grant && grant->refused; grant++)
		;
	if (!grant || !grant->grant)
		return fault(&at, _("the plugin offers none"));
	at.table = "title";
	if (!filled(plugin->title))
		return fault(&at, _("it is missing"));
	at.table = "traits";
	if (plugin->traits & ~(uint32_t)ALL_TRAITS)
		return fault(&at, _("unknown bits"));
	at.table = "proofs";
	if (plugin->proofs & ~(uint32_t)ALL_PROOFS)
		return fault(&at, _("unknown bits"));
	at.table = "client_secret";
	if (plugin->client_secret && !*plugin->client_secret)
		return fault(&at, _("it is empty"));
	at.table = "code_prefix";
	if (plugin->code_prefix && !*plugin->code_prefix)
		return fault(&at, _("it is empty"));
	return true;
}

bool mb_tables_check(const struct mb_plugin *p, struct mb_err *err)
{
	return check_members(p, err) &&
	       check_table(p, "settings", p->settings, sizeof(*p->settings), check_setting, err) &&
	       check_table(p, "values", p->values, sizeof(*p->values), check_value, err) &&
	       check_table(p, "grants", p->grants, sizeof(*p->grants), check_grant, err) &&
	       check_table(p, "endpoints", p->endpoints, sizeof(*p->endpoints), check_endpoint,
			   err) &&
	       check_table(p, "scopes", p->scopes, sizeof(*p->scopes), check_scope, err) &&
	       check_table(p, "params", p->params, sizeof(*p->params), check_param, err) &&
	       check_table(p, "hosts", p->hosts, sizeof(*p->hosts), check_host, err) &&
	       check_table(p, "errors", p->errors, sizeof(*p->errors), check_error, err) &&
	       check_table(p, "audiences", p->audiences, sizeof(*p->audiences), check_audience,
			   err) &&
	       check_table(p, "sentences", p->sentences, sizeof(*p->sentences), check_sentence,
			   err);
}
