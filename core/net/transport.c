/* SPDX-License-Identifier: MIT */
#include "net/transport.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"

/* Debian's file with all certificates, which it keeps beside its folder of single files. */
#define DEBIAN_CA_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

/* Choose one file of certificates, not libcurl's folder of certificates: with GnuTLS libcurl reads every file in that
 * folder, which takes as long as the rest of a request, and trusts those in addition to ca_file. */
static void set_trust(CURL *curl, const char *ca_file)
{
	const curl_version_info_data *builtin = curl_version_info(CURLVERSION_NOW);

	if (ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
	else if (!builtin->cainfo && access(DEBIAN_CA_BUNDLE, R_OK) == 0)
		curl_easy_setopt(curl, CURLOPT_CAINFO, DEBIAN_CA_BUNDLE);
	else if (!builtin->cainfo)
		return;
	curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
}

/* Open a non-blocking socket. libcurl makes its sockets non-blocking only later and ignores a failure of that; a
 * blocking read would outlast any deadline. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)arg;
	(void)purpose;
	return socket(address->family, address->socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
		      address->protocol);
}

void mb_transport_options(CURL *curl, const char *proxy, const char *ca_file,
			  struct mb_deadline deadline)
{
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)mb_deadline_left_ms(deadline) + 1);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	/* Without CURLOPT_QUICK_EXIT a nameserver that does not answer holds us up past the deadline. */
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	if (proxy)
		curl_easy_setopt(curl, CURLOPT_PROXY, proxy);
	set_trust(curl, ca_file);
}

bool mb_transport_failed(const char *where, const char *ca_file, CURLcode rc, const char *detail,
			 long proxy_said, struct mb_err *err)
{
	/* libcurl's own sentence may repeat the proxy's URL with a password in it. */
	bool quotable = *detail && !strchr(detail, '@');
	const char *text = quotable ? detail : curl_easy_strerror(rc);

	if (rc == CURLE_OPERATION_TIMEDOUT)
		return mb_err_set(err, MB_E_RETRY, _("%s does not answer in time: try again later"),
				  where);
	/* libcurl returns this for a header line longer than it accepts, too. */
	if (rc == CURLE_OUT_OF_MEMORY)
		return mb_err_set(err, MB_E_RETRY,
				  _("%s answers with far too much, or memory is short: try again "
				    "later"),
				  where);
	if (rc == CURLE_PEER_FAILED_VERIFICATION)
		return mb_err_set(
		    err, MB_E_RETRY,
		    _("%s does not prove who it is: check the clock, ca_file and whether "
		      "this network wants a sign-in (%s)"),
		    where, text);
	if (rc == CURLE_SSL_CACERT_BADFILE)
		return mb_err_set(err, MB_E_CONFIG, _("ca_file %s cannot be used: correct it (%s)"),
				  ca_file ? ca_file : "", text);
	if (rc == CURLE_COULDNT_RESOLVE_PROXY)
		return mb_err_set(err, MB_E_RETRY,
				  _("the proxy cannot be found: check the setting proxy or "
				    "https_proxy, or try again later (%s)"),
				  text);
	if (proxy_said >= 300)
		return mb_err_set(
		    err, MB_E_RETRY,
		    _("the proxy does not let us through to %s: check the setting proxy "
		      "or https_proxy, or try again later (%s)"),
		    where, text);
	return mb_err_set(err, MB_E_RETRY, _("no answer from %s: try again later (%s)"), where,
			  text);
}
