package import VeilMedia

/// A part of every frame that is always hidden or always left alone: own bonnet, burnt-in text, the driver's mirror.
package struct Zone: Sendable, Hashable, CustomStringConvertible {
  package enum Action: String, Sendable, Hashable, CaseIterable {
    /// Painted over in every frame.
    case hide
    /// Boxes that lie in it are left as they are, as ``keeps(_:)`` decides.
    case keep
  }

  /// In pixels of the frame.
  package let region: PixelRect
  package let action: Action

  /// The largest coordinate and size.
  package static let largest = 1_000_000

  package init(region: PixelRect, action: Action = .hide) {
    self.region = region
    self.action = action
  }

  /// Reads `x,y,width,height`, optionally followed by `:hide` or `:keep`; without either, it hides.
  /// - Throws: ``PolicyError`` that shows the form.
  package init(_ text: String) throws(PolicyError) {
    let refusal = PolicyError(
      .invalidValue,
      "a zone is X,Y,WIDTH,HEIGHT[:hide|keep] in pixels up to \(Self.largest), such as 0,640,1280,80:keep, not '\(text)'"
    )
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ",", omittingEmptySubsequences: false).map { Self.number($0) }
    guard parts.count <= 2, numbers.count == 4, let x = numbers[0], let y = numbers[1], let width = numbers[2],
      let height = numbers[3], width > 0, height > 0
    else { throw refusal }
    guard let action = parts.count == 2 ? Action(rawValue: String(parts[1])) : .hide else { throw refusal }
    self.init(region: PixelRect(x: x, y: y, width: width, height: height), action: action)
  }

  /// Whether a box belongs to what the zone shows: its centre and at least nine tenths of its area lie inside. A
  /// pedestrian who merely walks in front of the bonnet reaches out of it and is hidden.
  package func keeps(_ box: PixelRect) -> Bool {
    let centerX = 2 * box.x + box.width
    let centerY = 2 * box.y + box.height
    let isCentered =
      centerX >= 2 * region.x && centerX <= 2 * (region.x + region.width) && centerY >= 2 * region.y
      && centerY <= 2 * (region.y + region.height)
    let width = min(box.x + box.width, region.x + region.width) - max(box.x, region.x)
    let height = min(box.y + box.height, region.y + region.height) - max(box.y, region.y)
    guard isCentered, width > 0, height > 0 else { return false }
    return 10 * width * height >= 9 * box.area
  }

  package var description: String {
    "\(region.x),\(region.y),\(region.width),\(region.height):\(action.rawValue)"
  }

  private static func number(_ text: Substring) -> Int? {
    let digits = text.filter { $0 != " " }
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int(digits), value <= largest
    else { return nil }
    return value
  }
}
