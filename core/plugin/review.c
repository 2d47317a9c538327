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
			return mb_table_fault(at, _("a row above says it already"));
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
			return mb_table_fault(at, _("a row above sets it already"));
	return check_template(at, row->value, MAY_BE_EMPTY);
}

static bool review_setting(const struct mb_table_place *at, const void *table, size_t i)
{
	const struct mb_setting *rows = table, *row = rows + i;

	if ((row->flags & MB_SETTING_CHOICE) &&
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

bool mb_review_tables(const struct mb_plugin *p, struct mb_err *err)
{
	return mb_table_walk(p, "settings", p->settings, sizeof(*p->settings), review_setting,
			     err) &&
	       mb_table_walk(p, "values", p->values, sizeof(*p->values), review_value, err) &&
	       mb_table_walk(p, "grants", p->grants, sizeof(*p->grants), review_grant, err) &&
	       mb_table_walk(p, "endpoints", p->endpoints, sizeof(*p->endpoints), review_endpoint,
			     err) &&
	       mb_table_walk(p, "scopes", p->scopes, sizeof(*p->scopes), review_scope, err) &&
	       mb_table_walk(p, "params", p->params, sizeof(*p->params), review_param, err) &&
	       mb_table_walk(p, "hosts", p->hosts, sizeof(*p->hosts), review_host, err) &&
	       mb_table_walk(p, "errors", p->errors, sizeof(*p->errors), review_error, err) &&
	       mb_table_walk(p, "audiences", p->audiences, sizeof(*p->audiences), review_audience,
			     err) &&
	       mb_table_walk(p, "sentences", p->sentences, sizeof(*p->sentences), review_sentence,
			     err);
}
