#pragma once
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/hash.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
#include <string.h>

// Macros with casts or function-like bodies are invisible to Swift, so each that we need has a constant or function here.

static const int64_t VEIL_NOPTS_VALUE = AV_NOPTS_VALUE;
static const int VEIL_AVERROR_EOF = AVERROR_EOF;
static const int VEIL_AVERROR_EXIT = AVERROR_EXIT;
static const int VEIL_AVERROR_INVALIDDATA = AVERROR_INVALIDDATA;
static const int VEIL_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int VEIL_AVERROR_ENOSPC = AVERROR(ENOSPC);
static const int VEIL_AVERROR_ENOENT = AVERROR(ENOENT);
static const int VEIL_AVERROR_EACCES = AVERROR(EACCES);
static const int VEIL_AVERROR_ENOMEM = AVERROR(ENOMEM);

static inline int veil_averror(int posix_code) { return AVERROR(posix_code); }

// FFmpeg's decoders conceal damage and go on; the only trace that is left of it, in some of them and with frame threads,
// is a line in the log. So the log is watched: `opaque` of a codec or format context points at an `int` that counts its
// errors. Nothing else is printed. Messages on SEI and on
// APP fields of JPEG are passed over: cameras write private ones, and they carry no picture.

static void veil_count_fault(void *context, int level, const char *format, va_list arguments) {
  if (level <= AV_LOG_PANIC) av_log_default_callback(context, level, format, arguments);  // the process is about to end
  if (context == NULL || level > AV_LOG_ERROR) return;
  const AVClass *type = *(const AVClass **)context;
  int *faults = NULL;
  if (type == avcodec_get_class()) faults = ((AVCodecContext *)context)->opaque;
  if (type == avformat_get_class()) faults = ((AVFormatContext *)context)->opaque;
  if (faults == NULL || strstr(format, "SEI") != NULL || strstr(format, "APP fields") != NULL) return;
  __atomic_fetch_add(faults, 1, __ATOMIC_RELAXED);
}

static inline void veil_watch_faults(void) { av_log_set_callback(veil_count_fault); }

static inline int veil_take_faults(int *faults) { return __atomic_exchange_n(faults, 0, __ATOMIC_RELAXED); }
