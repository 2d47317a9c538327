/* SPDX-License-Identifier: MIT */
#include "store/status.h"

#include <stdlib.h>

#include "base/buf.h"
#include "global/file.h"
#include "base/json.h"
#include "global/replace.h"
#include "base/text.h"
#include "base/xalloc.h"

#define STATUS_MAX (64 * 1024)

/* The codes' names in the file: words survive a change of the enum. */
static const char *const code_names[] = {
	[MB_OK] = "ok",         [MB_E_USAGE] = "usage",   [MB_E_DATA] = "data",
	[MB_E_BUG] = "bug",     [MB_E_IO] = "io",         [MB_E_RETRY] = "retry",
	[MB_E_LOGIN] = "login", [MB_E_DENIED] = "denied", [MB_E_CONFIG] = "config",
};

static enum mb_code code_of(const char *name)
{
	for (size_t i = 0; name && i < sizeof(code_names) / sizeof(*code_names); i++)
		if (mb_streq(name, code_names[i]))
			return (enum mb_code)i;
	return MB_E_BUG;
}

/* Members of the file that are numbers, and left out when 0. */
static const struct {
	const char *name;
	size_t offset;
} numbers[] = {
	{ "last_use", offsetof(struct mb_status, last_use) },
	{ "life", offsetof(struct mb_status, life) },
	{ "life_before", offsetof(struct mb_status, life_before) },
	{ "life_of", offsetof(struct mb_status, life_of) },
	{ "warned", offsetof(struct mb_status, warned) },
};

#define N_NUMBERS (sizeof(numbers) / sizeof(*numbers))

static int64_t *number_at(struct mb_status *status, size_t i)
{
	return (int64_t *)(void *)((char *)status + numbers[i].offset);
}

static const char *const slot_names[MB_SLOTS] = { "imap", "pop3", "smtp" };

const char *mb_mail_slot_name(size_t slot)
{
	return slot_names[slot];
}

static void load_mail(struct mb_status *status, const json_t *mail)
{
	for (size_t i = 0; i < MB_SLOTS; i++) {
		const json_t *one = json_object_get(mail, slot_names[i]);
		struct mb_mail_refusal *r = &status->mail[i];

		if (!mb_json_str(one, "error") || !mb_json_int(one, "refused_until", &r->until))
			continue;
		r->code = code_of(mb_json_str(one, "error_code"));
		r->text = mb_xstrdup(mb_json_str(one, "error"));
		r->stamp = mb_xstrdup(mb_json_str(one, "config"));
	}
}

static void save_mail(const struct mb_status *status, json_t *json)
{
	json_t *mail = json_object();

	for (size_t i = 0; i < MB_SLOTS; i++) {
		const struct mb_mail_refusal *r = &status->mail[i];
		json_t *one = r->until ? json_object() : NULL;

		if (!one)
			continue;
		mb_json_set_int(one, "refused_until", r->until);
		mb_json_set_str(one, "error_code", code_names[r->code]);
		mb_json_set_str(one, "error", r->text);
		mb_json_set_str(one, "config", r->stamp);
		json_object_set_new(mail, slot_names[i], one);
	}
	if (json_object_size(mail) > 0)
		json_object_set(json, "mail", mail);
	json_decref(mail);
}

void mb_mail_refusal_clear(struct mb_mail_refusal *refusal)
{
	free(refusal->stamp);
	free(refusal->text);
	*refusal = (struct mb_mail_refusal){ 0 };
}

static void set_person(struct mb_status *status, int64_t time, enum mb_code code, const char *text)
{
	free(status->person.text);
	status->person = (struct mb_person_needed){ time, code, mb_xstrdup(text) };
}

/* It stands in the file only when something else came after it. */
static void load_person(struct mb_status *status, const json_t *one)
{
	int64_t time;

	if (mb_json_str(one, "error") && mb_json_int(one, "error_time", &time))
		set_person(status, time, code_of(mb_json_str(one, "error_code")),
			   mb_json_str(one, "error"));
	else if (mb_status_needs_person(status->error_code))
		set_person(status, status->error_time, status->error_code, status->error_text);
}

static void save_person(const struct mb_status *status, json_t *json)
{
	const struct mb_person_needed *person = &status->person;
	json_t *one;

	if (!person->time || mb_status_needs_person(status->error_code))
		return;
	one = json_object();
	mb_json_set_int(one, "error_time", person->time);
	mb_json_set_str(one, "error_code", code_names[person->code]);
	mb_json_set_str(one, "error", person->text);
	json_object_set_new(json, "person", one);
}

