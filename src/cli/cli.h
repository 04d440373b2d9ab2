/* The command line, from argv to the exit status. */
#ifndef MNISTUI_CLI_CLI_H
#define MNISTUI_CLI_CLI_H

int cli_main(int argc, char **argv);

#endif
