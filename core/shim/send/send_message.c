/* SPDX-License-Identifier: MIT */
#include "shim/send/send_message.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/env.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "mail/message.h"
#include "shim/send/send_hidden.h"

/* The body, byte by byte. */
struct reader {
	struct mb_send_message *m;
	bool dots;       /* a line with a single dot is text */
	bool at_start;   /* of a line */
	bool behind_cr;  /* that a CR alone began */
	bool lonely_dot; /* the line so far is a dot, which is not written yet */
	bool cr;         /* one or more, not written yet */
	bool ended;      /* by a line with a single dot */
	bool full;       /* what was written last did not get into the file */
	size_t line;     /* of the header, from 1 */
	struct mb_hidden hidden;
};

static FILE *nameless_file(struct mb_err *err)
{
	const char *dir = mb_env("TMPDIR");
	char *path = mb_xasprintf("%s/mailbearer.XXXXXX", dir ? dir : "/tmp");
	int fd = mkostemp(path, O_CLOEXEC);
	FILE *file = NULL;

	if (fd >= 0)
		unlink(path);
	if (fd < 0 || !(file = fdopen(fd, "w+")))
		mb_err_errno(err, _("cannot make a temporary file %s"), path);
	if (fd >= 0 && !file)
		close(fd);
	free(path);
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

static bool no_room(struct mb_err *err)
{
	return mb_err_errno(err, _("cannot keep the message in a temporary file"));
}

static void write_text(struct reader *r, const char *text)
{
	if (fputs(text, r->m->body) == EOF)
		r->full = true;
}

/* One more byte that is neither CR nor LF. */
static void put(struct reader *r, char c)
{
	mb_hidden_add(&r->hidden, c);
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

/* `lf`: by a LF, or by the end; else by a bare CR, beside which a dot means nothing. */
static void end_line(struct reader *r, bool lf)
{
	mb_hidden_end_line(&r->hidden);
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

static bool take(struct reader *r, char c, struct mb_err *err)
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
	put(r, c);
	return true;
}

/* A sender that never ends must not fill the disk. */
static bool fits(const struct reader *r, struct mb_err *err)
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
		if (!take(r, (char)c, err) || !fits(r, err))
			return false;
	if (!r->ended && (!r->at_start || r->cr))
		end_line(r, true);
	return true;
}

/* RFC 5322 3.6.8, and the blanks before the colon of 4.5. */
static bool is_field(const char *line)
{
	const char *p = line;

	while (*p > ' ' && *p < 0x7f && *p != ':')
		p++;
	return p > line && p[strspn(p, " \t")] == ':';
}

enum line {
	LINE_FIELD,
	LINE_SKIPPED,
	LINE_EMPTY,
	LINE_END, /* of the message */
	LINE_BODY,
};

static enum line sort(const struct reader *r, const char *line)
{
	bool first = r->line == 1, top = r->m->header.len == 0;
	bool blank = *line == ' ' || *line == '\t';

	if (*line == '\0')
		return LINE_EMPTY;
	if (!r->dots && mb_streq(line, "."))
		return LINE_END;
	/* The line that divides messages in a mailbox file, and those that earlier hops made of it. */
	if ((first && mb_text_after(line, "From ")) || (top && mb_text_after(line, ">From ")))
		return LINE_SKIPPED;
	if (is_field(line) || (blank && !top))
		return LINE_FIELD;
	return LINE_BODY;
}

/* The next line without its end; false at the end or with an error set. */
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

/* A field must not become two on the way. */
static bool keep_field(struct mb_send_message *m, const struct mb_buf *line, struct mb_err *err)
{
	if (memchr(line->data, '\r', line->len))
		return mb_err_set(err, MB_E_DATA,
				  _("the message's header has a CR within a line: remove it"));
	mb_buf_add(&m->header, line->data, line->len);
	mb_buf_addc(&m->header, '\n');
	return mb_buf_ok(&m->header) || header_too_long(err);
}

/* Windows' editors put marks there; as part of a field's name they end the header (RFC 3629 6). */
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

/* What is no field is the body's first line. */
static bool begin_body(struct reader *r, const struct mb_buf *line, bool ended, struct mb_err *err)
{
	for (size_t i = 0; i < line->len; i++)
		if (!take(r, line->data[i], err))
			return false;
	return !ended || take(r, '\n', err);
}

/* Take one line. False: the header has ended, or an error is set. */
static bool take_line(struct reader *r, struct mb_buf *line, bool ended, struct mb_err *err)
{
	if (++r->line == 1)
		cut_marks(line);
	while (line->len > 0 && line->data[line->len - 1] == '\r')
		mb_buf_cut(line, line->len - 1);
	switch (sort(r, mb_buf_str(line))) {
	case LINE_FIELD:
		return keep_field(r->m, line, err);
	case LINE_SKIPPED:
		return true;
	case LINE_END:
		r->ended = true;
		return false;
	case LINE_EMPTY:
		if (r->m->header.len == 0)
			mb_hidden_begin(&r->hidden);
		return false;
	case LINE_BODY:
	default:
		mb_hidden_begin(&r->hidden);
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

/* A Bcc that is text must go nowhere. */
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
