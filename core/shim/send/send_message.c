/* SPDX-License-Identifier: MIT */
#include "shim/send/send_message.h"

#include <string.h>
#include <unistd.h>

#include "base/env.h"
#include "base/text.h"
#include "mail/message.h"
#include "shim/send/send_hidden.h"

/* The state of reading a message; the body is read byte by byte. */
struct reader {
	struct mb_send_message *m;
	bool dots;       /* a line with a single dot is text */
	bool at_start;   /* at the start of a line */
	bool behind_cr;  /* the line began behind a CR without LF */
	bool lonely_dot; /* the line so far is a dot, which is not written yet */
	bool cr;         /* one or more CRs were read, and are not written yet */
	bool ended;      /* a line with a single dot has ended the message */
	bool full;       /* writing to the file has failed */
	size_t line;     /* number of the header's line, from 1 */
	struct mb_send_hidden hidden;
};

static bool no_room(struct mb_err *err)
{
	return mb_err_errno(err, _("cannot keep the message in a temporary file"));
}

static FILE *nameless_file(struct mb_err *err)
{
	const char *dir = mb_env("TMPDIR");
	int fd = mb_message_file(dir ? dir : "/tmp", err);
	FILE *file = fd >= 0 ? fdopen(fd, "w+") : NULL;

	if (fd >= 0 && !file) {
		no_room(err);
		close(fd);
	}
	return file;
}

static bool has_nul(struct mb_err *err)
{
	return mb_err_set(err, MB_E_DATA,
			  _("the message has a NUL byte, which mail cannot carry: encode the part "
			    "it is in, as with base64"));
}

static bool header_too_long(struct mb_err *err)
{
	return mb_err_set(err, MB_E_DATA,
			  _("the message's header is too long: let it end with an empty line"));
}

static void write_text(struct reader *r, const char *text)
{
	if (fputs(text, r->m->body) == EOF)
		r->full = true;
}

/* Write a byte that is neither CR nor LF. */
static void put_byte(struct reader *r, char c)
{
	mb_send_hidden_add(&r->hidden, c);
	if (r->at_start && c == '.' && !r->lonely_dot) {
		r->lonely_dot = true;
		r->at_start = false;
		return;
	}
	if (r->lonely_dot) {
		write_text(r, "..");
		r->m->body_size++;
		r->lonely_dot = false;
	}
	if (putc_unlocked(c, r->m->body) == EOF)
		r->full = true;
	r->m->body_size++;
	r->at_start = false;
	if ((unsigned char)c > 0x7f)
		r->m->body_8bit = true;
}

/* End a line: by a LF or the end of the message (`lf`), or by a bare CR, next to which a dot is only text. */
static void end_line(struct reader *r, bool lf)
{
	mb_send_hidden_end_line(&r->hidden);
	if (r->lonely_dot && lf && !r->behind_cr && !r->dots) {
		r->ended = true;
		return;
	}
	if (r->lonely_dot) {
		write_text(r, "..");
		r->m->body_size++;
	}
	write_text(r, "\r\n");
	r->m->body_size += 2;
	r->lonely_dot = false;
	r->at_start = true;
	r->behind_cr = !lf;
}

/* Take a byte of the body. */
static bool take_byte(struct reader *r, char c, struct mb_err *err)
{
	if (c == '\0')
		return has_nul(err);
	if (c == '\r') {
		r->cr = true;
		return true;
	}
	if (c == '\n') {
		r->cr = false;
		end_line(r, true);
		return true;
	}
	if (r->cr) {
		r->cr = false;
		end_line(r, false);
	}
	put_byte(r, c);
	return true;
}

/* Check that the body is not too long: a sender that never ends must not fill the disk. */
static bool check_size(const struct reader *r, struct mb_err *err)
{
	if (r->full)
		return no_room(err);
	return r->m->body_size <= (int64_t)MB_MESSAGE_MAX ||
	       mb_err_set(err, MB_E_DATA,
			  _("the message is larger than %zu MB, which no server takes: make it "
			    "smaller"),
			  MB_MESSAGE_MAX >> 20);
}

static bool read_body(struct reader *r, FILE *in, struct mb_err *err)
{
	int c;

	while (!r->ended && (c = getc_unlocked(in)) != EOF)
		if (!take_byte(r, (char)c, err) || !check_size(r, err))
			return false;
	if (!r->ended && (!r->at_start || r->cr))
		end_line(r, true);
	return true;
}

/* Tell whether a line begins a field; blanks before the colon are allowed (RFC 5322 3.6.8 and 4.5). */
static bool is_field(const char *line)
{
	const char *p = line;

	while (*p > ' ' && *p < 0x7f && *p != ':')
		p++;
	return p > line && p[strspn(p, " \t")] == ':';
}

/* What a line at or before the end of the header is. */
enum line {
	LINE_FIELD,
	LINE_SKIPPED,
	LINE_EMPTY,
	LINE_END, /* the end of the message */
	LINE_BODY,
};

