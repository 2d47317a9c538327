/* SPDX-License-Identifier: MIT */
#include "mail/mail.h"

#include <stdlib.h>
#include <string.h>

#include "account/access_token.h"
#include "account/mail_refusal.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"
#include "config/settings.h"
#include "global/log.h"
#include "mail/auth.h"
#include "mail/conn.h"
#include "mail/smtp.h"
#include "meaning/judge.h"
#include "net/url.h"
#include "plugin/service.h"

#define ISSUER_MAX 200 /* bytes */

/* The opening of a session. */
struct work {
	struct mb_mail *mail;
	const struct mb_account *account;
	enum mb_tls tls;
	struct mb_deadline deadline;
	struct mb_verdict verdict;
};

const char *mb_mail_user(const struct mb_account *account, enum mb_service service)
{
	const char *mailbox = mb_account_get(account, MB_SET_MAILBOX);

	return mailbox && service != MB_SERVICE_SMTP ? mailbox
						     : mb_account_get(account, MB_SET_USER);
}

static bool find_host(struct work *w, const char *host, uint16_t port, struct mb_err *err)
{
	struct mb_mail *mail = w->mail;
	char *known = NULL;

	if (!mb_resolve_host(w->account, mail->service, &known, &mail->port, &w->tls)) {
		if (!host)
			return mb_err_set(err, MB_E_CONFIG, _("set %s_host in the account"),
					  mb_service_name(mail->service));
		mail->port = mb_service_row(mail->service)->ports[0].port;
		w->tls = mb_service_row(mail->service)->ports[0].tls;
	}
	mail->host = host ? mb_xstrdup(host) : known;
	if (host)
		free(known);
	if (!mb_url_is_host(mail->host))
		return mb_err_set(err, MB_E_CONFIG,
				  _("\"%s\" is no name of a server: correct %s_host"), mail->host,
				  mb_service_name(mail->service));
	if (port) {
		mail->port = port;
		w->tls = mb_service_tls(port, w->tls);
	}
	return true;
}

static bool server_connect(struct work *w, struct mb_err *err)
{
	struct mb_mail *mail = w->mail;
	const struct mb_conn_target target = {
		.service = mail->service,
		.host = mail->host,
		.port = mail->port,
		.tls = w->tls,
		.proxy = mb_account_get(w->account, MB_SET_PROXY),
		.ca_file = mb_account_path(w->account, MB_SET_CA_FILE),
	};
	const char *words;

	mb_conn_close(&mail->conn);
	if (!mb_conn_open(&mail->conn, &target, w->deadline, err))
		return false;
	words = mail->service == MB_SERVICE_SMTP ? mb_caps_farewell(mb_conn_prologue(mail->conn))
						 : NULL;
	if (words)
		return mb_err_set(err, MB_E_RETRY,
				  _("%s does not let us in: try again later (it says \"%.*s\")"),
				  mail->host, (int)strcspn(words, "\n"), words);
	mb_caps_from_prologue(&mail->caps, mail->service, mb_conn_prologue(mail->conn));
	mail->caps.cut = mail->caps.cut || mb_conn_cut(mail->conn);
	return true;
}

/* Return "M1 NO text" without the tag of auth.c. */
static const char *without_tag(const char *words)
{
	return strncmp(words, "M1 ", 3) == 0 ? words + 3 : words;
}

/* Log the status in the server's error challenge, which its line seldom tells. The provider named there is only shown,
 * never asked: whoever runs the server could name any (RFC 7628 3.2.2). */
static void tell_challenge(const char *challenge, struct mb_err *err)
{
	struct mb_buf shown;

	json_t *json = challenge ? mb_json_parse(challenge, strlen(challenge)) : NULL;
	const char *status = json ? mb_json_str(json, "status") : NULL;
	const char *issuer = json ? mb_json_str(json, "openid-configuration") : NULL;

	if (status && issuer)
		mb_step(_("the server's challenge says %s, and names as its provider %s"), status,
			issuer);
	else if (status)
		mb_step(_("the server's challenge says %s"), status);
	if (issuer) {
		mb_buf_init(&shown, ISSUER_MAX + 16);
		mb_text_printable(&shown, issuer, ISSUER_MAX);
		mb_err_set(err, err->code, _("%s; the server wants tokens of %s"),
			   err->text ? err->text : "", mb_buf_str(&shown));
		mb_buf_fini(&shown);
	}
	json_decref(json);
}

