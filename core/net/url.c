/* SPDX-License-Identifier: MIT */
#include "net/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "net/form.h"

#define URL_MAX 16384 /* bytes */

#define HOST_CHARS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._"

static bool is_loopback_literal(const char *host, size_t len)
{
	char text[INET_ADDRSTRLEN];
	struct in_addr v4;

	if (len == 5 && strncmp(host, "[::1]", len) == 0)
		return true;
	if (len >= sizeof(text))
		return false;
	memcpy(text, host, len);
	text[len] = '\0';
	return inet_pton(AF_INET, text, &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127;
}

/* Tell whether `s` is an IPv6 address without brackets, perhaps with a zone (RFC 4007 11). */
static bool is_ipv6(const char *s, size_t len)
{
	const char *zone = memchr(s, '%', len);
	size_t address = zone ? (size_t)(zone - s) : len;
	char text[INET6_ADDRSTRLEN];
	struct in6_addr v6;

	if (address >= sizeof(text) ||
	    (zone && (address + 1 == len || strspn(zone + 1, HOST_CHARS) < len - address - 1)))
		return false;
	memcpy(text, s, address);
	text[address] = '\0';
	return inet_pton(AF_INET6, text, &v6) == 1;
}

static bool is_host(const char *host, size_t len)
{
	if (len > 2 && *host == '[' && host[len - 1] == ']')
		return is_ipv6(host + 1, len - 2);
	return len > 0 && strspn(host, HOST_CHARS) >= len;
}

bool mb_url_is_host(const char *host)
{
	size_t len = strlen(host);

	if (strchr(host, ':') && *host != '[')
		return is_ipv6(host, len);
	/* Names that are not ASCII are allowed; libcurl converts them. */
	for (const char *p = host; *p; p++)
		if (*host != '[' && !((unsigned char)*p & 0x80) && !strchr(HOST_CHARS, *p))
			return false;
	return *host == '[' ? is_host(host, len) : len > 0;
}

bool mb_url_is_https(const char *url)
{
	return strncasecmp(url, "https://", 8) == 0;
}

/* Tell whether libcurl, which will connect, reads the same host from the URL. (It takes 127.1 for 127.0.0.1.) */
static bool curl_agrees(const char *url, const char *host, size_t len)
{
	CURLU *u = curl_url();
	char *theirs = NULL;
	bool same;

	if (!u)
		mb_out_of_memory();
	same = curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	       curl_url_get(u, CURLUPART_HOST, &theirs, 0) == CURLUE_OK &&
	       (*host == '[' || (strlen(theirs) == len && strncasecmp(theirs, host, len) == 0));
	curl_free(theirs);
	curl_url_cleanup(u);
	return same;
}

/* Tell whether the text behind the host is empty, or a colon and digits. */
static bool is_port(const char *port, size_t len)
{
	return len == 0 || (len > 1 && *port == ':' && strspn(port + 1, "0123456789") >= len - 1);
}

/* Scheme and host are checked to the letter: libcurl, browsers and people each complete an incomplete URL in their
 * own way. */
const char *mb_url_fault(const char *url)
{
	static const char no_url[] = N_("is not a URL (is it cut off? put it in quotes)");
	bool http = strncasecmp(url, "http:", 5) == 0;
	const char *authority, *host, *port;
	size_t len, host_len;

	if (strlen(url) > URL_MAX || !mb_text_is_graphic(url, strlen(url)) || !strchr(url, ':'))
		return no_url;
	if (!http && strncasecmp(url, "https:", 6) != 0)
		return N_("must begin with https://");
	authority = mb_text_after(url + (http ? 5 : 6), "//");
	if (!authority)
		return no_url;
	len = strcspn(authority, "/?#");
	host = memrchr(authority, '@', len);
	host = host ? host + 1 : authority;
	len -= (size_t)(host - authority);
	port = memchr(host, *host == '[' ? ']' : ':', len);
	host_len = port ? (size_t)(port - host) + (*port == ']') : len;
	if (http && !is_loopback_literal(host, host_len))
		return N_("must begin with https://");
	if (host != authority)
		return N_("must not contain a user or password");
	if (host_len == 0)
		return N_("names no host");
	if (!is_host(host, host_len) || !is_port(host + host_len, len - host_len) ||
	    !curl_agrees(url, host, host_len))
		return no_url;
	return strchr(url, '#') ? N_("must not contain a #fragment") : NULL;
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
