#include "config.h"

#include "ui/input.h"

#include <math.h>
#include <string.h>

#include "ui/keys.h"
#include "ui/sequence.h"

enum state {
    GROUND,        /* between keys */
    ESCAPE,        /* ESC has come */
    AFTER_ESCAPE,  /* ESC has acted as the key: a sequence may yet turn out to be its own
                    */
    CHARACTER,     /* within one of UTF-8 */
    CONTROL,       /* CSI */
    SINGLE,        /* SS3 */
    MOUSE,         /* the bytes after ESC [ M or ESC [ [ */
    STRING,        /* OSC, DCS, APC, PM, SOS */
    STRING_ESCAPE, /* ESC within one: its end, if a backslash follows */
    KNOWN, /* the beginning of what the terminal sends for a key, and of nothing else */
};

enum { CTRL_C = 0x03, BEL = 0x07, CAN = 0x18, SUB = 0x1a, ESC = 0x1b, ST = 0x9c };

/* Seconds. A sequence that does not go on is given up; text that is pasted over a slow
 * line stops for longer. */
static const double sequence_seconds = 0.3, paste_seconds = 1, lone_seconds = 0.1;

/* What comes out. */
struct events {
    struct event *at;
    size_t count;
};

void
input_init(struct input *input, enum input_charset charset, double escape_seconds)
{
    memset(input, 0, sizeof *input);
    input->charset = charset;
    input->escape_seconds = escape_seconds;
}

void
input_add_key(struct input *input, const char *bytes, int key)
{
    size_t length = strlen(bytes);

    if (input->key_count == INPUT_KEYS || length == 0 || length >= INPUT_KEY_SIZE)
        return;
    input->keys[input->key_count].key = key;
    memcpy(input->keys[input->key_count++].bytes, bytes, length + 1);
}

/* ---- events ---- */

static void
add(struct events *events, const struct event *event)
{
    if (events->count < INPUT_EVENTS)
        events->at[events->count++] = *event;
}

/* Of pasted text only characters are left. */
static void
add_key(struct input *input, struct events *events, int key)
{
    struct event event = {.kind = input->pasting ? EVENT_TEXT : EVENT_KEY, .key = key};
    if (!input->late && (keys_is_text(key) || !input->pasting))
        add(events, &event);
}

/* ---- sequences ---- */

static void
begin(struct input *input, enum state state)
{
    input->state = (int)state;
    input->length = 0;
    input->missing = 0;
    input->doubled = false;
    if (state == GROUND)
        input->late = false;
}

static void
append(struct input *input, unsigned char byte)
{
    if (input->length < sizeof input->sequence - 1) {
        input->sequence[input->length] = (char)byte;
        input->sequence[input->length + 1] = '\0';
    }
    input->length++;
}

static bool
is_whole(const struct input *input)
{
    return input->length < sizeof input->sequence;
}

enum match { NO_MATCH, BEGINNING, KEY_MATCH };

/* Whether the sequence is what the terminal sends for a key, or its beginning. */
static enum match
match_keys(const struct input *input, int *key)
{
    enum match match = NO_MATCH;
    size_t i;

    for (i = 0; i < input->key_count && is_whole(input); i++) {
        if (strncmp(input->keys[i].bytes, input->sequence, input->length) != 0)
            continue;
        *key = input->keys[i].key;
        if (input->keys[i].bytes[input->length] == '\0')
            return KEY_MATCH;
        match = BEGINNING;
    }
    return match;
}

/* A sequence opens with ESC and this character, or with one byte for both. False when
 * none does. */
static bool
open_sequence(struct input *input, unsigned char character)
{
    if (character == '[')
        begin(input, CONTROL);
    else if (character == 'O')
        begin(input, SINGLE);
    else if (character != '\0' && strchr("]P_^X", character) != NULL)
        begin(input, STRING);
    else
        return false;
    input->introducer = (char)character;
    append(input, ESC);
    append(input, character);
    return true;
}

static bool
is_control_8_bit(uint32_t character)
{
    return character >= 0x80 && character < 0xa0;
}

/* The sequence is at its end. */
static void
take_control(struct input *input, struct events *events)
{
    struct event event;

    if (!is_whole(input))
        return;
    switch (sequence_read(input->sequence + 2, &event)) {
    case SEQUENCE_NOTHING:
        break;
    case SEQUENCE_KEY:
        add_key(input, events, event.key);
        break;
    case SEQUENCE_MOUSE:
        if (!input->late && !input->pasting && input->mouse)
            add(events, &event);
        break;
    case SEQUENCE_PASTE_BEGINS:
        input->pasting = true;
        break;
    case SEQUENCE_PASTE_ENDS:
        input->pasting = false;
        break;
    }
}

/* ---- the states ---- */

static void take(struct input *input, unsigned char byte, struct events *events);

