/* SPDX-License-Identifier: MIT */
#include "account/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"
#include "crypto/base64.h"
#include "crypto/sha256.h"
#include "global/replace.h"
#include "store/client.h"

/* Bytes that are digested: sixteen settings of the longest kind (VALUE_MAX of config/parse.c). */
#define BINDING_TEXT_MAX (16 * 8192)

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* Settings that tokens also depend on, if they are set. */
static const enum mb_setting_id bound[] = {
	MB_SET_CLIENT_CERTIFICATE,   MB_SET_CLIENT_KEY, MB_SET_CLIENT_ASSERTION_FILE,
	MB_SET_SERVICE_ACCOUNT_FILE, MB_SET_SUBJECT,
};

/* Digest the settings that tokens depend on, for the caller to free: equal digests mean equal
 * settings. */
static char *binding_of(const struct mb_session *s)
{
	const struct mb_party *p = &s->party;
	const struct mb_account *a = p->account;
	unsigned char digest[MB_SHA256_LEN];
	struct mb_buf text, out;

	mb_buf_init(&text, BINDING_TEXT_MAX);
	mb_buf_addf(&text, "%s\n%s\n%s\n%s\n%s\n%u\n%s\n%s", a->plugin->name,
		    or_empty(p->client_id), or_empty(mb_account_get(a, MB_SET_USER)), p->scope,
		    p->authority, mb_grant_is_direct(p->grant) ? p->grant : 0,
		    or_empty(mb_account_given(a, MB_SET_AUTHORIZE_PARAMS)),
		    or_empty(mb_account_given(a, MB_SET_TOKEN_PARAMS)));
	for (size_t i = 0; i < sizeof(bound) / sizeof(*bound); i++)
		if (mb_account_given(a, bound[i]))
			mb_buf_addf(&text, "\n%s %s", mb_settings[bound[i]].key,
				    mb_account_given(a, bound[i]));
	mb_sha256(digest, mb_buf_str(&text), text.len);
	mb_buf_fini(&text);
	mb_buf_init(&out, 64);
	mb_base64url(&out, digest, sizeof(digest));
	return mb_buf_take(&out);
}

/* Take over the client that mailbearer registered, if that was for the settings of now. */
static bool load_registered(struct mb_session *s, struct mb_err *err)
{
	struct mb_party *p = &s->party;
	const char *redirect_uri = mb_account_get(p->account, MB_SET_REDIRECT_URI);
	struct mb_client client;
	bool ok = mb_client_load(&client, s->client_path, p->authority, redirect_uri, err);

	mb_registered_fini(&p->registered);
	p->registered = (struct mb_registered){
		.id = mb_xstrdup(client.id),
		.secret = mb_secret_copy(client.secret),
		.secret_expires = client.secret_expires,
		.auth_method = mb_xstrdup(client.auth_method),
	};
	mb_client_fini(&client);
	return ok || err->code == MB_OK;
}

bool mb_session_client(struct mb_session *s, struct mb_err *err)
{
	struct mb_party *p = &s->party;
	const struct mb_registered *r = &p->registered;
	const char *id = mb_account_get(p->account, MB_SET_CLIENT_ID);
	bool ok = true;

	free(p->client_id);
	free(s->binding);
	p->client_id = mb_xstrdup(id);
	if (!id) {
		ok = load_registered(s, err);
		if (!r->secret_expires || r->secret_expires > mb_clock_now())
			p->client_id = mb_xstrdup(r->id);
	}
	s->binding = binding_of(s);
	return ok;
}

bool mb_session_open(struct mb_session *s, const struct mb_account *account,
		     const struct mb_paths *paths, struct mb_err *err)
{
	*s = (struct mb_session)MB_SESSION_INIT;
	s->state_dir = mb_xstrdup(paths->state);
	s->token_dir = mb_text_cat(paths->state, "/token", NULL);
	s->record_path = mb_paths_state_file(paths, MB_STATE_RECORD, account->name);
	s->status_path = mb_paths_state_file(paths, MB_STATE_STATUS, account->name);
	s->lock_path = mb_paths_state_file(paths, MB_STATE_LOCK, account->name);
	s->token_path = mb_paths_state_file(paths, MB_STATE_TOKEN, account->name);
	s->metadata_path = mb_paths_state_file(paths, MB_STATE_METADATA, account->name);
	s->client_path = mb_paths_state_file(paths, MB_STATE_CLIENT, account->name);
	return mb_party_init(&s->party, account, err) && mb_session_client(s, err);
}

