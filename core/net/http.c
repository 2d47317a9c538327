/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "net/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "global/log.h"
#include "base/text.h"
#include "base/wiping.h"
#include "base/xalloc.h"
#include "net/form.h"
#include "net/transport.h"
#include "net/url.h"

#define FORM_MAX        (128 * 1024) /* bytes of a request's body */
#define RETRY_AFTER_MAX 86400        /* longest Retry-After that we believe, in seconds */
#define TRIES           3            /* attempts in all, if the server asks us to wait */
#define USER_AGENT      PACKAGE_NAME "/" PACKAGE_VERSION

void mb_http_init(void)
{
	/* libcurl's buffers hold requests and answers, and so secrets. */
	curl_global_init_mem(CURL_GLOBAL_DEFAULT, mb_wiping_malloc, mb_wiping_free,
			     mb_wiping_realloc, mb_wiping_strdup, mb_wiping_calloc);
}

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct mb_http_answer *answer = arg;

	mb_buf_add(&answer->body, data, size * n);
	return mb_buf_ok(&answer->body) ? size * n : 0;
}

/* Return the value of a header line "name: value", or NULL if its name is another one. The caller frees it. */
static char *header_value(const char *line, size_t len, const char *name)
{
	size_t name_len = strlen(name);

	if (len <= name_len || strncasecmp(line, name, name_len) != 0 || line[name_len] != ':')
		return NULL;
	line += name_len + 1;
	len -= name_len + 1;
	while (len > 0 && (*line == ' ' || *line == '\t'))
		line++, len--;
	while (len > 0 && (unsigned char)line[len - 1] <= ' ')
		len--;
	return mb_xstrndup(line, len);
}

/* Tell whether a date is later than 2037: where time_t ends in 2038, libcurl does not know such a date. */
static bool is_beyond_time_t(const char *value)
{
	int year;

	return sscanf(value, "%*3s, %*2d %*3s %4d", &year) == 1 && year > 2037;
}

/* Read the value of Retry-After, a number of seconds or a date. Returns seconds, -1 if the value is neither (RFC 9110
 * 10.2.3). */
static int64_t seconds_until(const char *value)
{
	int64_t seconds;

	if (!mb_text_number(value, 0, INT64_MAX, &seconds)) {
		time_t when = curl_getdate(value, NULL);

		if (*value && !value[strspn(value, "0123456789")])
			return RETRY_AFTER_MAX; /* too large for an integer */
		if (when < 0)
			return is_beyond_time_t(value) ? RETRY_AFTER_MAX : -1;
		seconds = (int64_t)when - mb_clock_now();
	}
	return seconds < 0 ? 0 : seconds > RETRY_AFTER_MAX ? RETRY_AFTER_MAX : seconds;
}

int64_t mb_http_date(const char *text)
{
	time_t when = curl_getdate(text, NULL);

	return when < 0 ? -1 : (int64_t)when;
}

static int64_t date_of(const char *value)
{
	int64_t when = mb_http_date(value);

	return when < 0 ? 0 : when;
}

static size_t on_header(char *line, size_t size, size_t n, void *arg)
{
	struct mb_http_answer *answer = arg;
	char *value;

	if ((value = header_value(line, size * n, "Retry-After")))
		answer->retry_after = seconds_until(value);
	free(value);
	if ((value = header_value(line, size * n, "Date")))
		answer->date = date_of(value);
	free(value);
	return size * n;
}

/* Set libcurl's options for the request. If `body` is NULL, the request is a GET or HEAD. */
static void set_options(CURL *curl, const struct mb_http_request *request,
			const struct mb_buf *body, struct mb_http_answer *answer)
{
	bool https = strncasecmp(request->url, "https:", 6) == 0;

	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, https ? "https" : "http");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, USER_AGENT);
	/* http is allowed to this machine only; through a proxy the secrets would leave it unencrypted. */
	mb_transport_options(curl, https ? request->proxy : "", request->ca_file,
			     request->deadline);
	if (body) {
		curl_easy_setopt(curl, CURLOPT_POST, 1L);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, mb_buf_str(body)); /* not copied */
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body->len);
	} else if (request->head) {
		curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	}
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
}

