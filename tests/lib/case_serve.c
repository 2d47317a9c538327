/* SPDX-License-Identifier: MIT */
/* One connection of the provider that a case plays: is it the request that must come now? */
#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "case.h"
#include "httpd_conn.h"

#define ARRIVAL_MS 5000

/* Parameters whose values are secrets wherever else they turn up. */
static const char *const secret_params[] = { "refresh_token", "client_secret", "client_assertion",
					     "assertion",     "password",      "code",
					     "code_verifier", "device_code",   "token" };

struct request {
	struct mb_text data;
	char *head;
	struct mb_httpd_req req;
	struct mb_httpd_list fields;
};

static bool is_secret(const char *name)
{
	for (size_t i = 0; i < sizeof(secret_params) / sizeof(*secret_params); i++)
		if (strcmp(secret_params[i], name) == 0)
			return true;
	return false;
}

/* Until `text` holds `len` bytes. */
static bool receive(int fd, struct mb_text *text, size_t len)
{
	char chunk[4096];

	while (text->len < len) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n = poll(&p, 1, ARRIVAL_MS) > 0 ? recv(fd, chunk, sizeof(chunk), 0) : 0;

		if (n <= 0)
			return false;
		mb_text_add(text, chunk, (size_t)n);
	}
	return true;
}

/* The members of a JSON object as if they were parameters. */
static bool json_fields(const char *text, size_t len, struct mb_httpd_list *list)
{
	json_t *json = json_loadb(text, len, 0, NULL), *value;
	struct mb_text form = { NULL, 0 };
	const char *name;
	bool ok;

	json_object_foreach(json, name, value)
	{
		char *dump = json_is_string(value)
				 ? mb_case_format("%s", json_string_value(value))
				 : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

		mb_text_add(&form, form.len ? "&" : "", form.len ? 1 : 0);
		mb_text_add(&form, name, strlen(name));
		mb_text_add(&form, "=", 1);
		for (const char *p = dump; *p; p++) {
			char *code = mb_case_format("%%%02X", (unsigned char)*p);

			mb_text_add(&form, code, 3);
			free(code);
		}
		free(dump);
	}
	ok = json_is_object(json) && mb_httpd_form(form.s ? form.s : "", form.len, list);
	json_decref(json);
	mb_text_free(&form);
	return ok;
}

static bool is_json(const struct mb_httpd_req *req)
{
	const char *type = mb_httpd_header(req, "content-type");

	return type && strcmp(type, "application/json") == 0;
}

static bool read_request(struct request *r, int fd)
{
	const char *end = NULL, *length;
	size_t head_len;

	while (!end) {
		if (!receive(fd, &r->data, r->data.len + 1) || r->data.len > MB_HTTPD_HEAD_MAX)
			return false;
		end = memmem(r->data.s, r->data.len, "\r\n\r\n", 4);
	}
	head_len = (size_t)(end - r->data.s) + 2;
	r->head = mb_case_copy(r->data.s, head_len);
	if (mb_httpd_parse_head(r->head, head_len, &r->req) != 0)
		return false;
	length = mb_httpd_header(&r->req, "content-length");
	head_len += 2;
	if (length && !receive(fd, &r->data, head_len + strtoul(length, NULL, 10)))
		return false;
	if (strcmp(r->req.method, "POST") == 0 && is_json(&r->req))
		return json_fields(r->data.s + head_len, r->data.len - head_len, &r->fields);
	if (strcmp(r->req.method, "POST") == 0)
		return mb_httpd_is_form(&r->req) &&
		       mb_httpd_form(r->data.s + head_len, r->data.len - head_len, &r->fields);
	return mb_httpd_form(r->req.query, strlen(r->req.query), &r->fields);
}

static void request_free(struct request *r)
{
	mb_text_free(&r->data);
	mb_httpd_list_free(&r->fields);
	mb_httpd_list_free(&r->req.headers);
	free(r->req.method);
	free(r->req.target);
	free(r->req.path);
	free(r->req.query);
	free(r->head);
}

static const char *value_of(const struct mb_httpd_list *list, const char *name)
{
	const struct mb_httpd_pair *pair;

	return mb_httpd_find(list, name, &pair) ? pair->value : NULL;
}

static char *copy_of(const char *s)
{
	return s ? mb_case_copy(s, strlen(s)) : NULL;
}

void mb_case_note_address(struct mb_play *play, const struct mb_httpd_list *query)
{
	free(play->state);
	free(play->redirect_uri);
	free(play->challenge);
	play->state = copy_of(value_of(query, "state"));
	play->redirect_uri = copy_of(value_of(query, "redirect_uri"));
	play->challenge = copy_of(value_of(query, "code_challenge"));
}

/* RFC 7636 4.6 */
static bool verifies(const struct mb_play *play, const char *verifier)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789-_";
	unsigned char digest[33] = { 0 };
	char text[45];

	gnutls_hash_fast(GNUTLS_DIG_SHA256, verifier, strlen(verifier), digest);
	for (size_t i = 0; i < 11; i++) {
		const unsigned char *d = digest + 3 * i;

		text[4 * i] = letters[d[0] >> 2];
		text[4 * i + 1] = letters[(d[0] & 3) << 4 | d[1] >> 4];
		text[4 * i + 2] = letters[(d[1] & 15) << 2 | d[2] >> 6];
		text[4 * i + 3] = letters[d[2] & 63];
	}
	text[43] = '\0';
	return play->challenge && strcmp(play->challenge, text) == 0 && strlen(verifier) >= 43;
}

