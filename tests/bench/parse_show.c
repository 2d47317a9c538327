/* SPDX-License-Identifier: MIT */
/* How to show a text to each parser of what comes from elsewhere than mail servers. */
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
#include "mail/message.h"
#include "mail/mutf7.h"
#include "mail/received.h"
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

void parse_bridge_imap(const char *data, size_t len)
{
	bridge(MB_SERVICE_IMAP, data, len);
}

void parse_bridge_pop3(const char *data, size_t len)
{
	bridge(MB_SERVICE_POP3, data, len);
}

void parse_bridge_smtp(const char *data, size_t len)
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

void parse_lmtp_lines(const char *data, size_t len)
{
	struct mb_lmtp_in *in = lmtp_client(data, len);
	bool bad;

	while (mb_lmtp_in_line(in, &bad))
		;
	close(in->fd);
	free(in);
}

void parse_lmtp_data(const char *data, size_t len)
{
	struct mb_lmtp_in *in = lmtp_client(data, len);
	struct mb_err err = MB_ERR_INIT;
	struct mb_message message;
	bool kept;

	mb_message_init(&message, "/tmp", SIZE_MAX);
	mb_lmtp_in_data(in, &message, &kept, &err);
	mb_message_fini(&message);
	mb_err_clear(&err);
	close(in->fd);
	free(in);
}

void parse_message(const char *data, size_t len)
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

void parse_mailbox_name(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf out;

	(void)len;
	mb_buf_init(&out, ANY_MAX);
	mb_mutf7_quoted(&out, data, &err);
	mb_buf_fini(&out);
	mb_err_clear(&err);
}

void parse_git_request(const char *data, size_t len)
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

void parse_tokens(const char *data, size_t len)
{
	reply(200, data, len);
}

void parse_refusal(const char *data, size_t len)
{
	reply(400, data, len);
}

void parse_jwt(const char *data, size_t len)
{
	char *user, *issuer, *subject;
	struct mb_buf token;

	mb_buf_init(&token, ANY_MAX);
	mb_buf_adds(&token, "eyJhbGciOiJub25lIn0.");
	mb_base64url(&token, data, len);
	mb_buf_adds(&token, ".x");
	mb_identity(mb_buf_str(&token), NULL, &user, &issuer, &subject);
	free(user);
	free(issuer);
	free(subject);
	json_decref(mb_claims(mb_buf_str(&token), token.len));
	json_decref(mb_claims(data, len));
	mb_buf_fini(&token);
}

void parse_base64(const char *data, size_t len)
{
	struct mb_buf out;

	mb_buf_init(&out, ANY_MAX);
	mb_base64_decode(&out, data, len);
	mb_buf_fini(&out);
}

/* ------------------------------------------------------------ a person, a browser */

void parse_explain(const char *data, size_t len)
{
	struct mb_explanation e;

	if (mb_explain(&e, data, len, NULL, false))
		mb_explanation_fini(&e);
}

void parse_paste(const char *data, size_t len)
{
	struct mb_redirect redirect = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;

	mb_paste_parse(data, len, &redirect, &err);
	mb_redirect_fini(&redirect);
	mb_err_clear(&err);
}

void parse_paste_line(const char *data, size_t len)
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

void parse_redirect(const char *data, size_t len)
{
	struct mb_redirect r;
	struct mb_err err = MB_ERR_INIT;

	mb_redirect_parse(&r, data, len, &err);
	mb_redirect_fini(&r);
	mb_err_clear(&err);
}

void parse_head(const char *data, size_t len)
{
	struct mb_redirect r = MB_REDIRECT_INIT;
	size_t n = mb_head_len(data, len);
	const char *why;

	if (n > 0 && mb_head_judge(data, n, "/", &r, &why) == 200)
		mb_redirect_fini(&r);
}

void parse_printable(const char *data, size_t len)
{
	struct mb_buf out;

	(void)len;
	mb_buf_init(&out, ANY_MAX);
	mb_text_printable(&out, data, ANY_MAX / 4);
	mb_buf_fini(&out);
}

/* ------------------------------------------------------------------------- files */

void parse_config(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_config *c = NULL;

	mb_config_load(parse_file(data, len), &c, &err);
	mb_config_free(&c);
	mb_err_clear(&err);
}

void parse_msmtprc(const char *data, size_t len)
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

void parse_token_file(const char *data, size_t len)
{
	struct mb_token_file token;

	mb_token_file_load(&token, parse_file(data, len));
	mb_token_file_fini(&token);
}

void parse_json_files(const char *data, size_t len)
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
