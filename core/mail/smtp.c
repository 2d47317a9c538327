/* SPDX-License-Identifier: MIT */
#include "mail/smtp.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "global/log.h"
#include "base/text.h"
#include "mail/conn.h"
#include "mail/mail.h"

#define WORDS_MAX 2000 /* bytes */
#define LINES_MAX 1000 /* lines of a server that talks for ever */

void mb_smtp_reply_init(struct mb_smtp_reply *reply)
{
	reply->code = 0;
	mb_buf_init(&reply->words, WORDS_MAX);
}

void mb_smtp_reply_fini(struct mb_smtp_reply *reply)
{
	mb_buf_fini(&reply->words);
}

void mb_smtp_add_words(struct mb_buf *words, const char *line)
{
	bool coded = strspn(line, "0123456789") == 3 && (line[3] == ' ' || line[3] == '-');

	if (words->len == 0 && coded) {
		mb_buf_addf(words, "%.3s ", line);
		line += 4;
	} else if (words->len > 0) {
		line += coded ? 4 : strspn(line, "0123456789");
		if (isdigit((unsigned char)*line) && line[1] == '.')
			line += strcspn(line, " ");
		line += strspn(line, " ");
		mb_buf_addc(words, ' ');
	}
	mb_text_printable(words, line, WORDS_MAX / 4);
}

bool mb_smtp_reply_read(struct mb_mail *mail, struct mb_smtp_reply *reply,
			struct mb_deadline deadline, void (*each)(void *arg, const char *line),
			void *arg, struct mb_err *err)
{
	char *line;

	mb_buf_fini(&reply->words);
	for (int n = 0; n < LINES_MAX; n++) {
		if (!mb_conn_line(mail->conn, deadline, &line, err))
			return false;
		if (strspn(line, "0123456789") != 3 || !strchr(" -", line[3]))
			return mb_err_set(err, MB_E_RETRY,
					  _("%s does not speak SMTP any more: try again later (it "
					    "says \"%s\")"),
					  mail->host, line);
		reply->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
		mb_smtp_add_words(&reply->words, line);
		if (each)
			each(arg, line);
		if (line[3] != '-') {
			mb_step("%s: %s", mail->host, mb_buf_str(&reply->words));
			return true;
		}
	}
	return mb_err_set(err, MB_E_RETRY, _("%s talks without end: try again later"), mail->host);
}

/* The answer to EHLO. */
struct hello {
	struct mb_caps caps;
	bool greeted; /* the first line, which names the server, has been read */
};

static void hello_line(void *arg, const char *line)
{
	struct hello *hello = arg;

	if (hello->greeted && line[3])
		mb_caps_add(&hello->caps, line + 4);
	hello->greeted = true;
}

bool mb_smtp_hello(struct mb_mail *mail, struct mb_deadline deadline, struct mb_err *err)
{
	struct hello hello = { .greeted = false };
	struct mb_smtp_reply reply;
	char name[256] = "";
	bool known, ok;

	known = gethostname(name, sizeof(name) - 1) == 0 && *name &&
		mb_text_is_graphic(name, strlen(name));
	mb_caps_init(&hello.caps);
	mb_smtp_reply_init(&reply);
	ok = mb_conn_say(mail->conn, deadline, err, "EHLO %s", known ? name : "localhost") &&
	     mb_smtp_reply_read(mail, &reply, deadline, hello_line, &hello, err);
	if (ok && reply.code == 250) {
		mb_caps_fini(&mail->caps);
		mail->caps = hello.caps;
	} else {
		mb_caps_fini(&hello.caps);
	}
	mb_smtp_reply_fini(&reply);
	return ok;
}
