/*
 * What is no key starts nothing, changes nothing and closes nothing, and the key after it
 * works: every kind of sequence, whole and cut at each byte, on every screen and dialog,
 * in each kind of locale.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "support/program.h"

struct kind {
    const char *name, *bytes;
};

static const struct kind kinds[] = {
    {"OSC", "\033]11;rgb:1414/1919/1f1f\033\\"},
    {"OSC ended by BEL", "\033]11;rgb:14/19/1f\a"},
    {"DCS", "\033P>|XTerm(367)\033\\"},
    {"APC", "\033_Gi=31;OK\033\\"},
    {"PM", "\033^rm\033\\"},
    {"SOS", "\033Xrm\033\\"},
    {"DA1", "\033[?64;1;22c"},
    {"DECRPM", "\033[?2026;2$y"},
    {"cursor position", "\033[12;40R"},
    {"kitty's keys", "\033[114;1:1u"},
    {"focus", "\033[I"},
    {"focus lost", "\033[O"},
    {"SGR mouse", "\033[<0;5;12M"},
    {"SGR mouse, released", "\033[<0;5;12m"},
    {"urxvt mouse", "\033[32;5;4M"},
    {"X10 mouse", "\033[Mrrr"},
    {"paste", "\033[200~rm\r\033[201~"},
    {"8-bit OSC", "\23511;rm\234"},
    {"8-bit DCS", "\220rm\234"},
    {"8-bit CSI", "\2331;1R"},
};

/* In UTF-8 alone: elsewhere these bytes are other characters. */
static const struct kind kinds_of_utf8[] = {
    {"OSC as a character", "\302\23511;rm\302\234"},
    {"APC as a character", "\302\237rm\302\234"},
    {"a letter", "\303\244"},
    {"invalid bytes", "\377\376\303"},
};

/* Where the bytes arrive. keys lead there from Train, where `seen` shows up. The key
 * after the bytes is `next`, which makes `effect` show up, or closes the place if that is
 * NULL; `back` leads to Train again. */
static const struct place {
    const char *name, *keys, *seen, *next, *effect, *back;
    const char *closed; /* the same once Esc has closed it, if Esc does; else NULL */
} places[] = {
    {"Train", "", "Test accuracy", "2", "Test images", "1", NULL},
    {"Images", "2", "Test images", "1", "Test accuracy", "", NULL},
    {"help", "?", "Help (Esc closes", "\033", NULL, "", "2"},
    {"quit question", "q", "Quit?", "\033", NULL, "", "2"},
    {"next run question", "r", "Start the next run?", "\033", NULL, "", "2"},
    {"fork question", "F", "Fork run 1 from where it is?", "\033", NULL, "", "2"},
    {"prompt", "2/", "Go to image", "9", "9_", "\r1", "1"},
    {"prompt for a name", "w", "Save run 1", "9", "9_", "\003", "2"},
};

enum { PLACES = MEM_COUNT(places), LOCALES = 3, USERS = PLACES * LOCALES };

/* The pause between two pieces; after an ESC alone, the rest still belongs to it for
 * SEQUENCE_MS. */
enum { PIECE_MS = 40, SEQUENCE_MS = 300 };

/* Whether there are users in other locales than UTF-8: with sanitizers they would be too
 * slow. */
#ifdef SANITIZED
enum { ELSEWHERE = 0 };
#else
enum { ELSEWHERE = 1 };
#endif

/* A user of each place, in each kind of locale. */
struct user {
    struct terminal *terminal;
    const struct place *place;
    bool utf8;
    char *train; /* what Train shows */
};

struct users {
    size_t count;
    struct user at[USERS];
};

/* What all of them are sent: in two pieces if cut is not 0. */
struct trial {
    const struct kind *kind;
    size_t cut;
    bool of_utf8;
};

static void
pause_ms(long ms)
{
    struct timespec time = {0, ms * 1000000};

    nanosleep(&time, NULL);
}

static bool
takes_part(const struct user *user, const struct trial *trial)
{
    return user->utf8 || !trial->of_utf8;
}

/* Esc has acted before the rest of its sequence comes. */
static bool
is_closed(const struct user *user, const struct trial *trial)
{
    return trial->cut == 1 && trial->kind->bytes[0] == '\033' &&
           user->place->closed != NULL;
}

static void
open_places(const struct users *users)
{
    size_t i;

    for (i = 0; i < users->count; i++)
        terminal_send(users->at[i].terminal, users->at[i].place->keys);
    for (i = 0; i < users->count; i++)
        terminal_see(users->at[i].terminal, users->at[i].place->seen);
}

