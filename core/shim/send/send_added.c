/* SPDX-License-Identifier: MIT */
#include "shim/send/send_added.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/random.h"
#include "shim/send/send_address.h"

#define NAME_MAX_BYTES 500
/* Bytes in an encoded word of at most 75 characters; 45 bytes make 60 characters of base64 (RFC 2047 2). */
#define WORD_BYTES 45

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s > 0x7f)
			return false;
	return true;
}

static void add_quoted(struct mb_buf *out, const char *name)
{
	mb_buf_addc(out, '"');
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			mb_buf_addc(out, '\\');
		mb_buf_addc(out, *name);
	}
	mb_buf_addc(out, '"');
}

/* Append a name as encoded words. A word must not end within a character. */
static void add_encoded(struct mb_buf *out, const char *name)
{
	while (*name) {
		size_t len = strnlen(name, WORD_BYTES);

		while (len > 1 && ((unsigned char)name[len] & 0xc0) == 0x80)
			len--;
		mb_buf_adds(out, "=?utf-8?B?");
		mb_base64(out, name, len);
		mb_buf_adds(out, "?=");
		name += len;
		if (*name)
			mb_buf_adds(out, "\n ");
	}
}

void mb_send_add_from(struct mb_buf *out, const char *address, const char *name)
{
	struct mb_buf shown;

	mb_buf_init(&shown, NAME_MAX_BYTES + 1);
	mb_text_printable(&shown, name ? name : "", NAME_MAX_BYTES);
	mb_buf_adds(out, "From: ");
	if (shown.len > 0 && is_ascii(shown.data))
		add_quoted(out, shown.data);
	else if (shown.len > 0)
		add_encoded(out, shown.data);
	mb_buf_addf(out, shown.len > 0 ? " <%s>\n" : "%s\n", address);
	mb_buf_fini(&shown);
}

/* strftime() would write the names in the language of the locale. */
void mb_send_add_date(struct mb_buf *out)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t now = (time_t)mb_clock_now();
	struct tm tm = { 0 };
	long minutes;

	localtime_r(&now, &tm);
	minutes = labs(tm.tm_gmtoff) / 60;
	mb_buf_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d %c%02ld%02ld\n", days[tm.tm_wday],
		    tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min,
		    tm.tm_sec, tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

bool mb_send_add_message_id(struct mb_buf *out, const char *address, struct mb_err *err)
{
	const char *domain = mb_address_domain(address);
	struct mb_secret *unique = mb_random_text(18, err);

	if (!unique)
		return false;
	mb_buf_addf(out, "Message-ID: <%s@%s>\n", mb_secret_expose(unique),
		    domain && is_ascii(domain) ? domain : "localhost.localdomain");
	mb_secret_free(&unique);
	return true;
}
