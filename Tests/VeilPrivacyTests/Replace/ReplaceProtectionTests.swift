import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

@Suite struct ReplaceProtectionTests {
  private static let region = PixelRect(x: 20, y: 12, width: 40, height: 30)

  /// Whole boxes: what holds of every method holds of this one, in every format.
  @Test(arguments: TestFrame.formats) func nothingOutsideTheGrownRegionChanges(format: String) async throws {
    let original = try TestFrame.noise(format, width: 67, height: 45)
    let protection = try FakeCategory().protection()
    for region in CoverageTests.regions {
      let result = try await original.protected(by: protection, [region])
      let grown = try #require(original.frame.format.grownToChromaGrid(region))
      for plane in 0..<original.frame.format.planeCount {
        let (old, new) = (try original.plane(plane), try result.plane(plane))
        let isAlpha = plane >= original.frame.format.paintedPlanes.count
        let hidden = isAlpha ? nil : original.frame.format.samples(of: grown, inPlane: plane)
        let changed = old.samples.indices.count { index in
          let (x, y) = (index % old.width, index / old.width)
          let isInside =
            hidden.map { x >= $0.x && x < $0.x + $0.width && y >= $0.y && y < $0.y + $0.height } ?? false
          return !isInside && old.samples[index] != new.samples[index]
        }
        #expect(changed == 0, "\(format) plane \(plane) \(region)")
      }
    }
  }

  /// The same invented instance over two different originals gives the same pixels inside the mask: nothing of either
  /// is left, at the border neither.
  @Test(arguments: TestFrame.formats) func nothingOfTheOriginalIsLeftInTheMask(format: String) async throws {
    var options = ReplaceOptions()
    options.seed = 3
    let protection = try FakeCategory(mask: FakeCategory.leftHalf).protection(options: options)
    let frames = try [7, 8].map { try Self.street(format, seed: $0) }
    var results: [TestFrame] = []
    for frame in frames { results.append(try await frame.protected(by: protection, [Self.region])) }
    let half = PixelRect(x: Self.region.x, y: Self.region.y, width: Self.region.width / 2, height: Self.region.height)
    for plane in frames[0].frame.format.paintedPlanes {
      let samples = frames[0].frame.format.samples(of: half, inPlane: plane)
      let parts = try results.map { try $0.plane(plane).cropped(to: samples).samples }
      #expect(parts[0] == parts[1], "\(format) plane \(plane)")
    }
  }

