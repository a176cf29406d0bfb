import ArgumentParser
import Foundation
import VeilAgent
import VeilMedia

/// Settings of the agent that have nothing to do with hiding.
struct DashcamOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Film before an impact.", valueName: "seconds")) var before: Double = 20
  @Option(help: ArgumentHelp("Film after an impact.", valueName: "seconds")) var after: Double = 40
  @Option(
    help: ArgumentHelp(
      "Publish after a random delay of at most so long, so that the time on the ledger does not tell the accident's.",
      valueName: "minutes"))
  var publishDelay: Double = 120
  @Option(help: ArgumentHelp("Where the camera is, if it has no receiver.", valueName: "latitude,longitude"))
  var place: String?
  @Option(help: ArgumentHelp("File that a sensor writes: time, strength.", valueName: "file")) var sensorFile: String?
  @Option(help: ArgumentHelp("Least strength in the sensor's file.", valueName: "g")) var sensorThreshold: Double = 0
  @Option(
    help: ArgumentHelp("Least strength in the G-sensor track beside the films; 0 does not look.", valueName: "g"))
  var gThreshold: Double = 2.5
  @Option(
    help: ArgumentHelp(
      "How far the times in the films' names are ahead of UTC; otherwise this machine's time zone.",
      valueName: "hours"))
  var utcOffset: Double?
  @Option(
    help: ArgumentHelp("Black edge of previews, a share of their height, for burnt-in text.", valueName: "share"))
  var previewBand: Double = 1.0 / 12

  init() {}

  func validate() throws {
    do { try settings.check() } catch let error as AgentError { throw ValidationError(error.message) }
    guard gThreshold >= 0, sensorThreshold >= 0 else { throw ValidationError("a threshold is not below 0") }
    guard (-14...14).contains(utcOffset ?? 0) else { throw ValidationError("--utc-offset is -14 to 14 hours") }
  }

  var settings: AgentSettings {
    get throws {
      var settings = AgentSettings()
      settings.before = before
      settings.after = after
      settings.publishDelay = publishDelay
      settings.place = try place.map(Self.position)
      settings.nameOffset = utcOffset.map { Int($0 * 3_600) } ?? TimeZone.current.secondsFromGMT()
      settings.previewBands = previewBand
      settings.tool = Version.tool
      return settings
    }
  }

  func triggers(_ folder: StateFolder) -> [any IncidentTrigger] {
    var triggers: [any IncidentTrigger] = [MarkTrigger(folder)]
    if let sensorFile { triggers.append(SensorFileTrigger(path: sensorFile, threshold: sensorThreshold)) }
    if gThreshold > 0 { triggers.append(AccelerationTrigger(threshold: gThreshold)) }
    return triggers
  }

  private static func position(_ text: String) throws -> GeoPosition {
    let degrees = text.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard degrees.count == 2, let latitude = degrees[0], let longitude = degrees[1],
      let position = GeoPosition(latitude: latitude, longitude: longitude)
    else { throw ValidationError("“\(text)” is no place; write it as 48.137154,11.576124") }
    return position
  }
}
