/* How the environment is read: getenv, whose type this is, or a table in a test. */
#ifndef MNISTUI_BASE_ENVIRONMENT_H
#define MNISTUI_BASE_ENVIRONMENT_H

typedef char *environment_reader(const char *name);

#endif
