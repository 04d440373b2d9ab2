/*
 * Texts: putting them together in a buffer, and measuring and cutting them for a screen.
 *
 * The width of a text is counted in columns of a terminal, its characters being those of
 * the locale (LC_CTYPE): an East Asian character may take two columns, a combining one
 * none. A byte that is part of no character, and a control character, take one column: on
 * the screen they are a question mark (text_clean).
 */
#ifndef MNISTUI_BASE_TEXT_H
#define MNISTUI_BASE_TEXT_H

#include <stddef.h>

/* Appends to text, whose buffer has size bytes; what does not fit is cut off. */
void text_append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Appends item i (from 0) of the count that a list has, with what comes before it: called
 * for each in turn this makes "a, b or c", last_joint being " or ". */
void text_append_item(char *text, size_t size, const char *item, size_t i, size_t count,
                      const char *last_joint);

/* The width of text in columns. */
int text_columns(const char *text);

/* Just past the first character of text, which is not empty. */
const char *text_next(const char *text);

/* How many bytes the longest beginning of text has that is at most that many columns
 * wide: whole characters, each with its combining ones. */
size_t text_fit(const char *text, int columns);

/*
 * The bytes of the first line of text, when lines are at most that many columns wide and
 * break at blanks. A word that is wider than a line is cut. Blanks at the end of the line
 * are not counted; the next line begins after them:
 *
 *     for (; *text != '\0'; text += length, text += strspn(text, " "))
 *         length = text_wrap(text, columns);
 *
 * Where not even one character fits, the line has one all the same, so that this ends.
 */
size_t text_wrap(const char *text, int columns);

/* Puts a question mark in place of each byte that is part of no character and of each
 * control character. The text does not become longer. */
void text_clean(char *text);

#endif
