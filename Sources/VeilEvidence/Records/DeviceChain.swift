package import Cryptography

/// A camera's own end of its chain: makes the next record, and takes a fresh key every day and after every incident.
///
/// With a fresh key the number, the previous hash and the file name start anew, so that nobody but the cloud, which sees
/// the hand-over signed by the old key, can tell that both are the same camera.
package struct DeviceChain: Sendable {
  /// What must be kept between runs, beside the key.
  package struct State: Sendable, Hashable, Codable {
    /// The day of the key: days since 1970-01-01 in UTC.
    package var day: Int
    package var nextNumber: UInt32
    package var nextName: UInt32
    package var previousVideoHash: Hash256
  }

  /// The statement of the old key that the new one goes on for it: for the cloud only.
  package struct HandOver: Sendable, Hashable {
    package let from: DeviceID
    package let to: DeviceID
    /// By the old key, over H(H("veilcam.hand-over.v1") ‖ old device id ‖ new device id).
    package let signature: RecoverableSignature

    package init(from: DeviceID, to: DeviceID, signature: RecoverableSignature) {
      self.from = from
      self.to = to
      self.signature = signature
    }

    static func hash(_ from: DeviceID, _ to: DeviceID) -> Hash256 {
      HashDomain.hash(HashDomain.handOver, from.bytes, to.bytes)
    }

    package var isValid: Bool {
      (try? PublicKey.recover(from: signature, over: Self.hash(from, to)))?.address == from.address
    }
  }

  private static let secondsPerDay = 86_400

  package private(set) var key: SecretKey
  package private(set) var state: State

  /// Starts with a fresh key at a time in seconds since 1970.
  package init(at time: Int) throws { self.init(key: try SecretKey.generate(), at: time) }

  /// Starts with a key that has signed nothing before.
  package init(key: SecretKey, at time: Int, firstName: RecordName = .random()) {
    self.key = key
    state = State(day: Self.day(time), nextNumber: 0, nextName: firstName.counter, previousVideoHash: Hash256())
  }

  /// Goes on with what was kept.
  package init(key: SecretKey, state: State) {
    self.key = key
    self.state = state
  }

  /// Goes on after the last record of the key, made on a day since 1970.
  /// - Throws: `invalidSignature` where the record is of another key; `outOfRange` after the last possible record.
  package init(key: SecretKey, after last: EvidenceRecord, day: Int) throws {
    guard last.device.address == key.address else {
      throw EvidenceError(.invalidSignature, "the records are of another device; use its key, or begin a new file")
    }
    guard last.number < .max else { throw EvidenceError(.outOfRange, "the chain is full; rotate the device key") }
    self.key = key
    state = State(
      day: day, nextNumber: last.number + 1, nextName: last.name.next.counter, previousVideoHash: last.videoHash)
  }

  package var device: DeviceID { DeviceID(key.address) }

  /// Makes and signs the record of the segment that was just finished.
  package mutating func append(_ videoHash: Hash256) throws -> SignedRecord {
    let name = RecordName(counter: state.nextName)
    let record = EvidenceRecord(
      number: state.nextNumber, device: device, name: name, previousVideoHash: state.previousVideoHash,
      videoHash: videoHash)
    let signed = try record.signed(by: key)
    guard state.nextNumber < .max else { throw EvidenceError(.outOfRange, "the chain is full; rotate the device key") }
    state.nextNumber += 1
    state.nextName = name.next.counter
    state.previousVideoHash = videoHash
    return signed
  }

  /// Takes a fresh key if the day of the present one is over.
  package mutating func rotateIfDue(at time: Int) throws -> HandOver? {
    Self.day(time) == state.day ? nil : try rotate(at: time)
  }

  /// Takes a fresh key: after an incident, at once.
  package mutating func rotate(at time: Int) throws -> HandOver {
    let fresh = try DeviceChain(at: time)
    let signature = try key.sign(HandOver.hash(device, fresh.device))
    let statement = HandOver(from: device, to: fresh.device, signature: signature)
    self = fresh
    return statement
  }

  private static func day(_ time: Int) -> Int {
    Int((Double(time) / Double(secondsPerDay)).rounded(.down))
  }
}
