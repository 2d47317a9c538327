/* SPDX-License-Identifier: MIT */
/* The table of mail services: names there and back, ports and their TLS, the order of what is kept. */
#include "plugin/service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/status.h"

static void names(void **state)
{
	(void)state;
	assert_int_equal(mb_service_by_name("imap"), MB_SERVICE_IMAP);
	assert_int_equal(mb_service_by_name("pop3"), MB_SERVICE_POP3);
	assert_int_equal(mb_service_by_name("smtp"), MB_SERVICE_SMTP);
	assert_int_equal(mb_service_by_name("imaps"), 0);
	assert_string_equal(mb_service_name(MB_SERVICE_POP3), "pop3");
	assert_string_equal(mb_service_name(MB_SERVICE_ANY), "?");
	assert_string_equal(mb_service_name(MB_SERVICE_IMAP | MB_SERVICE_SMTP), "?");
	assert_int_equal(mb_service_row(MB_SERVICE_IMAP)->port, MB_SET_IMAP_PORT);
	assert_int_equal(mb_service_row(MB_SERVICE_SMTP)->where, MB_WHERE_SMTP);
}

static void ports(void **state)
{
	(void)state;
	assert_int_equal(mb_service_row(MB_SERVICE_IMAP)->ports[0].port, 993);
	assert_int_equal(mb_service_row(MB_SERVICE_POP3)->ports[0].port, 995);
	assert_int_equal(mb_service_row(MB_SERVICE_SMTP)->ports[0].port, 587);
	assert_int_equal(mb_service_tls(465, MB_TLS_STARTTLS), MB_TLS_IMPLICIT);
	assert_int_equal(mb_service_tls(993, MB_TLS_STARTTLS), MB_TLS_IMPLICIT);
	assert_int_equal(mb_service_tls(25, MB_TLS_IMPLICIT), MB_TLS_STARTTLS);
	assert_int_equal(mb_service_tls(110, MB_TLS_IMPLICIT), MB_TLS_STARTTLS);
	assert_int_equal(mb_service_tls(2525, MB_TLS_IMPLICIT), MB_TLS_IMPLICIT);
	assert_int_equal(mb_service_tls(0, MB_TLS_STARTTLS), MB_TLS_STARTTLS);
}

/* ACCOUNT.status is written by number and read by name. */
static void order_of_the_status(void **state)
{
	(void)state;
	assert_int_equal(MB_SERVICES, MB_SLOTS);
	for (size_t i = 0; i < MB_SERVICES; i++) {
		assert_string_equal(mb_mail_slot_name(i), mb_service_rows[i].name);
		assert_int_equal(mb_service_index(mb_service_rows[i].service), i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(ports),
		cmocka_unit_test(order_of_the_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
