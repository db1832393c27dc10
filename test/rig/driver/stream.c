/* The states of an open pin and its clock; see stream.h. No data moves here: a driver under test is asked, not heard. */
#include "stream.h"

#define STREAM_TAG 0x7472736B /* "ksrt" as it lies in memory */
#define TICKS_PER_SECOND 10000000LL /* 100 ns */

static LONGLONG now(void)
{
    LARGE_INTEGER frequency;
    LARGE_INTEGER counter = KeQueryPerformanceCounter(&frequency);

    return counter.QuadPart / frequency.QuadPart * TICKS_PER_SECOND +
           counter.QuadPart % frequency.QuadPart * TICKS_PER_SECOND / frequency.QuadPart;
}

static KSDATAFORMAT *copy_format(const KSDATAFORMAT *format)
{
    KSDATAFORMAT *copy = ExAllocatePoolWithTag(NonPagedPool, format->FormatSize, STREAM_TAG);

    if (copy) {
        RtlCopyMemory(copy, format, format->FormatSize);
        copy->Flags &= ~KSDATAFORMAT_ATTRIBUTES; /* the list is not kept */
    }
    return copy;
}

NTSTATUS begin_stream(RIG_STREAM *stream, const KSPIN_CONNECT *connect)
{
    RtlZeroMemory(stream, sizeof(*stream));
    stream->State = KSSTATE_STOP;
    stream->Priority = connect->Priority;
    stream->Format = copy_format((const KSDATAFORMAT *)(connect + 1));
    return stream->Format ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID end_stream(RIG_STREAM *stream)
{
    if (stream->Format)
        ExFreePoolWithTag(stream->Format, STREAM_TAG);
    stream->Format = NULL;
}

static BOOLEAN is_step(KSSTATE from, KSSTATE to)
{
    return from == to || to == from + 1 || from == to + 1 || (from == KSSTATE_PAUSE && to == KSSTATE_STOP);
}

NTSTATUS set_state(RIG_STREAM *stream, KSSTATE state)
{
    if (!is_step(stream->State, state))
        return STATUS_INVALID_DEVICE_STATE;
    stream->RunTime = run_time(stream);
    if (state == KSSTATE_RUN)
        stream->RunSince = now();
    if (state == KSSTATE_STOP)
        stream->RunTime = 0;
    stream->State = state;
    return STATUS_SUCCESS;
}

NTSTATUS set_format(RIG_STREAM *stream, const KSDATAFORMAT *format)
{
    KSDATAFORMAT *copy;

    if (stream->State != KSSTATE_STOP)
        return STATUS_INVALID_DEVICE_STATE;
    copy = copy_format(format);
    if (!copy)
        return STATUS_INSUFFICIENT_RESOURCES;
    end_stream(stream);
    stream->Format = copy;
    return STATUS_SUCCESS;
}

LONGLONG run_time(const RIG_STREAM *stream)
{
    return stream->RunTime + (stream->State == KSSTATE_RUN ? now() - stream->RunSince : 0);
}
