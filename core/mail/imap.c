/* SPDX-License-Identifier: MIT */
#include "mail/imap.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "mail/conn.h"
#include "mail/imap_io.h"
#include "mail/mail.h"

/* Longest message, in bytes, that is sent together with its command if the server allows that. With a longer one we
 * wait until the server asks for it. */
#define AT_ONCE_MAX 65536
#define MINUS_MAX   4096  /* bytes, the same for a server with LITERAL- (RFC 7888 5) */
#define UIDS_MAX    65536 /* number of messages that may be the one we look for */
#define STORE_TIME  300   /* seconds a server may take to store a message, or to list many */
#define SLOWEST     10240 /* bytes per second at which a message comes at least */

static uint32_t as_uid(uint64_t value)
{
	return value > UINT32_MAX ? 0 : (uint32_t)value;
}

static void limit_entry(void *arg, const char *entry)
{
	uint64_t *limit = arg;
	int64_t value;

	if (strncasecmp(entry, "APPENDLIMIT=", 12) == 0 &&
	    mb_text_number(entry + 12, 1, INT64_MAX, &value))
		*limit = (uint64_t)value;
}

uint64_t mb_imap_appendlimit(const struct mb_imap *imap)
{
	uint64_t limit = 0;

	mb_caps_each(&imap->mail->caps, limit_entry, &limit);
	return limit;
}

static void status_line(void *arg, const char *line)
{
	struct mb_imap_mailbox *found = arg;
	const char *items = strrchr(line, '(');

	if (strncasecmp(line, "STATUS ", 7) != 0 || !items)
		return;
	found->uidvalidity = as_uid(mb_imap_number(items, "UIDVALIDITY"));
	found->uidnext = as_uid(mb_imap_number(items, "UIDNEXT"));
	found->appendlimit = mb_imap_number(items, "APPENDLIMIT");
}

enum mb_imap_answer mb_imap_status(struct mb_imap *imap, const char *mailbox,
				   struct mb_imap_mailbox *found, struct mb_err *err)
{
	const struct mb_imap_want want = { .line = status_line, .arg = found };
	bool limits = mb_caps_get(&imap->mail->caps, "APPENDLIMIT") != NULL;

	*found = (struct mb_imap_mailbox){ 0 };
	if (!mb_imap_say(imap, err, "STATUS %s (UIDVALIDITY UIDNEXT%s)", mailbox,
			 limits ? " APPENDLIMIT" : ""))
		return MB_IMAP_BROKEN;
	return mb_imap_answer(imap, &want, err);
}

static void examine_line(void *arg, const char *line)
{
	struct mb_imap_mailbox *found = arg;

	if (strncasecmp(line, "OK [UIDVALIDITY ", 16) == 0)
		found->uidvalidity = as_uid(mb_imap_number(line, "UIDVALIDITY"));
	if (strncasecmp(line, "OK [UIDNEXT ", 12) == 0)
		found->uidnext = as_uid(mb_imap_number(line, "UIDNEXT"));
}

enum mb_imap_answer mb_imap_examine(struct mb_imap *imap, const char *mailbox,
				    struct mb_imap_mailbox *found, struct mb_err *err)
{
	const struct mb_imap_want want = { .line = examine_line, .arg = found };

	*found = (struct mb_imap_mailbox){ 0 };
	if (!mb_imap_say(imap, err, "EXAMINE %s", mailbox))
		return MB_IMAP_BROKEN;
	return mb_imap_answer(imap, &want, err);
}

enum mb_imap_answer mb_imap_close(struct mb_imap *imap, struct mb_err *err)
{
	const struct mb_imap_want want = { 0 };

	if (!mb_imap_say(imap, err, "CLOSE"))
		return MB_IMAP_BROKEN;
	return mb_imap_answer(imap, &want, err);
}

struct search {
	struct mb_imap_uids *uids;
	uint32_t from;
	uint64_t least, most;
};

static void fetch_line(void *arg, const char *line)
{
	struct search *s = arg;
	const char *items = strchr(line, '(');
	uint32_t uid = items ? as_uid(mb_imap_number(items, "UID")) : 0;
	uint64_t size = items ? mb_imap_number(items, "RFC822.SIZE") : 0;

	/* The range "FROM:*" contains the last message even if its UID is before FROM. */
	if (uid < s->from || size < s->least || size > s->most || s->uids->n == UIDS_MAX)
		return;
	s->uids->uids = mb_xreallocarray(s->uids->uids, s->uids->n + 1, sizeof(*s->uids->uids));
	s->uids->uids[s->uids->n++] = uid;
}

enum mb_imap_answer mb_imap_find(struct mb_imap *imap, uint32_t from, uint64_t least, uint64_t most,
				 struct mb_imap_uids *uids, struct mb_err *err)
{
	struct search s = { .uids = uids, .from = from, .least = least, .most = most };
	const struct mb_imap_want want = { .line = fetch_line, .arg = &s, .seconds = STORE_TIME };

	*uids = (struct mb_imap_uids){ NULL, 0 };
	if (!mb_imap_say(imap, err, "UID FETCH %" PRIu32 ":* (UID RFC822.SIZE)", from))
		return MB_IMAP_BROKEN;
	return mb_imap_answer(imap, &want, err);
}

