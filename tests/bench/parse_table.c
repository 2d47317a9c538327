/* SPDX-License-Identifier: MIT */
/* The parsers, and how to show them a text. The mail servers here are a text, too: this program is the
 * connection (mail/conn.h). */
#include "parse.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "cli/paste.h"
#include "config/client_file.h"
#include "config/config.h"
#include "cmd/setup/msmtprc.h"
#include "crypto/base64.h"
#include "mail/auth.h"
#include "mail/conn.h"
#include "mail/imap.h"
#include "mail/message.h"
#include "mail/mutf7.h"
#include "mail/received.h"
#include "mail/smtp.h"
#include "net/head.h"
#include "net/http.h"
#include "meaning/claims.h"
#include "explain/explain.h"
#include "meaning/identity.h"
#include "meaning/reply.h"
#include "shim/connect/bridge.h"
#include "shim/git/git_request.h"
#include "shim/deliver/lmtp_in.h"
#include "store/client.h"
#include "store/metadata.h"
#include "store/record.h"
#include "store/status.h"
#include "store/token_file.h"

/* What may be said of any text. */
#define ANY_MAX (4 * 1024 * 1024)

const char *parse_file(const char *data, size_t len)
{
	static char path[64];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("parse", MFD_CLOEXEC);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	if (fd < 0 || fchmod(fd, 0600) < 0 || ftruncate(fd, 0) < 0 ||
	    pwrite(fd, data, len, 0) != (ssize_t)len || lseek(fd, 0, SEEK_SET) < 0)
		abort();
	return path;
}

/* ------------------------------------------------------------------ a mail server */

struct mb_conn {
	char *text, *at, *end;
};

static char host[] = "server";

static bool ended(struct mb_err *err)
{
	return mb_err_set(err, MB_E_RETRY, "server ended the connection");
}

bool mb_conn_line(struct mb_conn *c, struct mb_deadline deadline, char **line_r, struct mb_err *err)
{
	char *lf = memchr(c->at, '\n', (size_t)(c->end - c->at));

	(void)deadline;
	if (!lf || lf - c->at >= MB_CONN_LINE_MAX)
		return ended(err);
	*lf = '\0';
	*line_r = c->at;
	c->at = lf + 1;
	return true;
}

bool mb_conn_bytes(struct mb_conn *c, void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err)
{
	(void)deadline;
	if ((size_t)(c->end - c->at) < len)
		return ended(err);
	memcpy(data, c->at, len);
	c->at += len;
	return true;
}

bool mb_conn_write(struct mb_conn *c, const void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err)
{
	(void)c;
	(void)data;
	(void)len;
	(void)deadline;
	(void)err;
	return true;
}

bool mb_conn_say(struct mb_conn *c, struct mb_deadline deadline, struct mb_err *err,
		 const char *fmt, ...)
{
	(void)c;
	(void)deadline;
	(void)err;
	(void)fmt;
	return true;
}

static void meet(struct mb_mail *mail, struct mb_conn *conn, const char *data, size_t len)
{
	conn->text = malloc(len + 1);
	if (!conn->text)
		abort();
	memcpy(conn->text, data, len + 1);
	conn->at = conn->text;
	conn->end = conn->text + len;
	*mail = (struct mb_mail){ .conn = conn, .host = host };
	mb_caps_init(&mail->caps);
}

static void part(struct mb_mail *mail)
{
	mb_caps_fini(&mail->caps);
	free(mail->conn->text);
}

static void imap_find(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_imap_uids uids;
	struct mb_conn conn;
	struct mb_imap imap;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_imap_init(&imap, &mail, 600);
	mb_imap_find(&imap, 1, 1, 1000, &uids, &err);
	free(uids.uids);
	mb_imap_fini(&imap);
	part(&mail);
	mb_err_clear(&err);
}

static void imap_fetch(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_message message;
	struct mb_conn conn;
	struct mb_imap imap;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_imap_init(&imap, &mail, 600);
	mb_message_init(&message, "/tmp", SIZE_MAX);
	mb_imap_fetch(&imap, 1, ANY_MAX, &message, &err);
	mb_message_fini(&message);
	mb_imap_fini(&imap);
	part(&mail);
	mb_err_clear(&err);
}

