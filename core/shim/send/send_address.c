/* SPDX-License-Identifier: MIT */
#include "shim/send/send_address.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"

/* Longest address, in bytes; with its angle brackets 256 (RFC 5321 4.5.3.1.3). */
#define ADDRESS_MAX 254

/* The parser of a list. */
struct parser {
	const char *at;
	struct mb_buf loose; /* words outside angle brackets: a name, or a bare address */
	struct mb_buf angle; /* the text between angle brackets */
	bool had_angle, in_group;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool refuse_address(const char *what, struct mb_err *err)
{
	return mb_err_set(err, MB_E_DATA, _("\"%s\" is no mail address: correct it"), what);
}

static bool refuse_unfinished(const char *what, struct mb_err *err)
{
	return mb_err_set(err, MB_E_DATA, _("a list of addresses ends within a %s: correct it"),
			  what);
}

/* Skip a comment, which may have comments and quoted pairs in it (RFC 5322 3.2.2). */
static bool skip_comment(struct parser *p, struct mb_err *err)
{
	size_t depth = 0;

	for (; *p->at; p->at++) {
		if (*p->at == '\\' && p->at[1])
			p->at++;
		else if (*p->at == '(')
			depth++;
		else if (*p->at == ')' && --depth == 0) {
			p->at++;
			return true;
		}
	}
	return refuse_unfinished(_("comment"), err);
}

/* Copy a quoted string or a domain literal unchanged. */
static bool copy_until(struct parser *p, struct mb_buf *to, char end, const char *what,
		       struct mb_err *err)
{
	mb_buf_addc(to, *p->at++);
	for (; *p->at; p->at++) {
		mb_buf_addc(to, *p->at);
		if (*p->at == '\\' && p->at[1])
			mb_buf_addc(to, *++p->at);
		else if (*p->at == end) {
			p->at++;
			return true;
		}
	}
	return refuse_unfinished(what, err);
}

/* Skip blanks. Around '@' and '.' they are dropped, elsewhere they become one (RFC 5322 4.4). */
static void skip_blanks(struct parser *p, struct mb_buf *to)
{
	char before = to->len > 0 ? to->data[to->len - 1] : '\0';

	while (is_blank(*p->at))
		p->at++;
	if (before && !strchr("@. ", before) && *p->at && !strchr("@.,;:<>()", *p->at))
		mb_buf_addc(to, ' ');
}

/* Copy one character, quoted string or domain, or skip blanks or a comment. */
static bool parse_step(struct parser *p, struct mb_buf *to, struct mb_err *err)
{
	if (is_blank(*p->at))
		skip_blanks(p, to);
	else if (*p->at == '(')
		return skip_comment(p, err);
	else if (*p->at == '"')
		return copy_until(p, to, '"', _("quoted name"), err);
	else if (*p->at == '[')
		return copy_until(p, to, ']', _("domain"), err);
	else
		mb_buf_addc(to, *p->at++);
	return true;
}

/* Parse <@route:address>, and drop the route (RFC 5322 4.4). */
static bool parse_angle(struct parser *p, struct mb_err *err)
{
	if (p->had_angle)
		return refuse_address(p->at, err);
	p->had_angle = true;
	p->at++;
	while (*p->at && *p->at != '>') {
		if (*p->at == ':' && mb_buf_str(&p->angle)[0] == '@') {
			mb_buf_cut(&p->angle, 0);
			p->at++;
		} else if (!parse_step(p, &p->angle, err)) {
			return false;
		}
	}
	if (!*p->at)
		return refuse_unfinished(_("pair of angle brackets"), err);
	p->at++;
	return true;
}

bool mb_address_is_fit(const char *address)
{
	for (const unsigned char *c = (const unsigned char *)address; *c; c++)
		if (*c <= ' ' || *c == '<' || *c == '>' || *c == ',')
			return false;
	return *address && strlen(address) <= ADDRESS_MAX && mb_text_is_visible(address);
}

static bool add_address(struct mb_addresses *list, const char *address, struct mb_err *err)
{
	if (!mb_address_is_fit(address))
		return refuse_address(address, err);
	if (list->n == list->room) {
		list->room = list->room ? 2 * list->room : 8;
		list->items = mb_xreallocarray(list->items, list->room, sizeof(*list->items));
	}
	list->items[list->n++] = mb_xstrdup(address);
	for (const char *c = address; *c; c++)
		if ((unsigned char)*c > 0x7f)
			list->eight_bit = true;
	return true;
}

/* Add the address that was read, if there is one: at a comma, a semicolon or the end. */
static bool finish_address(struct parser *p, struct mb_addresses *list, struct mb_err *err)
{
	const char *address = mb_buf_str(p->had_angle ? &p->angle : &p->loose);
	bool ok = true;

	if (!mb_buf_ok(&p->loose) || !mb_buf_ok(&p->angle))
		ok = mb_err_set(err, MB_E_DATA, _("an address is far too long: correct it"));
	else if (p->had_angle || *address)
		ok = add_address(list, address, err);
	mb_buf_cut(&p->loose, 0);
	mb_buf_cut(&p->angle, 0);
	p->had_angle = false;
	return ok;
}

static bool parse_element(struct parser *p, struct mb_addresses *list, struct mb_err *err)
{
	switch (*p->at) {
	case ',':
		p->at++;
		return finish_address(p, list, err);
	case ';':
		p->at++;
		p->in_group = false;
		return finish_address(p, list, err);
	case ':':
		if (p->in_group || p->had_angle)
			return refuse_address(p->at, err);
		p->at++;
		p->in_group = true; /* the loose words are the group's name */
		mb_buf_cut(&p->loose, 0);
		return true;
	case '<':
		return parse_angle(p, err);
	default:
		break;
	}
	if (p->had_angle && !is_blank(*p->at) && *p->at != '(')
		return refuse_address(p->at, err);
	return parse_step(p, &p->loose, err);
}

bool mb_addresses_add(struct mb_addresses *list, const char *text, struct mb_err *err)
{
	struct parser p = { .at = text };
	bool ok = true;

	/* These may hold names, which can be longer than an address. */
	mb_buf_init(&p.loose, 8192);
	mb_buf_init(&p.angle, 8192);
	while (ok && *p.at)
		ok = parse_element(&p, list, err);
	ok = ok && finish_address(&p, list, err);
	mb_buf_fini(&p.loose);
	mb_buf_fini(&p.angle);
	return ok;
}

/* Compare the texts of two items; if they are equal, the earlier item is less. */
static int compare(const void *a, const void *b)
{
	char *const *x = *(char *const *const *)a, *const *y = *(char *const *const *)b;
	int order = strcmp(*x, *y);

	return order ? order : x < y ? -1 : 1;
}

/* The addresses are sorted, as a header has room for a hundred thousand of them. */
void mb_addresses_unique(struct mb_addresses *list)
{
	char ***sorted = mb_xcalloc(list->n + 1, sizeof(*sorted));
	size_t kept = 0;
	const char *last = NULL;

	for (size_t i = 0; i < list->n; i++)
		sorted[i] = &list->items[i];
	qsort(sorted, list->n, sizeof(*sorted), compare);
	for (size_t i = 0; i < list->n; i++) {
		if (!last || strcmp(last, *sorted[i]) != 0) {
			last = *sorted[i];
			continue;
		}
		free(*sorted[i]);
		*sorted[i] = NULL;
	}
	free(sorted);
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i])
			list->items[kept++] = list->items[i];
	list->n = kept;
}

void mb_addresses_fini(struct mb_addresses *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->items[i]);
	free(list->items);
	*list = (struct mb_addresses)MB_ADDRESSES_INIT;
}

const char *mb_address_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return at && at[1] ? at + 1 : NULL;
}