/* Only once Esc is seen to have acted is the sequence cut for sure. False when the rest
 * comes too late to belong to it. */
static bool
send_rest(const struct user *user, const struct trial *trial, double begun)
{
    if (is_closed(user, trial)) {
        terminal_see_no(user->terminal, user->place->seen);
        if (clock_now() - begun > 0.7 * SEQUENCE_MS / 1000)
            return false;
    }
    terminal_send(user->terminal, trial->kind->bytes + trial->cut);
    return true;
}

static bool
send_trial(const struct users *users, const struct trial *trial)
{
    char *piece = strndup(trial->kind->bytes, trial->cut);
    double begun = clock_now();
    bool in_time = true;
    size_t i;

    for (i = 0; i < users->count; i++) {
        if (takes_part(&users->at[i], trial))
            terminal_send(users->at[i].terminal, piece);
    }
    free(piece);
    pause_ms(trial->cut > 0 ? PIECE_MS : 0);
    for (i = 0; i < users->count; i++) {
        if (takes_part(&users->at[i], trial))
            in_time &= send_rest(&users->at[i], trial, begun);
    }
    return in_time;
}

static const char *
next_key(const struct user *user, const struct trial *trial)
{
    return takes_part(user, trial) && is_closed(user, trial) ? user->place->closed
                                                             : user->place->next;
}

static void
see_next_key(const struct user *user, const struct trial *trial)
{
    const char *key = next_key(user, trial);

    if (*key == '2')
        terminal_see(user->terminal, "Test images");
    else if (*key == '1')
        terminal_see(user->terminal, "Test accuracy");
    else if (user->place->effect != NULL)
        terminal_see(user->terminal, user->place->effect);
    else
        terminal_see_no(user->terminal, user->place->seen);
    if (*key == '2')
        terminal_send(user->terminal, "1");
    else if (*key != '1')
        terminal_send(user->terminal, user->place->back);
}

struct return_to_train {
    const struct user *user;
    const struct trial *trial;
    char what[1024]; /* is missing: the first line that is another one now */
};

static bool
shows_just(struct terminal *terminal, void *argument)
{
    struct return_to_train *back = argument;
    const char *was = back->user->train, *now = terminal_screen(terminal);
    size_t i, line = 0;

    for (i = 0; was[i] != '\0' && was[i] == now[i]; i++) {
        if (was[i] == '\n')
            line = i + 1;
    }
    snprintf(back->what, sizeof back->what, "after %s on %s, cut at %zu, \"%.*s\"",
             back->trial->kind->name, back->user->place->name, back->trial->cut,
             (int)strcspn(was + line, "\n"), was + line);
    return was[i] == now[i];
}

static void
see_train(const struct user *user, const struct trial *trial)
{
    struct return_to_train back = {.user = user, .trial = trial};

    terminal_wait(user->terminal, shows_just, &back, back.what);
}

/* The next key acts, and nothing but that has happened. */
static void
check_trial(const struct users *users, const struct trial *trial)
{
    size_t i;

    for (i = 0; i < users->count; i++)
        terminal_send(users->at[i].terminal, next_key(&users->at[i], trial));
    for (i = 0; i < users->count; i++)
        see_next_key(&users->at[i], trial);
    for (i = 0; i < users->count; i++)
        see_train(&users->at[i], trial);
}

/* On a machine that is too busy for the rest to come in time, it is tried again. */
static void
try(const struct users *users, const struct trial *trial)
{
    bool in_time;

    do {
        open_places(users);
        in_time = send_trial(users, trial);
        if (!in_time)
            pause_ms(2L * SEQUENCE_MS);
        check_trial(users, trial);
    } while (!in_time);
}

static void
try_kinds(const struct users *users, const struct kind *some, size_t count, bool of_utf8)
{
    struct trial trial = {.of_utf8 = of_utf8};
    size_t i;

    for (i = 0; i < count; i++) {
        trial.kind = &some[i];
        for (trial.cut = 0; trial.cut < strlen(some[i].bytes); trial.cut++)
            try(users, &trial);
    }
}

static void
start_user(struct user *user, const struct place *place, const char *const *environment)
{
    struct terminal_setup setup = {.environment = environment};

    user->place = place;
    user->terminal = program_start_as("--speed=1000 --glyphs=ascii", &setup);
    terminal_see_all(user->terminal, "Test accuracy", "label", "Epoch", (char *)NULL);
    terminal_send(user->terminal, " ");
    terminal_see(user->terminal, "paused");
    program_settle(user->terminal);
    user->train = strdup(terminal_screen(user->terminal));
}

