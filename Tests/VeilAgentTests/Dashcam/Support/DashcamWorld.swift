import Cryptography
import Foundation
import Synchronization
import VeilAgent
import VeilEvidence
import VeilMedia
import VeilTesting

/// A camera with its card, its owner and a cloud, in a folder of its own.
final class DashcamWorld: Sendable {
  /// 2024-05-06 07:00:00 UTC.
  static let beginning: Int64 = 1_714_978_800_000
  /// Seconds of a film.
  static let length = 60.0

  let folder: TemporaryFolder
  let clock: ManualAgentClock
  let cloud = FakeCloud()
  let owner: OwnerKeys
  let statePath: String
  private let told = Mutex<[AgentEvent]>([])

  init(slots: Range<UInt32> = 0..<4, statePath: String? = nil) throws {
    folder = try TemporaryFolder()
    clock = ManualAgentClock(now: Self.beginning)
    owner = try OwnerKeys(seed: try SecretKey(bytes: [UInt8](repeating: 1, count: 32)))
    self.statePath = statePath ?? folder.path("state")
    try FileManager.default.createDirectory(atPath: recordings, withIntermediateDirectories: true)
    if !slots.isEmpty { try pair(slots) }
  }

  var recordings: String { folder.path("DCIM") }
  var events: [AgentEvent] { told.withLock { $0 } }
  func events(_ kind: AgentEvent.Kind) -> [AgentEvent] { events.filter { $0.kind == kind } }

  func pair(_ slots: Range<UInt32>) throws {
    try store().add(try owner.pairing(slots, chainID: 31_337, factory: .zero))
  }

  func store() throws -> AgentStore { try AgentStore(try StateFolder(path: statePath)) }

  // MARK: Films

  /// A minute of two pictures a second with sound, a key frame every two seconds; made once.
  private static let films = Mutex<[Int: Data]>([:])

  /// - Parameter hue: gives every picture another colour.
  private static func minute(hue: Int = 0) throws -> Data {
    try films.withLock { films in
      if let film = films[hue] { return film }
      let folder = try TemporaryFolder()
      try FFmpegTool.run(
        [
          "-f", "lavfi", "-i", "testsrc2=s=128x96:r=2:d=60,hue=h=\(hue)", "-f", "lavfi", "-i", "sine=f=440:d=60:r=8000",
          "-c:v",
          "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1", "-g", "4", "-c:a", "aac", "-b:a",
          "16k", folder.path("minute.mp4"),
        ])
      let made = try Data(contentsOf: folder.url.appending(path: "minute.mp4"))
      films[hue] = made
      return made
    }
  }

  /// The bytes of the film of a minute; every number gives another one.
  static func bytes(_ number: Int, hue: Int = 0) throws -> Data {
    var bytes = try minute(hue: hue)
    // A box that players pass over.
    let text = Data("film \(number)".utf8)
    bytes += withUnsafeBytes(of: UInt32(8 + text.count).bigEndian) { Data($0) } + Data("free".utf8) + text
    return bytes
  }

  /// The name of the film that begins so many seconds after the beginning.
  static func name(_ seconds: Double) -> String {
    RecordingName.make(start: beginning + Int64(seconds * 1_000), number: 0, suffix: "mp4", offset: 0)
  }

  /// The camera finishes the film of a minute, counted from 0.
  @discardableResult
  func record(_ minute: Int, at seconds: Double? = nil, hue: Int = 0) throws -> String {
    let path = recordings + "/" + Self.name(seconds ?? Double(minute) * Self.length)
    try Self.bytes(minute, hue: hue).write(to: URL(filePath: path))
    return path
  }

  /// A position beside a film.
  func locate(_ film: String, clock: String = "070000.000", date: String = "060524") throws {
    let sentence = "$GPRMC,\(clock),A,4808.2000,N,01134.5000,E,28.68,323.73,\(date),,,A*47\n"
    try Data(sentence.utf8).write(to: URL(filePath: film.replacing(".mp4", with: ".nmea")))
  }

  // MARK: The agent

  var settings: AgentSettings {
    var settings = AgentSettings()
    settings.publishDelay = 0
    settings.place = GeoPosition(latitude: 48.137, longitude: 11.575)
    return settings
  }

  func context(
    _ settings: AgentSettings? = nil, fault: @escaping FaultHook = FaultHooks.none,
    chance: @escaping @Sendable () -> Double = { 0.5 }
  ) throws -> AgentContext {
    AgentContext(
      store: try store(), settings: settings ?? self.settings, clock: clock,
      events: { event in self.told.withLock { $0.append(event) } }, fault: fault, random: chance)
  }

  func recorder(
    _ settings: AgentSettings? = nil, triggers: [any IncidentTrigger] = [], fault: @escaping FaultHook = FaultHooks.none
  ) throws -> Recorder {
    Recorder(
      try context(settings, fault: fault), folder: RecordingsFolder(path: recordings),
      triggers: [MarkTrigger(try StateFolder(path: statePath))] + triggers)
  }

  func agent(
    _ settings: AgentSettings? = nil, triggers: [any IncidentTrigger] = [],
    fault: @escaping FaultHook = FaultHooks.none, chance: @escaping @Sendable () -> Double = { 0.5 },
    describer: (any IncidentDescriber)? = nil
  ) throws -> DashcamAgent {
    let state = try StateFolder(path: statePath)
    return try DashcamAgent(
      try context(settings, fault: fault, chance: chance), recordings: RecordingsFolder(path: recordings),
      triggers: [MarkTrigger(state)] + triggers, protector: FakeProtector(), cloud: cloud,
      describer: describer)
  }

  /// Marks an accident so many seconds after the beginning.
  func mark(_ seconds: Double) throws {
    try MarkTrigger(try StateFolder(path: statePath)).mark(at: Self.beginning + Int64(seconds * 1_000))
  }

  /// Numbers of all records, in the order of recording.
  func numbers() throws -> [UInt32] { try store().recentSegments().map(\.record.record.number) }
}
