/* SPDX-License-Identifier: MIT */
#include "mail/received.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/xalloc.h"

#define DATE_MAX 200 /* longer is none */

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
				      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* The named zones that are still allowed (RFC 5322 4.3). */
static const struct {
	const char *name;
	int hours;
} zones[] = {
	{ "UT", 0 },   { "GMT", 0 },  { "EST", -5 }, { "EDT", -4 }, { "CST", -6 },
	{ "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
};

/* Behind the line that begins at `at`. */
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

/* A word of a date; blanks and comments before it are skipped. */
static const char *skip(const char *p)
{
	int depth = 0;

	for (; *p; p++) {
		if (*p == '(')
			depth++;
		else if (*p == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !isspace((unsigned char)*p) && *p != ',')
			break;
	}
	return p;
}

/* Up to `max_digits` digits. */
static bool number(const char **p, int max_digits, int *value_r)
{
	int n = 0;

	*p = skip(*p);
	*value_r = 0;
	for (; n < max_digits && isdigit((unsigned char)**p); n++, (*p)++)
		*value_r = *value_r * 10 + (**p - '0');
	return n > 0 && !isdigit((unsigned char)**p);
}

static bool month(const char **p, int *month_r)
{
	*p = skip(*p);
	for (int i = 0; i < 12; i++)
		if (strncasecmp(*p, months[i], 3) == 0) {
			*month_r = i;
			*p += 3;
			return true;
		}
	return false;
}

/* In minutes; what is not known counts as -0000 (RFC 5322 4.3). */
static int zone(const char *p)
{
	int value = 0, sign;

	p = skip(p);
	if (*p == '+' || *p == '-') {
		sign = *p++ == '-' ? -1 : 1;
		if (number(&p, 4, &value) && value / 100 < 24 && value % 100 < 60)
			return sign * (value / 100 * 60 + value % 100);
		return 0;
	}
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (strncasecmp(p, zones[i].name, strlen(zones[i].name)) == 0)
			return zones[i].hours * 60;
	return 0;
}

static bool time_of_day(const char **p, struct tm *tm)
{
	if (!number(p, 2, &tm->tm_hour) || *(*p = skip(*p)) != ':')
		return false;
	(*p)++;
	if (!number(p, 2, &tm->tm_min))
		return false;
	*p = skip(*p);
	if (**p == ':') {
		(*p)++;
		if (!number(p, 2, &tm->tm_sec))
			return false;
	}
	return tm->tm_hour < 24 && tm->tm_min < 60 && tm->tm_sec <= 60;
}

static int days_in(int month, int year)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 1                                              ? 28 + leap
	       : month == 3 || month == 5 || month == 8 || month == 10 ? 30
								       : 31;
}

static void format(struct mb_internal_date *date, const struct tm *tm, int year, int offset)
{
	unsigned minutes = (unsigned)abs(offset);

	snprintf(date->text, sizeof(date->text), "%02u-%s-%04u %02u:%02u:%02u %c%02u%02u",
		 (unsigned)tm->tm_mday % 100, months[tm->tm_mon], (unsigned)year % 10000,
		 (unsigned)tm->tm_hour % 100, (unsigned)tm->tm_min % 100,
		 (unsigned)tm->tm_sec % 100, offset < 0 ? '-' : '+', minutes / 60 % 100,
		 minutes % 60);
}

/* [Thu,] 1 Jan 2026 12:00[:00] +0000 */
static bool parse(const char *p, struct mb_internal_date *date)
{
	struct tm tm = { 0 };
	int year;

	p = skip(p);
	while (isalpha((unsigned char)*p))
		p++;
	if (!number(&p, 2, &tm.tm_mday) || !month(&p, &tm.tm_mon) || !number(&p, 4, &year))
		return false;
	if (year < 100)
		year += year < 50 ? 2000 : 1900;
	if (year < 1970 || tm.tm_mday < 1 || tm.tm_mday > days_in(tm.tm_mon, year) ||
	    !time_of_day(&p, &tm))
		return false;
	format(date, &tm, year, zone(p));
	return true;
}

bool mb_received_date(const char *field, size_t len, struct mb_internal_date *date)
{
	size_t at = len;
	char *text;
	bool ok;

	while (at > 0 && field[at - 1] != ';')
		at--;
	if (at == 0 || len - at > DATE_MAX || memchr(field + at, '\0', len - at))
		return false;
	text = mb_xstrndup(field + at, len - at);
	ok = parse(text, date);
	free(text);
	return ok;
}

void mb_internal_date(struct mb_internal_date *date, const char *data, size_t len, int64_t now)
{
	time_t t = (time_t)now;
	size_t start, end;
	struct tm tm;

	if (mb_received_find(data, len, &start, &end) &&
	    mb_received_date(data + start, end - start, date))
		return;
	if (!gmtime_r(&t, &tm))
		tm = (struct tm){ .tm_mday = 1, .tm_year = 70 };
	format(date, &tm, tm.tm_year + 1900, 0);
}
