/* SPDX-License-Identifier: MIT */
#include "cmd/login/login.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account/finish.h"
#include "base/env.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "crypto/random.h"
#include "global/command.h"
#include "global/log.h"
#include "net/loopback.h"
#include "oauth/authorization.h"

/* Random bytes in the address that a browser is started with. */
#define LEAD_BYTES 16

bool mb_login_in_ssh(void)
{
	return mb_env("SSH_CONNECTION") || mb_env("SSH_TTY");
}

bool mb_login_has_desktop(void)
{
	return (mb_env("DISPLAY") || mb_env("WAYLAND_DISPLAY")) && !mb_login_in_ssh();
}

/* Tell whether the shell would find a program of this name. */
static bool can_run(const char *name, size_t len)
{
	const char *dirs = memchr(name, '/', len) ? "" : mb_env("PATH");
	bool found = false;

	while (dirs && !found) {
		size_t n = strcspn(dirs, ":");
		char *path = mb_xasprintf("%.*s%s%.*s", (int)n, dirs, n ? "/" : "", (int)len, name);

		found = access(path, X_OK) == 0;
		free(path);
		dirs = dirs[n] ? dirs + n + 1 : NULL;
	}
	return found;
}

/* Choose a command of $BROWSER, which may be several divided by colons: the first that exists, else the last. The
 * caller frees it. */
static char *browser_of(const char *list)
{
	for (;;) {
		size_t len = strcspn(list, ":");

		if (!list[len] || can_run(list, strcspn(list, ": ")))
			return mb_xstrndup(list, len);
		list += len + 1;
	}
}

/* Return the command that opens the URL; NULL if the person must open it. The caller frees it. */
static char *opener(const char *open_command)
{
	if (open_command)
		return mb_xstrdup(open_command);
	if (mb_env("BROWSER"))
		return browser_of(mb_env("BROWSER"));
	return mb_xstrdup(
	    mb_login_has_desktop() && access("/usr/bin/xdg-open", X_OK) == 0 ? "xdg-open" : NULL);
}

/* Print the `ssh -L` command that forwards host and port of the redirect URI, http://HOST[:PORT][/PATH]. */
static void print_tunnel(const char *redirect_uri)
{
	const char *host = strstr(redirect_uri, "://");
	const char *port, *to = "127.0.0.1"; /* also for localhost */
	int len, digits;

	host = host ? host + 3 : redirect_uri;
	port = strchr(host, *host == '[' ? ']' : ':');
	len = *host == '[' && port ? (int)(port + 1 - host) : (int)strlen(to);
	if (*host == '[' && port) {
		to = host;
		port++;
	}
	port = port && *port == ':' && !memchr(host, '/', (size_t)(port - host)) ? port + 1 : "80";
	digits = (int)strspn(port, "0123456789");
	fprintf(stderr, "    ssh -L %.*s:%.*s:%.*s THIS-HOST\n\n", digits, port, len, to, digits,
		port);
}

static void tell_person(const char *url, const char *redirect_uri)
{
	fprintf(stderr, _("Open this address in a browser and sign in:\n\n%s\n\n"), url);
	if (mb_login_in_ssh()) {
		fputs(_("The browser must reach this machine: run on yours\n\n"), stderr);
		print_tunnel(redirect_uri);
		fputs(_("or use --paste.\n"), stderr);
	}
	fputs(_("Waiting for the browser (^C gives up) ...\n"), stderr);
}

/* Return an address for the browser's command line, which everybody can read: it leads only our user on to a->url.
 * Borrowed. */
static const char *lead_to(struct mb_loopback *lb, const struct mb_authorization *a,
			   struct mb_err *err)
{
	struct mb_secret *name = mb_random_text(LEAD_BYTES, err);
	const char *uri = name ? mb_loopback_lead(lb, a->url, mb_secret_expose(name)) : NULL;

	mb_secret_free(&name);
	return uri;
}

static void open_url(struct mb_command *c, const char *open_command, const char *url)
{
	const char *const args[] = { url, NULL };
	char *command = opener(open_command);
	struct mb_err err = MB_ERR_INIT;

	if (command && !mb_command_start(c, command, args, 0, &err))
		mb_warn_err(NULL, &err);
	mb_err_clear(&err);
	free(command);
}

/* Warn if the command that opens the browser has failed. It may end at once (xdg-open) or run for hours. */
static void check_opener(void *arg)
{
	struct mb_command *c = arg;
	int status = 0;

	if (!c->pid || !mb_command_ended(c))
		return;
	mb_command_wait(c, mb_deadline_in(1), &status);
	if (status != 0)
		mb_warnx(
		    _("no browser was opened (exit status %d): open the address above yourself"),
		    status);
}

bool mb_login_browser(struct mb_session *s, const char *open_command, struct mb_err *err)
{
	struct mb_authorization a = { NULL, NULL, NULL, NULL };
	struct mb_redirect redirect = MB_REDIRECT_INIT;
	struct mb_command browser = MB_COMMAND_INIT;
	struct mb_loopback *lb = NULL;
	const char *uri;
	bool ok = false;

	if (!mb_loopback_open(&lb, mb_account_get(s->party.account, MB_SET_REDIRECT_URI), err) ||
	    !mb_authorization_begin(&a, &s->party, mb_loopback_uri(lb), err) ||
	    !(uri = lead_to(lb, &a, err)))
		goto out;
	tell_person(a.url, a.redirect_uri);
	open_url(&browser, open_command, uri);
	mb_loopback_on_idle(lb, check_opener, &browser);
	if (mb_loopback_wait(lb, mb_secret_expose(a.state), mb_deadline_in(MB_LOGIN_SECONDS),
			     &redirect, err)) {
		ok = mb_finish_code(s, &a, &redirect, err);
		mb_loopback_answer(lb, ok, ok ? NULL : err->text);
	}
out:
	mb_command_leave(&browser); /* the person may use the browser for other things */
	mb_redirect_fini(&redirect);
	mb_authorization_fini(&a);
	mb_loopback_close(&lb);
	return ok;
}
