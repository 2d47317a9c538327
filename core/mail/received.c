/* SPDX-License-Identifier: MIT */
#include "mail/received.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/buf.h"
#include "net/http.h"

/* Longest date that is read, in bytes. */
#define DATE_MAX 200

/* Return the start of the line behind the one that begins at `at`. */
static size_t next_line(const char *data, size_t len, size_t at)
{
	const char *lf = memchr(data + at, '\n', len - at);

	return lf ? (size_t)(lf + 1 - data) : len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool mb_received_find(const char *data, size_t len, size_t *start_r, size_t *end_r)
{
	static const char name[] = "Received:";
	const size_t name_len = sizeof(name) - 1;
	size_t at = 0;

	while (at < len && data[at] != '\r' && data[at] != '\n') {
		size_t end = next_line(data, len, at);

		if (len - at >= name_len && strncasecmp(data + at, name, name_len) == 0) {
			while (end < len && is_blank(data[end]))
				end = next_line(data, len, end);
			*start_r = at;
			*end_r = end;
			return true;
		}
		at = end;
	}
	*start_r = *end_r = 0;
	return false;
}

/* Append `text` with a blank in place of each comment (RFC 5322 3.2.2). */
static void comments_strip(struct mb_buf *out, const char *text, size_t len)
{
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '(' && depth++ == 0)
			mb_buf_addc(out, ' ');
		else if (text[i] == ')' && depth > 0)
			depth--;
		else if (depth == 0)
			mb_buf_addc(out, text[i]);
	}
}

static bool date_format(struct mb_internal_date *date, int64_t when)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t t = (time_t)when;
	struct tm tm;

	if (when < 0 || !gmtime_r(&t, &tm) || tm.tm_year > 9999 - 1900)
		return false;
	snprintf(date->text, sizeof(date->text), "%02u-%.3s-%04u %02u:%02u:%02u +0000",
		 (unsigned)tm.tm_mday % 100, months + 3 * tm.tm_mon,
		 (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)tm.tm_hour % 100,
		 (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);
	return true;
}

bool mb_received_date(const char *field, size_t len, struct mb_internal_date *date)
{
	size_t at = len;
	struct mb_buf text;
	bool ok;

	while (at > 0 && field[at - 1] != ';')
		at--;
	if (at == 0 || len - at > DATE_MAX || memchr(field + at, '\0', len - at))
		return false;
	mb_buf_init(&text, DATE_MAX + 1);
	comments_strip(&text, field + at, len - at);
	ok = date_format(date, mb_http_date(mb_buf_str(&text)));
	mb_buf_fini(&text);
	return ok;
}

void mb_internal_date(struct mb_internal_date *date, const char *data, size_t len, int64_t now)
{
	size_t start, end;

	if (mb_received_find(data, len, &start, &end) &&
	    mb_received_date(data + start, end - start, date))
		return;
	if (!date_format(date, now))
		date_format(date, 0);
}