enum mb_imap_answer mb_imap_fetch(struct mb_imap *imap, uint32_t uid, uint64_t most,
				  struct mb_message *message, struct mb_err *err)
{
	const struct mb_imap_want want = { .sink = message,
					   .most = most,
					   .seconds = imap->timeout + (int64_t)(most / SLOWEST) };

	if (!mb_imap_say(imap, err, "UID FETCH %" PRIu32 " (BODY.PEEK[]<0.%" PRIu64 ">)", uid,
			 most))
		return MB_IMAP_BROKEN;
	return mb_imap_answer(imap, &want, err);
}

static bool write_data(struct mb_imap *imap, const char *data, size_t len, struct mb_err *err)
{
	while (len > 0) {
		size_t n = len < AT_ONCE_MAX ? len : AT_ONCE_MAX;

		if (!mb_conn_write(imap->mail->conn, data, n, mb_deadline_in(imap->timeout), err))
			return false;
		data += n;
		len -= n;
	}
	return true;
}

/* Read the place from "OK [APPENDUID 38505 3955] done". */
static void take_appenduid(struct mb_imap_place *place, const char *words)
{
	const char *code = strcasestr(words, "[APPENDUID ");
	const char *uid = code ? strchr(code + 11, ' ') : NULL;

	*place = (struct mb_imap_place){ 0 };
	if (!uid)
		return;
	place->uidvalidity = as_uid(mb_imap_number(code, "APPENDUID"));
	place->uid = as_uid(strtoull(uid + 1, NULL, 10));
}

/* Tell whether a message may be sent together with its command. */
static bool at_once(const struct mb_imap *imap, size_t len)
{
	const struct mb_caps *caps = &imap->mail->caps;

	if (mb_caps_get(caps, "LITERAL+"))
		return len <= AT_ONCE_MAX;
	return mb_caps_get(caps, "LITERAL-") && len <= MINUS_MAX;
}

/* Wait until the server asks for the literal. */
static enum mb_imap_answer may_go_on(struct mb_imap *imap, struct mb_err *err)
{
	const struct mb_imap_want want = { .go_on = true };
	enum mb_imap_answer answer = mb_imap_answer(imap, &want, err);

	if (answer != MB_IMAP_OK)
		return answer;
	/* An OK means nothing before the message was sent. */
	mb_err_set(err, MB_E_RETRY, _("%s takes the message before it was sent: try again later"),
		   imap->mail->host);
	return MB_IMAP_BROKEN;
}

/* Send command and literal by one write, as each write makes a packet. */
static bool say_at_once(struct mb_imap *imap, const char *command, const char *data, size_t len,
			struct mb_err *err)
{
	struct mb_buf all;
	bool ok;

	mb_buf_init(&all, 2 * AT_ONCE_MAX);
	mb_buf_addf(&all, "A%u %s+}\r\n", ++imap->tag, command);
	mb_buf_add(&all, data, len);
	mb_buf_adds(&all, "\r\n");
	ok = mb_buf_ok(&all) ? write_data(imap, all.data, all.len, err)
			     : mb_err_set(err, MB_E_BUG, _("a command is too long"));
	mb_buf_fini(&all);
	return ok;
}

/* Send the command, wait for the server's consent, send the literal. */
static enum mb_imap_answer say_in_steps(struct mb_imap *imap, const char *command, const char *data,
					size_t len, struct mb_err *err)
{
	enum mb_imap_answer answer;

	if (!mb_imap_say(imap, err, "%s}", command))
		return MB_IMAP_BROKEN;
	answer = may_go_on(imap, err);
	if (answer == MB_IMAP_GO_ON &&
	    (!write_data(imap, data, len, err) || !write_data(imap, "\r\n", 2, err)))
		answer = MB_IMAP_BROKEN;
	return answer;
}

enum mb_imap_answer mb_imap_append(struct mb_imap *imap, const char *mailbox, const char *flags,
				   const char *date, const char *data, size_t len,
				   struct mb_imap_place *place, struct mb_err *err)
{
	const struct mb_imap_want want = { .seconds = STORE_TIME };
	char *command = mb_xasprintf("APPEND %s (%s) \"%s\" {%zu", mailbox, flags, date, len);
	enum mb_imap_answer answer = MB_IMAP_GO_ON;

	if (!at_once(imap, len))
		answer = say_in_steps(imap, command, data, len, err);
	else if (!say_at_once(imap, command, data, len, err))
		answer = MB_IMAP_BROKEN;
	free(command);
	if (answer != MB_IMAP_GO_ON)
		return answer;
	answer = mb_imap_answer(imap, &want, err);
	if (answer == MB_IMAP_OK)
		take_appenduid(place, mb_buf_str(&imap->words));
	return answer;
}

void mb_imap_logout(struct mb_imap *imap)
{
	struct mb_err err = MB_ERR_INIT;

	imap->timeout = 1;
	mb_imap_say(imap, &err, "LOGOUT");
	mb_err_clear(&err);
}