static void smtp_hello(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_conn conn;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_smtp_hello(&mail, mb_deadline_in(600), &err);
	part(&mail);
	mb_err_clear(&err);
}

static void sign_in(enum mb_service service, const char *data, size_t len)
{
	const struct mb_auth_as as = {
		service, "alice@test", "server", 1, "a-token-of-twenty-and-more", 26
	};
	struct mb_err err = MB_ERR_INIT;
	struct mb_auth_answer answer;
	struct mb_conn conn;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_caps_from_prologue(&mail.caps, service,
			      service == MB_SERVICE_IMAP   ? "* CAPABILITY AUTH=XOAUTH2\n"
			      : service == MB_SERVICE_POP3 ? "+OK\nSASL XOAUTH2\n.\n"
							   : "250-mx\n250 AUTH XOAUTH2\n");
	mb_auth(&conn, &mail.caps, &as, mb_deadline_in(600), &answer, &err);
	mb_auth_answer_fini(&answer);
	part(&mail);
	mb_err_clear(&err);
}

static void imap_auth(const char *data, size_t len)
{
	sign_in(MB_SERVICE_IMAP, data, len);
}

static void pop3_auth(const char *data, size_t len)
{
	sign_in(MB_SERVICE_POP3, data, len);
}

static void smtp_auth(const char *data, size_t len)
{
	sign_in(MB_SERVICE_SMTP, data, len);
}

static void greeting(const char *data, size_t len)
{
	static const enum mb_service services[] = { MB_SERVICE_IMAP, MB_SERVICE_POP3,
						    MB_SERVICE_SMTP };
	struct mb_caps caps;

	(void)len;
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++) {
		mb_caps_init(&caps);
		mb_caps_from_prologue(&caps, services[i], data);
		mb_caps_sasl(&caps, services[i], "XOAUTH2");
		mb_caps_farewell(data);
		mb_caps_fini(&caps);
	}
}

/* ---------------------------------------------------------------- a mail program */

/* Shows what is left again and again, 64 KB at most, as the relay does. */
static void bridge(enum mb_service service, const char *data, size_t len)
{
	struct mb_bridge b = { .service = service, .host = "server" };
	struct mb_caps caps;
	bool pass = false;
	size_t n = 1;

	mb_caps_init(&caps);
	b.caps = &caps;
	while (n > 0 && !pass && len > 0) {
		struct mb_buf answer;

		mb_buf_init(&answer, 65536);
		n = mb_bridge_take(&b, data, len < 65536 ? len : 65536, &answer, &pass);
		mb_buf_fini(&answer);
		data += n;
		len -= n;
	}
	mb_caps_fini(&caps);
}

static void bridge_imap(const char *data, size_t len)
{
	bridge(MB_SERVICE_IMAP, data, len);
}

static void bridge_pop3(const char *data, size_t len)
{
	bridge(MB_SERVICE_POP3, data, len);
}

static void bridge_smtp(const char *data, size_t len)
{
	bridge(MB_SERVICE_SMTP, data, len);
}

static void no_answers(void *arg)
{
	(void)arg;
}

static struct mb_lmtp_in *lmtp_client(const char *data, size_t len)
{
	struct mb_lmtp_in *in = calloc(1, sizeof(*in));

	if (!in)
		abort();
	in->fd = open(parse_file(data, len), O_RDONLY | O_CLOEXEC);
	in->before_wait = no_answers;
	return in;
}

static void lmtp_lines(const char *data, size_t len)
{
	struct mb_lmtp_in *in = lmtp_client(data, len);
	bool bad;

	while (mb_lmtp_line(in, &bad))
		;
	close(in->fd);
	free(in);
}

static void lmtp_data(const char *data, size_t len)
{
	struct mb_lmtp_in *in = lmtp_client(data, len);
	struct mb_err err = MB_ERR_INIT;
	struct mb_message message;
	bool kept;

	mb_message_init(&message, "/tmp", SIZE_MAX);
	mb_lmtp_data(in, &message, &kept, &err);
	mb_message_fini(&message);
	mb_err_clear(&err);
	close(in->fd);
	free(in);
}

