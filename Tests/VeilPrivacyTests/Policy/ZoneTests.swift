import Testing
import VeilMedia

@testable import VeilPrivacy

@Suite struct ZoneTests {
  @Test func textIsReadAndWritten() throws {
    let zone = try Zone("0, 640,1280,80:keep")
    #expect(zone == Zone(region: PixelRect(x: 0, y: 640, width: 1280, height: 80), action: .keep))
    #expect(try Zone(zone.description) == zone)
    #expect(try Zone("1,2,3,4").action == .hide)
  }

  @Test(arguments: [
    "", "1,2,3", "1,2,3,4,5", "1,2,3,0", "-1,2,3,4", "1,2,3,4:", "1,2,3,4:show", "1,2,3,4:keep:hide", "a,2,3,4",
    "1,2,3,4.5", "1,2,3,1000001", "1,2,3,99999999999999999999999", ":keep", "1,,3,4", "１,2,3,4", "+1,2,3,4",
  ]) func otherTextsAreRefused(text: String) {
    #expect(throws: PolicyError.self) { try Zone(text) }
  }

  /// The bonnet at the bottom of a frame of 1280×720.
  @Test(arguments: [
    (PixelRect(x: 100, y: 650, width: 300, height: 60), true),
    (PixelRect(x: 100, y: 632, width: 300, height: 80), true),
    (PixelRect(x: 100, y: 630, width: 300, height: 80), false),
    (PixelRect(x: 100, y: 400, width: 100, height: 300), false),
    (PixelRect(x: 0, y: 0, width: 1280, height: 720), false),
    (PixelRect(x: 600, y: 700, width: 1, height: 1), true),
    (PixelRect(x: 600, y: 639, width: 1, height: 1), false),
  ]) func keepsWhatLiesInItAlmostWholly(box: PixelRect, isKept: Bool) throws {
    #expect(try Zone("0,640,1280,80:keep").keeps(box) == isKept)
  }
}
