/// What became of the events of a block.
package enum EventChange: Sendable, Hashable {
  /// A block was added to the chain, with these events of ours.
  case added(block: UInt64, events: [LocatedEvent])
  /// A block was taken off the chain by a reorganisation, and these events with it, last first.
  case removed(block: UInt64, events: [LocatedEvent])
}