/* The sequence is none: the byte begins something new. */
static void
restart(struct input *input, unsigned char byte, struct events *events)
{
    begin(input, GROUND);
    take(input, byte, events);
}

/* U+0080 to U+009F are no characters; some open a sequence. */
static void
take_character(struct input *input, uint32_t character, struct events *events)
{
    if (is_control_8_bit(character) &&
        open_sequence(input, (unsigned char)(character - 0x40)))
        return;
    if (!is_control_8_bit(character))
        add_key(input, events, KEYS_CHARACTER + (int)character);
    begin(input, GROUND);
}

/* The first byte of UTF-8. One that cannot be has the bytes with it that would belong to
 * it: none of them begins anything else. */
static void
begin_character(struct input *input, unsigned char byte)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000, UINT32_MAX, UINT32_MAX};
    int missing = byte >= 0xfc   ? 5
                  : byte >= 0xf8 ? 4
                  : byte >= 0xf0 ? 3
                  : byte >= 0xe0 ? 2
                                 : 1;

    if (byte < 0xc0 || byte > 0xfd)
        return;
    input->state = CHARACTER;
    input->missing = missing;
    input->character = byte & (0x3fU >> missing);
    input->least = least[missing];
}

static void
go_on_character(struct input *input, unsigned char byte, struct events *events)
{
    bool valid;

    if ((byte & 0xc0) != 0x80) {
        restart(input, byte, events);
        return;
    }
    input->character = input->character << 6 | (byte & 0x3f);
    if (--input->missing > 0)
        return;
    valid = input->character >= input->least && input->character <= 0x10ffff &&
            (input->character & ~0x7ffU) != 0xd800;
    if (valid)
        take_character(input, input->character, events);
    else
        begin(input, GROUND);
}

static void
take_ground(struct input *input, unsigned char byte, struct events *events)
{
    int key;

    append(input, byte);
    if (byte == ESC) {
        input->state = ESCAPE;
        return;
    }
    if (byte < 0x80 && match_keys(input, &key) == KEY_MATCH)
        add_key(input, events, key);
    else if (byte < 0x80)
        add_key(input, events, byte);
    else if (input->charset == INPUT_UTF_8 && !is_control_8_bit(byte))
        begin_character(input, byte);
    else if (is_control_8_bit(byte) || input->charset == INPUT_8_BIT)
        take_character(input, byte, events);
    if (input->state == GROUND)
        begin(input, GROUND);
}

/* Alt and a key, which is no key. A character of several bytes is dropped as a whole. */
static void
drop_alt(struct input *input, unsigned char byte, struct events *events)
{
    begin(input, GROUND);
    if (byte < 0x80)
        return;
    input->late = true;
    take(input, byte, events);
    if (input->state == GROUND)
        input->late = false;
}

/* ESC and the sequence of a key are Alt and that key; ESC alone before anything else was
 * the key. */
static void
take_second_escape(struct input *input, unsigned char byte, struct events *events)
{
    bool alt = byte == '[' || byte == 'O';

    if (!alt)
        add_key(input, events, KEYS_ESCAPE);
    input->doubled = false;
    take(input, byte, events);
    input->late |= alt;
}

static void
take_escape(struct input *input, unsigned char byte, struct events *events)
{
    enum match match;
    int key;

    if (byte == ESC) {
        if (input->doubled)
            add_key(input, events, KEYS_ESCAPE);
        input->doubled = true;
        return;
    }
    if (input->doubled) {
        take_second_escape(input, byte, events);
        return;
    }
    if (open_sequence(input, byte))
        return;
    append(input, byte);
    match = match_keys(input, &key);
    if (match == NO_MATCH) {
        drop_alt(input, byte, events);
    } else if (match == BEGINNING) {
        input->state = KNOWN;
    } else {
        add_key(input, events, key);
        begin(input, GROUND);
    }
}

/* A sequence whose ESC has acted may still come; it is dropped. */
static void
take_after_escape(struct input *input, unsigned char byte, struct events *events)
{
    if (open_sequence(input, byte))
        input->late = true;
    else
        restart(input, byte, events);
}

/* What ends a sequence or a string of any kind: Ctrl-C is a key, always. True when the
 * byte has been taken. */
static bool
breaks_off(struct input *input, unsigned char byte, struct events *events)
{
    if (byte == CAN || byte == SUB)
        begin(input, GROUND);
    else if (byte == CTRL_C)
        restart(input, byte, events);
    else
        return false;
    return true;
}

/* Within ESC [ or ESC O: true when the byte is none of a sequence, and has been taken. A
 * terminal that is sent another control carries it out and goes on with the sequence. */
static bool
is_no_part(struct input *input, unsigned char byte, struct events *events)
{
    if (byte >= ' ' && byte < 0x7f)
        return false;
    if (!breaks_off(input, byte, events) && (byte == ESC || byte >= 0x80))
        restart(input, byte, events);
    return true;
}