static enum mb_auth token_show(struct work *w, const struct mb_token_file *token,
			       struct mb_err *err)
{
	struct mb_mail *mail = w->mail;
	const struct mb_auth_as as = {
		.service = mail->service,
		.user = mb_mail_user(w->account, mail->service),
		.host = mail->host,
		.port = mail->port,
		.token = token->token,
		.token_len = token->token_len,
	};
	struct mb_auth_answer answer;
	enum mb_auth result = mb_auth(mail->conn, &mail->caps, &as, w->deadline, &answer, err);

	free(mail->words);
	mail->words = result == MB_AUTH_BROKEN ? NULL : mb_xstrdup(without_tag(answer.words));
	if (result == MB_AUTH_REFUSED) {
		mb_verdict_fini(&w->verdict);
		mb_judge_line(&w->verdict, w->account, mb_service_row(mail->service)->where,
			      without_tag(answer.words));
		mb_verdict_err(&w->verdict, w->account, err);
		tell_challenge(answer.challenge, err);
	}
	mb_auth_answer_fini(&answer);
	return result;
}

/* Tell whether another token may help after a refusal. */
static bool worth_another(const struct work *w, const struct mb_token_file *token)
{
	int64_t now = mb_clock_now();

	return w->verdict.meaning != MB_MEANS_RETRY &&
	       (mb_token_file_old(token, now) || token->expires <= now);
}

static bool sign_in(struct work *w, const struct mb_paths *paths, struct mb_err *err)
{
	struct mb_token_file first, second = { 0 };
	enum mb_service service = w->mail->service;
	enum mb_auth result = MB_AUTH_BROKEN;

	if (!mb_access_token(w->account, paths, -1, false, &first, err))
		goto out;
	if (server_connect(w, err))
		result = token_show(w, &first, err);
	if (result == MB_AUTH_REFUSED && worth_another(w, &first)) {
		mb_err_clear(err);
		mb_step(_("the server refuses the token: obtaining another one"));
		result = MB_AUTH_BROKEN;
		if (mb_access_token_after(w->account, paths, &first, &second, err) &&
		    server_connect(w, err))
			result = token_show(w, &second, err);
	}
	if (result == MB_AUTH_REFUSED && w->verdict.meaning != MB_MEANS_RETRY)
		mb_mail_refusal_keep(w->account, paths, service, err);
	if (result == MB_AUTH_DONE)
		mb_mail_refusal_forget(w->account, paths, service);
out:
	mb_token_file_fini(&first);
	mb_token_file_fini(&second);
	return result == MB_AUTH_DONE;
}

/* Ask a submission server again what it can do: Dovecot says only after the login what the relay behind it can do.
 * IMAP's login has told already. */
static bool ask_caps_again(struct work *w, struct mb_err *err)
{
	return w->mail->service != MB_SERVICE_SMTP || mb_smtp_hello(w->mail, w->deadline, err);
}

static void work_begin(struct work *w, enum mb_service service)
{
	*w->mail = (struct mb_mail){ .service = service };
	mb_caps_init(&w->mail->caps);
}

static void work_end(struct work *w)
{
	mb_verdict_fini(&w->verdict);
}

bool mb_mail_open(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_paths *paths, enum mb_service service, const char *host,
		  uint16_t port, struct mb_deadline deadline, struct mb_err *err)
{
	struct work w = { .mail = mail, .account = account, .deadline = deadline };
	bool ok;

	work_begin(&w, service);
	ok = find_host(&w, host, port, err) &&
	     !mb_mail_refusal_stands(account, paths, service, err) && sign_in(&w, paths, err) &&
	     ask_caps_again(&w, err);
	work_end(&w);
	return ok;
}

bool mb_mail_open_anyway(struct mb_mail *mail, const struct mb_account *account,
			 const struct mb_paths *paths, enum mb_service service,
			 struct mb_deadline deadline, struct mb_err *err)
{
	struct work w = { .mail = mail, .account = account, .deadline = deadline };
	bool ok;

	work_begin(&w, service);
	ok = find_host(&w, NULL, 0, err) && sign_in(&w, paths, err) && ask_caps_again(&w, err);
	work_end(&w);
	return ok;
}

void mb_mail_close(struct mb_mail *mail)
{
	mb_conn_close(&mail->conn);
	mb_caps_fini(&mail->caps);
	free(mail->host);
	free(mail->words);
	*mail = (struct mb_mail){ .service = mail->service };
}
