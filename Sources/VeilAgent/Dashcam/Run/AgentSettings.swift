package import VeilMedia

/// How the agent behaves.
package struct AgentSettings: Sendable {
  /// Seconds without a change after which a film is finished.
  package var quiet = 3.0
  /// Seconds after which a film that cannot be decoded and does not grow is given up, if it is the newest one.
  package var patience = 180.0
  /// The window of an incident, seconds.
  package var before = 20.0
  package var after = 40.0
  /// Most minutes by which publishing is delayed; the delay is drawn evenly from 0 on.
  package var publishDelay = 120.0
  /// Where incidents are if the camera has no receiver.
  package var place: GeoPosition?
  /// Seconds by which the clock in the names of films is ahead of UTC.
  package var nameOffset = 0
  /// Shares of a preview's height at its upper and lower edge that are painted black: there cameras write time and place.
  package var previewBands = 1.0 / 12
  /// Name and version of the program.
  package var tool = "veilcam"

  package init() {}

  /// - Throws: `invalidSetting`.
  package func check() throws {
    guard (0...120).contains(before), (1...120).contains(after), (0...10_080).contains(publishDelay),
      (0.1...60).contains(quiet), (0...0.4).contains(previewBands)
    else {
      throw AgentError(
        .invalidSetting, "a window reaches 0 to 120 s back and 1 to 120 s on, and publishing waits a week at most")
    }
  }
}