static void message(const char *data, size_t len)
{
	unsigned char digest[MB_SHA256_LEN];
	struct mb_err err = MB_ERR_INIT;
	struct mb_internal_date date;
	struct mb_message m;
	size_t n;

	mb_message_init(&m, "/tmp", SIZE_MAX);
	if (mb_message_add(&m, data, len, &err) && mb_message_end(&m, &err)) {
		mb_message_digest(&m, digest, &n);
		mb_internal_date(&date, m.data, m.len, 1700000000);
	}
	mb_message_fini(&m);
	mb_err_clear(&err);
}

static void mailbox_name(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf out;

	(void)len;
	mb_buf_init(&out, ANY_MAX);
	mb_mutf7_quoted(&out, data, &err);
	mb_buf_fini(&out);
	mb_err_clear(&err);
}

static void git_request(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_git_request request;
	FILE *in = fopen(parse_file(data, len), "re");

	if (!in)
		abort();
	mb_git_request_read(&request, in, &err);
	mb_git_request_fini(&request);
	fclose(in);
	mb_err_clear(&err);
}

/* -------------------------------------------------------------------- a provider */

static void reply(int status, const char *data, size_t len)
{
	struct mb_http_answer answer = { .retry_after = -1, .status = status };
	struct mb_err err = MB_ERR_INIT;
	struct mb_tokens tokens;
	struct mb_reply r;

	mb_buf_init(&answer.body, MB_HTTP_BODY_MAX);
	mb_buf_add(&answer.body, data, len);
	mb_reply_parse(&r, &answer);
	if (mb_reply_is_success(&r)) {
		mb_tokens_take(&tokens, &r, &err);
		mb_tokens_fini(&tokens);
	} else {
		mb_reply_str(&r, "error_description");
	}
	mb_reply_fini(&r);
	mb_http_answer_fini(&answer);
	mb_err_clear(&err);
}

static void tokens(const char *data, size_t len)
{
	reply(200, data, len);
}

static void refusal(const char *data, size_t len)
{
	reply(400, data, len);
}

static void jwt(const char *data, size_t len)
{
	struct mb_buf token;

	mb_buf_init(&token, ANY_MAX);
	mb_buf_adds(&token, "eyJhbGciOiJub25lIn0.");
	mb_base64url(&token, data, len);
	mb_buf_adds(&token, ".x");
	free(mb_identity(mb_buf_str(&token), NULL));
	json_decref(mb_claims(mb_buf_str(&token), token.len));
	json_decref(mb_claims(data, len));
	mb_buf_fini(&token);
}

static void base64(const char *data, size_t len)
{
	struct mb_buf out;

	mb_buf_init(&out, ANY_MAX);
	mb_base64_decode(&out, data, len);
	mb_buf_fini(&out);
}

/* ------------------------------------------------------------ a person, a browser */

static void explain(const char *data, size_t len)
{
	struct mb_explanation e;

	if (mb_explain(&e, data, len, NULL, false))
		mb_explanation_fini(&e);
}

static void paste(const char *data, size_t len)
{
	struct mb_redirect redirect = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;

	mb_paste_parse(data, len, &redirect, &err);
	mb_redirect_fini(&redirect);
	mb_err_clear(&err);
}

static void paste_line(const char *data, size_t len)
{
	int fd = open(parse_file(data, len), O_RDONLY | O_CLOEXEC);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf line;

	mb_buf_init(&line, MB_REDIRECT_MAX);
	mb_paste_line(fd, null, "", false, mb_deadline_in(600), &line, &err);
	mb_buf_fini(&line);
	mb_err_clear(&err);
	close(null);
	close(fd);
}

static void redirect(const char *data, size_t len)
{
	struct mb_redirect r;
	struct mb_err err = MB_ERR_INIT;

	mb_redirect_parse(&r, data, len, &err);
	mb_redirect_fini(&r);
	mb_err_clear(&err);
}

static void head(const char *data, size_t len)
{
	struct mb_redirect r = MB_REDIRECT_INIT;
	size_t n = mb_head_len(data, len);
	const char *why;

	if (n > 0 && mb_head_judge(data, n, "/", &r, &why) == 200)
		mb_redirect_fini(&r);
}

