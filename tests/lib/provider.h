/* SPDX-License-Identifier: MIT */
/*
 * The provider on this machine: what the files provider*.c share (README.md: which does what).
 *
 * Ownership: struct mb_pv owns everything it points to; a struct mb_pv_call owns its form, query
 * and reply. Items are freed only between calls (mb_pv_trim), so pointers found in a call stay good
 * until it ends.
 * Locking: mb_pv.lock is held from dispatch to reply; never while waiting or sending.
 * Untrusted: the whole request. Errors: refusals become the reply; the functions return false.
 */
#ifndef MB_PROVIDER_H
#define MB_PROVIDER_H

#include <jansson.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include "httpd.h"

#define MB_PV_DEVICE_GRANT "urn:ietf:params:oauth:grant-type:device_code"
#define MB_PV_JWT_GRANT    "urn:ietf:params:oauth:grant-type:jwt-bearer"

enum mb_pv_family { MB_PV_MICROSOFT, MB_PV_GOOGLE, MB_PV_GENERIC };
/* At a refresh: no new refresh token; a new one, and the old one stays valid; a new one, and using the old one again
 * revokes the sign-in. */
enum mb_pv_rotate { MB_PV_KEEP, MB_PV_SOFT, MB_PV_STRICT };
enum mb_pv_kind { MB_PV_CODE, MB_PV_ACCESS, MB_PV_REFRESH, MB_PV_DEVICE };
enum mb_pv_answer { MB_PV_PENDING, MB_PV_APPROVED, MB_PV_DENIED };

/* the order of settings[] in provider_state.c */
enum mb_pv_setting {
	MB_PV_LIFETIME,
	MB_PV_TOKEN_BYTES,
	MB_PV_CODE_LIFETIME,
	MB_PV_REFRESH_LIFETIME,
	MB_PV_DEVICE_INTERVAL,
	MB_PV_DEVICE_LIFETIME,
	MB_PV_ROTATE_MICROSOFT,
	MB_PV_ROTATE_GOOGLE,
	MB_PV_ROTATE_GENERIC,
	MB_PV_INTROSPECT_AUTH,
	MB_PV_FIRST_CONSENT,
	MB_PV_LOCK_AFTER,
	MB_PV_SECRET_IN,
	MB_PV_SETTINGS
};

/* the order of endpoint_names[] in provider_fault.c */
enum mb_pv_endpoint {
	MB_PV_E_AUTHORIZE,
	MB_PV_E_TOKEN,
	MB_PV_E_DEVICE,
	MB_PV_E_REVOKE,
	MB_PV_E_INTROSPECT,
	MB_PV_E_TOKENINFO,
	MB_PV_E_METADATA,
	MB_PV_E_REGISTER,
	MB_PV_E_PAGE,
	MB_PV_E_CONTROL,
	MB_PV_E_NONE
};

/* the order of counter_names[] in provider_state.c; the grants stand in the order of grants[] */
enum mb_pv_counter {
	MB_PV_C_REQUESTS,
	MB_PV_C_AUTHORIZE,
	MB_PV_C_TOKEN,
	MB_PV_C_TOKEN_OK,
	MB_PV_C_TOKEN_REFUSED,
	MB_PV_C_GRANT_CODE,
	MB_PV_C_GRANT_REFRESH,
	MB_PV_C_GRANT_DEVICE,
	MB_PV_C_GRANT_PASSWORD,
	MB_PV_C_GRANT_CLIENT,
	MB_PV_C_GRANT_JWT,
	MB_PV_C_GRANT_OTHER,
	MB_PV_C_DEVICE,
	MB_PV_C_INTROSPECT,
	MB_PV_C_INTROSPECT_ACTIVE,
	MB_PV_C_REVOKE,
	MB_PV_C_REGISTER,
	MB_PV_C_METADATA,
	MB_PV_C_ACCESS_ISSUED,
	MB_PV_C_REFRESH_ISSUED,
	MB_PV_C_CODE_REUSED,
	MB_PV_C_REFRESH_REUSED,
	MB_PV_C_FAULTS,
	MB_PV_COUNTERS
};

