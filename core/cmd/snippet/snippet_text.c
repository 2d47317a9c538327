/* SPDX-License-Identifier: MIT */
#include "cmd/snippet/snippet_text.h"

#include <ctype.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/env.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/settings.h"
#include "net/form.h"
#include "config/resolve.h"
#include "plugin/service.h"

#define WORD_MAX 40
/* What means itself everywhere. */
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@+=:,./_-"

static void find_servers(struct mb_snippet_values *v)
{
	unsigned has = mb_account_services(v->account);

	for (size_t i = 0; i < MB_SERVICES; i++) {
		struct mb_snippet_server *s = &v->servers[i];
		uint16_t port = 0;
		enum mb_tls tls = MB_TLS_IMPLICIT;

		s->service = mb_service_rows[i].service;
		if (has & s->service)
			mb_resolve_host(v->account, s->service, &s->host, &port, &tls);
		s->port = mb_xasprintf("%u", (unsigned)port);
		s->implicit = tls == MB_TLS_IMPLICIT;
	}
}

/* It becomes part of command lines that know no quoting. */
static bool plain_path(const char *config, struct mb_err *err)
{
	return !config[strspn(config, PLAIN)] ||
	       mb_err_set(err, MB_E_CONFIG,
			  _("%s: the path has a character that mail programs may take for another: "
			    "let it be of letters, digits and /._-"),
			  config);
}

bool mb_snippet_values_init(struct mb_snippet_values *v, const struct mb_account *account,
			    const char *config, struct mb_err *err)
{
	const struct passwd *pw = getpwuid(geteuid());
	const char *runtime = mb_env("XDG_RUNTIME_DIR");

	*v = (struct mb_snippet_values){ .account = account, .config = config };
	v->mb = config ? mb_xasprintf("mailbearer --config=%s", config) : mb_xstrdup("mailbearer");
	v->ca_file = mb_account_path(account, "ca_file");
	v->local = mb_xstrdup(pw ? pw->pw_name : "root");
	v->runtime = runtime ? mb_xstrdup(runtime)
			     : mb_xasprintf("/run/user/%lu", (unsigned long)geteuid());
	find_servers(v);
	return !config || plain_path(config, err);
}

void mb_snippet_values_fini(struct mb_snippet_values *v)
{
	free(v->mb);
	free(v->ca_file);
	free(v->local);
	free(v->runtime);
	for (size_t i = 0; i < 3; i++) {
		free(v->servers[i].host);
		free(v->servers[i].port);
	}
}

/* The server that "imap_host" and the like are about, and the rest of the word; or NULL. */
static const struct mb_snippet_server *server_of(const struct mb_snippet_values *v,
						 const char *word, const char **rest_r)
{
	for (size_t i = 0; i < 3; i++) {
		*rest_r = mb_text_after(word, mb_service_name(v->servers[i].service));
		if (*rest_r)
			return &v->servers[i];
	}
	return NULL;
}

static bool is_so(const struct mb_snippet_values *v, const char *word)
{
	const char *rest;
	const struct mb_snippet_server *server;

	if (*word == '!')
		return !is_so(v, word + 1);
	if (mb_streq(word, "ca"))
		return v->ca_file != NULL;
	if (mb_streq(word, "config"))
		return v->config != NULL;
	server = server_of(v, word, &rest);
	return server && (*rest ? server->implicit
				: (mb_account_services(v->account) & server->service) != 0);
}

/* NULL: there is none. */
static const char *value_of(const struct mb_snippet_values *v, const char *key)
{
	const char *user = mb_account_get(v->account, "user"), *rest;
	const char *mailbox = mb_account_get(v->account, "mailbox");
	const struct mb_snippet_server *server;

	if (mb_streq(key, "account"))
		return v->account->name;
	if (mb_streq(key, "mb"))
		return v->mb;
	if (mb_streq(key, "config"))
		return v->config;
	if (mb_streq(key, "user"))
		return user;
	if (mb_streq(key, "mailbox") || mb_streq(key, "from"))
		return mailbox ? mailbox : user;
	if (mb_streq(key, "local"))
		return v->local;
	if (mb_streq(key, "runtime"))
		return v->runtime;
	if (mb_streq(key, "ca_file"))
		return v->ca_file;
	server = server_of(v, key, &rest);
	return !server ? NULL : mb_streq(rest, "_host") ? server->host : server->port;
}

static void add_escaped(struct mb_buf *out, const char *value, const char *special)
{
	for (; *value; value++) {
		if (strchr(special, *value))
			mb_buf_addc(out, '\\');
		mb_buf_addc(out, *value);
	}
}

