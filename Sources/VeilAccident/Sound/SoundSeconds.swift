internal import VeilMedia

/// The judged seconds of a film, read as they are asked for.
package struct SoundSeconds: AsyncSequence, Sendable {
  package typealias Element = SoundSecond

  let input: String
  let listener: SoundListener
  let audio: AudioOptions

  package func makeAsyncIterator() -> Iterator { Iterator(input: input, listener: listener, audio: audio) }

  package struct Iterator: AsyncIteratorProtocol {
    let input: String
    var listener: SoundListener
    let audio: AudioOptions
    private var reader: AudioReader?
    private var ready: [SoundSecond] = []
    private var hasEnded = false

    init(input: String, listener: SoundListener, audio: AudioOptions) {
      self.input = input
      self.listener = listener
      self.audio = audio
    }

    package mutating func next() async throws -> SoundSecond? {
      while ready.isEmpty, !hasEnded { try await advance() }
      return ready.isEmpty ? nil : ready.removeFirst()
    }

    private mutating func advance() async throws {
      try Task.checkCancellation()
      let reader = try await opened()
      if let block = try await reader.next() {
        ready = try await listener.listen(to: block)
      } else {
        hasEnded = true
        if let last = try await listener.finish() { ready.append(last) }
      }
    }

    private mutating func opened() async throws -> AudioReader {
      if let reader { return reader }
      let opened = try await AudioReader.open(input, options: audio)
      reader = opened
      return opened
    }
  }
}
