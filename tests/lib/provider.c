/* SPDX-License-Identifier: MIT */
/* A strict OAuth 2.0 provider on 127.0.0.1 for tests and the demo. Usage: see help[] below. */
#include "provider.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <gnutls/gnutls.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static const char help[] = "usage: provider [--port N] [--port-file FILE] [--log FILE] [--tls CERT "
			   "KEY] [--ipv6] [--issuer URL]\n"
			   "                [--lifetime S] [--token-bytes N] [--rotate "
			   "yes|no|soft|strict|keep] [--set NAME=VALUE]...\n"
			   "                [--max-seconds S] [--die-with-parent]\n";

static const struct {
	const char *path;
	enum mb_pv_family family;
	enum mb_pv_endpoint endpoint;
} routes[] = {
	{ "/o/oauth2/v2/auth", MB_PV_GOOGLE, MB_PV_E_AUTHORIZE },
	{ "/o/oauth2/auth", MB_PV_GOOGLE, MB_PV_E_AUTHORIZE },
	{ "/token", MB_PV_GOOGLE, MB_PV_E_TOKEN },
	{ "/device/code", MB_PV_GOOGLE, MB_PV_E_DEVICE },
	{ "/revoke", MB_PV_GOOGLE, MB_PV_E_REVOKE },
	{ "/generic/authorize", MB_PV_GENERIC, MB_PV_E_AUTHORIZE },
	{ "/generic/token", MB_PV_GENERIC, MB_PV_E_TOKEN },
	{ "/generic/device", MB_PV_GENERIC, MB_PV_E_DEVICE },
	{ "/generic/revoke", MB_PV_GENERIC, MB_PV_E_REVOKE },
	{ "/introspect", MB_PV_GENERIC, MB_PV_E_INTROSPECT },
	{ "/tokeninfo", MB_PV_GOOGLE, MB_PV_E_TOKENINFO },
	{ "/.well-known/openid-configuration", MB_PV_GENERIC, MB_PV_E_METADATA },
	{ "/.well-known/oauth-authorization-server", MB_PV_GENERIC, MB_PV_E_METADATA },
	{ "/generic/register", MB_PV_GENERIC, MB_PV_E_REGISTER },
	{ "/device", MB_PV_GENERIC, MB_PV_E_PAGE },
	{ "/control", MB_PV_GENERIC, MB_PV_E_CONTROL },
};

/* behind "/{tenant}" */
static const struct {
	const char *path;
	enum mb_pv_endpoint endpoint;
} tenant_routes[] = {
	{ "/oauth2/v2.0/authorize", MB_PV_E_AUTHORIZE },
	{ "/oauth2/v2.0/token", MB_PV_E_TOKEN },
	{ "/oauth2/v2.0/devicecode", MB_PV_E_DEVICE },
};

static void (*const endpoints[])(struct mb_pv_call *) = {
	mb_pv_authorize, mb_pv_token,    mb_pv_device,   mb_pv_revoke,      mb_pv_introspect,
	mb_pv_tokeninfo, mb_pv_metadata, mb_pv_register, mb_pv_device_page, mb_pv_control,
};

static struct mb_pv provider;

static void route(struct mb_pv_call *call)
{
	const char *path = call->req->path, *rest;

	call->endpoint = MB_PV_E_NONE;
	call->family = MB_PV_GENERIC;
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (strcmp(routes[i].path, path))
			continue;
		call->family = routes[i].family;
		call->endpoint = routes[i].endpoint;
		return;
	}
	rest = *path ? strchr(path + 1, '/') : NULL;
	for (size_t i = 0; rest && i < sizeof(tenant_routes) / sizeof(tenant_routes[0]); i++) {
		size_t len = (size_t)(rest - path - 1);

		if (strcmp(tenant_routes[i].path, rest))
			continue;
		call->family = MB_PV_MICROSOFT;
		call->endpoint = tenant_routes[i].endpoint;
		if (len >= sizeof(call->tenant))
			len = sizeof(call->tenant) - 1;
		memcpy(call->tenant, path + 1, len);
	}
}

static void run(struct mb_pv_call *call)
{
	static const char ok[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";

	if (call->endpoint == MB_PV_E_NONE)
		mb_pv_reply_text(call, 404, "no such endpoint\n");
	else if (call->family == MB_PV_MICROSOFT &&
		 (!*call->tenant || call->tenant[strspn(call->tenant, ok)]))
		mb_pv_refuse(call, MB_PV_TENANT_NAME, call->tenant);
	else
		endpoints[call->endpoint](call);
}

/* RFC 9110 6.6.1: by the provider's clock. */
static void tell_time(struct mb_pv_call *call)
{
	time_t now = (time_t)mb_pv_time(call->pv);
	char date[64];
	struct tm tm;

	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &tm));
	mb_pv_reply_header(call, "Date", date);
}

static void handle(struct mb_httpd_conn *conn, const struct mb_httpd_req *req, void *arg)
{
	struct mb_pv *pv = arg;
	struct mb_pv_call call = { .pv = pv, .req = req };
	struct mb_pv_fault *fault;
	bool wanted;

	call.query_ok = mb_httpd_form(req->query, strlen(req->query), &call.query);
	call.form_ok = !mb_httpd_is_form(req) ||
		       mb_httpd_form(req->body, req->body_len, &call.form);
	route(&call);
	pthread_mutex_lock(&pv->lock);
	pv->counter[MB_PV_C_REQUESTS]++;
	fault = mb_pv_fault_take(&call);
	pthread_mutex_unlock(&pv->lock);

	wanted = mb_pv_fault_before(fault, conn);
	pthread_mutex_lock(&pv->lock);
	if (wanted) {
		mb_pv_trim(pv);
		run(&call);
	}
	mb_pv_fault_change(fault, &call);
	tell_time(&call);
	mb_pv_log(&call, mb_pv_fault_name(fault));
	pthread_mutex_unlock(&pv->lock);

	mb_pv_fault_send(fault, conn, &call.reply);
	mb_pv_fault_free(fault);
	mb_pv_reply_clear(&call.reply);
	mb_httpd_list_free(&call.form);
	mb_httpd_list_free(&call.query);
}