static void printable(const char *data, size_t len)
{
	struct mb_buf out;

	(void)len;
	mb_buf_init(&out, ANY_MAX);
	mb_text_printable(&out, data, ANY_MAX / 4);
	mb_buf_fini(&out);
}

/* ------------------------------------------------------------------------- files */

static void config(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_config *c = NULL;

	mb_config_load(parse_file(data, len), &c, &err);
	mb_config_free(&c);
	mb_err_clear(&err);
}

static void msmtprc(const char *data, size_t len)
{
	struct mb_msmtprc rc = MB_MSMTPRC_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf text;

	mb_buf_init(&text, MB_MSMTPRC_MAX);
	mb_buf_add(&text, data, len);
	mb_msmtprc_parse(&rc, "msmtprc", &text, &err);
	mb_msmtprc_fini(&rc);
	mb_err_clear(&err);
	mb_buf_fini(&text);
}

static void token_file(const char *data, size_t len)
{
	struct mb_token_file token;

	mb_token_file_load(&token, parse_file(data, len));
	mb_token_file_fini(&token);
}

static void json_files(const char *data, size_t len)
{
	const char *path = parse_file(data, len);
	struct mb_err err = MB_ERR_INIT;
	struct mb_secret *secret = NULL;
	struct mb_client client;
	struct mb_record record;
	struct mb_status status;
	bool absent = false;
	int64_t fetched;
	char *id = NULL;

	mb_record_load(&record, path, &absent, &err);
	mb_record_fini(&record);
	mb_err_clear(&err);
	mb_status_load(&status, path, &err);
	mb_status_fini(&status);
	mb_err_clear(&err);
	mb_client_load(&client, path, "authority", "uri", &err);
	mb_client_fini(&client);
	mb_err_clear(&err);
	json_decref(mb_metadata_load(path, "https://issuer.test", &fetched));
	mb_client_file_read(path, &id, &secret, &err);
	mb_err_clear(&err);
	mb_secret_free(&secret);
	free(id);
}

/* -------------------------------------------------------------------- the table */

/* What is not JSON, and what JSON may be full of. */
#define JSON_TEXTS                                                                                 \
	{                                                                                          \
		{ "one string", "{\"error\":\"", "invalid_grant ", "\"}" },                        \
		    { "escapes", "{\"error_description\":\"", "\\u00e9\\n", "\"}" },               \
		    { "keys", "{\"expires_in\":3600,\"access_token\":\"x\"", ",\"\1\":1", "}" },   \
		    { "one key", "{\"a\":1", ",\"a\":1", "}" },                                    \
		    { "arrays in arrays", "{\"a\":", "[", NULL },                                  \
		    { "objects in objects", NULL, "{\"a\":", NULL },                               \
		    { "a long array", "{\"scope\":[0", ",\"mail\"", "]}" },                        \
		    { "digits", "{\"expires_in\":", "9", "}" },                                    \
		    { "HTML", "<html>", "<p class='x'>Sorry &amp; goodbye</p>\n", NULL },          \
	}

static const char *const send_command[] = { "mailbearer", "send", "-t", "-a", "work", NULL };
static const char *const explain_command[] = { "mailbearer", "explain", NULL };
static const char *const git_command[] = { "mailbearer", "git-credential", "get", NULL };
static const char *const deliver_command[] = { "mailbearer", "deliver", "work", NULL };
static const char *const lmtp_command[] = { "mailbearer", "deliver", "--lmtp", "work", NULL };

