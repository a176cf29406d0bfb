/// Samples in a row without holes: what decoding delivers is put where its timestamps say.
///
/// Where sound is missing, silence is owed and paid in small parts, so that a long hole costs no memory. Sound for a time
/// that has passed is dropped. Differences of less than ``tolerance`` are left alone: timestamps are often rounded.
struct SampleLine {
  /// Seconds by which timestamps may differ from the count of samples.
  static let tolerance = 0.04
  /// Seconds of silence beyond which a timestamp is not believed.
  static let longestHole = 3_600.0

  private let start: Double
  private let rate: Int
  private var waiting: [Float] = []
  /// Sound that comes after the silence that is owed.
  private var held: [Float] = []
  private var taken = 0
  private var silence = 0
  private var surplus = 0

  init(start: Double, rate: Int) {
    self.start = start
    self.rate = rate
  }

  /// Samples that can be taken.
  var count: Int { waiting.count }
  /// True while silence has to be filled in before anything else may come.
  var owesSilence: Bool { silence > 0 }

  /// What comes next belongs to this time.
  /// - Throws: ``MediaError`` `.damaged` when that is absurdly far ahead.
  mutating func advance(to time: Double, name: String) throws {
    let position = taken + waiting.count + silence + held.count - surplus
    let difference = time - (start + Double(position) / Double(rate))
    guard abs(difference) > Self.tolerance else { return }
    guard difference < Self.longestHole else {
      throw MediaError(.damaged, "\(name) is damaged: its sound pauses for more than an hour; cut the film there")
    }
    let samples = Int((max(difference, -Self.longestHole) * Double(rate)).rounded())
    if samples < 0 { surplus -= samples } else { owe(samples) }
  }

  private mutating func owe(_ samples: Int) {
    let cancelled = min(surplus, samples)
    surplus -= cancelled
    let rest = samples - cancelled
    guard rest > 0 else { return }
    if silence == 0 { silence = rest } else { held.append(contentsOf: repeatElement(0, count: rest)) }
  }

  mutating func append(_ samples: [Float]) {
    let dropped = min(surplus, samples.count)
    surplus -= dropped
    if silence > 0 { held += samples[dropped...] } else { waiting += samples[dropped...] }
  }

  /// Pays a part of the silence that is owed.
  mutating func fillSilence(atMost limit: Int) {
    let part = min(silence, limit)
    waiting.append(contentsOf: repeatElement(0, count: part))
    silence -= part
    guard silence == 0 else { return }
    waiting += held
    held = []
  }

  /// The next samples, nil if there are none.
  mutating func take(atMost limit: Int) -> AudioBlock? {
    guard !waiting.isEmpty else { return nil }
    let time = start + Double(taken) / Double(rate)
    let samples = Array(waiting.prefix(limit))
    waiting.removeFirst(samples.count)
    taken += samples.count
    return AudioBlock(time: time, samples: samples)
  }
}
