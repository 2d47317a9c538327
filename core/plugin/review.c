/* SPDX-License-Identifier: MIT */
#include "plugin/review.h"

#include <string.h>

#include "base/text.h"
#include "global/err.h"
#include "plugin/names.h"
#include "plugin/table.h"
#include "plugin/template.h"

/* What a template may contain. */
enum need {
	NEED_VALUE,   /* only keys that have a value for every account */
	MAY_BE_EMPTY, /* also keys that have none for some accounts */
	FOR_PEOPLE,   /* the same, and {account} */
};

static bool check_template(const struct mb_table_place *at, const char *text, enum need need)
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
	return ok || mb_table_fault(at, _("a template has a brace that is not part of {key}"));
}

/* Return what a template must have. A template of one {key} alone may be empty: then the account has no such
 * endpoint, scope or host. */
static enum need need_of(const char *text)
{
	return *text == '{' && strchr(text, '}') == text + strlen(text) - 1 ? MAY_BE_EMPTY
									    : NEED_VALUE;
}

static bool review_endpoint(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_endpoint *rows = table, *row = rows + i;

	for (size_t k = 0; k < i; k++)
		if (rows[k].kind == row->kind)
			return mb_table_fault(at, _("a row above has the same kind"));
	return check_template(at, row->url, need_of(row->url));
}

static bool review_value(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_value *rows = table, *row = rows + i;

	if (!mb_names_setting(at->plugin, row->key) && !mb_names_core_setting(row->key))
		return mb_table_fault(at, _("the key is not a setting"));
	for (size_t k = 0; k < i; k++)
		if (mb_streq(rows[k].key, row->key) && mb_streq(rows[k].equals, row->equals) &&
		    mb_streq(rows[k].name, row->name))
			return mb_table_fault(at,
					      _("a row above has the same key, value and name"));
	return true;
}

static bool review_scope(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_scope *row = (const struct mb_scope *)table + i;
	uint32_t offered = 0;

	for (const struct mb_grant_row *grant = at->plugin->grants; grant->grant; grant++)
		offered |= grant->refused ? 0 : (uint32_t)grant->grant;
	if (row->grants && !(row->grants & offered))
		return mb_table_fault(at, _("the plugin offers none of these grants"));
	return check_template(at, row->scope, need_of(row->scope));
}

static bool review_param(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_param *rows = table, *row = rows + i;

	for (size_t k = 0; k < i; k++)
		if (rows[k].phase == row->phase && mb_streq(rows[k].name, row->name))
			return mb_table_fault(at, _("a row above sets this parameter already"));
	return check_template(at, row->value, MAY_BE_EMPTY);
}

static bool review_setting(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_setting *rows = table, *row = rows + i;

	if ((row->flags & MB_SETTING_CHOICE) && row->choices &&
	    (row->def && !mb_names_choice(at->plugin, row, row->def)))
		return mb_table_fault(at, _("the default is not among the choices"));
	if ((row->flags & MB_SETTING_CHOICE) && !row->choices &&
	    !mb_names_has_value(at->plugin, row->key, row->def, NULL))
		return mb_table_fault(at, _("the choices or the default are not among the values"));
	for (size_t k = 0; k < i; k++)
		if (mb_streq(rows[k].key, row->key))
			return mb_table_fault(at, _("a row above has the same key"));
	return true;
}

static bool review_host(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_mail_host *rows = table, *row = rows + i;

	for (size_t k = 0; k < i; k++)
		if (rows[k].service == row->service)
			return mb_table_fault(at, _("a row above has the same service"));
	return check_template(at, row->host, need_of(row->host));
}

static bool review_grant(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_grant_row *rows = table;

	for (size_t k = 0; k < i; k++)
		if (rows[k].grant == rows[i].grant)
			return mb_table_fault(at, _("a row above has the same grant"));
	return true;
}

/* Tell whether row `early` matches everything that row `late` matches. The cheap comparisons come first, as this runs
 * for each pair of rows in a long table. */