#define HEADER_TEXTS                                                                               \
	{                                                                                          \
		{ "addresses", "To: a@b", ",\n \1@test", "\n\nhello\n" },                          \
		    { "one address", "To: a@b", ",\n a@test", "\n\nhello\n" },                     \
		    { "names", "To: a@b", ", \"A. \1\" <a@test>", "\n\nhello\n" },                 \
		    { "fields of addresses", NULL, "Cc: \1@test\n", "\nhello\n" },                 \
		    { "comments in comments", "To: a@b ", "(", "\n\nhello\n" },                    \
		    { "quotes", "To: ", "\"", "\n\nhello\n" },                                     \
		    { "groups", "To: ", "g:a@b;,", "\n\nhello\n" },                                \
		    { "encoded words", "Subject: ", "=?utf-8?q?x?= ", "\n\nhello\n" },             \
		    { "Received", NULL, "Received: by x; Thu, 1 Jan 2026 12:00:00 +0000\n",        \
		      "\n" },                                                                      \
		    { "one Received", "Received: ", "(a\n ", "\n" },                               \
		    { "From and From", NULL, "From: a@b\n", "To: a@b\n\n" },                       \
		    { "resent", NULL, "Resent-To: a@b\nX: y\n", "\n" },                            \
		    { "folded", "X: y", "\n y", "\nTo: a@b\n\n" },                                 \
		    { "dots", "To: a@b\n\n", ".\r\n..\r\n", NULL },                                \
		    { "line ends", "To: a@b\n\n", "\n", NULL },                                    \
		    { "lone CRs", "To: a@b\n\n", "\r", NULL },                                     \
	}

