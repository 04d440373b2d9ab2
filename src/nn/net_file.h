/* A net's parameters in a .npz file (npz/npz.h): w1 b1 w2 b2 ... */
#ifndef MNISTUI_NN_NET_FILE_H
#define MNISTUI_NN_NET_FILE_H

#include "base/error.h"
#include "nn/net.h"

/* Reads a net with the hidden layers that the file has. inputs and outputs are those of
 * the data set. When an array does not fit, err names it, its shape and the right shape.
 * NULL on failure. */
struct net *net_file_load(const char *path, size_t inputs, size_t outputs,
                          struct error *err);

/* Appears whole or not at all; the same parameters give the same bytes. */
int net_file_save(const struct net *net, const char *path, struct error *err);

#endif
