#include "config.h"

#include "cli/version.h"

#include "cli/commit.h" /* made by the build: tools/commit-header */

void
version_print(FILE *stream, const struct kernels *kernels)
{
    fprintf(stream, "mnistui %s%s%s%s\n", PACKAGE_VERSION,
            COMMIT[0] != '\0' ? " (commit " : "", COMMIT, COMMIT[0] != '\0' ? ")" : "");
    fprintf(stream, "kernels: %s\n", kernels->name);
    fputs("Copyright the mnistui authors. Licence GPL-3.0-or-later; there is no "
          "warranty.\n",
          stream);
}