/* NULL: with *absent_r there is none, else `err`. */
static json_t *read_json(const char *path, bool *absent_r, struct mb_err *err)
{
	json_t *json = NULL, *refused;
	int64_t version = 0;
	struct mb_buf buf;

	mb_buf_init(&buf, STATUS_MAX);
	if (!mb_file_read(path, MB_TRUST_OWN, &buf, NULL, absent_r, err))
		goto out;
	json = mb_json_parse(mb_buf_str(&buf), buf.len);
	refused = json_object_get(json, "password_refused");
	if (!json || !mb_json_int(json, "version", &version) || version != 1 ||
	    (refused && !json_is_boolean(refused))) {
		json_decref(json);
		json = NULL;
		mb_err_set(err, MB_E_LOGIN, _("%s is damaged or from another version"), path);
	}
out:
	mb_buf_fini(&buf);
	return json;
}

bool mb_status_load(struct mb_status *status, const char *path, struct mb_err *err)
{
	bool absent = false;
	json_t *json;

	*status = (struct mb_status){ 0 };
	json = read_json(path, &absent, err);
	if (absent)
		mb_err_clear(err);
	if (!json)
		return absent;
	if (mb_json_int(json, "error_time", &status->error_time)) {
		status->error_code = code_of(mb_json_str(json, "error_code"));
		status->error_text = mb_xstrdup(mb_json_str(json, "error"));
	}
	mb_json_int(json, "refused_until", &status->refused_until);
	status->refusal_stamp = mb_xstrdup(mb_json_str(json, "config"));
	status->password_refused = json_is_true(json_object_get(json, "password_refused"));
	for (size_t i = 0; i < N_NUMBERS; i++)
		mb_json_int(json, numbers[i].name, number_at(status, i));
	load_person(status, json_object_get(json, "person"));
	load_mail(status, json_object_get(json, "mail"));
	json_decref(json);
	return true;
}

static void format(const struct mb_status *status, struct mb_buf *buf)
{
	struct mb_status copy = *status;
	json_t *json = json_object();

	mb_json_set_int(json, "version", 1);
	if (status->error_time) {
		mb_json_set_int(json, "error_time", status->error_time);
		mb_json_set_str(json, "error_code", code_names[status->error_code]);
		mb_json_set_str(json, "error", status->error_text);
	}
	if (status->refused_until) {
		mb_json_set_int(json, "refused_until", status->refused_until);
		mb_json_set_str(json, "config", status->refusal_stamp);
	}
	if (status->password_refused)
		json_object_set_new(json, "password_refused", json_true());
	for (size_t i = 0; i < N_NUMBERS; i++)
		if (*number_at(&copy, i))
			mb_json_set_int(json, numbers[i].name, *number_at(&copy, i));
	save_person(status, json);
	save_mail(status, json);
	mb_json_dump(json, buf);
	json_decref(json);
}

bool mb_status_save(const struct mb_status *status, const char *path, struct mb_replace *prepared,
		    struct mb_err *err)
{
	struct mb_buf buf;
	bool ok;

	mb_buf_init(&buf, STATUS_MAX);
	format(status, &buf);
	ok = mb_buf_ok(&buf) ||
	     mb_err_set(err, MB_E_BUG, _("what is known does not fit into %s"), path);
	ok = ok && ((prepared && prepared->fd >= 0 &&
		     mb_replace_commit(prepared, buf.data, buf.len, err)) ||
		    mb_file_replace_light(path, buf.data, buf.len, err));
	if (prepared)
		mb_replace_abort(prepared);
	mb_buf_fini(&buf);
	return ok;
}

bool mb_status_needs_person(enum mb_code code)
{
	return code == MB_E_LOGIN || code == MB_E_DENIED || code == MB_E_CONFIG;
}

static void clear_error(struct mb_status *status)
{
	free(status->error_text);
	free(status->refusal_stamp);
	status->error_text = status->refusal_stamp = NULL;
	status->error_time = status->refused_until = 0;
	status->error_code = MB_OK;
}

void mb_status_set_error(struct mb_status *status, int64_t now, const struct mb_err *err)
{
	clear_error(status);
	status->error_time = now;
	status->error_code = err->code;
	status->error_text = mb_xstrdup(mb_err_english(err));
	if (mb_status_needs_person(err->code))
		set_person(status, now, err->code, mb_err_english(err));
}

void mb_status_clear(struct mb_status *status)
{
	clear_error(status);
	free(status->person.text);
	status->person = (struct mb_person_needed){ 0 };
}

void mb_status_fini(struct mb_status *status)
{
	mb_status_clear(status);
	for (size_t i = 0; i < MB_SLOTS; i++)
		mb_mail_refusal_clear(&status->mail[i]);
	*status = (struct mb_status){ 0 };
}
