internal import Cryptography
internal import Foundation
internal import VeilEvidence

/// The camera's end of its chain on disk: the next record, and the next key.
struct RecordingChain: Sendable {
  let context: AgentContext

  /// A fresh key that goes on for the one in use, kept on disk already.
  struct Rotation: Sendable {
    let chain: DeviceChain
    let handOver: DeviceChain.HandOver
  }

  /// Makes the record of a film. The key changes before it if its day is over.
  /// - Parameter mayRotate: false while an incident waits for films, which must be of one key.
  /// - Returns: nil for a film that has a record under this key: a copy of it.
  func append(_ segment: FinishedSegment, mayRotate: Bool) throws -> StoredSegment? {
    var chain = try current()
    if let number = try context.store.number(of: segment.commitment.videoHash, device: chain.device.address) {
      try context.store.skip(segment.file, reason: "the same film has record \(number)")
      context.tell(.skipped, "\(segment.file.name): the same film has record \(number) already")
      return nil
    }
    var handOver: DeviceChain.HandOver?
    let isUsed = chain.state.nextNumber > 0
    if mayRotate, isUsed, let statement = try chain.rotateIfDue(at: seconds) {
      try keep(chain)
      handOver = statement
    }
    let record = try chain.append(segment.commitment.videoHash)
    let stored = try context.store.append(segment, record: record, handOver: handOver, day: chain.state.day)
    if handOver != nil { context.tell(.keyChanged, "a new day: the device signs as \(chain.device.address)") }
    return stored
  }

  /// A fresh key after an incident, if the key in use is that of its records.
  func rotation(from device: Address) throws -> Rotation? {
    guard try context.store.currentDevice()?.device == device else { return nil }
    var chain = try current()
    guard chain.device.address == device else { return nil }
    let statement = try chain.rotate(at: seconds)
    try keep(chain)
    return Rotation(chain: chain, handOver: statement)
  }

  private var seconds: Int { Int(context.clock.now / 1_000) }

  private func keep(_ chain: DeviceChain) throws {
    try context.keys.keep(chain.key)
    try context.fault(.keyWritten)
  }

  /// The chain of the key in use; a fresh one where there is none or where it is lost.
  private func current() throws -> DeviceChain {
    guard let device = try context.store.currentDevice() else { return try begin() }
    do {
      let key = try context.keys.key(of: device.device)
      if let last = try context.store.lastRecord(of: device.device) {
        return try DeviceChain(key: key, after: last.record, day: device.day)
      }
      return DeviceChain(key: key, at: device.day * 86_400)
    } catch let error as AgentError where error.code == .keyLost {
      context.tell(.keyLost, "\(error.message); a new chain begins, which nothing ties to the old one")
      return try begin()
    }
  }

  private func begin() throws -> DeviceChain {
    let chain = try DeviceChain(at: seconds)
    try keep(chain)
    try context.store.addDevice(chain.device.address, day: chain.state.day)
    return chain
  }
}
