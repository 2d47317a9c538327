/* SPDX-License-Identifier: MIT */
#include "mail/conn.h"

#include <curl/curl.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "global/log.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"
#include "config/settings.h"
#include "net/transport.h"
#include "plugin/service.h"

#define PROLOGUE_MAX 65536        /* bytes */
#define WORDS_MAX    200          /* bytes of the server's words in our messages */
#define SAY_MAX      (128 * 1024) /* bytes of a command */

struct mb_conn {
	CURL *curl;
	int fd;
	char *where; /* host:port, for messages */
	struct mb_buf prologue;
	bool cut; /* libcurl has left out a part of a line */
	/* What was read and is still to be handed out: data[start..end). */
	char *data;
	size_t start, end;
};

static const char *scheme(const struct mb_conn_target *t)
{
	bool implicit = t->tls == MB_TLS_IMPLICIT;

	switch (t->service) {
	case MB_SERVICE_IMAP:
		return implicit ? "imaps" : "imap";
	case MB_SERVICE_POP3:
		return implicit ? "pop3s" : "pop3";
	case MB_SERVICE_SMTP:
		return implicit ? "smtps" : "smtp";
	case MB_SERVICE_ANY:
		break;
	}
	return "";
}

static size_t on_header(char *line, size_t size, size_t n, void *arg)
{
	struct mb_conn *conn = arg;
	size_t len = size * n;

	if (memchr(line, '\0', len))
		return 0;
	while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
		len--;
	mb_buf_add(&conn->prologue, line, len);
	mb_buf_addc(&conn->prologue, '\n');
	return mb_buf_ok(&conn->prologue) ? size * n : 0;
}

/* Note that libcurl leaves out a part of a line, which nothing else tells. */
static int on_debug(CURL *curl, curl_infotype type, char *text, size_t len, void *arg)
{
	static const char cut[] = "Excessive server response line";
	struct mb_conn *conn = arg;

	(void)curl;
	if (type == CURLINFO_TEXT && len >= sizeof(cut) && memcmp(text, cut, sizeof(cut) - 1) == 0)
		conn->cut = true;
	return 0;
}

/* Return the server's last line, printable; the caller frees it. */
static char *last_words(const struct mb_conn *conn)
{
	const char *text = mb_buf_str(&conn->prologue), *line = text;
	struct mb_buf words;

	for (const char *p = text; *p; p++)
		if (*p == '\n' && p[1])
			line = p + 1;
	mb_buf_init(&words, WORDS_MAX + 1);
	mb_text_printable(&words, line, WORDS_MAX);
	return mb_buf_take(&words);
}

/* Tell whether a server of this service may begin with `words`. */
static bool speaks(enum mb_service service, const char *words)
{
	switch (service) {
	case MB_SERVICE_IMAP:
		return *words == '*';
	case MB_SERVICE_POP3:
		return *words == '+' || *words == '-';
	case MB_SERVICE_SMTP:
	case MB_SERVICE_ANY:
		break;
	}
	return strspn(words, "0123456789") == 3;
}

/* Tell whether the server sent something else than TLS, such as a greeting in clear, as far as the TLS library tells
 * that. */
static bool is_no_tls(CURLcode rc, const char *detail)
{
	static const int errors[] = { GNUTLS_E_UNEXPECTED_PACKET, GNUTLS_E_UNEXPECTED_PACKET_LENGTH,
				      GNUTLS_E_UNSUPPORTED_VERSION_PACKET };

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (rc == CURLE_SSL_CONNECT_ERROR && strstr(detail, gnutls_strerror(errors[i])))
			return true;
	return rc == CURLE_SSL_CONNECT_ERROR && strstr(detail, "wrong version number");
}

/* Tell whether the connection stood and the server sent nothing: a server that wants TLS at once waits for us while we
 * wait for its greeting. */
static bool is_silent(const struct mb_conn *conn, CURLcode rc)
{
	double connected = 0;

	curl_easy_getinfo(conn->curl, CURLINFO_CONNECT_TIME, &connected);
	return connected > 0 && conn->prologue.len == 0 &&
	       (rc == CURLE_OPERATION_TIMEDOUT || rc == CURLE_WEIRD_SERVER_REPLY ||
		rc == CURLE_GOT_NOTHING || rc == CURLE_RECV_ERROR);
}