/* the order of rows[] in provider_refuse.c */
enum mb_pv_why {
	MB_PV_MISSING,
	MB_PV_DUPLICATE,
	MB_PV_MALFORMED,
	MB_PV_NOT_POST,
	MB_PV_IN_QUERY,
	MB_PV_BAD_GRANT_TYPE,
	MB_PV_TENANT_NAME,
	MB_PV_TENANT_REFUSED,
	MB_PV_UNKNOWN_CLIENT,
	MB_PV_PUBLIC_SECRET,
	MB_PV_WRONG_SECRET,
	MB_PV_NO_SECRET,
	MB_PV_TWO_AUTHS,
	MB_PV_PUBLIC_CLIENT,
	MB_PV_BAD_SCOPE,
	MB_PV_MIXED_SCOPE,
	MB_PV_WIDER_SCOPE,
	MB_PV_BAD_REDIRECT,
	MB_PV_BAD_RESPONSE_TYPE,
	MB_PV_NO_PKCE,
	MB_PV_BAD_CHALLENGE,
	MB_PV_BAD_CODE,
	MB_PV_USED_CODE,
	MB_PV_OLD_CODE,
	MB_PV_OTHER_TENANT,
	MB_PV_OTHER_REDIRECT,
	MB_PV_BAD_VERIFIER,
	MB_PV_WRONG_VERIFIER,
	MB_PV_BAD_REFRESH,
	MB_PV_REVOKED,
	MB_PV_OLD_REFRESH,
	MB_PV_REUSED_REFRESH,
	MB_PV_WAIT,
	MB_PV_SLOW_DOWN,
	MB_PV_DECLINED,
	MB_PV_OLD_DEVICE,
	MB_PV_BAD_DEVICE,
	MB_PV_DEVICE_SCOPE,
	MB_PV_UNKNOWN_USER,
	MB_PV_WRONG_PASSWORD,
	MB_PV_LOCKED,
	MB_PV_DISABLED,
	MB_PV_PASSWORD_EXPIRED,
	MB_PV_NEEDS_MFA,
	MB_PV_BAD_TOKEN,
	MB_PV_BAD_ASSERTION,
	MB_PV_WRONG_KEY,
	MB_PV_OLD_ASSERTION,
	MB_PV_JWT_SIGNATURE,
	MB_PV_JWT_AUDIENCE,
	MB_PV_JWT_TIME,
	MB_PV_JWT_USER,
	MB_PV_NOT_DELEGATED,
	MB_PV_WHYS
};

/* Where a client secret must be sent. */
enum { MB_PV_ANYWHERE, MB_PV_IN_HEAD, MB_PV_IN_FORM };

struct mb_pv_client {
	const char *id, *secret; /* NULL secret: a public client */
	unsigned families;       /* bits 1 << enum mb_pv_family; 0: may only introspect */
	bool pkce, any_path;     /* PKCE required; any path on a loopback redirect URI */
	const char *const *redirects;
	bool asserts; /* proves who it is by an assertion alone */
};

struct mb_pv_user {
	const char *name, *password;
	enum mb_pv_why refusal; /* of the password grant; MB_PV_WHYS: none */
};

/* For whom and for which scope an item was issued. */
struct mb_pv_who {
	const struct mb_pv_client *client;
	const struct mb_pv_user *user; /* NULL: the client itself */
	enum mb_pv_family family;
	char tenant[65];
	char *scope;
	long sign_in; /* number of the sign-in, whose tokens are revoked together */
};

struct mb_pv_item {
	enum mb_pv_kind kind;
	struct mb_pv_who who;
	char *value, *redirect_uri, *challenge, user_code[16];
	int64_t issued, expires;  /* seconds of mb_pv_time() */
	int64_t last_poll;        /* monotonic ms */
	int interval;             /* ms */
	enum mb_pv_answer answer; /* of the person, to a device code */
	bool used, revoked;
};