static void add_url(struct mb_buf *out, const char *value, bool at)
{
	for (; *value; value++) {
		if (at && *value == '@')
			mb_buf_addc(out, '@');
		else
			mb_form_escape(out, value, 1);
	}
}

static void add_shell_word(struct mb_buf *out, const char *value)
{
	if (!value[strspn(value, PLAIN)]) {
		mb_buf_adds(out, value);
		return;
	}
	mb_buf_addc(out, '\'');
	for (; *value; value++) {
		if (*value == '\'')
			mb_buf_adds(out, "'\\''");
		else
			mb_buf_addc(out, *value);
	}
	mb_buf_addc(out, '\'');
}

/* Where nothing is quoted, only what means nothing else to any of these programs. */
static bool fits(const char *value, const char *how)
{
	size_t len = strlen(value);

	for (const char *p = value; *p; p++)
		if (iscntrl((unsigned char)*p))
			return false;
	return *how ||
	       (!strpbrk(value, "\"#;\\$%`") && *value != ' ' && len > 0 && value[len - 1] != ' ');
}

static bool add_value(struct mb_buf *out, const struct mb_snippet_values *v, const char *key,
		      const char *how, struct mb_err *err)
{
	const char *value = value_of(v, key);

	if (!value && mb_streq(key, "mailbox"))
		key = "user";
	if (!value)
		return mb_err_set(err, MB_E_CONFIG, _("set %s in the account"),
				  mb_streq(key, "from") ? "user" : key);
	if (!fits(value, how))
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s has a character that cannot stand there: change it, or write "
		      "the mail program's config by hand"),
		    key);
	if (mb_streq(how, "c"))
		add_escaped(out, value, "\\\"");
	else if (mb_streq(how, "mutt"))
		add_escaped(out, value, "\\\"$`");
	else if (mb_streq(how, "url") || mb_streq(how, "pct"))
		add_url(out, value, mb_streq(how, "url"));
	else if (mb_streq(how, "sh"))
		add_shell_word(out, value);
	else
		mb_buf_adds(out, value);
	return true;
}

/* One line of a text, without its conditions. */
static bool add_line(struct mb_buf *out, const struct mb_snippet_values *v, const char *line,
		     size_t len, struct mb_err *err)
{
	const char *end = line + len;

	while (line < end) {
		const char *at = memchr(line, '@', (size_t)(end - line));
		char word[WORD_MAX], *how;
		size_t n;

		mb_buf_add(out, line, (size_t)((at ? at : end) - line));
		if (!at)
			break;
		n = strcspn(++at, "@");
		snprintf(word, sizeof(word), "%.*s", (int)n, at);
		how = strchr(word, ':');
		if (how)
			*how++ = '\0';
		if (n == 0)
			mb_buf_addc(out, '@');
		else if (!add_value(out, v, word, how ? how : "", err))
			return false;
		line = at + n + 1;
	}
	mb_buf_addc(out, '\n');
	return true;
}

/* Is the line to be there? Moves it behind its conditions. */
static bool wanted(const struct mb_snippet_values *v, const char **line)
{
	char word[WORD_MAX];
	bool all = true;

	if (**line != '?')
		return true;
	for ((*line)++; **line != '?'; *line += strspn(*line, " ")) {
		size_t n = strcspn(*line, " ?");

		snprintf(word, sizeof(word), "%.*s", (int)n, *line);
		all = all && is_so(v, word);
		*line += n;
	}
	(*line)++;
	return all;
}

size_t mb_snippet_comment(const char *text)
{
	const char *end = text;

	while (strncmp(end, "# ", 2) == 0) {
		end += strcspn(end, "\n");
		end += *end == '\n';
	}
	return (size_t)(end - text);
}

/* A comment in the reader's language. */
static bool write_comment(struct mb_buf *out, const struct mb_snippet_values *v, const char *text,
			  size_t len, struct mb_err *err)
{
	char *comment = mb_xstrndup(text, len);
	bool ok = true;

	for (const char *line = _(comment); ok && *line; line += *line == '\n') {
		size_t n = strcspn(line, "\n");

		ok = add_line(out, v, line, n, err);
		line += n;
	}
	free(comment);
	return ok;
}

bool mb_snippet_write(struct mb_buf *out, const struct mb_snippet_values *v, const char *text,
		      struct mb_err *err)
{
	while (*text) {
		size_t comment = mb_snippet_comment(text), len;
		bool is_wanted;

		if (comment > 0) {
			if (!write_comment(out, v, text, comment, err))
				return false;
			text += comment;
			continue;
		}
		is_wanted = wanted(v, &text);
		len = strcspn(text, "\n");

		if (is_wanted && !add_line(out, v, text, len, err))
			return false;
		text += len + 1;
	}
	return true;
}