/* Tell whether the account's setting *_tls seems to be wrong, and set the error then. */
static bool wrong_tls(const struct mb_conn *conn, const struct mb_conn_target *t, CURLcode rc,
		      const char *detail, struct mb_err *err)
{
	const char *service = mb_service_name(t->service);

	if (t->tls == MB_TLS_IMPLICIT && is_no_tls(rc, detail)) {
		mb_err_set(err, MB_E_CONFIG,
			   _("%s does not begin with TLS: set %s_tls = starttls, or correct "
			     "%s_host and %s_port"),
			   conn->where, service, service, service);
		return true;
	}
	if (t->tls == MB_TLS_STARTTLS && is_silent(conn, rc)) {
		mb_err_set(err, MB_E_RETRY,
			   _("%s says nothing: if it wants TLS at once, as on the ports 993, 995 "
			     "and 465, set %s_tls = implicit; else try again later"),
			   conn->where, service);
		return true;
	}
	return false;
}

/* Return the status with which an HTTP proxy answered when it was asked for the connection; 0: there was none. */
static long proxy_said(const struct mb_conn *conn)
{
	long status = 0;

	curl_easy_getinfo(conn->curl, CURLINFO_HTTP_CONNECTCODE, &status);
	return status;
}

static bool open_failed(const struct mb_conn *conn, const struct mb_conn_target *t, CURLcode rc,
			const char *detail, struct mb_err *err)
{
	char *words;

	if (wrong_tls(conn, t, rc, detail, err))
		return false;
	words = last_words(conn);
	if (rc == CURLE_USE_SSL_FAILED)
		mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s offers no STARTTLS, and a token never goes in clear: correct host, "
		      "port and tls of the account"),
		    conn->where);
	else if ((rc == CURLE_OPERATION_TIMEDOUT || rc == CURLE_WEIRD_SERVER_REPLY) && *words &&
		 !speaks(t->service, words))
		mb_err_set(err, MB_E_CONFIG,
			   _("%s is no server for this: correct host and port of the account (it "
			     "says \"%s\")"),
			   conn->where, words);
	else if (rc == CURLE_WEIRD_SERVER_REPLY && *words)
		mb_err_set(err, MB_E_RETRY,
			   _("%s does not let us in: try again later (it says \"%s\")"),
			   conn->where, words);
	else
		mb_transport_failed(conn->where, t->ca_file, rc, detail, proxy_said(conn), err);
	free(words);
	return false;
}

static void set_options(struct mb_conn *conn, const struct mb_conn_target *t,
			struct mb_deadline deadline)
{
	const char *bracket = strchr(t->host, ':') && *t->host != '[' ? "[" : "";
	char *url = mb_xasprintf("%s://%s%s%s:%u/", scheme(t), bracket, t->host,
				 *bracket ? "]" : "", (unsigned)t->port);
	CURL *curl = conn->curl;

	mb_transport_options(curl, t->proxy, t->ca_file, deadline);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, scheme(t));
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(curl, CURLOPT_HTTPPROXYTUNNEL, 1L);
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	/* Without a user and a password libcurl stops before the login. */
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, conn);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, conn);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	free(url);
}

bool mb_conn_open(struct mb_conn **conn_r, const struct mb_conn_target *target,
		  struct mb_deadline deadline, struct mb_err *err)
{
	struct mb_conn *conn = mb_xcalloc(1, sizeof(*conn));
	char detail[CURL_ERROR_SIZE] = "";
	curl_socket_t fd = CURL_SOCKET_BAD;
	CURLcode rc;

