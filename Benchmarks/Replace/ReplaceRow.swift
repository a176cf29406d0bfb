import Foundation

/// What was measured for one number of instances.
struct ReplaceRow: Encodable {
  let instances: Int
  /// Pixels of all boxes.
  let pixels: Int
  let framesPerSecond: Double
  /// Milliseconds per frame, summed over what runs side by side.
  let stages: [String: Double]

  private static let order = ["crop", "extract", "generate", "patch"]

  static func table(_ rows: [ReplaceRow]) -> String {
    var lines = [
      "| instances | pixels | frames/s | ms/frame | ms/instance | \(order.joined(separator: " | ")) |",
      "|---|---|---|---|---|" + order.map { _ in "---|" }.joined(),
    ]
    for row in rows {
      let wall = 1000 / row.framesPerSecond
      let stages = order.map { number(row.stages[$0] ?? 0) }.joined(separator: " | ")
      lines.append(
        "| \(row.instances) | \(row.pixels) | \(number(row.framesPerSecond)) | \(number(wall)) | "
          + "\(number(wall / Double(max(1, row.instances)))) | \(stages) |")
    }
    return lines.joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String { String(format: value < 10 ? "%.2f" : "%.1f", value) }
}