static bool row_hides(const struct mb_error_rule *early, const struct mb_error_rule *late)
{
	if (late->where & ~early->where)
		return false;
	if (early->match == MB_MATCH_CONTAINS)
		return strstr(late->value, early->value) && mb_streq(early->field, late->field);
	return late->match == MB_MATCH_EQUAL && early->value[0] == late->value[0] &&
	       strcmp(early->value, late->value) == 0 && mb_streq(early->field, late->field);
}

static bool review_error(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_error_rule *rows = table, *row = rows + i;

	if (row->cause[strlen(row->cause) - 1] == '.')
		return mb_table_fault(at, _("the cause ends with a full stop"));
	for (size_t k = 0; k < i; k++)
		if (row_hides(&rows[k], row))
			return mb_table_fault(
			    at, _("never reached: a row above matches all that it does"));
	return !row->remedy || check_template(at, row->remedy, FOR_PEOPLE);
}

static bool review_audience(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_audience *row = (const struct mb_audience *)table + i;

	return check_template(at, row->audience, NEED_VALUE) &&
	       (!row->remedy || check_template(at, row->remedy, FOR_PEOPLE));
}

static bool review_sentence(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_sentence *rows = table, *row = rows + i;
	const struct mb_error_rule *rule = at->plugin->errors;

	for (size_t k = 0; k < i; k++)
		if (strcasestr(row->text, rows[k].text))
			return mb_table_fault(
			    at, _("never reached: a row above matches all that it does"));
	for (; rule && rule->where; rule++)
		if (mb_streq(rule->field, "error_codes") && mb_streq(rule->value, row->code))
			return true;
	return mb_table_fault(at, _("no row of the errors has this number"));
}

/* Tell whether the plugin has a row for an endpoint. */
static bool has_endpoint(const struct mb_plugin *plugin, enum mb_endpoint_kind kind)
{
	const struct mb_endpoint *row = plugin->endpoints;

	while (row && row->url && row->kind != kind)
		row++;
	return row && row->url;
}

/* Find a grant that the plugin offers without the endpoint that it needs. An issuer can tell every endpoint. */
static bool review_ways(const struct mb_plugin *plugin, struct mb_err *err)
{
	static const struct {
		enum mb_grant grant;
		enum mb_endpoint_kind endpoint;
	} needs[] = {
		{ MB_GRANT_AUTHORIZATION_CODE, MB_ENDPOINT_AUTHORIZATION },
		{ MB_GRANT_DEVICE_CODE, MB_ENDPOINT_DEVICE_AUTHORIZATION },
	};
	struct mb_table_place at = { plugin, "grants", 0, err };

	if (has_endpoint(plugin, MB_ENDPOINT_ISSUER))
		return true;
	for (const struct mb_grant_row *row = plugin->grants; row->grant; row++) {
		at.row++;
		if (row->refused)
			continue;
		if (!has_endpoint(plugin, MB_ENDPOINT_TOKEN))
			return mb_table_fault(&at, _("there is no token endpoint for it"));
		for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++)
			if (needs[i].grant == row->grant &&
			    !has_endpoint(plugin, needs[i].endpoint))
				return mb_table_fault(&at, _("there is no endpoint for it"));
	}
	return true;
}

bool mb_review_tables(const struct mb_plugin *plugin, struct mb_err *err)
{
	static mb_table_check *const checks[MB_TABLES] = {
		[MB_ROW_ENDPOINT] = review_endpoint, [MB_ROW_VALUE] = review_value,
		[MB_ROW_SCOPE] = review_scope,       [MB_ROW_PARAM] = review_param,
		[MB_ROW_SETTING] = review_setting,   [MB_ROW_HOST] = review_host,
		[MB_ROW_GRANT] = review_grant,       [MB_ROW_ERROR] = review_error,
		[MB_ROW_SENTENCE] = review_sentence, [MB_ROW_AUDIENCE] = review_audience,
	};

	return mb_table_walk_all(plugin, checks, err) && review_ways(plugin, err);
}
