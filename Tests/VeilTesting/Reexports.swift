// One generator for all tests: the rooms below the media have it without FFmpeg.
@_exported public import VectorTesting