	conn->where = mb_xasprintf("%s:%u", target->host, (unsigned)target->port);
	conn->data = mb_xcalloc(1, MB_CONN_LINE_MAX);
	mb_buf_init(&conn->prologue, PROLOGUE_MAX);
	conn->curl = curl_easy_init();
	if (!conn->curl)
		mb_out_of_memory();
	set_options(conn, target, deadline);
	curl_easy_setopt(conn->curl, CURLOPT_ERRORBUFFER, detail);
	mb_step(_("connecting to %s (%s)"), conn->where, scheme(target));
	rc = curl_easy_perform(conn->curl);
	curl_easy_setopt(conn->curl, CURLOPT_ERRORBUFFER, NULL);
	if (rc == CURLE_OK)
		rc = curl_easy_getinfo(conn->curl, CURLINFO_ACTIVESOCKET, &fd);
	if (rc != CURLE_OK || fd == CURL_SOCKET_BAD) {
		open_failed(conn, target, rc, detail, err);
		mb_conn_close(&conn);
		return false;
	}
	conn->fd = fd;
	*conn_r = conn;
	return true;
}

void mb_conn_close(struct mb_conn **conn)
{
	if (!*conn)
		return;
	curl_easy_cleanup((*conn)->curl);
	mb_buf_fini(&(*conn)->prologue);
	mb_wipe((*conn)->data, MB_CONN_LINE_MAX);
	free((*conn)->data);
	free((*conn)->where);
	free(*conn);
	*conn = NULL;
}

const char *mb_conn_prologue(const struct mb_conn *conn)
{
	return mb_buf_str(&conn->prologue);
}

bool mb_conn_cut(const struct mb_conn *conn)
{
	return conn->cut;
}

int mb_conn_fd(const struct mb_conn *conn)
{
	return conn->fd;
}

/* Tell whether the server has closed the connection, without a reset. Many servers send no close_notify of TLS first;
 * that does no harm, as mail protocols mark the end of each answer. */
static bool hung_up(const struct mb_conn *conn)
{
	struct pollfd p = { .fd = conn->fd, .events = POLLRDHUP };

	return poll(&p, 1, 0) == 1 && (p.revents & (POLLRDHUP | POLLHUP | POLLERR)) == POLLRDHUP;
}

static ssize_t from_server(struct mb_conn *conn, void *data, size_t len)
{
	size_t n = 0;
	CURLcode rc = curl_easy_recv(conn->curl, data, len, &n);

	if (rc == CURLE_OK)
		return (ssize_t)n;
	return rc == CURLE_AGAIN ? -1 : hung_up(conn) ? 0 : -2;
}

ssize_t mb_conn_recv(struct mb_conn *conn, void *data, size_t len)
{
	size_t have = conn->end - conn->start;

	if (have == 0)
		return from_server(conn, data, len);
	if (len > have)
		len = have;
	memcpy(data, conn->data + conn->start, len);
	conn->start += len;
	return (ssize_t)len;
}

ssize_t mb_conn_send(struct mb_conn *conn, const void *data, size_t len)
{
	size_t n = 0;
	CURLcode rc = curl_easy_send(conn->curl, data, len, &n);

	return rc == CURLE_OK ? (ssize_t)n : rc == CURLE_AGAIN ? -1 : -2;
}

/* Fail if the deadline is over. Checked before each read and write: a server that sends without a pause would never
 * get us into poll(). */
static bool in_time(const struct mb_conn *conn, struct mb_deadline deadline, struct mb_err *err)
{
	return mb_deadline_left_ms(deadline) > 0 ||
	       mb_err_set(err, MB_E_RETRY, _("%s does not answer in time: try again later"),
			  conn->where);
}

static bool wait_for(const struct mb_conn *conn, short events, struct mb_deadline deadline,
		     struct mb_err *err)
{
	struct pollfd p = { .fd = conn->fd, .events = events };
	int64_t left = mb_deadline_left_ms(deadline);

	if (left > 0 && poll(&p, 1, left > INT32_MAX ? INT32_MAX : (int)left) >= 0)
		return true;
	return in_time(conn, mb_deadline_in(0), err);
}

static bool report_gone(const struct mb_conn *conn, struct mb_err *err)
{
	return mb_err_set(err, MB_E_RETRY, _("%s ended the connection: try again later"),
			  conn->where);
}

