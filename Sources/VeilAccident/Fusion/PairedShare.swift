/// A share of pairs, of a picture and a second of sound each, with its interval over clips and recordings.
struct PairedShare {
  /// Pairs counted, in a clip and a recording.
  private struct Cell {
    let clip: Int
    let recording: Int
    let hits: Int
    let pairs: Int
  }

  private let cells: [Cell]
  private let clips: Int
  private let recordings: Int

  init(_ pictures: [ScoredPicture], _ sounds: [ScoredSecond], isHit: (ScoredPicture, ScoredSecond) -> Bool) {
    let byClip = Dictionary(grouping: pictures, by: \.clip).sorted { $0.key < $1.key }.map(\.value)
    let byRecording = Dictionary(grouping: sounds, by: \.recording).sorted { $0.key < $1.key }.map(\.value)
    clips = byClip.count
    recordings = byRecording.count
    cells = byClip.enumerated().flatMap { clip, pictures in
      byRecording.enumerated().map { recording, sounds in
        let hits = pictures.reduce(0) { sum, picture in sum + sounds.count { isHit(picture, $0) } }
        return Cell(clip: clip, recording: recording, hits: hits, pairs: pictures.count * sounds.count)
      }
    }
  }

  /// Nil where there are no pairs.
  var value: Double? {
    share(clips: [Int](repeating: 1, count: clips), recordings: [Int](repeating: 1, count: recordings))
  }

  /// 95 %, by drawing clips and, apart from them, recordings with replacement; nil with fewer than two of either.
  func interval(_ bootstrap: ClipBootstrap) -> Interval? {
    guard clips > 1, recordings > 1 else { return nil }
    return bootstrap.interval { generator in
      share(clips: Self.draw(clips, &generator), recordings: Self.draw(recordings, &generator))
    }
  }

  private func share(clips: [Int], recordings: [Int]) -> Double? {
    var (hits, pairs) = (0, 0)
    for cell in cells {
      let times = clips[cell.clip] * recordings[cell.recording]
      hits += times * cell.hits
      pairs += times * cell.pairs
    }
    return pairs > 0 ? Double(hits) / Double(pairs) : nil
  }

  /// How often each of so many is drawn.
  private static func draw(_ count: Int, _ generator: inout SeededNumbers) -> [Int] {
    var times = [Int](repeating: 0, count: count)
    for _ in 0..<count { times[Int.random(in: 0..<count, using: &generator)] += 1 }
    return times
  }
}