static enum line sort_line(const struct reader *r, const char *line)
{
	bool first = r->line == 1, top = r->m->header.len == 0;
	bool blank = *line == ' ' || *line == '\t';

	if (*line == '\0')
		return LINE_EMPTY;
	if (!r->dots && mb_streq(line, "."))
		return LINE_END;
	/* The line that divides messages in a mailbox file, and what earlier programs made of it. */
	if ((first && mb_text_after(line, "From ")) || (top && mb_text_after(line, ">From ")))
		return LINE_SKIPPED;
	if (is_field(line) || (blank && !top))
		return LINE_FIELD;
	return LINE_BODY;
}

/* Read the next line of the header, without its end; false at the end of input or with an error set. */
static bool next_line(struct mb_buf *line, FILE *in, bool *ended_r, struct mb_err *err)
{
	int c;

	mb_buf_cut(line, 0);
	while ((c = getc_unlocked(in)) != EOF && c != '\n' && mb_buf_ok(line)) {
		if (c == '\0')
			return has_nul(err);
		mb_buf_addc(line, (char)c);
	}
	*ended_r = c == '\n';
	if (!mb_buf_ok(line))
		return header_too_long(err);
	return c == '\n' || line->len > 0;
}

/* Add a line to the header. A CR in it is refused, as the field could become two on its way. */
static bool keep_field(struct mb_send_message *m, const struct mb_buf *line, struct mb_err *err)
{
	if (memchr(line->data, '\r', line->len))
		return mb_err_set(err, MB_E_DATA,
				  _("the message's header has a CR within a line: remove it"));
	mb_buf_add(&m->header, line->data, line->len);
	mb_buf_addc(&m->header, '\n');
	return mb_buf_ok(&m->header) || header_too_long(err);
}

/* Cut byte order marks off, which editors of Windows put there; as part of a field's name they would end the header
 * (RFC 3629 6). */
static void cut_marks(struct mb_buf *line)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t len = sizeof(mark) - 1, n = 0;

	while (line->len >= n + len && memcmp(line->data + n, mark, len) == 0)
		n += len;
	if (n == 0)
		return;
	memmove(line->data, line->data + n, line->len - n);
	mb_buf_cut(line, line->len - n);
}

/* Take a line that is no field as the first line of the body. */
static bool begin_body(struct reader *r, const struct mb_buf *line, bool ended, struct mb_err *err)
{
	for (size_t i = 0; i < line->len; i++)
		if (!take_byte(r, line->data[i], err))
			return false;
	return !ended || take_byte(r, '\n', err);
}

/* Take one line of the header. False if the header has ended, or with an error set. */
static bool take_line(struct reader *r, struct mb_buf *line, bool ended, struct mb_err *err)
{
	if (++r->line == 1)
		cut_marks(line);
	while (line->len > 0 && line->data[line->len - 1] == '\r')
		mb_buf_cut(line, line->len - 1);
	switch (sort_line(r, mb_buf_str(line))) {
	case LINE_FIELD:
		return keep_field(r->m, line, err);
	case LINE_SKIPPED:
		return true;
	case LINE_END:
		r->ended = true;
		return false;
	case LINE_EMPTY:
		if (r->m->header.len == 0)
			mb_send_hidden_begin(&r->hidden);
		return false;
	case LINE_BODY:
	default:
		mb_send_hidden_begin(&r->hidden);
		begin_body(r, line, ended, err);
		return false;
	}
}

static bool read_header(struct reader *r, FILE *in, struct mb_err *err)
{
	bool ended = false;
	struct mb_buf line;

	mb_buf_init(&line, MB_SEND_HEADER_MAX);
	while (next_line(&line, in, &ended, err) && take_line(r, &line, ended, err))
		;
	mb_buf_fini(&line);
	return err->code == MB_OK;
}

/* Refuse a message with a Bcc that all recipients would read, and note To and Cc that became text. */
static bool check_hidden(struct reader *r, struct mb_err *err)
{
	if (r->hidden.bcc)
		return mb_err_set(err, MB_E_DATA,
				  _("line %zu of the message ends its header, and a Bcc stands "
				    "behind it, for all to read: mend that line"),
				  r->line);
	r->m->hides_at = r->hidden.address ? r->line : 0;
	return true;
}

bool mb_send_message_read(struct mb_send_message *m, FILE *in, bool dots, struct mb_err *err)
{
	struct reader r = { .m = m, .dots = dots, .at_start = true };

	*m = (struct mb_send_message){ .body = NULL };
	mb_buf_init(&m->header, MB_SEND_HEADER_MAX);
	m->body = nameless_file(err);
	if (!m->body || !read_header(&r, in, err) || (!r.ended && !read_body(&r, in, err)))
		return false;
	if (ferror(in))
		return mb_err_errno(err, _("cannot read the message"));
	if (fflush(m->body) != 0 || ferror(m->body))
		return no_room(err);
	return check_hidden(&r, err);
}

void mb_send_message_fini(struct mb_send_message *m)
{
	mb_buf_fini(&m->header);
	if (m->body)
		fclose(m->body);
	m->body = NULL;
}
