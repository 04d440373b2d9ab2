/*
 * The message that goes with a failure.
 *
 * Functions that can fail return a status (0 or a pointer on success, -1 or NULL on
 * failure) and fill a struct error that the caller owns. The text is for the user: what
 * was wrong and where (file, option, value), then what would be right; no program name in
 * front, no newline at the end.
 */
#ifndef MNISTUI_BASE_ERROR_H
#define MNISTUI_BASE_ERROR_H

struct error {
    char text[4096]; /* room for the list of places where data was sought */
};

/* Writes the message and returns -1, so that a failure is one statement: return
 * error_set(err, ...). err may be NULL when the caller does not want the text. */
int error_set(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The message for an allocation that failed, with what it was for. Returns -1. */
int error_memory(struct error *err, const char *what);

#endif
