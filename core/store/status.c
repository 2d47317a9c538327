/* SPDX-License-Identifier: MIT */
#include "store/status.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "store/json_file.h"

#define STATUS_MAX (64 * 1024)
#define VERSION    1

static const struct mb_member members[] = {
	{ "error_time", MB_MEMBER_NUMBER, offsetof(struct mb_status, error_time) },
	{ "error_code", MB_MEMBER_CODE, offsetof(struct mb_status, error_code) },
	{ "error", MB_MEMBER_TEXT, offsetof(struct mb_status, error_text) },
	{ "refused_until", MB_MEMBER_NUMBER, offsetof(struct mb_status, refused_until) },
	{ "config", MB_MEMBER_TEXT, offsetof(struct mb_status, refusal_stamp) },
	{ "password_refused", MB_MEMBER_FLAG, offsetof(struct mb_status, password_refused) },
	{ "last_use", MB_MEMBER_NUMBER, offsetof(struct mb_status, last_use) },
	{ "life", MB_MEMBER_NUMBER, offsetof(struct mb_status, life) },
	{ "life_before", MB_MEMBER_NUMBER, offsetof(struct mb_status, life_before) },
	{ "life_of", MB_MEMBER_NUMBER, offsetof(struct mb_status, life_of) },
	{ "warned", MB_MEMBER_NUMBER, offsetof(struct mb_status, warned) },
	{ .name = NULL },
};

static const struct mb_member person_members[] = {
	{ "error_time", MB_MEMBER_NUMBER, offsetof(struct mb_person_needed, time) },
	{ "error_code", MB_MEMBER_CODE, offsetof(struct mb_person_needed, code) },
	{ "error", MB_MEMBER_TEXT, offsetof(struct mb_person_needed, text) },
	{ .name = NULL },
};

static const struct mb_member mail_members[] = {
	{ "refused_until", MB_MEMBER_NUMBER, offsetof(struct mb_mail_refusal, until) },
	{ "error_code", MB_MEMBER_CODE, offsetof(struct mb_mail_refusal, code) },
	{ "error", MB_MEMBER_TEXT, offsetof(struct mb_mail_refusal, text) },
	{ "config", MB_MEMBER_TEXT, offsetof(struct mb_mail_refusal, stamp) },
	{ .name = NULL },
};

static const char *const slot_names[MB_SLOTS] = { "imap", "pop3", "smtp" };

const char *mb_mail_slot_name(size_t slot)
{
	return slot_names[slot];
}

static void load_mail(struct mb_status *status, const json_t *mail)
{
	for (size_t i = 0; i < MB_SLOTS; i++) {
		struct mb_mail_refusal *r = &status->mail[i];

		mb_members_load(r, mail_members, json_object_get(mail, slot_names[i]));
		if (!r->until || !r->text)
			mb_mail_refusal_clear(r);
	}
}

static void save_mail(const struct mb_status *status, json_t *json)
{
	json_t *mail = json_object();

	for (size_t i = 0; i < MB_SLOTS; i++) {
		json_t *one = status->mail[i].until ? json_object() : NULL;

		if (!one)
			continue;
		mb_members_save(&status->mail[i], mail_members, one);
		json_object_set_new(mail, slot_names[i], one);
	}
	if (json_object_size(mail) > 0)
		json_object_set(json, "mail", mail);
	json_decref(mail);
}

void mb_mail_refusal_clear(struct mb_mail_refusal *refusal)
{
	mb_members_fini(refusal, mail_members);
	*refusal = (struct mb_mail_refusal){ 0 };
}

static void clear_person(struct mb_status *status)
{
	mb_members_fini(&status->person, person_members);
	status->person = (struct mb_person_needed){ 0 };
}

static void set_person(struct mb_status *status, int64_t time, enum mb_code code, const char *text)
{
	clear_person(status);
	status->person = (struct mb_person_needed){ time, code, mb_xstrdup(text) };
}

/* Load the error that needs a person. The file has it apart only when a later error came. */
static void load_person(struct mb_status *status, const json_t *one)
{
	mb_members_load(&status->person, person_members, one);
	if (status->person.time && status->person.text)
		return;
	clear_person(status);
	if (mb_status_needs_person(status->error_code))
		set_person(status, status->error_time, status->error_code, status->error_text);
}

static void save_person(const struct mb_status *status, json_t *json)
{
	json_t *one;

	if (!status->person.time || mb_status_needs_person(status->error_code))
		return;
	one = json_object();
	mb_members_save(&status->person, person_members, one);
	json_object_set_new(json, "person", one);
}

static void clear_error(struct mb_status *status)
{
	free(status->error_text);
	free(status->refusal_stamp);
	status->error_text = status->refusal_stamp = NULL;
	status->error_time = status->refused_until = 0;
	status->error_code = MB_OK;
}

bool mb_status_load(struct mb_status *status, const char *path, struct mb_err *err)
{
	bool absent = false, ok = true;
	json_t *json, *refused;

	*status = (struct mb_status){ 0 };
	json = mb_json_file_load(path, STATUS_MAX, VERSION, &absent, err);
	if (absent)
		mb_err_clear(err);
	if (!json)
		return absent;
	refused = json_object_get(json, "password_refused");
	if (refused && !json_is_boolean(refused)) {
		ok = mb_err_set(err, MB_E_LOGIN, _("%s is damaged or from another version"), path);
	} else {
		mb_members_load(status, members, json);
		if (!status->error_time)
			status->error_code = MB_OK;
		load_person(status, json_object_get(json, "person"));
		load_mail(status, json_object_get(json, "mail"));
	}
	json_decref(json);
	return ok;
}

bool mb_status_save(const struct mb_status *status, const char *path, struct mb_replace *prepared,
		    struct mb_err *err)
{
	json_t *json = json_object();
	bool ok;

	mb_json_set_int(json, "version", VERSION);
	mb_members_save(status, members, json);
	save_person(status, json);
	save_mail(status, json);
	ok = mb_json_file_save(json, path, STATUS_MAX, prepared, false, err);
	json_decref(json);
	return ok;
}

bool mb_status_needs_person(enum mb_code code)
{
	return code == MB_E_LOGIN || code == MB_E_DENIED || code == MB_E_CONFIG;
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
	clear_person(status);
}

void mb_status_fini(struct mb_status *status)
{
	mb_members_fini(status, members);
	clear_person(status);
	for (size_t i = 0; i < MB_SLOTS; i++)
		mb_mail_refusal_clear(&status->mail[i]);
	*status = (struct mb_status){ 0 };
}
