/* The private modes that a program switches on in a terminal. */
#ifndef MNISTUI_TESTS_MODES_H
#define MNISTUI_TESTS_MODES_H

/* Fails the test unless paste in brackets and the mouse were switched off again, if they
 * were on. bytes: all that the program wrote; NULL for nothing. */
void modes_check_off(const char *bytes);

#endif
