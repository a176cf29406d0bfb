/// How a film is decoded.
package struct DecoderOptions: Sendable {
  /// Threads that FFmpeg may use for one stream.
  package var threads: Int
  /// Frames decoded ahead of the one that is asked for.
  package var readAhead: Int
  /// False: any damage is an error. True: damaged and lost pictures are delivered as damaged frames, and decoding is
  /// single-threaded so that damage is attributed to the right frame.
  package var salvages: Bool

  package init(threads: Int = 2, readAhead: Int = 3, salvages: Bool = false) {
    self.threads = max(1, threads)
    self.readAhead = max(0, readAhead)
    self.salvages = salvages
  }
}
