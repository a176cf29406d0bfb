extension LevelPicture {
  /// Canny's edges of the whole picture without lettering (``LetteringEraser``), one channel, 255 on edges and 0 elsewhere:
  /// all that could be told to a generator, before anything outside of the outline is left out.
  /// - Parameter filter: the blur before.
  /// - Throws: ``ProtectionError`` for a picture of other than three channels.
  package func edges(_ filter: EdgeFilter) throws -> LevelPicture {
    guard channels == 3 else {
      throw ProtectionError(.shapeMismatch, "edges are looked for in a picture of 3 channels, not of \(channels)")
    }
    let plane = width * height
    let grey = (0..<plane).map {
      CannyEdges.grey(red: levels[$0], green: levels[plane + $0], blue: levels[2 * plane + $0])
    }
    let found = LetteringEraser(width: width, height: height).erased(
      CannyEdges(width: width, height: height).edges(of: grey, filter: filter))
    return try LevelPicture(width: width, height: height, channels: 1, levels: found.map { $0 > 0 ? 255 : 0 })
  }
}