static void forget_files(struct mb_session *s)
{
	mb_record_fini(&s->record);
	mb_status_fini(&s->status);
	mb_err_clear(&s->record_err);
	mb_err_clear(&s->status_err);
	s->have_record = false;
}

void mb_session_close(struct mb_session *s)
{
	mb_session_unlock(s);
	forget_files(s);
	mb_party_fini(&s->party);
	free(s->state_dir);
	free(s->token_dir);
	free(s->record_path);
	free(s->status_path);
	free(s->lock_path);
	free(s->token_path);
	free(s->metadata_path);
	free(s->client_path);
	free(s->binding);
	mb_err_clear(&s->note);
	*s = (struct mb_session)MB_SESSION_INIT;
}

bool mb_session_make_folders(const struct mb_session *s, struct mb_err *err)
{
	return mb_file_make_dir(s->state_dir, err) && mb_file_make_dir(s->token_dir, err);
}

bool mb_session_lock(struct mb_session *s, bool *waited_r, struct mb_err *err)
{
	*waited_r = false;
	return mb_session_make_folders(s, err) &&
	       (mb_lock_adopt(&s->lock, s->lock_path) ||
		mb_lock_take(&s->lock, s->lock_path, true, s->party.deadline, waited_r, err));
}

bool mb_session_try_lock(struct mb_session *s)
{
	return mb_lock_adopt(&s->lock, s->lock_path) || mb_lock_try(&s->lock, s->lock_path);
}

bool mb_session_trusted(const struct mb_session *s, struct mb_err *err)
{
	return mb_file_check_dir(s->state_dir, err) && mb_file_check_dir(s->token_dir, err);
}

void mb_session_unlock(struct mb_session *s)
{
	mb_replace_abort(&s->status_room);
	mb_lock_release(&s->lock);
}

void mb_session_load(struct mb_session *s)
{
	bool absent = false;

	forget_files(s);
	s->have_record = mb_record_load(&s->record, s->record_path, &absent, &s->record_err);
	if (absent)
		mb_err_clear(&s->record_err);
	mb_status_load(&s->status, s->status_path, &s->status_err);
}

bool mb_session_readable(const struct mb_session *s, struct mb_err *err)
{
	if (s->record_err.code != MB_E_RETRY && s->record_err.code != MB_E_IO)
		return mb_record_is_no_link(s->record_path, err);
	return mb_err_set(err, s->record_err.code, "%s", s->record_err.text);
}

bool mb_session_status_known(const struct mb_session *s, struct mb_err *err)
{
	const struct mb_err *why = &s->status_err;

	if (why->code == MB_OK || (why->code == MB_E_LOGIN && s->party.grant != MB_GRANT_PASSWORD))
		return true;
	if (why->code == MB_E_LOGIN)
		return mb_err_set(err, MB_E_DENIED,
				  _("the password may have been refused and is not sent again: see "
				    "that it is right, then: mailbearer login %s (%s)"),
				  s->party.account->name, why->text);
	return mb_err_set(err, why->code, "%s", why->text);
}

bool mb_session_save_status(struct mb_session *s, struct mb_err *err)
{
	return mb_session_status_known(s, err) &&
	       mb_status_save(&s->status, s->status_path, &s->status_room, err);
}

static bool is_discovered(const struct mb_party *p)
{
	return !p->token_endpoint || p->discovered;
}

const char *mb_session_differs(const struct mb_session *s)
{
	const struct mb_record *r = &s->record;
	const struct mb_party *p = &s->party;
	const struct {
		const char *key, *then, *now;
	} settings[] = {
		{ "provider", r->provider, p->account->plugin->name },
		{ "client_id", r->client_id, p->client_id },
		{ "user", r->user, mb_account_get(p->account, MB_SET_USER) },
		{ is_discovered(p) ? "issuer" : "token_endpoint", r->token_endpoint, p->authority },
		{ "scope", r->scope, p->scope },
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		if (strcmp(or_empty(settings[i].then), or_empty(settings[i].now)) != 0)
			return settings[i].key;
	return NULL;
}
