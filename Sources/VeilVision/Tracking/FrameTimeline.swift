/// When each frame of a stream is shown, and whether a detector looked at it.
struct FrameTimeline: Sendable {
  private(set) var pts: [Int64] = []
  private(set) var seconds: [Double] = []
  private(set) var isAnalysed: [Bool] = []

  var count: Int { pts.count }

  mutating func append(pts: Int64, seconds: Double, isAnalysed: Bool) {
    self.pts.append(pts)
    self.seconds.append(seconds)
    self.isAnalysed.append(isAnalysed)
  }
}
