internal import Cryptography

/// Lets one task at a time work on an operation, so that two that ask for the same thing do not send it twice.
actor OutboxTurns {
  private var waiting: [Hash256: [CheckedContinuation<Void, Never>]] = [:]

  func begin(_ name: Hash256) async {
    guard waiting[name] != nil else {
      waiting[name] = []
      return
    }
    await withCheckedContinuation { waiting[name]?.append($0) }
  }

  func end(_ name: Hash256) {
    guard waiting[name]?.isEmpty == false else {
      waiting[name] = nil
      return
    }
    waiting[name]?.removeFirst().resume()
  }
}
