/*
 * What every test program shares: Check run as TAP, so that automake counts each test,
 * and scratch folders.
 */
#ifndef MNISTUI_TESTS_SUITE_H
#define MNISTUI_TESTS_SUITE_H

#include <check.h>
#include <stddef.h>

/* A test program's main(): runs the tests (names ended by NULL) in a suite and prints
 * TAP. Each test has timeout seconds; 0 means 60. */
int suite_run(const char *name, const TTest *const *tests, double timeout);

/* The same, with what comes before and after each test, in its process. */
int suite_run_with(const char *name, const TTest *const *tests, double timeout,
                   SFun setup, SFun teardown);

/* Before suite_run: what is done once, for all tests; they run in processes forked from
 * it. */
void suite_prepare(void (*prepare)(void));

/* Prints the TAP plan of a program that cannot run here, with the reason, and returns its
 * exit status. */
int suite_skip(const char *reason);

/* Takes a locale whose characters are UTF-8, or fails the test. */
void suite_use_utf8(void);

/* A new empty folder under $TMPDIR; removed, with all in it, when the test's process
 * ends. */
const char *suite_folder(void);

/* folder/name, in a buffer of its own that is never freed. */
char *suite_path(const char *folder, const char *name);

/* Writes a file, or fails the test. */
void suite_write(const char *path, const void *bytes, size_t count);

#endif
