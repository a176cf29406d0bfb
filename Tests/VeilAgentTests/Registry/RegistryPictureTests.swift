import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilRegistry

@testable import VeilAgent

/// Pictures that managers give the registry's console.
@Suite struct RegistryPictureTests {
  @Test func aPictureIsShownAtAllGradesWithTheirFigures() async throws {
    let world = try await RegistryDeskWorld.make()
    let picture = try await world.picture()
    try await world.visit { visit in
      let made = try await visit.upload("/grades", [:], files: [("picture", "../../etc/street.png", picture)])
      let path = try #require(made.values("Location").first, "\(made.body)")
      let page = try await visit.get(path).body
      for figure in ["kernel 33, sigma 11.3", "kernel 33, sigma 5.3", "kernel 3, sigma 0.8", "no mask"] {
        #expect(page.contains(figure), "\(figure)")
      }
      // The face has 160 and its padding 208 pixels, so that masks that grow with it have grown.
      let strongest = RiskGrading().strongest.scaled(by: 208 / RiskGrading().referenceSide)
      #expect(page.contains("kernel \(strongest.kernelSize), sigma \(String(format: "%.1f", strongest.sigma))"))
      #expect(page.contains("Nobody known; risk to 50, no suspect") && page.contains("Risk to 50, suspect"))
      #expect(page.contains("Risk to 90; risk above 90") && page.contains("street.png") && !page.contains("etc/"))
      var sizes: [Int] = []
      for number in 0..<8 {
        let answer = try await visit.get("\(path)/\(number)")
        #expect(answer.status == 200 && answer.values("Content-Type") == ["image/jpeg"])
        sizes.append(answer.byteCount)
      }
      // What is masked less has more detail, and a JPEG of it more bytes.
      #expect(sizes[0] < sizes[1] && sizes[1] < sizes[2] && sizes[2] < sizes[3])
      #expect(sizes[4] < sizes[5] && sizes[5] < sizes[6] && sizes[6] < sizes[7])
      #expect(try await visit.get("\(path)/8").status == 404)
    }
    #expect(try world.lines.map(\.action) == [.create], "nobody was looked up")
  }

  @Test func stepsAndFacesCanBeGiven() async throws {
    let world = try await RegistryDeskWorld.make()
    let picture = try await world.picture()
    try await world.visit { visit in
      let fields = ["steps": "30=20,60=10", "face": "20, 20, 60, 80"]
      let made = try await visit.upload("/grades", fields, files: [("picture", "a.png", picture)])
      let page = try await visit.get(try #require(made.values("Location").first)).body
      // 20 + 10 and 10, made odd.
      #expect(page.contains("kernel 31, sigma 10.6"))
      #expect(page.contains("kernel 11, sigma 3.6") && page.contains("Risk above 60"))
      #expect(page.contains("The face has 78 × 104 pixels"))
    }
  }

  @Test func whatIsNoPictureOrHasNoFaceIsSaid() async throws {
    let world = try await RegistryDeskWorld.make()
    let picture = try await world.picture()
    try await world.visit(world.services(faces: [])) { visit in
      let answers = [
        (try await visit.upload("/grades", [:], files: []), "choose a picture"),
        (try await visit.upload("/grades", [:], files: [("picture", "a.png", Array("no picture".utf8))]), "a.png"),
        (
          try await visit.upload(
            "/grades", [:], files: [("picture", "a.png", Array(picture.prefix(picture.count / 2)))]),
          "a.png"
        ), (try await visit.upload("/grades", [:], files: [("picture", "a.png", picture)]), "no face"),
        (
          try await visit.upload("/grades", ["face": "1,2,x"], files: [("picture", "a.png", picture)]),
          "x,y,width,height"
        ),
        (
          try await visit.upload("/grades", ["face": "5000,5000,10,10"], files: [("picture", "a.png", picture)]),
          "no face"
        ),
        (try await visit.upload("/grades", ["steps": "90=1,50=2"], files: [("picture", "a.png", picture)]), "limits"),
      ]
      for (answer, sentence) in answers {
        #expect(answer.status == 422 && answer.body.contains(sentence), "\(sentence): \(answer.body)")
        #expect(!answer.body.contains("veilcam-upload"), "no path of this machine")
      }
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: FileManager.default.temporaryDirectory.path)
    #expect(!left.contains { $0.hasPrefix("veilcam-upload") })
  }

  @Test func photographsAreEnrolledWhereANetworkDescribesFaces() async throws {
    let world = try await RegistryDeskWorld.make()
    let picture = try await world.picture()
    let services = world.services(photograph: { path in
      let frame = try await StillImage.read(path).frame
      guard frame.format.width == 320 else {
        throw ProtectionError(.unusablePhotograph, "\(URL(filePath: path).lastPathComponent) shows no face")
      }
      return try FaceEmbedding((0..<32).map { Float($0 % 5) - 2 }, embedder: "test")
    })
    let small = try await world.picture(width: 64, height: 64)
    try await world.visit(services) { visit in
      #expect(try await visit.get("/enrol").body.contains("type=\"file\""))
      let bad = try await visit.upload(
        "/enrol", RegistryDeskTests.person, files: [("face", "one.png", picture), ("face", "two.png", small)])
      #expect(bad.status == 422 && bad.body.contains("two.png shows no face"))
      #expect(await world.ledger.entries.isEmpty)
      let good = try await visit.upload(
        "/enrol", RegistryDeskTests.person, files: [("face", "one.png", picture), ("face", "", [])])
      #expect(good.status == 303, "\(good.body)")
    }
    let found = try await world.registry.search(
      [try Attribute(.plate, "12가 3456")], purpose: try AuditPurpose(reason: "a test"))
    #expect(found.first?.record.faces.count == 1)
  }

  @Test func withoutANetworkPhotographsAreRefused() async throws {
    let world = try await RegistryDeskWorld.make()
    let picture = try await world.picture()
    try await world.visit { visit in
      #expect(try await !visit.get("/enrol").body.contains("type=\"file\""))
      let answer = try await visit.upload("/enrol", RegistryDeskTests.person, files: [("face", "one.png", picture)])
      #expect(answer.status == 422 && answer.body.contains("no network here describes faces"))
    }
    #expect(await world.ledger.entries.isEmpty)
  }
}
