/*
 * Marks texts that a user reads, so that they can be translated: _() where one is used,
 * N_() where one stands in a table that is initialised before the language is known.
 * There is one language so far, and both leave the text as it is.
 */
#ifndef MNISTUI_BASE_TRANSLATION_H
#define MNISTUI_BASE_TRANSLATION_H

#define _(text) (text)
#define N_(text) text

#endif