static void
start_users(struct users *users, const char *const *environment, bool utf8)
{
    size_t i;

    for (i = 0; i < PLACES; i++) {
        struct user *user = &users->at[users->count++];

        start_user(user, &places[i], environment);
        user->utf8 = utf8;
    }
}

/* A locale of its own, since few machines have an 8-bit one. False where it cannot be
 * made. */
static bool
make_latin1(const char *folder)
{
    const char *path = suite_path(folder, "latin1");
    char command[1024];

    snprintf(command, sizeof command,
             "localedef -i en_US -f ISO-8859-1 '%s' >/dev/null 2>&1", path);
    return system(command) == 0;
}

/* Outside of UTF-8 curses repeats characters by a sequence that libvterm gets wrong at
 * the right edge: a terminal without that one. */
#define NO_REPEAT "TERM=screen-256color"

static void
start_users_elsewhere(struct users *users)
{
    static const char *const c[] = {"LC_ALL=C", NO_REPEAT, NULL};
    char path[1024];
    const char *const latin1[] = {"LC_ALL=latin1", path, NO_REPEAT, NULL};

    start_users(users, c, false);
    snprintf(path, sizeof path, "LOCPATH=%s", program_folder());
    if (make_latin1(program_folder()))
        start_users(users, latin1, false);
    else
        puts("# not tried in an 8-bit locale: localedef cannot make one here");
}

START_TEST(no_sequence_is_a_key)
{
    static const char *const utf8[] = {"LC_ALL=C.UTF-8", NULL};
    struct users users = {0};
    size_t i;

    start_users(&users, utf8, true);
    if (ELSEWHERE)
        start_users_elsewhere(&users);
    try_kinds(&users, kinds, MEM_COUNT(kinds), false);
    try_kinds(&users, kinds_of_utf8, MEM_COUNT(kinds_of_utf8), true);
    for (i = 0; i < users.count; i++) {
        free(users.at[i].train);
        program_quit(users.at[i].terminal);
    }
}
END_TEST

/* ---- while the data is loading ---- */

START_TEST(no_sequence_is_a_key_while_the_data_is_loading)
{
    struct terminal *terminal = program_start_held("--glyphs=ascii");
    size_t i, cut;

    terminal_see(terminal, "Reading the data");
    for (i = 0; i < MEM_COUNT(kinds); i++) {
        for (cut = 0; cut < strlen(kinds[i].bytes); cut++) {
            char *first = strndup(kinds[i].bytes, cut);

            terminal_send(terminal, first);
            pause_ms(cut > 0 ? PIECE_MS : 0);
            terminal_send(terminal, kinds[i].bytes + cut);
            terminal_send(terminal, "2");
            terminal_see_no(terminal, "learning rate");
            terminal_send(terminal, "1");
            terminal_see(terminal, "learning rate");
            free(first);
        }
    }
    ck_assert(terminal_shows(terminal, "batch         1\n"));
    program_release();
    terminal_see(terminal, "run 1  training");
    program_quit(terminal);
}
END_TEST

/* ---- what is asked for ---- */

START_TEST(a_paste_reaches_the_prompt_alone)
{
    struct terminal *terminal = program_start("--speed=1000");

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, "2/\033[200~4\r2q\r\033[201~");
    terminal_see(terminal, "(1 to 500): 42_");
    terminal_send(terminal, "\r");
    terminal_see(terminal, "image 42 of 500");
    program_quit(terminal);
}
END_TEST

START_TEST(the_mouse_opens_tabs_presses_hints_and_turns)
{
    struct terminal *terminal = program_start("--speed=1000");

    terminal_see_all(terminal, "run 1  training", "Test accuracy", (char *)NULL);
    terminal_send(terminal, "\033[<0;24;1M"); /* " 2 Images " */
    terminal_see(terminal, "image 1 of 500");
    terminal_send(terminal, "\033[<65;40;12M\033[<65;40;12M\033[<65;40;12M");
    terminal_see(terminal, "image 4 of 500");
    terminal_send(terminal, "\033[<64;40;12M");
    terminal_see(terminal, "image 3 of 500");
    terminal_send(terminal, "\033[<0;2;24M"); /* "n next wrong" */
    terminal_see_no(terminal, "image 3 of 500");
    terminal_send(terminal, "\033[<0;14;1M"); /* " 1 Train " */
    terminal_see(terminal, "Test accuracy");
    terminal_send(terminal, "?\033[<65;40;12M");
    terminal_see_all(terminal, "Help (Esc", "smaller batch", (char *)NULL);
    terminal_see_no(terminal, " The next run");
    terminal_send(terminal, "\033[<0;24;1M"); /* tabs wait for the help */
    terminal_send(terminal, "\033[<0;3;24M"); /* "Esc close" */
    terminal_see(terminal, "Test accuracy");
    program_quit(terminal);
}
END_TEST

