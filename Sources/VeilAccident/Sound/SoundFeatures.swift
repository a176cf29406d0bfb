internal import Foundation

/// Turns a second of sound into the picture that the network looks at: mel-frequency cepstral coefficients (section "Sound
/// classification" of the sharing paper), or the logarithmic mel spectrum that they are made of.
///
/// Agrees with `librosa.feature.mfcc` and `librosa.power_to_db(librosa.feature.melspectrogram(…))` of the same settings:
/// Hann window, frames centred on multiples of the hop with silence beyond both ends, power, Slaney's mel bands, decibels
/// with a floor 80 below the loudest, orthonormal cosine transform.
package struct SoundFeatures: Sendable {
  package let settings: SoundFeatureSettings
  private let fourier: PairedFourier
  private let window: [Float]
  private let filterbank: MelFilterbank
  /// Rows by coefficient, columns by band; empty for the spectrum itself.
  private let cosines: [[Float]]

  /// - Throws: ``SoundError`` when the settings contradict themselves.
  package init(_ settings: SoundFeatureSettings) throws {
    if let fault = settings.fault { throw SoundError(.modelUnusable, "the sound model's features are wrong: \(fault)") }
    self.settings = settings
    fourier = PairedFourier(bits: settings.fftLength.trailingZeroBitCount)
    window = Self.hann(settings.windowLength)
    filterbank = MelFilterbank(
      count: settings.bands, lowest: settings.lowest, highest: settings.highest,
      sampleRate: Double(settings.sampleRate), length: settings.fftLength)
    cosines = settings.kind == .mfcc ? Self.cosines(settings.coefficients, settings.bands) : []
  }

  /// The features of a window of any length.
  ///
  /// - Parameter samples: at the settings' rate.
  /// - Returns: ``SoundFeatureSettings/rows`` rows of `samples.count / hop + 1` numbers, row by row.
  package func callAsFunction(_ samples: [Float]) -> [Float] {
    let frames = settings.frames(of: samples.count)
    let columns = 2 * ((frames + 1) / 2)
    var decibels = filterbank.sums(of: powers(samples, frames: frames), columns: columns)
    toDecibels(&decibels, frames: frames, columns: columns)
    return cosines.isEmpty
      ? rows(decibels, frames: frames, columns: columns) : cepstrum(decibels, frames: frames, columns: columns)
  }

  private func powers(_ samples: [Float], frames: Int) -> [Float] {
    let (hop, before) = (settings.hop, settings.fftLength / 2)
    let lead = (settings.fftLength - settings.windowLength) / 2
    return fourier.powers(frames: frames) { index, even, odd in
      guard window.indices.contains(index - lead) else { return }
      let weight = window[index - lead]
      for frame in 0..<frames {
        let place = frame * hop + index - before
        let value = samples.indices.contains(place) ? samples[place] * weight : 0
        if frame & 1 == 0 { even[frame / 2] = value } else { odd[frame / 2] = value }
      }
    }
  }

  private func toDecibels(_ values: inout [Float], frames: Int, columns: Int) {
    var loudest = -Float.infinity
    for index in values.indices where index % columns < frames {
      values[index] = 10 * log10(max(1e-10, values[index]))
      loudest = max(loudest, values[index])
    }
    for index in values.indices { values[index] = max(values[index], loudest - 80) }
  }

  private func rows(_ values: [Float], frames: Int, columns: Int) -> [Float] {
    (0..<settings.bands).flatMap { values[$0 * columns..<$0 * columns + frames] }
  }

  private func cepstrum(_ decibels: [Float], frames: Int, columns: Int) -> [Float] {
    var result = [Float](repeating: 0, count: cosines.count * frames)
    for (coefficient, weights) in cosines.enumerated() {
      for (band, weight) in weights.enumerated() {
        for frame in 0..<frames { result[coefficient * frames + frame] += weight * decibels[band * columns + frame] }
      }
    }
    return result
  }

  private static func hann(_ length: Int) -> [Float] {
    (0..<length).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(length))) }
  }

  /// The orthonormal cosine transform of type II.
  private static func cosines(_ coefficients: Int, _ bands: Int) -> [[Float]] {
    (0..<coefficients).map { row in
      let scale = sqrt((row == 0 ? 1 : 2) / Double(bands))
      return (0..<bands).map { Float(scale * cos(Double.pi * Double(row) * (Double($0) + 0.5) / Double(bands))) }
    }
  }
}
