/* SPDX-License-Identifier: MIT */
#include "httpd_conn.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void *mb_httpd_alloc(void *old, size_t size)
{
	void *p = realloc(old, size > 0 ? size : 1);

	if (!p) {
		fputs("httpd: out of memory\n", stderr);
		abort();
	}
	return p;
}

static char *copy(const char *text, size_t len)
{
	char *s = mb_httpd_alloc(NULL, len + 1);

	memcpy(s, text, len);
	s[len] = '\0';
	return s;
}

void mb_httpd_list_free(struct mb_httpd_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->v[i].name);
		free(list->v[i].value);
	}
	free(list->v);
	memset(list, 0, sizeof(*list));
}

static struct mb_httpd_pair *list_add(struct mb_httpd_list *list)
{
	if (list->n % 16 == 0)
		list->v = mb_httpd_alloc(list->v, (list->n + 16) * sizeof(*list->v));
	memset(&list->v[list->n], 0, sizeof(*list->v));
	return &list->v[list->n++];
}

size_t mb_httpd_find(const struct mb_httpd_list *list, const char *name,
		     const struct mb_httpd_pair **first_r)
{
	const struct mb_httpd_pair *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name))
			continue;
		if (!first)
			first = &list->v[i];
		n++;
	}
	if (first && first_r)
		*first_r = first;
	return n;
}

const char *mb_httpd_header(const struct mb_httpd_req *req, const char *lower_name)
{
	const struct mb_httpd_pair *pair = NULL;

	return mb_httpd_find(&req->headers, lower_name, &pair) ? pair->value : NULL;
}

bool mb_httpd_is_form(const struct mb_httpd_req *req)
{
	static const char form[] = "application/x-www-form-urlencoded";
	const char *type = mb_httpd_header(req, "content-type");
	size_t n = sizeof(form) - 1;

	return type && !strncasecmp(type, form, n) &&
	       (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* NULL: a '%' without two hex digits */
static char *decode(const char *text, size_t len, size_t *len_r)
{
	char *out = mb_httpd_alloc(NULL, len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '%') {
			if (len - i < 3 || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) {
				free(out);
				return NULL;
			}
			out[n++] = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
			i += 2;
		} else {
			out[n++] = text[i] == '+' ? ' ' : text[i];
		}
	}
	out[n] = '\0';
	*len_r = n;
	return out;
}

bool mb_httpd_form(const char *text, size_t len, struct mb_httpd_list *list_r)
{
	struct mb_httpd_list list = { NULL, 0 };

	for (size_t at = 0; at < len;) {
		const char *part = text + at, *end = memchr(part, '&', len - at);
		size_t size = end ? (size_t)(end - part) : len - at, name_len;
		const char *eq = memchr(part, '=', size);
		struct mb_httpd_pair *pair;

		at += size + 1;
		if (size == 0)
			continue;
		if (list.n == MB_HTTPD_PAIRS_MAX)
			goto bad;
		pair = list_add(&list);
		pair->name = decode(part, eq ? (size_t)(eq - part) : size, &name_len);
		pair->value = eq ? decode(eq + 1, size - (size_t)(eq + 1 - part), &pair->len)
				 : copy("", 0);
		if (!pair->name || !pair->value || strlen(pair->name) != name_len)
			goto bad;
	}
	*list_r = list;
	return true;
bad:
	mb_httpd_list_free(&list);
	return false;
}

static bool is_token(const char *s)
{
	if (!*s)
		return false;
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("!#$%&'*+-.^_`|~", *s))
			return false;
	return true;
}

static int parse_request_line(char *line, struct mb_httpd_req *req)
{
	char *target = strchr(line, ' '), *version = target ? strchr(target + 1, ' ') : NULL, *rest;

	if (!version)
		return 400;
	*target++ = '\0';
	*version++ = '\0';
	if (!is_token(line) || strlen(line) > 16)
		return 400;
	if (strcmp(version, "HTTP/1.1") && strcmp(version, "HTTP/1.0"))
		return strncmp(version, "HTTP/", 5) ? 400 : 505;
	for (const char *s = target; *s; s++)
		if (*s <= ' ' || *s >= 127 || *s == '#')
			return 400;
	req->method = copy(line, strlen(line));
	req->target = copy(target, strlen(target));
	rest = target;
	if (!strncasecmp(rest, "http://", 7) || !strncasecmp(rest, "https://", 8)) {
		rest = strchr(rest, ':') + 3;
		rest += strcspn(rest, "/?");
	} else if (strcmp(line, "CONNECT") && *rest != '/' && strcmp(rest, "*")) {
		return 400;
	}
	req->path = copy(rest, strcspn(rest, "?"));
	rest += strcspn(rest, "?");
	req->has_query = *rest == '?';
	req->query = copy(rest + req->has_query, strlen(rest + req->has_query));
	return 0;
}

static int parse_header(char *line, struct mb_httpd_req *req)
{
	char *colon = strchr(line, ':'), *value, *end;
	struct mb_httpd_pair *pair;

	if (!colon)
		return 400;
	*colon = '\0';
	if (!is_token(line))
		return 400;
	if (req->headers.n == MB_HTTPD_HEADERS_MAX)
		return 431;
	for (value = colon + 1; *value == ' ' || *value == '\t';)
		value++;
	for (end = value + strlen(value); end > value && (end[-1] == ' ' || end[-1] == '\t');)
		*--end = '\0';
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s < ' ' && *s != '\t')
			return 400;
	pair = list_add(&req->headers);
	pair->name = copy(line, strlen(line));
	for (char *s = pair->name; *s; s++)
		*s = (char)tolower((unsigned char)*s);
	pair->len = strlen(value);
	pair->value = copy(value, pair->len);
	return 0;
}

int mb_httpd_parse_head(char *head, size_t len, struct mb_httpd_req *req)
{
	int status = 0;
	bool first = true;

	if (memchr(head, '\0', len))
		return 400;
	while (!status && *head) {
		char *end = strstr(head, "\r\n");

		if (!end)
			return 400;
		*end = '\0';
		if (strchr(head, '\n'))
			return 400;
		status = first ? parse_request_line(head, req) : parse_header(head, req);
		first = false;
		head = end + 2;
	}
	return status ? status : first ? 400 : 0;
}
