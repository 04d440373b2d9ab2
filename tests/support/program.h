/* mnistui in a terminal (support/terminal.h), on digits that are made once. */
#ifndef MNISTUI_TESTS_PROGRAM_H
#define MNISTUI_TESTS_PROGRAM_H

#include "support/suite.h"
#include "support/terminal.h"

/* The keys that are more than a character, as xterm-256color sends them. */
#define KEYS_ESCAPE "\033"
#define KEYS_UP "\033OA"
#define KEYS_DOWN "\033OB"
#define KEYS_RIGHT "\033OC"
#define KEYS_LEFT "\033OD"
#define KEYS_HOME "\033OH"
#define KEYS_END "\033OF"
#define KEYS_PAGE_UP "\033[5~"
#define KEYS_PAGE_DOWN "\033[6~"
#define KEYS_F1 "\033OP"
#define KEYS_SHIFT_TAB "\033[Z"
#define KEYS_BACKSPACE "\177"
#define KEYS_CONTROL_C "\003"
#define KEYS_CONTROL_BACKSLASH "\034"
#define KEYS_CONTROL_Z "\032"

enum { PROGRAM_TRAIN = 2000, PROGRAM_TEST = 500 };

/* Runs the tests (suite_run) after making the data that they share. */
int program_run_tests(const char *name, const TTest *const *tests);

/* A new scratch folder for the test. */
const char *program_folder(void);

/* Starts mnistui on the data in a terminal of 24 rows of 80 columns; the options are
 * separated by single blanks. */
struct terminal *program_start(const char *options);

/* The same with more to choose: what setup leaves 0 is as above. */
struct terminal *program_start_as(const char *options,
                                  const struct terminal_setup *setup);

/* Starts mnistui_held (support/held.c), which reads no data until program_release. */
struct terminal *program_start_held(const char *options);
void program_release(void);

/* The same, but it reads, and is in the first part of the first batch, to whose end it
 * never gets. */
struct terminal *program_start_held_part(const char *options);

/* Another data folder for what is started from now on in this test; NULL for none. */
void program_use_data(const char *folder);

/* The program ends with this status and gives the terminal back. It says on standard
 * error what contains errors, or nothing for NULL. Nothing in there is from a sanitizer.
 */
void program_ends(struct terminal *terminal, int status, const char *errors);

/* Leaves with q; while a run is on, with the answer q. */
void program_quit(struct terminal *terminal);

/* The whole file, ended by a 0 that does not count; fails the test when it is not there.
 */
char *program_read(const char *path, size_t *count);

/* Fails the test unless two files in its folder have the same bytes. */
void program_check_same_files(const char *one, const char *other);

/* Waits until the program has nothing more to do or to say. For tests of what stays as it
 * is. */
void program_settle(struct terminal *terminal);

#endif
