/* SPDX-License-Identifier: MIT */
#include "cmd/snippet/snippet.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/text.h"
#include "cmd/snippet/snippet_text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "config/settings.h"
#include "plugin/service.h"

#define TEXT_MAX (64 * 1024) /* bytes of a snippet */

/* Append the names of the services in `bits`: "imap or pop3". */
static void name_services(struct mb_buf *out, unsigned bits, const char *between)
{
	for (size_t i = 0; i < MB_SERVICES; i++)
		if (bits & mb_service_rows[i].service)
			mb_buf_addf(out, "%s%s", out->len ? between : "", mb_service_rows[i].name);
}

/* Check that the account has what the mail program needs. */
static bool check_possible(const struct mb_snippet *snippet, const struct mb_snippet_values *v,
			   struct mb_err *err)
{
	unsigned has = mb_account_services(v->account);
	unsigned missing = snippet->needs & ~has;
	struct mb_buf names;

	mb_buf_init(&names, 64);
	if (missing)
		name_services(&names, missing, _(" and "));
	else if (snippet->needs_one_of && !(snippet->needs_one_of & has))
		name_services(&names, snippet->needs_one_of, _(" or "));
	if (names.len > 0)
		mb_err_set(err, MB_E_CONFIG, _("%s needs %s: add it to services in the account"),
			   snippet->client, mb_buf_str(&names));
	mb_buf_fini(&names);
	for (size_t i = 0; i < 3 && err->code == MB_OK; i++)
		if ((snippet->no_starttls & v->servers[i].service) && !v->servers[i].implicit)
			mb_err_set(
			    err, MB_E_CONFIG,
			    _("%s cannot do STARTTLS: set %s_port and %s_tls to a port where "
			      "TLS begins at once"),
			    snippet->client, mb_service_name(v->servers[i].service),
			    mb_service_name(v->servers[i].service));
	return err->code == MB_OK;
}

/* Print each on a line; a file that cannot be used spoils only its own line. */
static int list(void)
{
	struct mb_err err = MB_ERR_INIT;
	int status = EX_OK;
	char **names;

	if (!mb_snippet_list(&names, &err))
		return mb_fail(NULL, &err);
	for (size_t i = 0; names[i]; i++) {
		struct mb_snippet snippet;

		if (mb_snippet_load(&snippet, names[i], &err))
			printf("%-18s %s\n", snippet.client, _(snippet.title));
		else
			status = mb_fail(NULL, &err);
		mb_snippet_fini(&snippet);
	}
	mb_snippet_list_free(names);
	return mb_finish_stdout(status);
}

int mb_snippet_print(struct mb_run *run, const struct mb_snippet *snippet, const char *name)
{
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	const struct mb_account *account;
	struct mb_buf text;
	struct mb_snippet_values v;

	account = mb_run_account(run, name, &paths, &config, &err);
	mb_buf_init(&text, TEXT_MAX);
	if (account) {
		if (mb_snippet_values_init(&v, snippet->client, account,
					   run->config_option ? paths.config : NULL, &err) &&
		    check_possible(snippet, &v, &err))
			mb_snippet_write(&text, &v, snippet->text, &err);
		mb_snippet_values_fini(&v);
	}
	if (err.code == MB_OK)
		fputs(mb_buf_str(&text), stdout);
	mb_buf_fini(&text);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return err.code == MB_OK ? mb_finish_stdout(EX_OK) : mb_fail(run->about, &err);
}

static int snippet(struct mb_run *run)
{
	struct mb_snippet found;
	struct mb_err err = MB_ERR_INIT;
	int status;

	if (run->n_operands == 0)
		return list();
	if (mb_snippet_load(&found, run->operands[0], &err) && run->n_operands == 1)
		mb_err_set(&err, MB_E_USAGE, _("snippet: name the account too"));
	status = err.code == MB_OK ? mb_snippet_print(run, &found, run->operands[1])
				   : mb_fail(NULL, &err);
	mb_snippet_fini(&found);
	return status;
}

const struct mb_verb mb_verb_snippet = {
	.entry = &mb_verbs[MB_VERB_SNIPPET],
	.max_operands = 2,
	.run = snippet,
};
