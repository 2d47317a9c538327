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

#define WORD_MAX 40 /* bytes of a condition or @KEY:HOW@ */
/* Characters that need no quoting in any mail program or shell. */
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

/* Check the config's path, which becomes part of command lines without quoting. */
static bool plain_path(const char *config, struct mb_err *err)
{
	return !config[strspn(config, PLAIN)] ||
	       mb_err_set(err, MB_E_CONFIG,
			  _("%s: the path has a character that mail programs may take for another: "
			    "let it be of letters, digits and /._-"),
			  config);
}

bool mb_snippet_values_init(struct mb_snippet_values *v, const char *client,
			    const struct mb_account *account, const char *config,
			    struct mb_err *err)
{
	const struct passwd *pw = getpwuid(geteuid());
	const char *runtime = mb_env("XDG_RUNTIME_DIR");

	*v = (struct mb_snippet_values){ .client = client, .account = account, .config = config };
	v->mb = config ? mb_xasprintf("mailbearer --config=%s", config) : mb_xstrdup("mailbearer");
	v->ca_file = mb_account_path(account, MB_SET_CA_FILE);
	v->local = mb_xstrdup(pw ? pw->pw_name : "root");
	v->runtime = runtime ? mb_xstrdup(runtime)
			     : mb_xasprintf("/run/user/%lu", (unsigned long)geteuid());
	find_servers(v);
	return !config || plain_path(config, err);
}

void mb_snippet_values_fini(struct mb_snippet_values *v)
{
	free(v->mb);
	free(v->local);
	free(v->runtime);
	for (size_t i = 0; i < 3; i++) {
		free(v->servers[i].host);
		free(v->servers[i].port);
	}
}

/* Find the server of a word such as "imap_host", and the rest of the word ("_host"); NULL if there is none. */
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

/* Tell whether a condition holds. False: there is no such condition. */
static bool condition_holds(const struct mb_snippet_values *v, const char *word, bool *holds_r)
{
	const char *rest;
	const struct mb_snippet_server *server = server_of(v, word, &rest);

	if (mb_streq(word, "ca"))
		*holds_r = v->ca_file != NULL;
	else if (mb_streq(word, "config"))
		*holds_r = v->config != NULL;
	else if (server && !*rest)
		*holds_r = (mb_account_services(v->account) & server->service) != 0;
	else if (server && mb_streq(rest, "_implicit"))
		*holds_r = server->implicit;
	else
		return false;
	return true;
}

/* Find what a key stands for; NULL in *value_r: the account has none. False: there is no such key. */
static bool find_value(const struct mb_snippet_values *v, const char *key, const char **value_r)
{
	const char *user = mb_account_get(v->account, MB_SET_USER), *rest;
	const char *mailbox = mb_account_get(v->account, MB_SET_MAILBOX);
	const struct mb_snippet_server *server = server_of(v, key, &rest);
	const struct {
		const char *key, *value;
	} values[] = {
		{ "account", v->account->name },
		{ "mb", v->mb },
		{ "config", v->config },
		{ "user", user },
		{ "mailbox", mailbox ? mailbox : user },
		{ "from", mailbox ? mailbox : user },
		{ "local", v->local },
		{ "runtime", v->runtime },
		{ "ca_file", v->ca_file },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (mb_streq(key, values[i].key)) {
			*value_r = values[i].value;
			return true;
		}
	if (server && mb_streq(rest, "_host"))
		*value_r = server->host;
	else if (server && mb_streq(rest, "_port"))
		*value_r = server->port;
	else
		return false;
	return true;
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

/* Tell whether a value can be written with the quoting `how`. Without quoting, only characters are allowed that have
 * no meaning to any of the mail programs. */
static bool value_fits(const char *value, const char *how)
{
	size_t len = strlen(value);

	for (const char *p = value; *p; p++)
		if (iscntrl((unsigned char)*p))
			return false;
	return *how ||
	       (!strpbrk(value, "\"#;\\$%`") && *value != ' ' && len > 0 && value[len - 1] != ' ');
}

/* Say that the text has something that no snippet can have. */
static bool refuse_word(const struct mb_snippet_values *v, const char *word, struct mb_err *err)
{
	return mb_err_set(
	    err, MB_E_CONFIG,
	    _("the file of the snippet %s has \"%s\", which cannot stand there: correct it"),
	    v->client, word);
}

/* Add a value, quoted as `how` says. */
static bool add_value(struct mb_buf *out, const struct mb_snippet_values *v, const char *key,
		      const char *how, struct mb_err *err)
{
	const char *value;

	if (!find_value(v, key, &value) || (!value && mb_streq(key, "config")))
		return refuse_word(v, key, err);
	if (!value)
		return mb_err_set(err, MB_E_CONFIG, _("set %s in the account"),
				  mb_streq(key, "from") || mb_streq(key, "mailbox") ? "user" : key);
	if (!value_fits(value, how))
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s has a character that cannot stand there: change it, or write "
		      "the mail program's config by hand"),
		    key);
	if (!*how)
		mb_buf_adds(out, value);
	else if (mb_streq(how, "c"))
		add_escaped(out, value, "\\\"");
	else if (mb_streq(how, "mutt"))
		add_escaped(out, value, "\\\"$`");
	else if (mb_streq(how, "url") || mb_streq(how, "pct"))
		add_url(out, value, mb_streq(how, "url"));
	else if (mb_streq(how, "sh"))
		add_shell_word(out, value);
	else
		return refuse_word(v, how, err);
	return true;
}

/* Append a line without conditions, with its @KEYS@ replaced. */
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
		n = strcspn(++at, "@\n");
		snprintf(word, sizeof(word), "%.*s", (int)n, at);
		if (at + n >= end)
			return refuse_word(v, word, err);
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

/* Tell whether a line's conditions hold, and move *line behind them. */
static bool read_conditions(const struct mb_snippet_values *v, const char **line, bool *wanted_r,
			    struct mb_err *err)
{
	char word[WORD_MAX];

	*wanted_r = true;
	if (**line != '?')
		return true;
	for ((*line)++; **line && **line != '?'; *line += strspn(*line, " ")) {
		size_t n = strcspn(*line, " ?\n");
		bool turned = **line == '!', holds = false;

		snprintf(word, sizeof(word), "%.*s", (int)n, *line);
		if (!condition_holds(v, word + turned, &holds))
			return refuse_word(v, word, err);
		*wanted_r = *wanted_r && holds != turned;
		*line += n;
	}
	*line += **line == '?';
	return true;
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

/* Append a comment in the reader's language. */
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
		bool wanted;

		if (comment > 0) {
			if (!write_comment(out, v, text, comment, err))
				return false;
			text += comment;
			continue;
		}
		if (!read_conditions(v, &text, &wanted, err))
			return false;
		len = strcspn(text, "\n");
		if (wanted && !add_line(out, v, text, len, err))
			return false;
		text += len + (text[len] == '\n');
	}
	return true;
}
