/* In place of the tests that need a terminal to look at. */
#include "config.h"

#include "support/suite.h"

int
main(void)
{
    return suite_skip("libvterm was not found: install the Debian package libvterm-dev");
}