static bool field_fits(const struct mb_play *play, const char *wanted, const char *got)
{
	if (strcmp(wanted, "@VERIFIER@") == 0)
		return verifies(play, got);
	return *got && mb_case_matches(wanted, got);
}

static void compare_field(struct mb_play *play, int line, const char *name, const char *wanted,
			  const struct mb_httpd_list *got)
{
	char *value = mb_case_expand_str(play, wanted);
	size_t n = mb_httpd_find(got, name, NULL);

	if (n != 1)
		mb_case_complain(play, line, "the parameter %s came %zu times", name, n);
	else if (!field_fits(play, value, value_of(got, name)))
		mb_case_differs(play, line, name, value, value_of(got, name));
	free(value);
}

void mb_case_compare_fields(struct mb_play *play, int line, const struct mb_text *expected,
			    const struct mb_httpd_list *got)
{
	struct mb_text names = { NULL, 0 };
	size_t at = 0;
	char *field;

	mb_text_add(&names, "\n", 1);
	while (mb_text_line(expected, &at, &field)) {
		char *equals = strchr(field, '=');

		if (equals)
			*equals = '\0';
		compare_field(play, line, field, equals ? equals + 1 : "", got);
		mb_text_add(&names, field, strlen(field));
		mb_text_add(&names, "\n", 1);
		free(field);
	}
	for (size_t i = 0; i < got->n; i++) {
		char *word = mb_case_format("\n%s\n", got->v[i].name);

		if (!mb_text_has(&names, word))
			mb_case_complain(play, line, "the parameter %s must not come (%s)",
					 got->v[i].name, got->v[i].value);
		free(word);
	}
	mb_text_free(&names);
}

/* RFC 6749 2.3.1 and RFC 7617: base64 of two urlencoded halves. */
static void compare_basic(struct mb_play *play, const struct mb_case_exchange *x, const char *got)
{
	gnutls_datum_t in = { NULL, 0 }, out = { NULL, 0 };

	if (!got || strncmp(got, "Basic ", 6) != 0) {
		mb_case_complain(play, x->line, "the request carries no Basic credentials");
		return;
	}
	mb_case_secret_add(play, got + 6, strlen(got + 6), "Authorization");
	in.data = (unsigned char *)(uintptr_t)(got + 6);
	in.size = (unsigned)strlen(got + 6);
	if (gnutls_base64_decode2(&in, &out) != 0 || out.size != strlen(x->basic) ||
	    memcmp(out.data, x->basic, out.size) != 0)
		mb_case_complain(play, x->line, "wanted Basic credentials of %s, but %.*s came",
				 x->basic, (int)out.size, out.data ? (char *)out.data : "");
	gnutls_free(out.data);
}

static void compare_request(struct mb_play *play, const struct mb_case_exchange *x,
			    const struct request *r)
{
	if (strcmp(x->method, r->req.method) != 0 || strcmp(x->path, r->req.path) != 0)
		mb_case_complain(play, x->line, "wanted %s %s, but %s %s came", x->method, x->path,
				 r->req.method, r->req.path);
	if (x->basic)
		compare_basic(play, x, mb_httpd_header(&r->req, "authorization"));
	else if (mb_httpd_header(&r->req, "authorization") || mb_httpd_header(&r->req, "cookie"))
		mb_case_complain(play, x->line, "the request carries credentials in its head");
	if (strcmp(r->req.method, "GET") == 0)
		mb_case_note_address(play, &r->fields);
	mb_case_compare_fields(play, x->line, &x->fields, &r->fields);
}

static void note_secrets(struct mb_play *play, const struct request *r)
{
	for (size_t i = 0; i < r->fields.n; i++)
		if (is_secret(r->fields.v[i].name))
			mb_case_secret_add(play, r->fields.v[i].value, r->fields.v[i].len,
					   r->fields.v[i].name);
}

/* The browser's requests are not mailbearer's. */
static void play_exchange(struct mb_play *play, const struct mb_case_exchange *x, int fd)
{
	struct request r = { .head = NULL };
	struct mb_text body;

	if (!read_request(&r, fd)) {
		mb_case_complain(play, x->line, "a request came that is none: %s",
				 r.data.s ? r.data.s : "");
	} else {
		compare_request(play, x, &r);
		note_secrets(play, &r);
		mb_case_secrets_in_processes(play);
		body = mb_case_expand(play, &x->body);
		mb_case_secrets_of_json(play, &body, "answer");
		mb_text_free(&body);
		if (x->meanwhile.path)
			mb_case_write(play, x->meanwhile.path, &x->meanwhile.text);
		mb_case_answer(play, x, fd);
	}
	request_free(&r);
}

void mb_case_serve(struct mb_play *play, int fd)
{
	const struct mb_case_step *s = play->step;
	struct request r = { .head = NULL };

	if (play->next < s->n_exchanges) {
		const struct mb_case_exchange *x = &s->exchanges[play->next++];

		if (x->fault != MB_CASE_AT_ACCEPT)
			play_exchange(play, x, fd);
		return;
	}
	read_request(&r, fd);
	mb_case_complain(play, s->line, "one request too many: %s",
			 r.data.s ? r.data.s : "(nothing came)");
	request_free(&r);
}