  /// Outside of the mask and its rim the background keeps its exact values.
  @Test(arguments: ["yuv420p", "gbrp", "yuv422p10le"]) func theBackgroundInTheBoxStays(format: String) async throws {
    let original = try Self.street(format, seed: 7)
    let protection = try FakeCategory(mask: FakeCategory.leftHalf).protection()
    let result = try await original.protected(by: protection, [Self.region])
    let far = PixelRect(x: Self.region.x + 28, y: Self.region.y, width: 12, height: Self.region.height)
    for plane in original.frame.format.paintedPlanes {
      let samples = original.frame.format.samples(of: far, inPlane: plane)
      #expect(
        try result.plane(plane).cropped(to: samples).samples == original.plane(plane).cropped(to: samples).samples)
    }
  }

  /// With the whole box covered nothing of the box shows, mask or not.
  @Test(arguments: TestFrame.formats) func theWholeBoxCanGiveWay(format: String) async throws {
    var options = ReplaceOptions()
    options.seed = 3
    options.cover = .box
    let protection = try FakeCategory(mask: FakeCategory.leftHalf).protection(options: options)
    var results: [TestFrame] = []
    for seed: UInt64 in [7, 8] {
      results.append(try await Self.street(format, seed: seed).protected(by: protection, [Self.region]))
    }
    for plane in results[0].frame.format.paintedPlanes {
      #expect(try results[0].plane(plane).samples == results[1].plane(plane).samples, "\(format) plane \(plane)")
    }
  }

  /// The paint fades over background only, and monotonously.
  @Test func theRimFadesOutwards() async throws {
    let original = try TestFrame("gray", width: 200, height: 200) { _, _, _ in 200 }
    let protection = try FakeCategory(sizes: [256], colour: [0, 0, 0], mask: FakeCategory.leftHalf).protection()
    let region = PixelRect(x: 4, y: 4, width: 190, height: 190)
    let row = try await original.protected(by: protection, [region]).plane(0)
    let values = (4..<194).map { row[$0, 100] }
    let dark = try #require(values.first)
    let edge = try #require(values.firstIndex { $0 > dark })
    #expect(edge >= 95 && edge <= 99)
    #expect(values[edge...].prefix(6).elementsEqual(values[edge...].prefix(6).sorted()))
    #expect(values.suffix(85).allSatisfy { $0 == 200 })
  }

  /// Around an invented instance that is smaller than the mask lies background, carried in from around the mask: the same
  /// whatever the original was, and as bright as what is around it.
  @Test(arguments: TestFrame.formats) func betweenMaskAndOutlineIsBackground(format: String) async throws {
    var options = ReplaceOptions()
    options.seed = 3
    let protection = try FakeCategory(outline: FakeCategory.middle).protection(options: options)
    var results: [TestFrame] = []
    for seed: UInt64 in [7, 8] {
      results.append(try await Self.street(format, seed: seed).protected(by: protection, [Self.region]))
    }
    let picture = results[0].frame.format
    let corner = PixelRect(x: Self.region.x, y: Self.region.y, width: 6, height: 6)
    for plane in picture.paintedPlanes {
      #expect(try results[0].plane(plane).samples == results[1].plane(plane).samples, "\(format) plane \(plane)")
      let part = try results[0].plane(plane).cropped(to: picture.samples(of: corner, inPlane: plane))
      let level = 1 << (picture.bitDepth - 8)
      #expect(part.samples.allSatisfy { abs(Int($0) - 90 * level) <= level })
    }
  }

  /// Background is never carried in from another original, be it invented anew or only hidden.
  @Test(arguments: [VeilVision.Category.car, .face]) func noBoxLendsItsBackground(category: VeilVision.Category)
    async throws
  {
    let protection = try FakeCategory(colour: [0.5, 0.5, 0.5], outline: FakeCategory.middle).protection(classes: [.car])
    let neighbour = PixelRect(x: 60, y: 0, width: 36, height: 64)
    var corners: [[UInt16]] = []
    for shade in [20, 230] {
      let frame = try TestFrame("yuv420p", width: 96, height: 64) { plane, x, _ in
        plane > 0 ? 128 : x >= 60 ? shade : 90
      }
      var canvas = try FrameCanvas(copying: frame.frame)
      try await protection.apply(
        to: &canvas, from: frame.frame,
        instances: [
          Instance(trackID: 1, category: .car, confidence: 1, region: Self.region),
          Instance(trackID: 2, category: category, confidence: 1, region: neighbour),
        ])
      let corner = PixelRect(x: 50, y: 12, width: 10, height: 30)
      corners.append(try TestFrame(canvas.finish()).plane(0).cropped(to: corner).samples)
    }
    #expect(corners[0] == corners[1])
  }

  /// A film that lies on its side is replaced upright: the left half of an upright instance is painted, wherever it lies.
  @Test(arguments: [0, 1, 2, 3]) func instancesAreInventedUpright(turns: Int) async throws {
    let frame = try TestFrame("gray", width: 64, height: 64) { _, _, _ in 200 }
    let protection = try FakeCategory(colour: [0, 0, 0], mask: FakeCategory.leftHalf).protection()
    let region = PixelRect(x: 12, y: 12, width: 40, height: 40)
    var canvas = try FrameCanvas(copying: frame.frame)
    try await protection.apply(
      to: &canvas, from: frame.frame,
      instances: [Instance(trackID: 1, category: .car, confidence: 1, region: region, quarterTurns: turns)])
    let upright = try FrameRotator(degreesClockwise: 90 * turns).upright(canvas.finish())
    let picture = try TestFrame(upright).plane(0)
    #expect(picture[16, 32] < 150 && picture[48, 32] == 200 && picture[28, 14] < 150 && picture[28, 50] < 150)
  }

  /// Mean colours of originals, drawn at random, against those of what replaced them: no relation beyond chance.
  @Test func theMeanColourOfTheOriginalCannotBeRecovered() async throws {
    var random = SplitMix64(seed: 11)
    let protection = try FakeCategory().protection()
    var pairs: [(Double, Double)] = []
    for _ in 0..<200 {
      let shade = Int(random.next() % 200) + 30
      let around = Int(random.next() % 100) + 60
      let frame = try TestFrame("yuv420p", width: 96, height: 64) { plane, x, y in
        plane > 0 ? 128 : x >= 20 && x < 60 && y >= 12 && y < 42 ? shade : around + (x + y) % 8
      }
      let result = try await frame.protected(by: protection, [Self.region])
      pairs.append((Double(shade), try result.plane(0).cropped(to: Self.region).mean))
    }
    #expect(abs(Self.correlation(pairs)) < 0.2)
  }

  /// The light around does count: that is what colours are matched to.
  @Test func theLightOfTheSurroundingsIsTaken() async throws {
    let protection = try FakeCategory(colour: [0.5, 0.5, 0.5]).protection()
    var means: [Double] = []
    for around in [40, 200] {
      let frame = try TestFrame("yuv420p", width: 96, height: 64) { plane, _, _ in plane > 0 ? 128 : around }
      means.append(try await frame.protected(by: protection, [Self.region]).plane(0).cropped(to: Self.region).mean)
    }
    #expect(means[1] - means[0] > 30)
  }

  /// Light is taken from outside of every box: another original beside it has no say.
  @Test func noBoxLendsItsLight() async throws {
    let protection = try FakeCategory(colour: [0.5, 0.5, 0.5]).protection()
    let neighbour = PixelRect(x: 60, y: 0, width: 36, height: 64)
    var means: [Double] = []
    for shade in [20, 230] {
      let frame = try TestFrame("yuv420p", width: 96, height: 64) { plane, x, _ in
        plane > 0 ? 128 : x >= 60 ? shade : 90
      }
      let result = try await frame.protected(by: protection, [Self.region, neighbour])
      means.append(try result.plane(0).cropped(to: Self.region).mean)
    }
    #expect(means[0] == means[1])
  }

  @Test func instancesAreAnotherOneInEveryFrameOrTheSameInATrack() async throws {
    for (mode, isSame) in [(IdentityMode.track, true), (.frame, false)] {
      let source = LatentSource(mode: mode)
      let first = source.latents(8, track: 4, ticks: 1, place: 0)
      #expect((first == source.latents(8, track: 4, ticks: 2, place: 0)) == isSame)
      #expect(first != source.latents(8, track: 5, ticks: 1, place: 0))
      #expect(first != LatentSource(mode: mode).latents(8, track: 4, ticks: 1, place: 0))
      #expect(
        LatentSource(mode: mode, seed: 1).latents(8, track: 4, ticks: 1, place: 0)
          == LatentSource(mode: mode, seed: 1).latents(8, track: 4, ticks: 1, place: 0))
    }
  }

  @Test func latentsAreStandardNormal() {
    let source = LatentSource(mode: .track, seed: 9)
    let numbers = (0..<2000).flatMap { source.latents(9, track: $0, ticks: 0, place: 0) }.map(Double.init)
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.05)
    #expect(numbers.count { abs($0) > 1.96 } > 600 && numbers.count { abs($0) > 1.96 } < 1200)
  }

  @Test(arguments: [0, 1, 300]) func anyNumberOfInstances(count: Int) async throws {
    let original = try TestFrame.noise("yuv420p", width: 400, height: 300)
    let regions = (0..<count).map { PixelRect(x: $0 % 20 * 19, y: $0 / 20 * 19, width: 17 + $0 % 9, height: 24) }
    let result = try await original.protected(by: FakeCategory().protection(), regions)
    let (old, new) = (try original.plane(0), try result.plane(0))
    for region in regions {
      let inside = try #require(region.clipped(toWidth: 400, height: 300))
      #expect(old.cropped(to: inside).samples != new.cropped(to: inside).samples)
    }
    #expect(count > 0 || old.samples == new.samples)
  }

  @Test(arguments: [
    PixelRect(x: 5, y: 5, width: 1, height: 1), PixelRect(x: -50, y: -50, width: 900, height: 900),
    PixelRect(x: 0, y: 20, width: 67, height: 1),
  ])
  func anySizeOfInstance(region: PixelRect) async throws {
    let original = try TestFrame("yuv420p", width: 67, height: 45) { plane, _, _ in plane > 0 ? 128 : 230 }
    let dark = FakeCategory(colour: [0, 0, 0], mask: nil)
    let result = try await original.protected(by: dark.protection(), [region])
    let inside = try #require(region.clipped(toWidth: 67, height: 45))
    #expect(try result.plane(0).cropped(to: inside).samples.allSatisfy { $0 != 230 })
  }

  /// A larger, nearer one covers a smaller one where it is, and both are seen.
  @Test func overlappingInstancesStaySeparate() async throws {
    let original = try TestFrame.noise("yuv420p", width: 160, height: 120)
    let small = PixelRect(x: 30, y: 30, width: 40, height: 40)
    let large = PixelRect(x: 50, y: 20, width: 80, height: 80)
    let protection = try FakeCategory(mask: FakeCategory.leftHalf).protection()
    let both = try await original.protected(by: protection, [small, large]).plane(0)
    let shades = [both[32, 50], both[60, 50]]
    #expect(shades[0] != shades[1])
    #expect(
      try await original.protected(by: protection, [large, small]).plane(0)[60, 50] != Int(original.plane(0)[60, 50]))
  }

  /// A person in front of a car, or on a bicycle, has the smaller box and stays in front.
  @Test(arguments: [0, 1]) func peopleArePaintedLast(first: Int) async throws {
    let original = try TestFrame.noise("yuv420p", width: 160, height: 120)
    let car = Instance(
      trackID: 1, category: .car, confidence: 1, region: PixelRect(x: 20, y: 10, width: 120, height: 90))
    let person = Instance(
      trackID: 2, category: .person, confidence: 1, region: PixelRect(x: 60, y: 30, width: 24, height: 60))
    func category(_ name: String, _ classes: [VeilVision.Category], level: Float) throws -> ReplacedCategory {
      let fake = FakeCategory(colour: [level, level, level])
      return try ReplacedCategory(
        name: name, classes: classes, sizes: fake.sizes, extractor: fake, generator: fake)
    }
    let protection = try ReplaceProtection(
      CategorySuite([
        category("vehicle", [.car], level: 0.1), category("person", [.person], level: 0.9),
      ]))
    var canvas = try FrameCanvas(copying: original.frame)
    try await protection.apply(
      to: &canvas, from: original.frame, instances: first == 0 ? [car, person] : [person, car])
    let result = try TestFrame(canvas.finish()).plane(0)
    #expect(result[72, 60] > result[30, 60] + 80)
  }

  /// Where the detector was never sure, what is there is hidden in six cells and nobody is invented; who is sure is.
  @Test(arguments: [0.59, 0.6]) func nobodyIsInventedWherePerhapsNobodyWas(confidence: Double) async throws {
    let original = try TestFrame.noise("yuv420p", width: 96, height: 64)
    var results: [TestFrame] = []
    for seed: UInt64 in [1, 2] {
      var options = ReplaceOptions()
      options.seed = seed
      var canvas = try FrameCanvas(copying: original.frame)
      try await FakeCategory().protection(options: options).apply(
        to: &canvas, from: original.frame,
        instances: [Instance(trackID: 1, category: .car, confidence: confidence, region: Self.region)])
      results.append(try TestFrame(canvas.finish()))
    }
    let same = try results[0].plane(0).samples == results[1].plane(0).samples
    #expect(same == (confidence < 0.6))
    let inside = try results[0].plane(0).cropped(to: Self.region)
    #expect(inside.standardDeviation < 0.5 * (try original.plane(0).cropped(to: Self.region).standardDeviation))
    if same {
      let mosaic = try await original.protected(by: PixelateProtection(), [Self.region])
      #expect(try results[0].plane(0).samples == mosaic.plane(0).samples)
    }
  }

  /// Faces and plates are hidden whole, also where they reach out of the instance that they are in.
  @Test func facesOutsideOfMasksAreHiddenToo() async throws {
    let original = try TestFrame.noise("yuv420p", width: 96, height: 64)
    let face = PixelRect(x: 50, y: 14, width: 24, height: 24)
    let protection = try FakeCategory(mask: FakeCategory.leftHalf).protection(classes: [.car])
    var canvas = try FrameCanvas(copying: original.frame)
    try await protection.apply(
      to: &canvas, from: original.frame,
      instances: [
        Instance(trackID: 1, category: .car, confidence: 1, region: Self.region),
        Instance(trackID: 2, category: .face, confidence: 1, region: face),
      ])
    let result = try TestFrame(canvas.finish()).plane(0).cropped(to: face)
    #expect(result.standardDeviation < 0.3 * (try original.plane(0).cropped(to: face).standardDeviation))
  }

  /// An extractor that loses an instance is found out.
  @Test func anInstanceThatWasNotPaintedIsAnError() async throws {
    let original = try TestFrame.noise("yuv420p", width: 96, height: 64)
    let protection = try FakeCategory(mask: { side, _ in [Float](repeating: 0, count: side * side) }).protection()
    await #expect(throws: ProtectionError.self) { try await original.protected(by: protection, [Self.region]) }
  }

  @Test func aGeneratorOfOtherSizesIsRefused() {
    #expect(throws: CategoryError.self) {
      try ReplacedCategory(
        name: "fake", classes: [.car], sizes: [48], extractor: FakeCategory(), generator: FakeCategory())
    }
  }

  /// Noise in the box, an even street around it.
  private static func street(_ format: String, seed: UInt64) throws -> TestFrame {
    var random = SplitMix64(seed: seed)
    let picture = try PictureFormat(width: 96, height: 64, pixelFormatName: format)
    return try TestFrame(format, width: 96, height: 64) { plane, x, y in
      let shift = picture.isChroma(plane) ? (picture.chromaShiftX, picture.chromaShiftY) : (0, 0)
      let (left, top) = (x << shift.0, y << shift.1)
      let isInside =
        left >= region.x && left < region.x + region.width && top >= region.y && top < region.y + region.height
      return isInside ? Int(random.next() >> (64 - picture.bitDepth)) : 90 << (picture.bitDepth - 8)
    }
  }

  private static func correlation(_ pairs: [(Double, Double)]) -> Double {
    let count = Double(pairs.count)
    let (meanX, meanY) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
    let cov = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let varX = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
    let varY = pairs.reduce(0) { $0 + ($1.1 - meanY) * ($1.1 - meanY) }
    return cov / max((varX * varY).squareRoot(), 1e-9)
  }
}