START_TEST(without_the_mouse_its_reports_are_none)
{
    struct terminal *terminal = program_start("--speed=1000 --mouse=no");
    size_t count;

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, "\033[<0;24;1M?"); /* " 2 Images " */
    terminal_see(terminal, "Help (Esc");
    terminal_send(terminal, "q");
    terminal_see(terminal, "Test accuracy");
    ck_assert_ptr_null(strstr(terminal_bytes(terminal, &count), "\033[?1002h"));
    program_quit(terminal);
}
END_TEST

static bool
sent(const struct terminal *terminal, const char *bytes)
{
    size_t count;

    return strstr(terminal_bytes(terminal, &count), bytes) != NULL;
}

START_TEST(modes_go_with_the_screen)
{
    static const char on[] = "\033[?2004h\033[?1002h\033[?1006h";
    static const char off[] = "\033[?1006l\033[?1002l\033[?2004l";
    struct terminal *terminal = program_start("--speed=1000");
    size_t before;

    terminal_see(terminal, "run 1  training");
    ck_assert(sent(terminal, on));
    ck_assert(!sent(terminal, off));
    terminal_send(terminal, KEYS_CONTROL_Z);
    terminal_wait_stop(terminal);
    ck_assert(sent(terminal, off));
    terminal_bytes(terminal, &before);
    terminal_signal(terminal, SIGCONT);
    terminal_see(terminal, "run 1  training");
    ck_assert_ptr_nonnull(strstr(terminal_bytes(terminal, &before), on));
    program_quit(terminal);
}
END_TEST

/* Ctrl-S would stop the output for good. */
START_TEST(control_s_stops_nothing)
{
    struct terminal *terminal = program_start("--speed=1000");

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, "\0232");
    terminal_see(terminal, "Test images");
    program_quit(terminal);
}
END_TEST

static bool
shows_other(struct terminal *terminal, void *screen)
{
    return strcmp(terminal_screen(terminal), screen) != 0;
}

/* Frames come while more keys wait than can be taken at once: hardly an answer is wrong,
 * so that each key has the net answer many images. */
START_TEST(a_held_key_does_not_keep_the_screen_still)
{
    struct terminal *terminal = program_start("--epochs=300");

    char *screen;

    terminal_see(terminal, "run 1  done");
    terminal_send(terminal, "2o");
    terminal_see_all(terminal, "Test images", "label", (char *)NULL);
    program_settle(terminal);
    screen = strdup(terminal_screen(terminal));
    terminal_hold_key(terminal, 'n');
    terminal_wait(terminal, shows_other, screen, "another screen");
    free(screen);
    terminal_release_key(terminal);
    terminal_send(terminal, "1");
    terminal_see(terminal, "Test accuracy");
    program_quit(terminal);
}
END_TEST

START_TEST(control_l_redraws_over_every_dialog)
{
    struct terminal *terminal = program_start("--speed=1000");
    size_t i;

    terminal_see(terminal, "run 1  training");
    terminal_send(terminal, " ");
    terminal_see(terminal, "paused");
    for (i = 0; i < MEM_COUNT(places); i++) {
        size_t before, now;

        terminal_send(terminal, places[i].keys);
        terminal_see(terminal, places[i].seen);
        program_settle(terminal);
        terminal_bytes(terminal, &before);
        terminal_send(terminal, "\f");
        program_settle(terminal);
        terminal_bytes(terminal, &now);
        ck_assert_uint_gt(now - before, 300);
        ck_assert(terminal_shows(terminal, places[i].seen));
        terminal_send(terminal, places[i].next);
        if (places[i].effect != NULL)
            terminal_see(terminal, places[i].effect);
        else
            terminal_see_no(terminal, places[i].seen);
        terminal_send(terminal, places[i].back);
        terminal_see(terminal, "Test accuracy");
    }
    program_quit(terminal);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        no_sequence_is_a_key,
        no_sequence_is_a_key_while_the_data_is_loading,
        a_paste_reaches_the_prompt_alone,
        the_mouse_opens_tabs_presses_hints_and_turns,
        without_the_mouse_its_reports_are_none,
        modes_go_with_the_screen,
        control_s_stops_nothing,
        a_held_key_does_not_keep_the_screen_still,
        control_l_redraws_over_every_dialog,
        NULL,
    };

    return program_run_tests("input", tests);
}
