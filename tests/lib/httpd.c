/* SPDX-License-Identifier: MIT */
#include "httpd_conn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BACKLOG     1024
#define THREADS_MAX 4096
#define STACK_SIZE  (256 * 1024)

struct mb_httpd {
	int listen_fd[2]; /* 127.0.0.1 and ::1, -1 when absent */
	int stop_pipe[2]; /* readable for good once the server stops */
	int port, timeout_ms;
	char url[64];
	gnutls_certificate_credentials_t cred; /* NULL: plain HTTP */
	mb_httpd_handler *handle;
	void *arg;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned threads;
};

struct job {
	struct mb_httpd *httpd;
	struct mb_httpd_conn conn;
};

static int listen_on(int family, int port)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1, rc;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (family == AF_INET6) {
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
		v6.sin6_port = htons((uint16_t)port);
		rc = bind(fd, (struct sockaddr *)&v6, sizeof(v6));
	} else {
		v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		v4.sin_port = htons((uint16_t)port);
		rc = bind(fd, (struct sockaddr *)&v4, sizeof(v4));
	}
	if (rc < 0 || listen(fd, BACKLOG) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* the same port on both addresses; when the system chose it for IPv4 it may be taken on IPv6 */
static bool listen_all(struct mb_httpd *httpd, const struct mb_httpd_options *opt)
{
	for (int tries = 0; tries < 20; tries++) {
		struct sockaddr_in addr = { 0 };
		socklen_t len = sizeof(addr);

		httpd->listen_fd[0] = listen_on(AF_INET, opt->port);
		if (httpd->listen_fd[0] < 0)
			return false;
		if (getsockname(httpd->listen_fd[0], (struct sockaddr *)&addr, &len) < 0)
			return false;
		httpd->port = ntohs(addr.sin_port);
		if (!opt->ipv6)
			return true;
		httpd->listen_fd[1] = listen_on(AF_INET6, httpd->port);
		if (httpd->listen_fd[1] >= 0)
			return true;
		if (opt->port)
			return false;
		close_fd(&httpd->listen_fd[0]);
	}
	return false;
}

bool mb_httpd_open(const struct mb_httpd_options *opt, struct mb_httpd **httpd_r, char *err,
		   size_t size)
{
	struct mb_httpd *httpd = mb_httpd_alloc(NULL, sizeof(*httpd));
	int rc;

	memset(httpd, 0, sizeof(*httpd));
	httpd->listen_fd[0] = httpd->listen_fd[1] = httpd->stop_pipe[0] = httpd->stop_pipe[1] = -1;
	httpd->handle = opt->handle;
	httpd->arg = opt->arg;
	httpd->timeout_ms = opt->timeout_ms > 0 ? opt->timeout_ms : 30000;
	pthread_mutex_init(&httpd->lock, NULL);
	pthread_cond_init(&httpd->changed, NULL);
	if (opt->cert) {
		gnutls_certificate_allocate_credentials(&httpd->cred);
		rc = gnutls_certificate_set_x509_key_file(httpd->cred, opt->cert, opt->key,
							  GNUTLS_X509_FMT_PEM);
		if (rc < 0) {
			snprintf(err, size, "certificate %s, key %s: %s", opt->cert, opt->key,
				 gnutls_strerror(rc));
			goto fail;
		}
	}
	if (pipe2(httpd->stop_pipe, O_CLOEXEC | O_NONBLOCK) < 0 || !listen_all(httpd, opt)) {
		snprintf(err, size, "cannot listen on 127.0.0.1%s port %d: %s",
			 opt->ipv6 ? " and ::1" : "", opt->port, strerror(errno));
		goto fail;
	}
	snprintf(httpd->url, sizeof(httpd->url), "http%s://127.0.0.1:%d", opt->cert ? "s" : "",
		 httpd->port);
	*httpd_r = httpd;
	return true;
fail:
	mb_httpd_close(&httpd);
	return false;
}

int mb_httpd_port(const struct mb_httpd *httpd)
{
	return httpd->port;
}

const char *mb_httpd_url(const struct mb_httpd *httpd)
{
	return httpd->url;
}

void mb_httpd_stop(struct mb_httpd *httpd)
{
	int saved = errno;

	if (write(httpd->stop_pipe[1], "", 1) < 0)
		errno = saved; /* full: already stopping */
	errno = saved;
}

static void *thread_main(void *arg)
{
	struct job *job = arg;
	struct mb_httpd *httpd = job->httpd;

	mb_httpd_serve(&job->conn, httpd->cred, httpd->handle, httpd->arg);
	free(job);
	pthread_mutex_lock(&httpd->lock);
	httpd->threads--;
	pthread_cond_signal(&httpd->changed);
	pthread_mutex_unlock(&httpd->lock);
	return NULL;
}

static void start_thread(struct mb_httpd *httpd, int fd, const pthread_attr_t *attr)
{
	struct job *job = mb_httpd_alloc(NULL, sizeof(*job));
	pthread_t thread;
	int on = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	*job = (struct job){
		httpd, { .fd = fd, .stop_fd = httpd->stop_pipe[0], .timeout_ms = httpd->timeout_ms }
	};
	pthread_mutex_lock(&httpd->lock);
	while (httpd->threads >= THREADS_MAX)
		pthread_cond_wait(&httpd->changed, &httpd->lock);
	httpd->threads++;
	pthread_mutex_unlock(&httpd->lock);
	if (pthread_create(&thread, attr, thread_main, job) == 0)
		return;
	pthread_mutex_lock(&httpd->lock);
	httpd->threads--;
	pthread_mutex_unlock(&httpd->lock);
	close(fd);
	free(job);
}

void mb_httpd_run(struct mb_httpd *httpd, int max_seconds)
{
	int64_t end = mb_httpd_now() + (int64_t)max_seconds * 1000;
	pthread_attr_t attr;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_SIZE);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	while (!max_seconds || mb_httpd_now() < end) {
		struct pollfd fds[3] = { { httpd->stop_pipe[0], POLLIN, 0 },
					 { httpd->listen_fd[0], POLLIN, 0 },
					 { httpd->listen_fd[1], POLLIN, 0 } };

		if (poll(fds, 3, 1000) < 0 && errno != EINTR)
			break;
		if (fds[0].revents)
			break;
		for (int i = 0; i < 2; i++) {
			int fd = fds[i + 1].revents ? accept4(httpd->listen_fd[i], NULL, NULL,
							      SOCK_CLOEXEC | SOCK_NONBLOCK)
						    : -1;

			if (fd >= 0)
				start_thread(httpd, fd, &attr);
			else if (fds[i + 1].revents &&
				 (errno == EMFILE || errno == ENFILE || errno == ENOBUFS))
				nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
		}
	}
	pthread_attr_destroy(&attr);
	mb_httpd_stop(httpd);
	pthread_mutex_lock(&httpd->lock);
	while (httpd->threads)
		pthread_cond_wait(&httpd->changed, &httpd->lock);
	pthread_mutex_unlock(&httpd->lock);
}

void mb_httpd_close(struct mb_httpd **httpd)
{
	struct mb_httpd *h = *httpd;

	if (!h)
		return;
	close_fd(&h->listen_fd[0]);
	close_fd(&h->listen_fd[1]);
	close_fd(&h->stop_pipe[0]);
	close_fd(&h->stop_pipe[1]);
	if (h->cred)
		gnutls_certificate_free_credentials(h->cred);
	pthread_cond_destroy(&h->changed);
	pthread_mutex_destroy(&h->lock);
	free(h);
	*httpd = NULL;
}
