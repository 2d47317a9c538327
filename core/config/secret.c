/* SPDX-License-Identifier: MIT */
/* The part of config/account.h that reads secrets. */
#include "config/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "global/command.h"
#include "global/file.h"
#include "global/log.h"
#include "base/secret.h"
#include "base/text.h"

#define SECRET_MAX 4096

/* The first line, as msmtp's passwordeval takes it. */
static bool first_line(const char *what, const struct mb_buf *text, struct mb_secret **secret_r,
		       struct mb_err *err)
{
	size_t len = strcspn(mb_buf_str(text), "\r\n");

	if (len == 0)
		return mb_err_set(err, MB_E_DENIED, _("%s gives nothing: its first line is empty"),
				  what);
	*secret_r = mb_secret_new(text->data, len);
	return true;
}

bool mb_account_secret(const struct mb_account *account, const char *name,
		       struct mb_deadline deadline, struct mb_secret **secret_r, struct mb_err *err)
{
	char *command_key = mb_text_cat(name, "_command", NULL);
	char *file_key = mb_text_cat(name, "_file", NULL);
	char *path = mb_account_path(account, file_key);
	const char *command = mb_account_given(account, command_key);
	const char *plain = mb_account_given(account, name);
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, SECRET_MAX);
	if (plain) {
		*secret_r = mb_secret_new_str(plain);
		ok = true;
	} else if (command) {
		mb_step(_("running %s"), command_key);
		ok = mb_command_output(command_key, command, deadline, &text, err) &&
		     first_line(command_key, &text, secret_r, err);
	} else if (path) {
		ok = mb_file_read(path, MB_TRUST_SECRET, &text, NULL, NULL, err) ||
		     mb_err_wrap(err, "%s", file_key);
		ok = ok && first_line(file_key, &text, secret_r, err);
	} else {
		ok = mb_err_set(err, MB_E_CONFIG, _("set %s_command or %s_file"), name, name);
	}
	mb_buf_fini(&text);
	free(path);
	free(file_key);
	free(command_key);
	return ok;
}