const struct parser parsers[] = {
	{ "explain",
	  explain,
	  NULL,
	  {
	      { "digits", NULL, "0", NULL },
	      { "error=", NULL, "error=invalid_grant ", NULL },
	      { "codes", NULL, "4545 5.7.1 ", NULL },
	      { "tags", NULL, "<", NULL },
	      { "entities", NULL, "&#x41", NULL },
	      { "escapes", NULL, "\033[", NULL },
	      { "base64", NULL, "eyJAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ", NULL },
	      { "one base64", "eyJ", "AAAA", NULL },
	      { "AADSTS", NULL, "AADSTS50011 ", NULL },
	      { "AADSTS of many", NULL, "AADSTS\1 ", NULL },
	      { "words", NULL, "invalid_grant invalid_client ", NULL },
	      { "answers", NULL, "-ERR NO BAD 535 5.7.3 ", NULL },
	      { "quotes", NULL, ">>>>>>>>>>>>>>>>\n", NULL },
	      { "backslashes", NULL, "\\", NULL },
	      { "percent", NULL, "%25", NULL },
	      { "JSON", NULL, "{\"error\":\"a\1\",\"suberror\":\"x\"}", NULL },
	  } },
	{ "explain, the command",
	  NULL,
	  explain_command,
	  { { "lines", NULL, "fetchmail: \1: nothing to see here\n", NULL } } },
	{ "send -t, the command", NULL, send_command, HEADER_TEXTS },
	{ "deliver, the command",
	  NULL,
	  deliver_command,
	  { { "lines", "Subject: x\n\n", "line \1\n", NULL } } },
	{ "deliver --lmtp, the command",
	  NULL,
	  lmtp_command,
	  {
	      { "one line", "LHLO ", "a", "\r\n" },
	      { "commands", NULL, "NOOP\r\n", NULL },
	      { "line ends", NULL, "\n", NULL },
	      { "senders", "LHLO x\r\n", "MAIL FROM:<\1@test>\r\nRSET\r\n", NULL },
	      { "quotes", "LHLO x\r\n", "MAIL FROM:<\"\\\"\\\"\\\"\\\"\\\"\r\n", NULL },
	  } },
	{ "git-credential, the command",
	  NULL,
	  git_command,
	  { { "lines", NULL, "host=a\n", NULL }, { "one line", "host=", "a", NULL } } },
	{ "message", message, NULL, HEADER_TEXTS },
	{ "LMTP lines",
	  lmtp_lines,
	  NULL,
	  { { "one line", NULL, "a", NULL },
	    { "lines", NULL, "NOOP\r\n", NULL },
	    { "line ends", NULL, "\n", NULL } } },
	{ "LMTP data", lmtp_data, NULL, HEADER_TEXTS },
	{ "IMAP, a list",
	  imap_find,
	  NULL,
	  {
	      { "messages", NULL, "* 1 FETCH (UID \1 RFC822.SIZE 5)\n", "A1 OK x\n" },
	      { "short lines", NULL, "* \n", "A1 OK x\n" },
	      { "literals", "* X ", "{0}\n", "\nA1 OK x\n" },
	      { "answers of literals", NULL, "* {1}\na {2}\nab \n", "A1 OK x\n" },
	      { "BYE", NULL, "* BYE see you\n", "A1 OK x\n" },
	      { "braces", NULL, "* X {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{1}\n\n", "A1 OK x\n" },
	      { "names", "* 1 FETCH (", "UID", ")\nA1 OK x\n" },
	      { "one number", "* 1 FETCH (UID ", "9", ")\nA1 OK x\n" },
	  } },
	{ "IMAP, a message",
	  imap_fetch,
	  NULL,
	  { { "empty bodies", "* 1 FETCH (", "BODY[] {0}\n", ")\nA1 OK x\n" },
	    { "bodies", NULL, "* 1 FETCH (BODY[] {3}\nabc)\n", "A1 OK x\n" } } },
	{ "IMAP, signing in",
	  imap_auth,
	  NULL,
	  { { "challenges", NULL, "+ eyJzdGF0dXMiOiI0MDEifQ==\n", NULL },
	    { "capabilities", NULL, "* CAPABILITY A B C \1\n", "M1 OK x\n" },
	    { "one line", "* CAPABILITY", " A\1", "\nM1 OK x\n" } } },
	{ "POP3, signing in",
	  pop3_auth,
	  NULL,
	  { { "challenges", NULL, "+ eyJzdGF0dXMiOiI0MDEifQ==\n", NULL },
	    { "one line", "-ERR ", "x ", "\n" } } },
	{ "SMTP, signing in",
	  smtp_auth,
	  NULL,
	  { { "lines", NULL, "535-5.7.8 no\n", "535 no\n" },
	    { "one challenge", "334 ", "eyJz", "\n535 no\n" },
	    { "the token", NULL, "535-5.7.8 a-token-of-twenty-and-mor\n", "535 no\n" } } },
	{ "SMTP replies",
	  smtp_hello,
	  NULL,
	  { { "lines", NULL, "250-X\1\n", "250 x\n" }, { "one line", "250 ", "5.1.1 ", "\n" } } },
	{ "greetings",
	  greeting,
	  NULL,
	  {
	      { "IMAP", NULL, "* CAPABILITY A\1 B C\n", NULL },
	      { "one line", "* CAPABILITY", " A\1", "\n" },
	      { "codes", "* OK ", "[CAPABILITY ", "\n" },
	      { "POP3", NULL, "+OK\nX\1\n.\n", NULL },
	      { "SMTP", NULL, "250-X\1\n", NULL },
	      { "line ends", NULL, "\n", NULL },
	  } },
	{ "bridge, IMAP",
	  bridge_imap,
	  NULL,
	  {
	      { "commands", NULL, "a\1 CAPABILITY\r\n", NULL },
	      { "NOOP", NULL, "a NOOP\r\n", NULL },
	      { "literals", NULL, "a LOGIN {3}\r\nabc {3}\r\nabc\r\n", NULL },
	      { "line ends", NULL, "\r\n", NULL },
	      { "one line", NULL, "a", NULL },
	  } },
	{ "bridge, POP3",
	  bridge_pop3,
	  NULL,
	  { { "CAPA", NULL, "CAPA\r\n", NULL },
	    { "AUTH", NULL, "AUTH PLAIN\r\nAAAA\r\n", NULL },
	    { "line ends", NULL, "\r\n", NULL } } },
	{ "bridge, SMTP",
	  bridge_smtp,
	  NULL,
	  { { "EHLO", NULL, "EHLO x\1\r\n", NULL },
	    { "AUTH", NULL, "AUTH LOGIN\r\nAAAA\r\nAAAA\r\n", NULL },
	    { "line ends", NULL, "\r\n", NULL } } },
	{ "mailbox names",
	  mailbox_name,
	  NULL,
	  { { "ASCII", NULL, "abc/&", NULL },
	    { "UTF-8", NULL, "\303\244\360\237\230\200", NULL },
	    { "mixed", NULL, "a\303\244", NULL } } },
	{ "git's question",
	  git_request,
	  NULL,
	  { { "lines", NULL, "host=\1\n", NULL },
	    { "passwords", NULL, "password=x\n", NULL },
	    { "colons", "host=", ":", NULL },
	    { "line ends", "host=a", "\r\n", NULL } } },
	{ "tokens", tokens, NULL, JSON_TEXTS },
	{ "refusals", refusal, NULL, JSON_TEXTS },
	{ "JWTs", jwt, NULL, JSON_TEXTS },
	{ "base64",
	  base64,
	  NULL,
	  { { "base64", NULL, "AAAA", NULL },
	    { "lines", NULL, "AAAA\r\n", NULL },
	    { "padding", NULL, "=", NULL },
	    { "none", NULL, "%", NULL } } },
	{ "paste",
	  paste,
	  NULL,
	  {
	      { "parameters", "http://localhost/?", "a\1=b&", "code=x" },
	      { "one code", "http://localhost/?code=", "%41", NULL },
	      { "blanks", NULL, " ", NULL },
	      { "URLs", NULL, "http://localhost/?code=x&state=y ", NULL },
	      { "percent", NULL, "%25", NULL },
	      { "lines", NULL, "abc\n", NULL },
	  } },
	{ "paste, reading",
	  paste_line,
	  NULL,
	  { { "one line", NULL, "a", NULL },
	    { "line ends", NULL, "\n", NULL },
	    { "escapes", NULL, "\033[200~\033[201~", NULL } } },
	{ "redirect",
	  redirect,
	  NULL,
	  { { "parameters", NULL, "a\1=b&", "code=x" },
	    { "states", NULL, "state=a&", NULL },
	    { "percent", "code=", "%41", NULL },
	    { "ampersands", NULL, "&", NULL } } },
	{ "a browser's head",
	  head,
	  NULL,
	  {
	      { "fields", "GET /?code=x&state=y HTTP/1.1\r\nHost: localhost:1\r\n", "X-\1: y\r\n",
		"\r\n" },
	      { "hosts", "GET /?code=x&state=y HTTP/1.1\r\n", "Host: localhost\r\n", "\r\n" },
	      { "one line", "GET /?code=", "a", " HTTP/1.1\r\n\r\n" },
	      { "line ends", NULL, "\r\n", NULL },
	      { "no end", NULL, "\r\n\r", NULL },
	  } },
	{ "printable",
	  printable,
	  NULL,
	  { { "ASCII", NULL, "abc ", NULL },
	    { "UTF-8", NULL, "\303\244\360\237\230\200", NULL },
	    { "controls", NULL, "\033[31m\302\233", NULL },
	    { "broken", NULL, "\360\237\303", NULL } } },
	{ "config",
	  config,
	  NULL,
	  {
	      { "accounts", NULL, "account a\1 {\n provider = generic\n}\n", NULL },
	      { "one account", "account a {\n provider = generic\n", " client_id = x\n", "}\n" },
	      { "unknown settings", "account a {\n provider = generic\n", " x\1 = y\n", "}\n" },
	      { "one unknown setting", "account a {\n provider = generic\n", " x = y\n", "}\n" },
	      { "comments", NULL, "# \1\n", NULL },
	      { "a list", "account a {\n services = {imap", ",imap", "}\n}\n" },
	      { "a string", "account a {\n client_id = \"", "\\x", "\"\n}\n" },
	      { "sections in sections", NULL, "account a {\n", NULL },
	      { "not closed", NULL, "account a\1 { provider = \"generic\n", NULL },
	  } },
	{ "msmtprc",
	  msmtprc,
	  NULL,
	  {
	      { "accounts", NULL, "account a\1\nhost h\n", NULL },
	      { "heirs", "account a0\nhost h\n", "account b\1 : a0\n", NULL },
	      { "one account again", NULL, "account a\nhost h\1\n", NULL },
	      { "settings", "account a\n", "host h\1\n", NULL },
	      { "defaults", NULL, "defaults\nhost h\n", NULL },
	      { "many heirs", "account a\nhost h\naccount b : a", ",a", "\n" },
	      { "one line", "account ", "a", "\n" },
	      { "comments", NULL, "# \1\n", NULL },
	  } },
	{ "token file",
	  token_file,
	  NULL,
	  { { "lines", NULL, "lifetime 3600\n", NULL }, { "one token", NULL, "a", "\n" } } },
	{ "JSON files", json_files, NULL, JSON_TEXTS },
	{ 0 },
};
