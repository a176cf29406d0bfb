/// Estimates where a box is and where it goes: one ``AxisFilter`` each for centre and size.
///
/// Noise is proportional to the box, as in ByteTrack (position 1/20 of its size, velocity 1/160 per frame), expressed
/// per second so that frame rate, variable frame rate and detector interval do not change it.
struct BoxFilter: Sendable {
  private static let measured = 1.0 / 20
  private static let drift = 0.25
  private static let push = 1.0
  private static let unknownSpeed = 3.0

  private var centerX: AxisFilter
  private var centerY: AxisFilter
  private var width: AxisFilter
  private var height: AxisFilter

  init(_ box: Box) {
    let scale = Self.scale(box)
    func axis(_ position: Double) -> AxisFilter {
      AxisFilter(position: position, deviation: scale * Self.measured, speed: scale * Self.unknownSpeed)
    }
    centerX = axis(box.centerX)
    centerY = axis(box.centerY)
    width = axis(box.width)
    height = axis(box.height)
  }

  /// The estimated box, at least a pixel wide and high.
  var box: Box {
    let width = max(1, self.width.position)
    let height = max(1, self.height.position)
    return Box(x: centerX.position - width / 2, y: centerY.position - height / 2, width: width, height: height)
  }

  mutating func predict(seconds: Double) {
    let scale = Self.scale(box)
    centerX.predict(seconds: seconds, drift: scale * Self.drift, push: scale * Self.push)
    centerY.predict(seconds: seconds, drift: scale * Self.drift, push: scale * Self.push)
    width.predict(seconds: seconds, drift: scale * Self.drift, push: scale * Self.push)
    height.predict(seconds: seconds, drift: scale * Self.drift, push: scale * Self.push)
  }

  mutating func update(_ measured: Box) {
    let deviation = Self.scale(measured) * Self.measured
    centerX.update(measured: measured.centerX, deviation: deviation)
    centerY.update(measured: measured.centerY, deviation: deviation)
    width.update(measured: measured.width, deviation: deviation)
    height.update(measured: measured.height, deviation: deviation)
  }

  /// Squared Mahalanobis distance of a box's centre from the estimate, 2 degrees of freedom.
  func distance(to other: Box) -> Double {
    let deviation = Self.scale(other) * Self.measured
    let dx = other.centerX - centerX.position
    let dy = other.centerY - centerY.position
    let noise = deviation * deviation
    return dx * dx / (centerX.variance + noise) + dy * dy / (centerY.variance + noise)
  }

  private static func scale(_ box: Box) -> Double { max(1, (box.width + box.height) / 2) }
}
