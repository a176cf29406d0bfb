/// Samples of one channel as they come out of the decoder.
struct AudioPiece {
  /// When the first sample is heard, in seconds of the film's clock, if the film says.
  let time: Double?
  let samples: [Float]
}