static bool request_failed(const struct mb_http_request *request, CURLcode rc, const char *detail,
			   const struct mb_http_answer *answer, struct mb_err *err)
{
	char *origin = mb_url_origin(request->url);

	if (!mb_buf_ok(&answer->body))
		mb_err_set(err, MB_E_RETRY, _("%s answers with far too much: try again later"),
			   origin);
	else
		mb_transport_failed(origin, request->ca_file, rc, detail, answer->proxy_said, err);
	free(origin);
	return false;
}

static bool request_once(const struct mb_http_request *request, const struct mb_buf *body,
			 struct mb_http_answer *answer, struct mb_err *err)
{
	char detail[CURL_ERROR_SIZE] = "";
	struct curl_slist *headers = NULL, authorization = { .next = NULL };
	struct mb_buf line;
	CURL *curl = curl_easy_init();
	CURLcode rc;

	if (!curl)
		mb_out_of_memory();
	set_options(curl, request, body, answer);
	if (!request->form) {
		headers = curl_slist_append(headers, "Accept: application/json");
		headers = curl_slist_append(headers, "Content-Type: application/json");
		if (!headers)
			mb_out_of_memory();
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	}
	mb_buf_init(&line, FORM_MAX);
	if (request->basic && request->basic->len > 0) {
		mb_buf_addf(&line, "Authorization: Basic %s", mb_buf_str(request->basic));
		/* curl_slist_append() would make a copy that is never wiped. */
		authorization = (struct curl_slist){ .data = line.data, .next = headers };
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, &authorization);
	}
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
	rc = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &answer->proxy_said);
	curl_easy_cleanup(curl);
	curl_slist_free_all(headers);
	mb_buf_fini(&line);
	return rc == CURLE_OK || request_failed(request, rc, detail, answer, err);
}

static void log_request(const struct mb_http_request *request)
{
	struct mb_buf names;

	if (mb_log_level() < 1)
		return;
	if (!request->form) {
		mb_step(request->json   ? _("POST %s with JSON")
			: request->head ? _("HEAD %s")
					: _("GET %s"),
			request->url);
		return;
	}
	mb_buf_init(&names, 4096);
	mb_form_names(request->form, &names);
	mb_step(_("POST %s with %s"), request->url, mb_buf_str(&names));
	mb_buf_fini(&names);
}

bool mb_http(const struct mb_http_request *request, struct mb_http_answer *answer,
	     struct mb_err *err)
{
	const struct mb_buf *body = request->json;
	struct mb_buf form;
	int tries = 0;
	bool ok, again;

	mb_buf_init(&form, FORM_MAX);
	if (request->form) {
		mb_form_encode(request->form, &form);
		body = &form;
	}
	mb_buf_init(&answer->body, MB_HTTP_BODY_MAX);
	if (!mb_buf_ok(&form)) {
		mb_buf_fini(&form);
		return mb_err_set(err, MB_E_CONFIG,
				  _("the settings make a request that is too long"));
	}
	/* libcurl has no option that says that no time is left. */
	if (mb_deadline_left_ms(request->deadline) <= 0) {
		mb_buf_fini(&form);
		return request_failed(request, CURLE_OPERATION_TIMEDOUT, "", answer, err);
	}
	/* Only what the provider itself asks to repeat, and in time, is repeated: else the next call of the
	 * mail program is the retry. */
	do {
		answer->status = 0;
		answer->retry_after = -1;
		answer->date = 0;
		mb_buf_fini(&answer->body);
		log_request(request);
		ok = request_once(request, body, answer, err);
		if (ok)
			mb_step(_("answer: HTTP %ld, %zu bytes"), answer->status, answer->body.len);
		again = ok && ++tries < TRIES && (answer->status == 429 || answer->status == 503) &&
			answer->retry_after >= 0 &&
			answer->retry_after * 1000 + 1000 < mb_deadline_left_ms(request->deadline);
		if (again)
			mb_clock_sleep_ms(answer->retry_after * 1000 + 100, request->deadline);
	} while (again);
	mb_buf_fini(&form);
	return ok;
}

void mb_http_answer_fini(struct mb_http_answer *answer)
{
	mb_buf_fini(&answer->body);
}
