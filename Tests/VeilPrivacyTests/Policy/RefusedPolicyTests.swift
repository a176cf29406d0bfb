import Testing

@testable import VeilPrivacy

/// Whatever a policy cannot mean is refused in one sentence that names the key and the choices.
@Suite struct RefusedPolicyTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let code: PolicyError.Code
    /// What the sentence must contain.
    let mentions: [String]

    init(_ text: String, _ code: PolicyError.Code, _ mentions: String...) {
      self.text = text
      self.code = code
      self.mentions = mentions
    }

    var testDescription: String { text }
  }

  static let refusals = [
    Refusal("methd: blur", .unknownKey, "methd", "category-method", "keep-track"),
    Refusal("method: smear", .unknownMethod, "smear", "blur, pixelate, solid, attributes, cartoon, replace, risk"),
    Refusal("edge-kernel: 4", .invalidValue, "edge-kernel", "odd"),
    Refusal("edge-sd: 101", .invalidValue, "edge-sd"),
    Refusal("invent-confidence: 1.5", .invalidValue, "invent-confidence", "0 to 1"),
    Refusal("cover: face", .invalidValue, "cover is one of mask, box"),
    Refusal("identity: never", .invalidValue, "identity is one of track, frame"),
    Refusal("feature: texture", .invalidValue, "edges, mask, instances"),
    Refusal("categories: [dog]", .unknownCategory, "dog", "bicycle, bus, car, face"),
    Refusal("category-padding: {dog: 0.1}", .unknownCategory, "dog"),
    Refusal("categories: []", .invalidValue, "categories"),
    Refusal("categories: [car, car]", .duplicate, "car twice"),
    Refusal("zone: ['1,1,2,2', '1,1,2,2']", .duplicate, "zone"),
    Refusal("method: blur\nmethod: solid", .duplicate, "method"),
    Refusal("category-method: {car: blur, car: solid}", .duplicate, "car"),
    Refusal("method: [blur, solid]", .invalidValue, "method takes a single value"),
    Refusal("method:", .invalidValue, "method"),
    Refusal("method: {a: {b: c}}", .invalidValue, "method"),
    Refusal("categories: {car: yes}", .invalidValue, "categories takes a list"),
    Refusal("confidence: 1.5", .invalidValue, "confidence", "0 to 1", "1.5"),
    Refusal("confidence: .nan", .invalidValue, "confidence"),
    Refusal("padding: -0.1", .invalidValue, "padding"),
    Refusal("min-padding: 1e9", .invalidValue, "min-padding"),
    Refusal("extend: 61", .invalidValue, "extend", "0 to 60"),
    Refusal("keep-track: [0]", .invalidValue, "keep-track"),
    Refusal("keep-track: [1.5]", .invalidValue, "keep-track"),
    Refusal("location: maybe", .invalidValue, "keep, coarsen, strip"),
    Refusal("audio: loud", .invalidValue, "copy, mute"),
    Refusal("zone-method: cartoon", .invalidValue, "blur, pixelate, solid"),
    Refusal("blur-kernel: 44", .invalidValue, "odd"),
    Refusal("blur-kernel: 301\nblur-size: 128", .invalidValue, "256"),
    Refusal("blur-samples: 1", .invalidValue, "blur-samples"),
    Refusal("blur-size: 8\nblur-kernel: 5\nblur-samples: 9", .invalidValue, "blur-size (8)"),
    Refusal("pixelate-cells: 7", .invalidValue, "pixelate-cells", "1 to 6"),
    Refusal("solid-color: octarine", .invalidValue, "#rrggbb"),
    Refusal("cartoon-detail: 4000", .invalidValue, "cartoon-detail"),
    Refusal("others: risk", .conflict, "others", "not risk"),
    Refusal("others: cartoon", .conflict, "whole people"),
    Refusal("category-method: {car: risk}", .conflict, "faces only", "car"),
    Refusal("method: risk\ncategories: [car]", .conflict, "face"),
    Refusal("risk-steps: {50: -1}", .invalidValue, "risk-steps"),
    Refusal("risk-steps: {101: 3}", .invalidValue, "risk-steps"),
    Refusal("risk-steps: [\"70=3\", \"50=30\"]", .invalidValue, "rising"),
    Refusal("scale-with-face: perhaps", .invalidValue, "yes or no"),
    Refusal("category-method: {face: cartoon}", .conflict, "whole frames"),
    Refusal("category-method: {car: attributes}", .conflict, "face and plate only"),
    Refusal("method: attributes\ncategories: [face, person]", .conflict, "person", "category-method"),
    Refusal("categories: [car]\ncategory-method: {plate: solid}", .conflict, "plate", "not among categories"),
    Refusal("[blur]", .unreadable, "mapping"),
    Refusal("", .unreadable, "mapping"),
    Refusal("method: blur\n---\nmethod: solid", .unreadable),
    Refusal("method: 'blur", .unreadable, "line"),
    Refusal("{\"method\": }", .invalidValue, "method"),
    Refusal("? [a]\n: b", .unknownKey, "keys are"),
  ]

  @Test(arguments: refusals) func refusesInOneSentence(refusal: Refusal) throws {
    let error = #expect(throws: PolicyError.self) {
      try ProtectionPolicy([PolicyDocument(text: refusal.text, name: "policy.yaml")])
    }
    let found = try #require(error)
    #expect(found.code == refusal.code, "\(found.message)")
    #expect(!found.message.contains("\n"))
    for mention in refusal.mentions { #expect(found.message.contains(mention), "\(found.message)") }
  }

  @Test func optionsWithoutEffectAreRefusedOnACommandLine() throws {
    let options = try PolicyDocument(commandLine: ["method": ["solid"], "blur-kernel": ["25"]])
    let error = #expect(throws: PolicyError.self) { try ProtectionPolicy([options]) }
    #expect(error?.code == .conflict && error?.message.contains("blur-kernel has no effect") == true)
    let used = try PolicyDocument(commandLine: ["category-method": ["face=solid"], "solid-color": ["white"]])
    #expect(try ProtectionPolicy([used]).options.solidColor == .white)
  }

  @Test(arguments: ["blur-kernel", "zone", "categories"]) func optionsThatAreNotGivenAreIgnored(key: String) throws {
    #expect(try ProtectionPolicy([PolicyDocument(commandLine: [key: []])]) == ProtectionPolicy())
  }

  @Test(arguments: ["car", "car=", "=solid", "car:solid", "car=solid,,", "car=solid,car=blur"])
  func mapsOnACommandLineAreNamesWithValues(text: String) throws {
    let options = try PolicyDocument(commandLine: ["category-method": [text]])
    #expect(throws: PolicyError.self) { try ProtectionPolicy([options]) }
  }
}
