/// Takes pictures out of a film at even distances and decodes no more than that needs.
///
/// Where key frames are near enough to each other, as dashcams write them, only they are decoded. Otherwise pictures that
/// no other picture refers to are passed over, and in files also what comes after the last wanted picture before decoding
/// begins anew. Standard input and cameras are sampled while they run. What cannot be decoded is an error as everywhere, but
/// that nothing is missing between the pictures is not checked: use ``VideoDecoder`` for that.
///
///     let sampler = try await FrameSampler.open("drive.mp4", interval: 1)
///     for try await sample in sampler.samples { … }
package actor FrameSampler {
  private nonisolated let executor: MediaExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let sampling: FrameSampling
  /// What is known of the film.
  package nonisolated let info: FilmInfo

  /// Opens a film.
  ///
  /// - Parameters:
  ///   - path: a file, `-` for standard input, or an address.
  ///   - interval: seconds between pictures; 0 takes all of them.
  ///   - salvages: true to go over damage; damaged pictures are left out.
  /// - Throws: ``MediaError`` as ``MediaProbe/probe(_:salvages:)`` does, `.notAFilm` for a film without video, and
  ///   `.unsupportedStream`.
  package static func open(_ path: String, interval: Double, salvages: Bool = false) async throws -> FrameSampler {
    let executor = MediaExecutor("veilcam.sample")
    let sampling = try await MediaWork.run(on: executor) {
      try FrameSampling(path, interval: interval, salvages: salvages)
    }
    return FrameSampler(sampling, executor: executor)
  }

  private init(_ sampling: sending FrameSampling, executor: MediaExecutor) {
    self.executor = executor
    info = sampling.info
    self.sampling = sampling
  }

  /// The pictures in the order in which they are shown. There is one place in a film: iterate once.
  package nonisolated var samples: FrameSamples { FrameSamples(sampler: self) }

  /// The next picture, nil at the end.
  /// - Throws: ``MediaError`` `.damaged` or `.truncated`.
  package func next() throws -> FrameSample? { try sampling.next() }
}

/// The pictures of a ``FrameSampler``.
package struct FrameSamples: AsyncSequence, Sendable {
  fileprivate let sampler: FrameSampler

  package func makeAsyncIterator() -> Iterator { Iterator(sampler: sampler) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let sampler: FrameSampler

    package mutating func next() async throws -> FrameSample? {
      try Task.checkCancellation()
      return try await sampler.next()
    }
  }
}
