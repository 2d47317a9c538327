/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "global/build.h"
#include "global/log.h"
#include "base/text.h"
#include "cli/brought.h"
#include "cli/verb.h"
#include "config/settings.h"
#include "plugin/loader.h"
#include "plugin/review.h"
#include "plugin/service.h"

static void print_grants(const struct mb_plugin *p)
{
	puts(_("\nGrants, in the order in which login offers them:"));
	for (const struct mb_grant_row *row = p->grants; row && row->grant; row++) {
		printf("  %s", mb_grant_name(row->grant));
		if (row->refused)
			printf(_(" (refused: %s)"), _(row->refused));
		putchar('\n');
	}
}

static void print_settings(const struct mb_plugin *p)
{
	bool brought = false;

	puts(_("\nSettings of its own, and its defaults (all others: man mailbearer.conf):"));
	for (const struct mb_setting *s = p->settings; s && s->key; s++) {
		printf("  %-16s %s", s->key, s->help ? _(s->help) : "");
		if (s->choices)
			printf(_(" [one of: %s]"), s->choices);
		if (s->def)
			printf(_(" [default: %s]"), s->def);
		else if (s->flags & MB_SETTING_REQUIRED)
			fputs(_(" [required]"), stdout);
		putchar('\n');
		if (s->def && mb_setting_id(s->key) == MB_SET_CLIENT_ID)
			brought = true;
	}
	if (brought)
		printf(_("\nWithout client_id: %s.\n%s\n%s\n"), _(MB_BROUGHT),
		       _(MB_BROUGHT_BLOCKED), _(MB_BROUGHT_CHANGED));
}

static void print_hosts(const struct mb_plugin *p)
{
	if (!p->hosts || !p->hosts->host)
		return;
	puts(_("\nMail servers:"));
	for (const struct mb_mail_host *h = p->hosts; h->host; h++)
		printf("  %-5s %s:%u %s\n", mb_service_name(h->service), h->host, h->port,
		       h->tls == MB_TLS_IMPLICIT ? "implicit" : "starttls");
}

static void print_endpoints(const struct mb_plugin *p)
{
	static const char *const names[] = {
		[MB_ENDPOINT_AUTHORIZATION] = "authorization",
		[MB_ENDPOINT_TOKEN] = "token",
		[MB_ENDPOINT_DEVICE_AUTHORIZATION] = "device",
		[MB_ENDPOINT_REVOCATION] = "revocation",
		[MB_ENDPOINT_REGISTRATION] = "registration",
		[MB_ENDPOINT_ISSUER] = "issuer",
	};

	if (!p->endpoints || !p->endpoints->url)
		return;
	puts(_("\nEndpoints:"));
	for (const struct mb_endpoint *e = p->endpoints; e->url; e++)
		printf("  %-16s %s\n", names[e->kind], e->url);
}

/* Print what the {names} in the lines above stand for. */
static void print_values(const struct mb_plugin *p)
{
	const struct mb_value *before = NULL;

	if (!p->values || !p->values->key)
		return;
	puts(_("\nWhat the words in braces stand for, with:"));
	for (const struct mb_value *v = p->values; v->key; before = v++) {
		if (!before || !mb_streq(before->key, v->key) ||
		    !mb_streq(before->equals, v->equals))
			printf("  %s = %s\n", v->key, v->equals);
		printf("    %-16s %s\n", v->name, v->text);
	}
}

/* Tell whether the operand is a file of a plugin's author; a plugin's name has none of these characters. */
static bool is_file(const char *operand)
{
	return strpbrk(operand, "./") != NULL;
}

static int print_one(const char *operand)
{
	const struct mb_plugin *p;
	struct mb_err err = MB_ERR_INIT;

	if (!(is_file(operand) ? mb_plugin_load_file(operand, &p, &err)
			       : mb_plugin_load(operand, &p, &err)))
		return mb_fail(NULL, &err);
	printf("%s: %s\n", p->name, _(p->title));
	print_grants(p);
	print_settings(p);
	print_endpoints(p);
	print_hosts(p);
	print_values(p);
	if (mb_review_tables(p, &err))
		return EX_OK;
	mb_err_wrap(&err, _("%s must be corrected"), p->name);
	return mb_fail(NULL, &err);
}

/* Print each plugin on a line. A plugin that cannot be loaded is reported, and the others are listed. */
static int print_all(void)
{
	char **names = mb_plugin_list();
	int status = EX_OK;

	for (char **n = names; *n; n++) {
		const struct mb_plugin *p;
		struct mb_err err = MB_ERR_INIT;

		if (mb_plugin_load(*n, &p, &err))
			printf("%-16s %s\n", p->name, _(p->title));
		else
			status = mb_fail(NULL, &err);
	}
	if (!*names) {
		mb_warnx(_("no plugins in %s: install mailbearer again"), mb_build.plugin_dir);
		status = EX_CONFIG;
	}
	mb_plugin_list_free(names);
	return status;
}

static int providers(struct mb_run *run)
{
	return mb_finish_stdout(run->n_operands > 0 ? print_one(run->operands[0]) : print_all());
}

const struct mb_verb mb_verb_providers = {
	.entry = &mb_verbs[MB_VERB_PROVIDERS],
	.max_operands = 1,
	.run = providers,
};
