import Foundation
import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct ProtectionPolicyTests {
  @Test func defaultsHideEverythingKnown() throws {
    let policy = ProtectionPolicy()
    #expect(policy.categories == [.person, .car, .truck, .bus, .motorcycle, .bicycle, .face, .plate])
    #expect(policy.method == .blur && policy.location == .strip && policy.audio == .copy)
    #expect(policy.options.blurKernel == 45 && policy.options.blurSD == 25 && policy.options.blurSize == 256)
    #expect(policy.options.blurSamples == 8)
    #expect(policy.padding(for: .car) == Padding(fraction: 0.05, minimum: 2))
    #expect(policy.padding(for: .plate) == Padding(fraction: 0.15, minimum: 2))
    #expect(policy.confidence(for: .car) == nil)
    #expect(try policy.protections().keys.sorted() == ["blur"])
  }

  static let yaml = """
    # a comment
    method: pixelate
    categories: [person, car, face, plate]
    category-method:
      plate: solid
    confidence: 0.3
    category-confidence: {face: 0.6}
    padding: 0.1
    min-padding: 3
    category-padding: {car: 0}
    extend: 1.5
    zone:
      - 0,640,1280,80:keep
      - "20,20,300,40"
    zone-method: blur
    keep-track: [3, 7]
    location: coarsen
    audio: mute
    blur-kernel: 25
    blur-sd: 15
    blur-size: 128
    blur-samples: 12
    pixelate-cells: 4
    solid-color: "#102030"
    cartoon-detail: 64
    identity: frame
    edge-kernel: 9
    edge-sd: 2.5
    feature: mask
    cover: box
    invent-confidence: 0.35
    seed: 7
    others: solid
    risk-steps: ["40=20", "80=2"]
    scale-with-face: no
    """

  static let json = """
    {\n\t"method": "pixelate",\n\t"categories": ["person", "car", "face", "plate"],
    \t"category-method": {"plate": "solid"}, "confidence": 0.3, "category-confidence": {"face": 0.6},
    \t"padding": 0.1, "min-padding": 3, "category-padding": {"car": 0}, "extend": 1.5,
    \t"zone": ["0,640,1280,80:keep", "20,20,300,40"], "zone-method": "blur", "keep-track": [3, 7],
    \t"location": "coarsen", "audio": "mute", "blur-kernel": 25, "blur-sd": 15, "blur-size": 128, "blur-samples": 12,
    \t"pixelate-cells": 4, "solid-color": "#102030", "cartoon-detail": 64,
    \t"identity": "frame", "edge-kernel": 9, "edge-sd": 2.5, "feature": "mask", "cover": "box", "invent-confidence": 0.35,
    \t"seed": 7,
    \t"others": "solid", "risk-steps": ["40=20", "80=2"], "scale-with-face": "no"\n}
    """

  static let options = [
    "method": ["pixelate"], "categories": ["person,car", "face, plate"], "category-method": ["plate=solid"],
    "confidence": ["0.3"], "category-confidence": ["face=0.6"], "padding": ["0.1"], "min-padding": ["3"],
    "category-padding": ["car=0"], "extend": ["1.5"], "zone": ["0,640,1280,80:keep", "20,20,300,40"],
    "zone-method": ["blur"], "keep-track": ["3", "7"], "location": ["coarsen"], "audio": ["mute"],
    "blur-kernel": ["25"], "blur-sd": ["15"], "blur-size": ["128"], "blur-samples": ["12"], "pixelate-cells": ["4"],
    "solid-color": ["#102030"],
  ]

  @Test func everyKeyIsReadAlikeFromYAMLAndJSON() throws {
    let fromYAML = try ProtectionPolicy([PolicyDocument(text: Self.yaml, name: "policy.yaml")])
    let fromJSON = try ProtectionPolicy([PolicyDocument(text: Self.json, name: "policy.json")])
    #expect(fromYAML == fromJSON)
    #expect(try Set(PolicyDocument(text: Self.yaml, name: "").entries.map(\.key)) == Set(PolicyKey.allCases))
    try check(fromYAML)
    #expect(fromYAML.options.cartoonDetail == 64)
    var replace = ReplaceOptions()
    replace.identity = .frame
    replace.edgeKernel = 9
    replace.edgeSD = 2.5
    replace.feature = .mask
    replace.cover = .box
    replace.inventConfidence = 0.35
    replace.seed = 7
    #expect(fromYAML.options.replace == replace)
    #expect(fromYAML.others == .solid && fromYAML.options.riskSteps.description == "40=20,80=2")
    #expect(!fromYAML.options.riskScales)
  }

  @Test func commandLineTakesTheSameKeys() throws {
    try check(ProtectionPolicy([PolicyDocument(commandLine: Self.options)]))
  }

  private func check(_ policy: ProtectionPolicy) throws {
    #expect(policy.categories == [.person, .car, .face, .plate])
    #expect(policy.method(for: .car) == .pixelate && policy.method(for: .plate) == .solid)
    #expect(policy.confidence(for: .car) == 0.3 && policy.confidence(for: .face) == 0.6)
    #expect(policy.padding(for: .plate) == Padding(fraction: 0.1, minimum: 3))
    #expect(policy.padding(for: .car) == Padding(fraction: 0, minimum: 3))
    #expect(policy.completion.padding == 1.5)
    #expect(
      policy.zones == [
        Zone(region: PixelRect(x: 0, y: 640, width: 1280, height: 80), action: .keep),
        Zone(region: PixelRect(x: 20, y: 20, width: 300, height: 40), action: .hide),
      ])
    #expect(policy.zoneMethod == .blur && policy.keepTracks == [3, 7])
    #expect(policy.location == .coarsen && policy.audio == .mute)
    #expect(policy.options.blurKernel == 25 && policy.options.blurSD == 15 && policy.options.blurSize == 128)
    #expect(policy.options.blurSamples == 12 && policy.options.pixelateCells == 4)
    #expect(policy.options.solidColor == SolidColor(red: 0x10, green: 0x20, blue: 0x30))
    #expect(try policy.protections().keys.sorted() == ["blur", "pixelate", "solid"])
    #expect(policy.methodSummary == "pixelate (plate: solid)")
  }

  @Test func commandLineOverridesTheFile() throws {
    let file = try PolicyDocument(text: "method: solid\ncategory-method: {face: blur, plate: pixelate}\n", name: "p")
    let options = try PolicyDocument(commandLine: ["method": ["blur"], "category-method": ["face=solid"]])
    let policy = try ProtectionPolicy([file]).merging(options)
    #expect(policy.method == .blur)
    #expect(policy.method(for: .face) == .solid && policy.method(for: .plate) == .pixelate)
  }

  @Test func attributesHidesFacesAndPlates() throws {
    let policy = try ProtectionPolicy([PolicyDocument(commandLine: ["method": ["attributes"]])])
    #expect(policy.categories == [.face, .plate])
    #expect(policy.method(for: .plate) == .attributes)
    // Somebody drew a box around a person by hand: he is hidden, though attributes would not.
    #expect(policy.method(for: .person) == .blur)
    #expect(try policy.protections()["blur"] != nil)
  }

  @Test func riskMasksFacesAndHidesTheOthers() throws {
    let policy = try ProtectionPolicy([PolicyDocument(commandLine: ["method": ["risk"], "others": ["pixelate"]])])
    #expect(policy.method(for: .face) == .risk && policy.method(for: .person) == .pixelate)
    #expect(policy.coveringCategories.isEmpty, "faces are looked for on hidden people too")
    #expect(try policy.protections().keys.sorted() == ["pixelate", "risk"])
    #expect(policy.summary["others"] == "pixelate" && policy.summary["risk-steps"] == "50=30,70=3,90=0")
    #expect(throws: PolicyError.self) { try ProtectionPolicy([PolicyDocument(commandLine: ["others": ["solid"]])]) }
  }

  @Test func summaryNamesWhatIsInEffect() throws {
    let summary = try ProtectionPolicy([PolicyDocument(text: Self.yaml, name: "")]).summary
    #expect(summary["zone"] == "0,640,1280,80:keep 20,20,300,40:hide")
    #expect(summary["category-padding"] == "car=0,face=0.1,person=0.1,plate=0.1")
    #expect(summary["blur-kernel"] == "25" && summary["solid-color"] == "#102030")
    #expect(summary["cartoon-detail"] == nil)
    #expect(Set(summary.keys).isSubset(of: Set(PolicyKey.allCases.map(\.rawValue))))
  }

  @Test func settingsThatHideLittleAreWarnedOf() throws {
    func warnings(_ options: [String: [String]]) throws -> [String] {
      try ProtectionPolicy([PolicyDocument(commandLine: options)]).warnings
    }
    #expect(try warnings([:]).isEmpty && warnings(["blur-kernel": ["5"]]).isEmpty)
    #expect(try warnings(["blur-samples": ["0"]]).first?.contains("undone") == true)
    #expect(try warnings(["blur-samples": ["0"], "blur-kernel": ["0"]]).first?.contains("hides nothing") == true)
    #expect(try warnings(["method": ["solid"]]).isEmpty)
  }

  @Test func filesAreReadAndMissingOnesRefused() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "veil-policy-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Self.yaml.utf8).write(to: file)
    try check(ProtectionPolicy([PolicyDocument(contentsOf: file)]))
    try Data([0xFF, 0xFE, 0x00]).write(to: file)
    #expect(throws: PolicyError.self) { try PolicyDocument(contentsOf: file) }
    try Data(repeating: 0x20, count: PolicyDocument.largestFile + 1).write(to: file)
    #expect(throws: PolicyError.self) { try PolicyDocument(contentsOf: file) }
    try FileManager.default.removeItem(at: file)
    #expect(throws: PolicyError.self) { try PolicyDocument(contentsOf: file) }
  }
}
