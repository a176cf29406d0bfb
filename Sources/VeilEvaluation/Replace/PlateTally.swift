/// Counts what is read of plates of one height and kind of picture.
struct PlateTally: Sendable {
  private var (plates, read) = (0, 0)
  private var (accuracy, chance) = (0.0, 0.0)

  /// Adds one plate.
  /// - Parameters:
  ///   - readings: of which the best counts.
  ///   - text: what is written there.
  ///   - other: what is written on another plate.
  mutating func add(_ readings: [String], text: String, other: String) {
    plates += 1
    if readings.contains(text) { read += 1 }
    accuracy += readings.map { CharacterAccuracy.value(of: $0, text: text) }.max() ?? 0
    chance += readings.map { CharacterAccuracy.value(of: $0, text: other) }.max() ?? 0
  }

  func figures(height: Int, _ picture: EdgePicture) -> PlateFigures {
    let count = Double(max(1, plates))
    return PlateFigures(
      height: height, picture: picture, plates: plates, read: read, accuracy: accuracy / count, chance: chance / count)
  }
}
