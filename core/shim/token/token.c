/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "account/access_token.h"
#include "account/sasl.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "global/log.h"

#define ANSWER_MAX (2 * MB_TOKEN_MAX + 4096) /* bytes */

/* Append the answer in one of the formats, without a line break. */
typedef bool formatter(struct mb_buf *out, const struct mb_account *account,
		       const struct mb_token_file *token, struct mb_err *err);

static bool plain(struct mb_buf *out, const struct mb_account *account,
		  const struct mb_token_file *token, struct mb_err *err)
{
	(void)account;
	(void)err;
	mb_buf_add(out, token->token, token->token_len);
	return true;
}

static const char *sasl_user(const struct mb_account *account)
{
	const char *mailbox = mb_account_get(account, MB_SET_MAILBOX);

	return mailbox ? mailbox : mb_account_get(account, MB_SET_USER);
}

static bool xoauth2(struct mb_buf *out, const struct mb_account *account,
		    const struct mb_token_file *token, struct mb_err *err)
{
	return mb_sasl_xoauth2(out, sasl_user(account), token->token, token->token_len, err);
}

static bool oauthbearer(struct mb_buf *out, const struct mb_account *account,
			const struct mb_token_file *token, struct mb_err *err)
{
	return mb_sasl_oauthbearer(out, sasl_user(account), NULL, 0, token->token, token->token_len,
				   err);
}

static bool json(struct mb_buf *out, const struct mb_account *account,
		 const struct mb_token_file *token, struct mb_err *err)
{
	json_t *object = json_object();

	(void)err;
	json_object_set_new(object, "access_token", json_stringn(token->token, token->token_len));
	mb_json_set_int(object, "expires", token->expires);
	mb_json_set_str(object, "user", mb_account_get(account, MB_SET_USER));
	mb_json_set_str(object, "mailbox", sasl_user(account));
	mb_json_dump(object, out);
	mb_buf_cut(out, out->len - 1); /* the line break, which the caller adds */
	json_decref(object);
	return true;
}

static const struct {
	const char *name;
	formatter *format;
} formats[] = {
	{ "plain", plain },
	{ "xoauth2", xoauth2 },
	{ "oauthbearer", oauthbearer },
	{ "json", json },
};

static formatter *find_format(const char *name, struct mb_err *err)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (mb_streq(name ? name : "plain", formats[i].name))
			return formats[i].format;
	mb_err_set(err, MB_E_USAGE,
		   _("--format is one of plain, xoauth2, oauthbearer and json, not \"%s\""), name);
	return NULL;
}

/* Write all of the answer to stdout by one write, or nothing. */
static bool print_answer(const struct mb_account *account, const struct mb_token_file *token,
			 formatter *format, struct mb_err *err)
{
	struct mb_buf out;
	bool ok;

	mb_buf_init(&out, ANSWER_MAX);
	ok = format(&out, account, token, err);
	mb_buf_addc(&out, '\n');
	if (ok && !mb_buf_ok(&out))
		ok = mb_err_set(err, MB_E_BUG, _("the answer is too long"));
	if (ok && !mb_token_print(out.data, out.len))
		ok = mb_err_set(err, MB_E_IO, _("cannot write the token: %s"), strerror(errno));
	mb_buf_fini(&out);
	return ok;
}

static int token(struct mb_run *run)
{
	const char *name = run->operands[0];
	const struct mb_account *account;
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	struct mb_token_file t = { 0 };
	struct mb_paths paths = { NULL, NULL };
	int64_t min_validity;
	formatter *format = find_format(mb_run_option(run, "format"), &err);
	bool ok = false;

	run->about = name;
	/* When msmtp calls, our stdin is the mail, which no command that we run may read. */
	if (!mb_process_std_fds(true))
		mb_err_errno(&err, _("cannot open /dev/null"));
	else if (format && mb_run_seconds(run, "min-validity", &min_validity, &err) &&
		 (account = mb_run_account(run, name, &paths, &config, &err)))
		ok = mb_access_token(account, &paths, min_validity, false, &t, &err) &&
		     print_answer(account, &t, format, &err);
	mb_token_file_fini(&t);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return ok ? EX_OK : mb_fail(run->about, &err);
}

static const struct mb_option options[] = {
	{ "min-validity", 0, N_("S"), N_("seconds the token must still be valid") },
	{ "format", 0, N_("F"), N_("plain (default), xoauth2, oauthbearer or json") },
	{ 0 },
};

const struct mb_verb mb_verb_token = {
	.entry = &mb_verbs[MB_VERB_TOKEN],
	.min_operands = 1,
	.max_operands = 1,
	.options = options,
	.run = token,
};
