/// What was painted in one stream.
struct PaintedFigures: Sendable {
  private(set) var frames = 0
  private(set) var framesWithRegions = 0
  private(set) var sumOfShares = 0.0
  private(set) var largestShare = 0.0
  private(set) var damagedFrames: [Int] = []

  mutating func add(share: Double, regions: Int, isDamaged: Bool) {
    if isDamaged { damagedFrames.append(frames) }
    frames += 1
    if regions > 0 { framesWithRegions += 1 }
    sumOfShares += share
    largestShare = max(largestShare, share)
  }
}
