internal import Foundation

/// The places between two durable steps at which power may fail. Tests stop the agent at each of them and go on.
package enum FaultPoint: String, Sendable, Hashable, CaseIterable {
  case segmentHashed, keyWritten, recordCommitted
  case incidentCreated, originalsKept, incidentGathered
  case windowCut, windowProtected, protectionCommitted
  case slotTaken, originalSealed, protectedSealed, sealCommitted
  case bindingCommitted
  case enrolled, recordsSent, receiptsCommitted, handOverSent, handOverCommitted
  case incidentAnnounced, announcementCommitted, originalUploaded, protectedUploaded, previewsUploaded, uploadCommitted
  case incidentVerified, incidentDone
}

/// Called at every ``FaultPoint``; whatever it throws ends the step as a loss of power would.
package typealias FaultHook = @Sendable (FaultPoint) throws -> Void

/// Hooks that are there without a test's doing.
package enum FaultHooks {
  /// Does nothing.
  package static let none: FaultHook = { _ in }

  /// In debug builds kills the process (SIGKILL) at the point that the environment names; does nothing in others.
  package static var environment: FaultHook {
    #if DEBUG
      guard let wanted = ProcessInfo.processInfo.environment["VEILCAM_FAULT"].flatMap(FaultPoint.init) else {
        return none
      }
      return { if $0 == wanted { kill(getpid(), SIGKILL) } }
    #else
      return none
    #endif
  }
}
