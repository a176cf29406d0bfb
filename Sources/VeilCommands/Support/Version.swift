/// The program's own version.
enum Version {
  static let current = "0.1.0"
  /// Name and version, as reports carry them.
  static let tool = "veilcam \(current)"
}