/* How the next requests for authorization are answered. */
struct mb_pv_next {
	int count; /* -1: always */
	char error[64], text[128], state[16], iss[16], code[16];
	const struct mb_pv_user *user;
};

struct mb_pv_fault;

struct mb_pv {
	pthread_mutex_t lock;
	struct mb_httpd *httpd;
	const char *issuer;
	int log_fd;
	int setting[MB_PV_SETTINGS];
	unsigned long counter[MB_PV_COUNTERS];
	int64_t skew; /* seconds this provider's clock is ahead */
	long sign_ins;
	struct mb_pv_item **items; /* oldest first */
	size_t n_items;
	int wrong_passwords[16]; /* by index in mb_pv_users */
	struct mb_pv_next next;
	struct mb_pv_fault *faults;
};

struct mb_pv_reply {
	int status;
	const char *type; /* static; NULL: text */
	char *headers, *body;
	size_t len;
	char error[64]; /* for the log */
};

struct mb_pv_call {
	struct mb_pv *pv;
	const struct mb_httpd_req *req;
	enum mb_pv_endpoint endpoint;
	enum mb_pv_family family;
	char tenant[65];
	struct mb_httpd_list form, query;
	bool form_ok, query_ok;
	const struct mb_pv_client *client;
	const char *auth; /* for the log: none, post, basic */
	struct mb_pv_reply reply;
};

/* provider_table.c: the users and clients that exist; functions return NULL for others */
extern const struct mb_pv_user mb_pv_users[];
const struct mb_pv_client *mb_pv_client(const char *id, unsigned families);
const struct mb_pv_user *mb_pv_user(const char *name);
bool mb_pv_redirect_ok(const struct mb_pv_client *client, const char *uri);
bool mb_pv_consumers(const char *tenant);

/* provider_scope.c */
bool mb_pv_scope_ok(struct mb_pv_call *call, const char *scope, enum mb_pv_why *why_r);
bool mb_pv_scope_has(const char *scope, const char *word);
bool mb_pv_scope_within(const char *scope, const char *granted);
char *mb_pv_scope_shown(enum mb_pv_family family, const char *scope); /* caller frees */
const char *mb_pv_scope_audience(enum mb_pv_family family, const char *scope, char *buf,
				 size_t size);

/* provider_state.c */
void mb_pv_init(struct mb_pv *pv);
void mb_pv_fini(struct mb_pv *pv);
void mb_pv_trim(struct mb_pv *pv);
int64_t mb_pv_time(const struct mb_pv *pv);
bool mb_pv_set(struct mb_pv *pv, const char *name,
	       const char *value); /* false: unknown or out of range */
const char *mb_pv_counter_name(enum mb_pv_counter counter);
struct mb_pv_item *mb_pv_item_new(struct mb_pv *pv, enum mb_pv_kind kind,
				  const struct mb_pv_who *who, char *value,
				  int lifetime); /* takes value, copies who */
struct mb_pv_item *mb_pv_item_find(struct mb_pv *pv, enum mb_pv_kind kind, const char *value);
void mb_pv_revoke_sign_in(struct mb_pv *pv, long sign_in);
bool mb_pv_item_live(const struct mb_pv *pv, const struct mb_pv_item *item);

/* provider_jwt.c: the caller frees the strings */
char *mb_pv_random(const char *prefix,
		   size_t len); /* len characters of base64url after the prefix */
char *mb_pv_access_token(struct mb_pv *pv, const struct mb_pv_who *who);
char *mb_pv_id_token(struct mb_pv *pv, const struct mb_pv_who *who);
void mb_pv_base64url(const unsigned char *data, size_t len, char *out);
bool mb_pv_s256(const char *verifier, char challenge[44]);

/* provider_reply.c */
void mb_pv_reply_set(struct mb_pv_call *call, int status, const char *type, char *body,
		     size_t len); /* takes */
