/* What an open pin is doing: its state, its format, and how long it has been running. */
#pragma once

#include "filter.h"

typedef struct {
    KSSTATE State;
    KSPRIORITY Priority;
    KSDATAFORMAT *Format; /* FormatSize bytes of it, without an attribute list; NULL while there is no pin */
    LONGLONG RunTime; /* 100 ns in RUN since the last STOP, up to the last time RUN was left */
    LONGLONG RunSince;
} RIG_STREAM;

/* A stopped stream with the priority and the format of a connect request that was judged good. */
NTSTATUS begin_stream(RIG_STREAM *stream, const KSPIN_CONNECT *connect);

/* Gives the format's memory back; a stream that never began has none. */
VOID end_stream(RIG_STREAM *stream);

/* One step up or down, or from PAUSE straight to STOP; anything else is STATUS_INVALID_DEVICE_STATE. */
NTSTATUS set_state(RIG_STREAM *stream, KSSTATE state);

/* Only a stopped stream changes its format; `format` was judged good. */
NTSTATUS set_format(RIG_STREAM *stream, const KSDATAFORMAT *format);

/* 100 ns in RUN since the last STOP: stands still in PAUSE and ACQUIRE, is 0 in STOP. */
LONGLONG run_time(const RIG_STREAM *stream);