/* Read more bytes into `data`. */
static bool data_fill(struct mb_conn *conn, struct mb_deadline deadline, struct mb_err *err)
{
	ssize_t n;

	if (conn->start > 0) {
		memmove(conn->data, conn->data + conn->start, conn->end - conn->start);
		conn->end -= conn->start;
		conn->start = 0;
	}
	if (!in_time(conn, deadline, err))
		return false;
	while ((n = from_server(conn, conn->data + conn->end, MB_CONN_LINE_MAX - conn->end)) == -1)
		if (!wait_for(conn, POLLIN, deadline, err))
			return false;
	if (n <= 0)
		return report_gone(conn, err);
	conn->end += (size_t)n;
	return true;
}

bool mb_conn_ready(struct mb_conn *conn, int ms)
{
	struct pollfd p = { .fd = conn->fd, .events = POLLIN };
	ssize_t n;

	if (conn->start < conn->end)
		return true;
	/* poll() does not know what the TLS library has read already. */
	conn->start = conn->end = 0;
	n = from_server(conn, conn->data, MB_CONN_LINE_MAX);
	if (n > 0)
		conn->end = (size_t)n;
	return n != -1 || poll(&p, 1, ms) > 0;
}

bool mb_conn_line(struct mb_conn *conn, struct mb_deadline deadline, char **line_r,
		  struct mb_err *err)
{
	char *line, *end = NULL;
	size_t seen = 0;

	while (!(
	    end = memchr(conn->data + conn->start + seen, '\n', conn->end - conn->start - seen))) {
		seen = conn->end - conn->start;
		if (seen == MB_CONN_LINE_MAX)
			return mb_err_set(err, MB_E_RETRY,
					  _("%s sends a line that is far too long"), conn->where);
		if (!data_fill(conn, deadline, err))
			return false;
	}
	line = conn->data + conn->start;
	conn->start = (size_t)(end + 1 - conn->data);
	if (end > line && end[-1] == '\r')
		end--;
	*end = '\0';
	if (strlen(line) != (size_t)(end - line))
		return mb_err_set(err, MB_E_RETRY, _("%s sends a line with a NUL"), conn->where);
	*line_r = line;
	return true;
}

bool mb_conn_bytes(struct mb_conn *conn, void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err)
{
	char *to = data;

	while (len > 0) {
		ssize_t n;

		if (!in_time(conn, deadline, err))
			return false;
		n = mb_conn_recv(conn, to, len);
		if (n == 0 || n == -2)
			return report_gone(conn, err);
		if (n == -1 && !wait_for(conn, POLLIN, deadline, err))
			return false;
		if (n > 0) {
			to += n;
			len -= (size_t)n;
		}
	}
	return true;
}

bool mb_conn_write(struct mb_conn *conn, const void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err)
{
	const char *from = data;

	while (len > 0) {
		ssize_t n;

		if (!in_time(conn, deadline, err))
			return false;
		n = mb_conn_send(conn, from, len);
		if (n == -2)
			return report_gone(conn, err);
		if (n == -1 && !wait_for(conn, POLLOUT, deadline, err))
			return false;
		if (n > 0) {
			from += n;
			len -= (size_t)n;
		}
	}
	return true;
}

bool mb_conn_say(struct mb_conn *conn, struct mb_deadline deadline, struct mb_err *err,
		 const char *fmt, ...)
{
	struct mb_buf line;
	va_list ap;
	bool ok;

	mb_buf_init(&line, SAY_MAX);
	va_start(ap, fmt);
	mb_buf_addv(&line, fmt, ap);
	va_end(ap);
	mb_buf_adds(&line, "\r\n");
	ok = mb_buf_ok(&line) ? mb_conn_write(conn, line.data, line.len, deadline, err)
			      : mb_err_set(err, MB_E_BUG, _("a command is too long"));
	mb_buf_fini(&line);
	return ok;
}

void mb_conn_half_close(struct mb_conn *conn)
{
	struct curl_tlssessioninfo *tls = NULL;

	if (curl_easy_getinfo(conn->curl, CURLINFO_TLS_SSL_PTR, &tls) == CURLE_OK && tls &&
	    tls->backend == CURLSSLBACKEND_GNUTLS && tls->internals)
		gnutls_bye(tls->internals, GNUTLS_SHUT_WR);
	shutdown(conn->fd, SHUT_WR);
}
