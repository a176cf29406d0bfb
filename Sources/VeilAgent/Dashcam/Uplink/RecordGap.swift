package import Cryptography

/// Records of a key that the cloud does not have, though it has later ones.
package struct RecordGap: Sendable, Hashable, CustomStringConvertible {
  package let device: Address
  package let numbers: ClosedRange<UInt32>

  package init(device: Address, numbers: ClosedRange<UInt32>) {
    self.device = device
    self.numbers = numbers
  }

  package var description: String {
    "records \(numbers.lowerBound) to \(numbers.upperBound) of device \(device) are missing"
  }
}
