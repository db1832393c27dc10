/*
 * The rules by which a KS property says how long its answer is (IOCTL_KS_PROPERTY, two-call pattern): asked
 * with no room it tells the size, asked with too little it refuses, and a list also tells its size alone or
 * its header alone.
 */
#pragma once

#include "ksheaders.h"

typedef struct {
    void *Buffer; /* the caller's output buffer; for a SET it holds the value */
    ULONG Length;
    ULONG_PTR Information; /* bytes returned */
} RIG_ANSWER;

/* Copies the value of a SET; FALSE when the caller gave fewer bytes. More are not looked at. */
BOOLEAN value_of(const RIG_ANSWER *answer, void *value, ULONG size);

/* A value of fixed size. */
NTSTATUS answer_value(RIG_ANSWER *answer, const void *value, ULONG size);

/* A string with its NUL; STATUS_NOT_FOUND for none. */
NTSTATUS answer_string(RIG_ANSWER *answer, const WCHAR *string);

/* Room for an answer of `size` bytes, or NULL with `status` saying what to return instead. */
void *answer_room(RIG_ANSWER *answer, ULONG size, NTSTATUS *status);

/*
 * Room for the items of a KSMULTIPLE_ITEM whose header is already written, `size` counting that header; NULL
 * when `status` is the whole answer.
 */
void *answer_items(RIG_ANSWER *answer, ULONG size, ULONG count, NTSTATUS *status);

/* A list of equally sized items. */
NTSTATUS answer_list(RIG_ANSWER *answer, const void *items, ULONG item_size, ULONG count);
