/// Chooses the container of an output that nobody has named.
package enum OutputEnding {
  /// Containers that are kept if the film came in one and it can hold the result.
  private static let kept: Set<String> = ["mp4", "m4v", "mov", "mkv", "webm", "ts", "mts", "m2ts", "3gp"]
  /// What is tried otherwise. AVI is never chosen: it has neither times nor an order of presentation.
  private static let others = ["mp4", "mov", "mkv"]

  /// The film's own ending if its container can hold the film encoded anew as well as copied, else one that can.
  ///
  /// - Returns: the ending without a dot in the film's own spelling, or nil where no container holds what must be kept.
  package static func preferred(for film: FilmInfo, options: FilmWriterOptions) -> String? {
    let own = film.path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map(String.init)
    let first = own.flatMap { kept.contains($0.lowercased()) ? $0 : nil }
    return ((first.map { [$0] } ?? []) + others).first { holds(film, ending: $0, options: options) }
  }

  private static func holds(_ film: FilmInfo, ending: String, options: FilmWriterOptions) -> Bool {
    // A film with nothing to hide is copied, where its codec lets it be.
    let canBeCopied = film.videoStreams.allSatisfy { (try? StreamCopy.filter(for: $0, in: film)) != nil }
    return [FilmWriterOptions.Video.encode, .copy].prefix(canBeCopied ? 2 : 1).allSatisfy { treatment in
      var options = options
      options.video = treatment
      return (try? OutputPlan(for: film, destination: "film." + ending, options: options)) != nil
    }
  }
}
