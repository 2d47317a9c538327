/* SPDX-License-Identifier: MIT */
#include "net/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "net/form.h"

#define URL_MAX 16384

static bool has_part(CURLU *u, CURLUPart part)
{
	char *s = NULL;
	bool there = curl_url_get(u, part, &s, 0) == CURLUE_OK;

	curl_free(s);
	return there;
}

static bool is_loopback_literal(CURLU *u)
{
	struct in_addr v4;
	char *host = NULL;
	bool yes = false;

	if (curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		yes = mb_streq(host, "[::1]") ||
		      (inet_pton(AF_INET, host, &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127);
	curl_free(host);
	return yes;
}

/* libcurl takes a third slash for a slip and calls the path a host. */
static bool names_host(const char *url)
{
	const char *host = strstr(url, "://");

	return host && host[3] && !strchr("/?#:", host[3]);
}

static const char *fault_of(CURLU *u, const char *url)
{
	char *scheme = NULL;
	bool https, http;

	/* CURLU_NON_SUPPORT_SCHEME: so that "ftp://" is called by its name. */
	if (strlen(url) > URL_MAX || !mb_text_is_graphic(url, strlen(url)) ||
	    curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
		return N_("is not a URL (is it cut off? put it in quotes)");
	if (curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK)
		return N_("is not a URL (is it cut off? put it in quotes)");
	https = mb_streq(scheme, "https");
	http = mb_streq(scheme, "http");
	curl_free(scheme);
	if (!https && !(http && is_loopback_literal(u)))
		return N_("must begin with https://");
	if (!names_host(url))
		return N_("names no host");
	if (has_part(u, CURLUPART_USER) || has_part(u, CURLUPART_PASSWORD))
		return N_("must not contain a user or password");
	if (has_part(u, CURLUPART_FRAGMENT))
		return N_("must not contain a #fragment");
	return NULL;
}

const char *mb_url_fault(const char *url)
{
	CURLU *u = curl_url();
	const char *fault;

	if (!u)
		mb_out_of_memory();
	fault = fault_of(u, url);
	curl_url_cleanup(u);
	return fault;
}

char *mb_url_with_query(const char *url, const struct mb_form *query)
{
	struct mb_buf buf;

	mb_buf_init(&buf, 4 * URL_MAX);
	mb_buf_adds(&buf, url);
	mb_buf_addc(&buf, strchr(url, '?') ? '&' : '?');
	mb_form_encode(query, &buf);
	return mb_buf_take(&buf);
}

char *mb_url_origin(const char *url)
{
	const char *host = strstr(url, "://");
	size_t len = host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : strlen(url);

	return mb_xstrndup(url, len);
}
