import Foundation
import Testing

@testable import VeilAccident

struct SoundFeaturesTests {
  private struct Vector: Decodable {
    let rows: Int
    let frames: Int
    let values: [Float]
  }

  /// What librosa says; in decibels, or units of them.
  @Test(arguments: TestSignal.allCases, [SoundFeatureSettings.Kind.mfcc, .logMel])
  func agreesWithLibrosa(_ signal: TestSignal, _ kind: SoundFeatureSettings.Kind) throws {
    let vectors = try SoundVectors.load("librosa", as: [String: [String: Vector]].self)
    let wanted = try #require(vectors[kind.rawValue]?[signal.rawValue])
    let features = try SoundFeatures(SoundFeatureSettings(kind: kind))
    let found = features(signal.samples)
    #expect(features.settings.rows == wanted.rows)
    #expect(features.settings.frames(of: signal.samples.count) == wanted.frames)
    try #require(found.count == wanted.values.count)
    let largest = zip(found, wanted.values).map { abs($0 - $1) }.max() ?? 0
    #expect(largest < 0.02)
  }

  @Test func powersAreThoseOfTheDefinition() {
    let frames: [[Float]] = (0..<3).map { frame in (0..<16).map { Float(($0 * 7 + frame * 5) % 11) - 5 } }
    let powers = PairedFourier(bits: 4).powers(frames: 3) { index, even, odd in
      for frame in 0..<3 {
        if frame & 1 == 0 { even[frame / 2] = frames[frame][index] } else { odd[frame / 2] = frames[frame][index] }
      }
    }
    for (frame, samples) in frames.enumerated() {
      for bin in 0...8 {
        var (real, imaginary) = (0.0, 0.0)
        for (index, sample) in samples.enumerated() {
          let angle = -2 * Double.pi * Double(bin * index) / 16
          real += Double(sample) * cos(angle)
          imaginary += Double(sample) * sin(angle)
        }
        #expect(abs(Double(powers[bin * 4 + frame]) - (real * real + imaginary * imaginary)) < 1e-2)
      }
    }
  }

  @Test func melScaleInvertsItself() {
    for hertz in [0.0, 300, 999, 1_000, 4_000, 8_000] {
      #expect(abs(MelFilterbank.hertz(MelFilterbank.mel(hertz)) - hertz) < 1e-6)
    }
  }

  @Test(arguments: [
    SoundFeatureSettings(kind: .mfcc, fftLength: 500),
    SoundFeatureSettings(kind: .mfcc, windowLength: 513),
    SoundFeatureSettings(kind: .mfcc, hop: 0),
    SoundFeatureSettings(kind: .mfcc, bands: 10, coefficients: 20),
    SoundFeatureSettings(kind: .logMel, highest: 9_000),
    SoundFeatureSettings(kind: .logMel, lowest: .nan),
  ])
  func contradictingSettingsAreRefused(_ settings: SoundFeatureSettings) {
    let error = #expect(throws: SoundError.self) { try SoundFeatures(settings) }
    #expect(error?.code == .modelUnusable)
  }
}
