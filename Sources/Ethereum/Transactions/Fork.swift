/// A version of the chain's rules, in order of time.
package enum Fork: String, Sendable, Hashable, CaseIterable, Comparable {
  case frontier = "Frontier"
  case homestead = "Homestead"
  case tangerineWhistle = "EIP150"
  case spuriousDragon = "EIP158"
  case byzantium = "Byzantium"
  case constantinople = "Constantinople"
  case petersburg = "ConstantinopleFix"
  case istanbul = "Istanbul"
  case berlin = "Berlin"
  case london = "London"
  case paris = "Paris"
  case shanghai = "Shanghai"
  case cancun = "Cancun"
  case prague = "Prague"
  case osaka = "Osaka"

  package static func < (left: Fork, right: Fork) -> Bool { left.order < right.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