void mb_pv_reply_text(struct mb_pv_call *call, int status, const char *text);
void mb_pv_reply_json(struct mb_pv_call *call, int status, json_t *json); /* takes */
void mb_pv_reply_header(struct mb_pv_call *call, const char *name, const char *value);
void mb_pv_reply_clear(struct mb_pv_reply *reply);
void mb_pv_urlencode(FILE *out, const char *text);
char *mb_pv_strdup(const char *text);

/* provider_refuse.c: both return false */
bool mb_pv_refuse(struct mb_pv_call *call, enum mb_pv_why why, const char *detail);
const char *mb_pv_refusal(enum mb_pv_family family, enum mb_pv_why why, const char *detail,
			  char *text, size_t size);
json_t *mb_pv_microsoft_error(const char *error, int aadsts, const char *text,
			      const char *suberror);

/* provider_form.c: parameters and client authentication */
const char *mb_pv_param(const struct mb_httpd_list *list,
			const char *name); /* NULL: absent or empty */
bool mb_pv_need(struct mb_pv_call *call, const char *name, const char **value_r);
bool mb_pv_post_form(struct mb_pv_call *call);
bool mb_pv_list_clean(struct mb_pv_call *call, const struct mb_httpd_list *list);
bool mb_pv_authenticate(struct mb_pv_call *call);

/* provider_register.c: clients that registered themselves; forgetting keeps their ids taken */
const struct mb_pv_client *mb_pv_registered(const char *id, unsigned families);
void mb_pv_forget_registered(void);

/* provider_assertion.c */
bool mb_pv_key_add(const char *owner, const char *kid, const char *scope,
		   const char *file); /* of a certificate; kid, scope: of a service account */
bool mb_pv_client_assertion(struct mb_pv_call *call, const char *assertion);
void mb_pv_grant_jwt(struct mb_pv_call *call);

/* the endpoints; each function writes the reply */
void mb_pv_authorize(struct mb_pv_call *call);
void mb_pv_token(struct mb_pv_call *call);
void mb_pv_device(struct mb_pv_call *call);
void mb_pv_device_page(struct mb_pv_call *call);
void mb_pv_introspect(struct mb_pv_call *call);
void mb_pv_tokeninfo(struct mb_pv_call *call);
void mb_pv_revoke(struct mb_pv_call *call);
void mb_pv_register(struct mb_pv_call *call);
void mb_pv_metadata(struct mb_pv_call *call);
void mb_pv_control(struct mb_pv_call *call);

/* provider_token.c, provider_grant.c, provider_device.c: the grants, and issuing tokens at their end */
void mb_pv_issue(struct mb_pv_call *call, const struct mb_pv_who *who, bool refresh);
void mb_pv_grant_code(struct mb_pv_call *call);
void mb_pv_grant_refresh(struct mb_pv_call *call);
void mb_pv_grant_device(struct mb_pv_call *call);
void mb_pv_grant_password(struct mb_pv_call *call);
void mb_pv_grant_client(struct mb_pv_call *call);
bool mb_pv_device_answer(struct mb_pv *pv, const char *user_code, const struct mb_pv_user *user,
			 enum mb_pv_answer answer); /* user_code NULL: the newest */

/* provider_fault.c: _take gives a reference (or NULL), freed after the answer; in this order: */
bool mb_pv_fault_add(struct mb_pv *pv, const struct mb_httpd_list *args, const char **err_r);
void mb_pv_faults_clear(struct mb_pv *pv);
struct mb_pv_fault *mb_pv_fault_take(struct mb_pv_call *call);
bool mb_pv_fault_before(struct mb_pv_fault *fault,
			struct mb_httpd_conn *conn); /* true: run the endpoint */
void mb_pv_fault_change(struct mb_pv_fault *fault, struct mb_pv_call *call);
const char *mb_pv_fault_name(const struct mb_pv_fault *fault); /* for the log */
void mb_pv_fault_send(struct mb_pv_fault *fault, struct mb_httpd_conn *conn,
		      const struct mb_pv_reply *reply);
void mb_pv_fault_free(struct mb_pv_fault *fault);

/* provider_log.c */
void mb_pv_log(struct mb_pv_call *call, const char *fault);

#endif
