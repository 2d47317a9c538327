/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <signal.h>
#include <unistd.h>

#include "base/signals.h"

static const int held[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE };
static volatile sig_atomic_t came;

static void count(int sig)
{
	(void)sig;
	came++;
}

static void are_held_back_and_then_delivered(void **state)
{
	(void)state;
	came = 0;
	for (size_t i = 0; i < N(held); i++)
		signal(held[i], count);
	mb_signals_hold();
	for (size_t i = 0; i < N(held); i++)
		kill(getpid(), held[i]);
	assert_int_equal(came, 0);
	mb_signals_release();
	assert_int_equal(came, N(held));
	kill(getpid(), SIGINT);
	assert_int_equal(came, N(held) + 1);
	for (size_t i = 0; i < N(held); i++)
		signal(held[i], SIG_DFL);
}

static void holds_nest(void **state)
{
	(void)state;
	came = 0;
	signal(SIGTERM, count);
	mb_signals_hold();
	mb_signals_hold();
	kill(getpid(), SIGTERM);
	mb_signals_release();
	assert_int_equal(came, 0);
	mb_signals_release();
	assert_int_equal(came, 1);
	signal(SIGTERM, SIG_DFL);
}

static void others_are_not_held(void **state)
{
	(void)state;
	came = 0;
	signal(SIGUSR1, count);
	mb_signals_hold();
	kill(getpid(), SIGUSR1);
	assert_int_equal(came, 1);
	mb_signals_release();
	signal(SIGUSR1, SIG_DFL);
}

static void the_callers_mask_comes_back(void **state)
{
	sigset_t hup, mask;

	(void)state;
	sigemptyset(&hup);
	sigaddset(&hup, SIGHUP);
	sigprocmask(SIG_BLOCK, &hup, NULL);
	mb_signals_hold();
	mb_signals_release();
	sigprocmask(SIG_UNBLOCK, &hup, &mask);
	assert_true(sigismember(&mask, SIGHUP));
	assert_false(sigismember(&mask, SIGTERM));
}

static int die_held(void *arg)
{
	(void)arg;
	mb_signals_hold();
	kill(getpid(), SIGTERM);
	/* still here; then not */
	mb_signals_release();
	return 1;
}

static void a_held_one_still_kills(void **state)
{
	(void)state;
	assert_int_equal(scratch_in_child(die_held, NULL, false), 128 + SIGTERM);
}

static int after_reset(void *arg)
{
	sigset_t mask;

	(void)arg;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	mb_signals_hold();
	mb_signals_reset();
	sigprocmask(SIG_SETMASK, NULL, &mask);
	for (size_t i = 0; i < N(held); i++)
		if (sigismember(&mask, held[i]))
			return 1;
	return signal(SIGPIPE, SIG_DFL) == SIG_DFL && signal(SIGXFSZ, SIG_DFL) == SIG_DFL ? 0 : 2;
}

static void a_child_starts_as_usual(void **state)
{
	(void)state;
	assert_int_equal(scratch_in_child(after_reset, NULL, false), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_held_back_and_then_delivered),
		cmocka_unit_test(holds_nest),
		cmocka_unit_test(others_are_not_held),
		cmocka_unit_test(the_callers_mask_comes_back),
		cmocka_unit_test(a_held_one_still_kills),
		cmocka_unit_test(a_child_starts_as_usual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
