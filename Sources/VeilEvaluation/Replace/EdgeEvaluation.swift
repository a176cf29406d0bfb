import Foundation
import VeilMedia
import VeilPrivacy

/// What the edges that generators are told give away (inspire section V-C): text, and which surface an outline has.
///
/// People and vehicles are drawn with known texts and surfaces upon real outlines in real surroundings.
package struct EdgeEvaluation: Sendable {
  /// Rows of plates where the instance's longer side has 256; a car's has 14 to 20.
  static let plateHeights = [16, 24, 36, 52, 72]
  /// Rows of the plates on surfaces that are to be recognised.
  private static let usualHeight = 16
  /// Letters of a text on vehicles, and on people, who are slimmer.
  private static let (vehicleLetters, personLetters) = (5, 3)

  private let attacks: [EdgeAttack]
  private let reader: TextReader?
  private let adversaries: [any Describer]
  private let textures: Int
  private let plates: Int

  /// - Parameters:
  ///   - attacks: one for each kernel size.
  ///   - reader: reads text; nil leaves that out.
  ///   - adversaries: try to recognise surfaces; edges are compared without a network too.
  ///   - textures: surfaces of each instance, from 2 on.
  ///   - plates: plates of each height on each instance.
  package init(
    attacks: [EdgeAttack], reader: TextReader?, adversaries: [any Describer], textures: Int = 12, plates: Int = 3
  ) {
    self.attacks = attacks
    self.reader = reader
    self.adversaries = adversaries
    self.textures = max(2, textures)
    self.plates = max(1, plates)
  }

  /// Draws upon all instances, and attacks.
  /// - Parameter progress: told what is being done.
  package func run(
    on instances: [DrawnInstance], progress: (String) -> Void = { _ in }
  ) async throws -> (plates: [PlateFigures], textures: [TextureFigures]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "veilcam-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var tallies: [PlateKey: PlateTally] = [:]
    var scorer = TextureScorer(adversaries: adversaries.map(\.name) + ["outline"])
    for (index, instance) in instances.enumerated() {
      if let reader { try await read(instance, index, PlateReader(reader, folder: folder), &tallies) }
      try await describe(instance, index, &scorer)
      progress("\(index + 1) of \(instances.count) people and vehicles")
    }
    let figures = tallies.map { $0.value.figures(height: $0.key.height, $0.key.picture) }
      .sorted { ($0.height, order($0.picture)) < ($1.height, order($1.picture)) }
    return (figures, scorer.figures(pictures))
  }

  private struct PlateKey: Hashable {
    let height: Int
    let picture: EdgePicture
  }

  /// All kinds of pictures in the order of the report.
  private var pictures: [EdgePicture] {
    [EdgePicture(kind: .original, kernel: nil)]
      + attacks.flatMap { attack in
        [EdgePicture.Kind.edges, .replaced].map { EdgePicture(kind: $0, kernel: attack.kernel) }
      }
  }

  private func order(_ picture: EdgePicture) -> Int { pictures.firstIndex(of: picture) ?? pictures.count }

  private func text(_ instance: DrawnInstance, number: Int) -> String {
    var random = SeededGenerator(seed: UInt64(number) &+ 1)
    let letters = instance.group == .person ? Self.personLetters : Self.vehicleLetters
    return String((0..<letters).compactMap { _ in Lettering.alphabet.randomElement(using: &random) })
  }

  private func read(
    _ instance: DrawnInstance, _ index: Int, _ reader: PlateReader, _ tallies: inout [PlateKey: PlateTally]
  ) async throws {
    for (step, height) in Self.plateHeights.enumerated() {
      for plate in 0..<plates {
        let number = (index * Self.plateHeights.count + step) * plates + plate
        let (text, other) = (text(instance, number: number), text(instance, number: number + 100_000))
        let drawing = try instance.drawn(.init(pattern: number, text: text, plateHeight: height))
        guard let place = drawing.plate else { continue }
        func add(_ readings: [String], _ kind: EdgePicture.Kind, _ kernel: Int?) {
          let key = PlateKey(height: height, picture: EdgePicture(kind: kind, kernel: kernel))
          tallies[key, default: PlateTally()].add(readings, text: text, other: other)
        }
        add(try await reader.readings(of: drawing.frame, plate: place), .original, nil)
        for attack in attacks {
          let (map, crop) = try attack.edges(of: drawing.frame, instance)
          if let shown = crop.placed(place) {
            let readings = try await reader.readings(ofEdges: map.levels, width: map.width, plate: shown)
            add(readings, .edges, attack.kernel)
          }
          let replaced = try await attack.replaced(drawing.frame, instance, number: number + 1)
          add(try await reader.readings(of: replaced, plate: place), .replaced, attack.kernel)
        }
      }
    }
  }

  private func describe(_ instance: DrawnInstance, _ index: Int, _ scorer: inout TextureScorer) async throws {
    var queries: [EdgePicture: [[[Float]]]] = [:]
    var originals: [[[Float]]] = []
    var alike: [EdgePicture: [[[Float]]]] = [:]
    for texture in 0..<textures {
      let number = index * textures + texture
      var wish = DrawnInstance.Wish(
        pattern: number, text: text(instance, number: number), plateHeight: Self.usualHeight)
      let seen = try instance.drawn(wish).frame
      wish.photograph = 1
      let known = try instance.drawn(wish).frame
      originals.append(try await descriptions(of: known, instance.box))
      let plain = EdgePicture(kind: .original, kernel: nil)
      queries[plain, default: []].append(try await descriptions(of: seen, instance.box))
      for attack in attacks {
        let edges = EdgePicture(kind: .edges, kernel: attack.kernel)
        queries[edges, default: []].append(try await descriptions(ofEdges: attack, seen, instance))
        alike[edges, default: []].append(try await descriptions(ofEdges: attack, known, instance))
        let replaced = EdgePicture(kind: .replaced, kernel: attack.kernel)
        let output = try await attack.replaced(seen, instance, number: number + 1)
        queries[replaced, default: []].append(try await descriptions(of: output, instance.box))
        let rival = try await attack.replacedByRival(known, instance, number: number + 1)
        alike[replaced, default: []].append(try await descriptions(of: rival, instance.box))
      }
    }
    for (picture, queries) in queries {
      scorer.add(queries, originals, .originals, picture, instance.group, first: index * textures)
      if let gallery = alike[picture] {
        scorer.add(queries, gallery, .alike, picture, instance.group, first: index * textures)
      }
    }
  }

  /// By adversary, and by outline.
  private func descriptions(of frame: VideoFrame, _ region: PixelRect) async throws -> [[Float]] {
    var all: [[Float]] = []
    for adversary in adversaries { all.append(try await adversary.embedding(of: frame, region: region)) }
    return all + [try OutlineDescriptor.description(of: frame, region: region)]
  }

  private func descriptions(
    ofEdges attack: EdgeAttack, _ frame: VideoFrame, _ instance: DrawnInstance
  ) async throws -> [[Float]] {
    let (map, crop) = try attack.edges(of: frame, instance)
    let bytes = map.levels.flatMap { [$0, $0, $0] }
    let picture = try BGRPicture(width: map.width, height: map.height, bytes: bytes).frame()
    return try await descriptions(of: picture, crop.content)
  }
}
