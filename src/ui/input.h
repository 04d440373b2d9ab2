/*
 * What a terminal sends, told apart: keys, pasted text, mouse reports; and what is none
 * of these (replies to questions, focus reports, sequences nobody knows), which is taken
 * whole and dropped.
 *
 * Bytes go in as they come, in whatever pieces, each with the time; events come out. The
 * grammar of sequences is that of ECMA-48, section 5.4, with the strings of section 5.6;
 * the mouse reports are those of xterm ("XTerm Control Sequences", Mouse Tracking). What
 * the terminal sends for its keys is also looked up in a table, which terminfo fills.
 *
 * No allocation, no clock, no terminal.
 */
#ifndef MNISTUI_UI_INPUT_H
#define MNISTUI_UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/event.h"

/* What the terminal sends for a key, where that follows no common rule. */
enum { INPUT_KEYS = 32, INPUT_KEY_SIZE = 12 };

enum input_charset {
    INPUT_ASCII, /* bytes from 0x80 on are no characters */
    INPUT_8_BIT, /* each from 0xa0 on is one */
    INPUT_UTF_8,
};

enum { INPUT_SEQUENCE = 64 };

struct input {
    enum input_charset charset;
    bool mouse;            /* its reports are asked for; the caller sets it */
    double escape_seconds; /* after which an ESC that nothing follows is the key */
    size_t key_count;
    struct {
        int key;
        char bytes[INPUT_KEY_SIZE];
    } keys[INPUT_KEYS];

    int state;                     /* see input.c */
    double since;                  /* when the last byte came */
    char sequence[INPUT_SEQUENCE]; /* being read, from its ESC on, as much as fits */
    size_t length;                 /* of all of it */
    char introducer;               /* of a string: "]" is that of an OSC */
    bool doubled;                  /* two ESC have come: the second begins a sequence */
    bool late;                     /* its ESC was taken for the key already */
    bool pasting;
    uint32_t character; /* of UTF-8, as far as it is known */
    uint32_t least;     /* that takes as many bytes as this one */
    int missing;        /* bytes of the character, or of a mouse report */
};

void input_init(struct input *input, enum input_charset charset, double escape_seconds);

/* What does not fit into the table is left out. */
void input_add_key(struct input *input, const char *bytes, int key);

/* Takes a byte that came at the time `now`, in seconds. Returns how many events there
 * are: at most an ESC that turns out to have been the key, and what the byte makes. */
enum { INPUT_EVENTS = 2 };
size_t input_byte(struct input *input, unsigned char byte, double now,
                  struct event events[INPUT_EVENTS]);

/* The same when no byte came until now: at most one event. */
size_t input_time(struct input *input, double now, struct event events[INPUT_EVENTS]);

/* The seconds until input_time is to be called; negative when nothing is pending. */
double input_due(const struct input *input, double now);

#endif
