/*
 * Files that a reader must not fall for and that are not made of a few bytes: each is
 * made at path, or the test fails.
 */
#ifndef MNISTUI_TESTS_SPECIAL_FILES_H
#define MNISTUI_TESTS_SPECIAL_FILES_H

void special_nothing(const char *path);
void special_folder(const char *path);
void special_pipe(const char *path);
void special_socket(const char *path);
void special_link_to_zeros(const char *path);
void special_link_to_itself(const char *path);
void special_link_to_nothing(const char *path);
void special_link_to_long_name(const char *path);
void special_forbidden(const char *path);

/* Four labels, in gzip files of unusual making. */
void special_all_header_fields(const char *path);
void special_empty_member(const char *path);
void special_many_members(const char *path);

/* Four labels, and then 4 GiB of zeros in 4 MiB of gzip data. */
void special_bomb(const char *path);

/* 1 GiB of labels is promised; 16 MiB of zeros follow, cut off in the middle. */
void special_cut_bomb(const char *path);

/* An archive that begins with train-images-idx3-ubyte. */
void special_tar(const char *path);

/* Four labels, and then nothing but a hole up to 2 GiB. */
void special_sparse(const char *path);

#endif
