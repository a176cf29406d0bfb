/// A constant-velocity Kalman filter of one coordinate over irregular time steps.
///
/// The state of ByteTrack (Zhang et al., ECCV 2022, after SORT) is a box of four coordinates with their velocities,
/// and all its matrices are diagonal per coordinate; so it is four of these, each with a 2×2 covariance.
struct AxisFilter: Sendable {
  /// Position in pixels and velocity in pixels per second.
  var position: Double
  var velocity = 0.0
  /// Covariance: of the position, of both, of the velocity.
  private var pp: Double
  private var pv = 0.0
  private var vv: Double

  /// - Parameters:
  ///   - deviation: standard deviation of the first measurement, pixels.
  ///   - speed: standard deviation of the unknown velocity, pixels per second.
  init(position: Double, deviation: Double, speed: Double) {
    self.position = position
    pp = deviation * deviation
    vv = speed * speed
  }

  /// Variance of the position.
  var variance: Double { pp }

  /// Moves the state on by `seconds`; `drift` (px/√s) and `push` (px/s/√s) are the process noise of position and velocity.
  mutating func predict(seconds: Double, drift: Double, push: Double) {
    let q = push * push
    position += velocity * seconds
    pp += seconds * (2 * pv + seconds * vv) + drift * drift * seconds + q * seconds * seconds * seconds / 3
    pv += seconds * vv + q * seconds * seconds / 2
    vv += q * seconds
  }

  /// Takes in a measured position with the given standard deviation.
  mutating func update(measured: Double, deviation: Double) {
    let innovation = pp + deviation * deviation
    let gain = pp / innovation
    let velocityGain = pv / innovation
    let error = measured - position
    position += gain * error
    velocity += velocityGain * error
    vv -= velocityGain * pv
    pv *= 1 - gain
    pp *= 1 - gain
  }
}