/* Three bytes follow ESC [ M in a report of X10; one follows ESC [ [ in a function key of
 * the Linux console. */
static bool
has_bytes_after(struct input *input, unsigned char byte)
{
    if (input->state != CONTROL || input->length != 3 || (byte != 'M' && byte != '['))
        return false;
    begin(input, MOUSE);
    input->missing = byte == 'M' ? 3 : 1;
    return true;
}

static void
take_sequence(struct input *input, unsigned char byte, struct events *events)
{
    enum match match;
    int key;

    if (is_no_part(input, byte, events))
        return;
    append(input, byte);
    match = match_keys(input, &key);
    if (match == NO_MATCH && input->state == KNOWN) {
        restart(input, byte, events);
        return;
    }
    if (match == KEY_MATCH)
        add_key(input, events, key);
    if (match == BEGINNING || (match == NO_MATCH && byte < '@'))
        return; /* it goes on */
    if (match == NO_MATCH && has_bytes_after(input, byte))
        return;
    if (match == NO_MATCH)
        take_control(input, events);
    begin(input, GROUND);
}

static void
take_mouse_byte(struct input *input, unsigned char byte, struct events *events)
{
    if (byte < ' ')
        restart(input, byte, events);
    else if (--input->missing == 0)
        begin(input, GROUND);
}

/* In UTF-8 the end of a string, U+009C, is told from the same byte within a character. */
static bool
ends_string(struct input *input, unsigned char byte)
{
    bool within = input->missing > 0 && (byte & 0xc0) == 0x80;

    if (within) {
        input->missing--;
        return byte == ST && input->missing == 0 && input->character == 0xc2;
    }
    input->missing = 0;
    if (input->charset == INPUT_UTF_8 && byte >= 0xc2)
        input->missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    input->character = byte;
    return byte == ST || (byte == BEL && input->introducer == ']');
}

static void
take_string(struct input *input, unsigned char byte, struct events *events)
{
    if (ends_string(input, byte))
        begin(input, GROUND);
    else if (byte == ESC)
        input->state = STRING_ESCAPE;
    else
        breaks_off(input, byte, events);
}

static void
take_string_escape(struct input *input, unsigned char byte, struct events *events)
{
    begin(input, GROUND);
    if (byte == '\\')
        return;
    take(input, ESC, events);
    take(input, byte, events);
}

static void
take(struct input *input, unsigned char byte, struct events *events)
{
    switch ((enum state)input->state) {
    case GROUND:
        take_ground(input, byte, events);
        break;
    case ESCAPE:
        take_escape(input, byte, events);
        break;
    case AFTER_ESCAPE:
        take_after_escape(input, byte, events);
        break;
    case CHARACTER:
        go_on_character(input, byte, events);
        break;
    case CONTROL:
    case SINGLE:
    case KNOWN:
        take_sequence(input, byte, events);
        break;
    case MOUSE:
        take_mouse_byte(input, byte, events);
        break;
    case STRING:
        take_string(input, byte, events);
        break;
    case STRING_ESCAPE:
        take_string_escape(input, byte, events);
        break;
    }
}

/* ---- time ---- */

static double
patience(const struct input *input)
{
    if (input->state == ESCAPE)
        return input->escape_seconds;
    if (input->state != GROUND)
        return sequence_seconds;
    return input->pasting ? paste_seconds : -1;
}

double
input_due(const struct input *input, double now)
{
    double seconds = patience(input);

    return seconds < 0 ? -1 : fmax(input->since + seconds - now, 0);
}

/* A paste whose end was lost: a Ctrl-C that comes by itself is typed. */
static void
leave_paste(struct input *input, unsigned char byte, double now)
{
    if (byte == CTRL_C && now >= input->since + lone_seconds)
        input->pasting = false;
}

static void
pass_time(struct input *input, double now, struct events *events)
{
    double seconds = patience(input);

    if (seconds < 0 || now < input->since + seconds)
        return;
    if (input->state == GROUND)
        input->pasting = false;
    if (input->state == ESCAPE) {
        if (input->doubled)
            add_key(input, events, KEYS_ESCAPE);
        add_key(input, events, KEYS_ESCAPE);
        begin(input, AFTER_ESCAPE);
        input->since += seconds;
    } else {
        begin(input, GROUND);
    }
}

size_t
input_time(struct input *input, double now, struct event out[INPUT_EVENTS])
{
    struct events events = {out, 0};

    pass_time(input, now, &events);
    return events.count;
}

size_t
input_byte(struct input *input, unsigned char byte, double now,
           struct event out[INPUT_EVENTS])
{
    struct events events = {out, 0};

    pass_time(input, now, &events);
    if (input->state == AFTER_ESCAPE)
        pass_time(input, now, &events);
    leave_paste(input, byte, now);
    take(input, byte, &events);
    input->since = now;
    return events.count;
}
