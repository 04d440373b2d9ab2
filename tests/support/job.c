#include "config.h"

#include "support/job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "support/suite.h"

enum { MAX_ENVIRONMENT = 32 };

static size_t
name_length(const char *entry)
{
    return strcspn(entry, "=");
}

static void
set_entry(const char **environment, const char *entry)
{
    size_t length = name_length(entry), i, last;

    for (i = 0; environment[i] != NULL; i++) {
        if (name_length(environment[i]) == length &&
            strncmp(environment[i], entry, length) == 0)
            break;
    }
    for (last = i; environment[last] != NULL; last++)
        continue;
    if (entry[length] == '=') {
        environment[i] = entry;
    } else if (environment[i] != NULL) {
        environment[i] = environment[last - 1];
        environment[last - 1] = NULL;
    }
}

/* What a sanitizer, a coverage tool or the kernels' choice needs comes through. */
static void
pass_on(const char **environment, const char *name)
{
    const char *value = getenv(name);
    char *entry;

    if (value == NULL)
        return;
    entry = suite_path(name, value);
    entry[strlen(name)] = '=';
    set_entry(environment, entry);
}

static void
make_environment(const char **environment, const struct terminal_setup *setup)
{
    const char *const *entry;
    char *home = suite_path("HOME=", setup->folder);

    memmove(home + 5, home + 6, strlen(home + 5)); /* the slash between */
    memset(environment, 0, MAX_ENVIRONMENT * sizeof *environment);
    set_entry(environment, "TERM=xterm-256color");
    set_entry(environment, "LC_ALL=C.UTF-8");
    set_entry(environment, "PATH=/usr/local/bin:/usr/bin:/bin");
    set_entry(environment, home);
    pass_on(environment, "ASAN_OPTIONS");
    pass_on(environment, "LSAN_OPTIONS");
    pass_on(environment, "UBSAN_OPTIONS");
    pass_on(environment, "TSAN_OPTIONS");
    pass_on(environment, "GCOV_PREFIX");
    pass_on(environment, "MNISTUI_KERNELS");
    for (entry = setup->environment; entry != NULL && *entry != NULL; entry++)
        set_entry(environment, *entry);
}

static void
die_with_parent(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

static void
reset_signals(void)
{
    sigset_t none;
    int number;

    for (number = 1; number < 32; number++)
        signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the program's process; never returns. */
static void
become_program(const struct terminal_setup *setup, const char *const *environment,
               const char *errors_path)
{
    int errors = open(errors_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    die_with_parent();
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    reset_signals();
    if (errors < 0 || dup2(errors, STDERR_FILENO) < 0 || chdir(setup->folder) != 0)
        _exit(126);
    if (setup->output != NULL &&
        dup2(open(setup->output, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO) < 0)
        _exit(126);
    execve(setup->argv[0], (char *const *)setup->argv, (char *const *)environment);
    _exit(127);
}

static void
report(int fd, int value)
{
    if (write(fd, &value, sizeof value) < 0)
        _exit(125);
}

void
job_lead(const struct terminal_setup *setup, const char *errors_path,
         const char *slave_name, int reports)
{
    const char *environment[MAX_ENVIRONMENT];
    static const char mark[] = {JOB_MARK};
    int slave, status;
    pid_t program;

    make_environment(environment, setup);
    die_with_parent();
    setsid();
    slave = open(slave_name, O_RDWR);
    if (slave < 0 || ioctl(slave, TIOCSCTTY, 0) != 0)
        _exit(125);
    dup2(slave, STDIN_FILENO);
    dup2(slave, STDOUT_FILENO);
    if (slave > STDERR_FILENO)
        close(slave);
    signal(SIGHUP, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    program = fork();
    if (program == 0)
        become_program(setup, environment, errors_path);
    report(reports, program);
    do {
        if (waitpid(program, &status, WUNTRACED) < 0)
            _exit(125);
        report(reports, status);
        if (write(STDOUT_FILENO, mark, sizeof mark) < 0 && errno != EIO)
            _exit(125);
    } while (WIFSTOPPED(status));
    _exit(0);
}

void
job_hold_key(int fd, char key)
{
    struct pollfd room = {fd, POLLOUT, 0};
    char keys[1024];

    memset(keys, key, sizeof keys);
    while (write(fd, keys, sizeof keys) > 0 || errno == EAGAIN)
        poll(&room, 1, -1);
    _exit(1);
}
