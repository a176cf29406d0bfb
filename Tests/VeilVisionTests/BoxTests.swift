import Testing
import VeilVision

@Suite struct BoxTests {
  @Test func iouOfHalfOverlap() {
    let left = Box(x: 0, y: 0, width: 2, height: 1)
    let right = Box(x: 1, y: 0, width: 2, height: 1)
    #expect(abs(left.iou(with: right) - 1 / 3) < 1e-12)
    #expect(left.iou(with: Box(x: 5, y: 5, width: 1, height: 1)) == 0)
  }
}