static void on_signal(int signo)
{
	(void)signo;
	mb_httpd_stop(provider.httpd);
}

/* written whole or not at all: whoever polls for it never reads half a number */
static bool write_port_file(const char *file, int port)
{
	size_t size = strlen(file) + 8;
	char *temp = malloc(size);
	FILE *out;
	bool ok;

	if (!temp)
		abort();
	snprintf(temp, size, "%s.new", file);
	out = fopen(temp, "w");
	ok = out && fprintf(out, "%d\n", port) > 0;
	if (out)
		ok = fclose(out) == 0 && ok;
	ok = ok && rename(temp, file) == 0;
	if (!ok)
		fprintf(stderr, "provider: %s: %s\n", file, strerror(errno));
	free(temp);
	return ok;
}

static bool set_pair(const char *pair)
{
	char *name = mb_pv_strdup(pair), *value = strchr(name, '=');
	bool ok;

	if (value)
		*value++ = '\0';
	ok = value && mb_pv_set(&provider, name, value);
	if (!ok)
		fprintf(stderr, "provider: no such setting or value: %s\n", pair);
	free(name);
	return ok;
}

struct args {
	struct mb_httpd_options http;
	const char *port_file, *issuer;
	int max_seconds;
	bool die;
};

enum {
	PORT = 256,
	PORT_FILE,
	LOG,
	TLS,
	IPV6,
	ISSUER,
	LIFETIME,
	TOKEN_BYTES,
	ROTATE,
	SET,
	MAX_SECONDS,
	DIE
};

static bool option(struct args *args, int opt, int argc, char **argv)
{
	switch (opt) {
	case PORT:
		args->http.port = (int)strtol(optarg, NULL, 10);
		return true;
	case PORT_FILE:
		args->port_file = optarg;
		return true;
	case LOG:
		provider.log_fd = open(optarg, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (provider.log_fd < 0)
			perror(optarg);
		return provider.log_fd >= 0;
	case TLS:
		args->http.cert = optarg;
		args->http.key = optind < argc ? argv[optind++] : NULL;
		return args->http.key != NULL;
	case IPV6:
		return args->http.ipv6 = true;
	case ISSUER:
		args->issuer = optarg;
		return strlen(optarg) < 100;
	case LIFETIME:
		return mb_pv_set(&provider, "lifetime", optarg);
	case TOKEN_BYTES:
		return mb_pv_set(&provider, "token_bytes", optarg);
	case ROTATE:
		return mb_pv_set(&provider, "rotate", optarg);
	case SET:
		return set_pair(optarg);
	case MAX_SECONDS:
		args->max_seconds = (int)strtol(optarg, NULL, 10);
		return true;
	case DIE:
		return args->die = true;
	default:
		return false;
	}
}

static bool parse_args(struct args *args, int argc, char **argv)
{
	static const struct option options[] = {
		{ "port", required_argument, NULL, PORT },
		{ "port-file", required_argument, NULL, PORT_FILE },
		{ "log", required_argument, NULL, LOG },
		{ "tls", required_argument, NULL, TLS },
		{ "ipv6", no_argument, NULL, IPV6 },
		{ "issuer", required_argument, NULL, ISSUER },
		{ "lifetime", required_argument, NULL, LIFETIME },
		{ "token-bytes", required_argument, NULL, TOKEN_BYTES },
		{ "rotate", required_argument, NULL, ROTATE },
		{ "set", required_argument, NULL, SET },
		{ "max-seconds", required_argument, NULL, MAX_SECONDS },
		{ "die-with-parent", no_argument, NULL, DIE },
		{ NULL, 0, NULL, 0 },
	};
	int opt;

	while ((opt = getopt_long(argc, argv, "+", options, NULL)) != -1)
		if (!option(args, opt, argc, argv))
			return false;
	return optind == argc;
}

int main(int argc, char **argv)
{
	struct args args = { .max_seconds = 3600, .http = { .handle = handle, .arg = &provider } };
	struct sigaction action = { .sa_handler = on_signal };
	pid_t parent = getppid();
	char err[512];
	int rc = 1;

	mb_pv_init(&provider);
	if (!parse_args(&args, argc, argv)) {
		fputs(help, stderr);
		return 64;
	}
	if (args.die && (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0 || getppid() != parent))
		return 1; /* the parent died before it could be watched */
	signal(SIGPIPE, SIG_IGN);
	if (!mb_httpd_open(&args.http, &provider.httpd, err, sizeof(err))) {
		fprintf(stderr, "provider: %s\n", err);
		goto out;
	}
	provider.issuer = args.issuer ? args.issuer : mb_httpd_url(provider.httpd);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	if (args.port_file && !write_port_file(args.port_file, mb_httpd_port(provider.httpd)))
		goto out;
	printf("%s\n", mb_httpd_url(provider.httpd));
	fflush(stdout);
	mb_httpd_run(provider.httpd, args.max_seconds);
	rc = 0;
out:
	mb_httpd_close(&provider.httpd);
	mb_pv_fini(&provider);
	return rc;
}
