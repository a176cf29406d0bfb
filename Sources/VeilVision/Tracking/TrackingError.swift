/// Why detections cannot be tracked: a detector returned nonsense. Stops the run, since an object would go unprotected.
package struct TrackingError: Error, Sendable, Hashable, CustomStringConvertible {
  package let message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
