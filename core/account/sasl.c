/* SPDX-License-Identifier: MIT */
#include "account/sasl.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "crypto/base64.h"

#define MESSAGE_MAX 65536 /* bytes */

/* Check user and token. ^A divides the parts of a response, so no part may contain it, nor any other control
 * character (RFC 7628 3.1). */
static bool check_parts(const char *user, const char *token, size_t token_len, struct mb_err *err)
{
	if (!user || !*user)
		return mb_err_set(err, MB_E_CONFIG, _("set user (or mailbox) in the account"));
	for (const char *p = user; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return mb_err_set(err, MB_E_CONFIG, _("user holds a control character"));
	if (!mb_text_is_graphic(token, token_len))
		return mb_err_set(err, MB_E_RETRY, _("the access token holds strange characters"));
	return true;
}

bool mb_sasl_xoauth2(struct mb_buf *out, const char *user, const char *token, size_t token_len,
		     struct mb_err *err)
{
	struct mb_buf message;

	if (!check_parts(user, token, token_len, err))
		return false;
	mb_buf_init(&message, MESSAGE_MAX);
	mb_buf_addf(&message, "user=%s\001auth=Bearer ", user);
	mb_buf_add(&message, token, token_len);
	mb_buf_adds(&message, "\001\001");
	mb_base64(out, message.data, message.len);
	mb_buf_fini(&message);
	return true;
}

/* Append a name with "=2C" for "," and "=3D" for "=" (RFC 5801 4). */
static void add_saslname(struct mb_buf *out, const char *name)
{
	for (; *name; name++) {
		if (*name == ',')
			mb_buf_adds(out, "=2C");
		else if (*name == '=')
			mb_buf_adds(out, "=3D");
		else
			mb_buf_addc(out, *name);
	}
}

bool mb_sasl_oauthbearer(struct mb_buf *out, const char *user, const char *host, uint16_t port,
			 const char *token, size_t token_len, struct mb_err *err)
{
	struct mb_buf message;

	if (!check_parts(user, token, token_len, err))
		return false;
	mb_buf_init(&message, MESSAGE_MAX);
	mb_buf_adds(&message, "n,a=");
	add_saslname(&message, user);
	mb_buf_adds(&message, ",\001");
	if (host)
		mb_buf_addf(&message, "host=%s\001port=%u\001", host, (unsigned)port);
	mb_buf_adds(&message, "auth=Bearer ");
	mb_buf_add(&message, token, token_len);
	mb_buf_adds(&message, "\001\001");
	mb_base64(out, message.data, message.len);
	mb_buf_fini(&message);
	return true;
}
