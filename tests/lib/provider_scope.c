/* SPDX-License-Identifier: MIT */
/* Which scopes exist, which may be asked for together, and what the answer shows of them. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>

static const char *const identity[] = { "openid", "profile", "email", "offline_access", NULL };
static const char *const google[] = { "https://mail.google.com/",
				      "openid",
				      "profile",
				      "email",
				      "https://www.googleapis.com/auth/drive.file",
				      "https://www.googleapis.com/auth/userinfo.email",
				      "https://www.googleapis.com/auth/userinfo.profile",
				      NULL };
static const char *const outlook_hosts[] = { "https://outlook.office.com/",
					     "https://outlook.office365.com/", NULL };
static const char *const outlook_names[] = { "IMAP.AccessAsUser.All", "POP.AccessAsUser.All",
					     "SMTP.Send", ".default", NULL };
static const char *const graph[] = { "https://graph.microsoft.com/",
				     "User.Read",
				     "Mail.Read",
				     "Mail.Send",
				     "IMAP.AccessAsUser.All",
				     "POP.AccessAsUser.All",
				     "SMTP.Send",
				     ".default",
				     NULL };

static bool among(const char *word, size_t len, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == len && !memcmp(*list, word, len))
			return true;
	return false;
}

/* the resource a Microsoft scope belongs to; "" for identity scopes, NULL: unknown */
static const char *resource(const char *word, size_t len)
{
	size_t n = strlen(graph[0]);

	if (among(word, len, identity))
		return "";
	for (size_t i = 0; outlook_hosts[i]; i++) {
		size_t host = strlen(outlook_hosts[i]);

		if (len > host && !memcmp(word, outlook_hosts[i], host) &&
		    among(word + host, len - host, outlook_names))
			return outlook_hosts[i];
	}
	if (len > n && !memcmp(word, graph[0], n))
		return among(word + n, len - n, graph + 1) ? graph[0] : NULL;
	return among(word, len, graph + 1) ? graph[0] : NULL;
}

static bool token_chars(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (word[i] <= ' ' || word[i] > '~' || word[i] == '"' || word[i] == '\\')
			return false;
	return true;
}

static bool word_known(const struct mb_pv_call *call, const char *word, size_t len)
{
	static const char default_name[] = ".default";
	const char *where;

	if (!token_chars(word, len))
		return false;
	if (call->family == MB_PV_GENERIC)
		return len < 3 || memcmp(word, "bad", 3);
	if (call->family == MB_PV_GOOGLE)
		return among(word, len, google);
	where = resource(word, len);
	if (where && mb_pv_consumers(call->tenant) &&
	    (!strcmp(where, outlook_hosts[1]) ||
	     (len > 8 && !memcmp(word + len - 8, default_name, 8))))
		return false; /* personal accounts know neither */
	return where != NULL;
}

bool mb_pv_scope_ok(struct mb_pv_call *call, const char *scope, enum mb_pv_why *why_r)
{
	const char *first = NULL;
	bool all = false, named = false;

	*why_r = MB_PV_BAD_SCOPE;
	if (*scope == ' ' || !*scope)
		return false;
	while (*scope) {
		size_t len = strcspn(scope, " ");
		const char *where;

		if (!len || !word_known(call, scope, len))
			return false;
		where = call->family == MB_PV_MICROSOFT ? resource(scope, len) : "";
		if (where && *where) {
			bool is_all = len >= 8 && !memcmp(scope + len - 8, ".default", 8);

			all |= is_all;
			named |= !is_all;
			if ((first && strcmp(first, where)) || (all && named)) {
				*why_r = MB_PV_MIXED_SCOPE;
				return false;
			}
			first = where;
		}
		scope += len;
		if (*scope && !*++scope)
			return false;
	}
	return true;
}

bool mb_pv_scope_has(const char *scope, const char *word)
{
	size_t want = strlen(word), len;

	for (; *scope; scope += len + (scope[len] == ' ')) {
		len = strcspn(scope, " ");
		if (len == want && !memcmp(scope, word, len))
			return true;
	}
	return false;
}

bool mb_pv_scope_within(const char *scope, const char *granted)
{
	char word[512];
	size_t len;

	for (; *scope; scope += len + (scope[len] == ' ')) {
		len = strcspn(scope, " ");
		if (among(scope, len, identity))
			continue;
		if (len >= sizeof(word))
			return false;
		memcpy(word, scope, len);
		word[len] = '\0';
		if (!mb_pv_scope_has(granted, word))
			return false;
	}
	return true;
}

/* Microsoft does not repeat offline_access. */
char *mb_pv_scope_shown(enum mb_pv_family family, const char *scope)
{
	char *shown = mb_pv_strdup(scope);
	size_t n = 0, len;

	if (family != MB_PV_MICROSOFT)
		return shown;
	for (; *scope; scope += len + (scope[len] == ' ')) {
		len = strcspn(scope, " ");
		if (len == strlen("offline_access") && !memcmp(scope, "offline_access", len))
			continue;
		if (n)
			shown[n++] = ' ';
		memcpy(shown + n, scope, len);
		n += len;
	}
	shown[n] = '\0';
	return shown;
}

const char *mb_pv_scope_audience(enum mb_pv_family family, const char *scope, char *buf,
				 size_t size)
{
	size_t len;

	snprintf(buf, size, "%s", family == MB_PV_MICROSOFT ? graph[0] : "mail");
	for (; family == MB_PV_MICROSOFT && *scope; scope += len + (scope[len] == ' ')) {
		const char *where;

		len = strcspn(scope, " ");
		where = resource(scope, len);
		if (where && *where) {
			snprintf(buf, size, "%.*s", (int)strlen(where) - 1, where);
			break;
		}
	}
	return buf;
}
