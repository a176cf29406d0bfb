/// Where a track's object is in any frame, from the detections around it. The core that ``TrackCompleter`` and
/// ``LiveCompleter`` share; a pure function of the detections it is given.
struct TrackPath: Sendable {
  /// How many detections on each side are looked at.
  static let reach = 32

  /// The detections of a track around a frame.
  struct Context: Sendable {
    /// In order of time, up to `reach` on each side of the frame.
    private let keyframes: ArraySlice<Keyframe>
    /// Index of the first one after the frame.
    private let split: Int

    /// - Parameters:
    ///   - keyframes: of one track, in order of time.
    ///   - split: index of the first one that lies after the frame.
    init(_ keyframes: [Keyframe], split: Int) {
      self.keyframes = keyframes[max(0, split - reach)..<min(keyframes.count, split + reach)]
      self.split = split
    }

    var all: ArraySlice<Keyframe> { keyframes }
    /// Those at or before the frame.
    var before: ArraySlice<Keyframe> { keyframes[..<split] }
    var after: ArraySlice<Keyframe> { keyframes[split...] }
  }

  struct Placement: Sendable, Hashable {
    var box: Box
    var confidence: Double
    var origin: BoxOrigin
  }

  let options: CompletionOptions
  /// Edges of the picture.
  private let picture: BoxEdges

  init(options: CompletionOptions, width: Int, height: Int) {
    self.options = options
    picture = BoxEdges(SIMD4(0, 0, Double(width), Double(height)))
  }

  /// The box to protect in a frame, nil if the track is not there (yet, or any more) or outside the picture.
  func placement(frame: Int, seconds: Double, isAnalysed: Bool, context: Context) -> Placement? {
    switch (context.before.last, context.after.first) {
    case (let last?, _) where last.frame == frame:
      Placement(box: smoothed(last, context), confidence: last.confidence, origin: .detected)
    case (let last?, let next?):
      visible(
        between(last, next, seconds: seconds, context), confidence: min(last.confidence, next.confidence),
        origin: isAnalysed ? .filled : .tracked)
    case (let last?, nil) where options.isWithinPadding(seconds - last.seconds):
      visible(beyond(last, context.before, seconds: seconds), confidence: last.confidence, origin: .padded)
    case (nil, let next?) where options.isWithinPadding(next.seconds - seconds):
      visible(beyond(next, context.after, seconds: seconds), confidence: next.confidence, origin: .padded)
    default: nil
    }
  }

  private func visible(_ edges: BoxEdges, confidence: Double, origin: BoxOrigin) -> Placement? {
    let box = edges.clipped(to: picture).box
    return box.isValid ? Placement(box: box, confidence: confidence, origin: origin) : nil
  }

  /// Between two detections: the line, grown by what the track's motion and the detector's jitter can add.
  private func between(_ last: Keyframe, _ next: Keyframe, seconds: Double, _ context: Context) -> BoxEdges {
    let line = InterpolatedBox(from: last, to: next)
    let edges = line.edges(at: seconds)
    let motion = TrackMotion(keyframes: context.all, size: edges.size, options: options)
    return grow(edges, by: motion.jitter + motion.acceleration * line.leverage(at: seconds))
  }

  /// Before the first or after the last detection: on with the same motion, growing with time.
  private func beyond(_ anchor: Keyframe, _ keyframes: ArraySlice<Keyframe>, seconds: Double) -> BoxEdges {
    let motion = TrackMotion(keyframes: keyframes, size: BoxEdges(anchor.box).size, options: options)
    let way = ExtrapolatedBox(from: anchor, keyframes: keyframes, motion: motion, options: options)
    let uncertainty = way.uncertainty(at: seconds, acceleration: motion.acceleration)
    return grow(way.edges(at: seconds), by: motion.jitter + uncertainty)
  }

  private func grow(_ edges: BoxEdges, by margin: SIMD2<Double>) -> BoxEdges {
    edges.grown(by: pointwiseMin(margin, edges.size * options.growthLimit))
  }

  /// A detected box, grown where its neighbours in time say that the detector cut the object short.
  private func smoothed(_ keyframe: Keyframe, _ context: Context) -> Box {
    let near = context.all.filter { abs($0.seconds - keyframe.seconds) <= options.smoothing }
    guard let first = near.first, let last = near.last, first.frame < keyframe.frame, last.frame > keyframe.frame
    else { return keyframe.box }
    let detected = BoxEdges(keyframe.box)
    let line = LinearTrend(of: near).edges(at: keyframe.seconds)
    let bound = detected.grown(by: detected.size * options.smoothingLimit)
    return detected.union(line.clipped(to: bound)).box
  }
}
