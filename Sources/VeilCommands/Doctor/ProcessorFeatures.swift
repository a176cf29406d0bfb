import Foundation

/// Instruction sets of this processor that make a difference to speed.
enum ProcessorFeatures {
  private static let interesting = [
    "avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "aes", "sha_ni",
  ]

  static var present: [String] {
    let flags = line("flags").split(separator: " ").map(String.init)
    return interesting.filter(Set(flags).contains)
  }

  static var name: String { line("model name") }

  private static func line(_ key: String) -> String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
    return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces) ?? "unknown"
  }
}
