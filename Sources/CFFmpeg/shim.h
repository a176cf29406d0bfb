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
